"""HTML apart into tags and text, in one pass that takes linear time on any input.

The standard library's parser changes from release to release in what it makes of comments, CDATA and
unclosed tags, and looks for the end of each opening anew. Here the tokenizer of the standard is followed,
https://html.spec.whatwg.org/multipage/parsing.html#tokenization, but for a self-closing tag, which is
empty as in XHTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from service.domain.spans import Span

_OPENING = re.compile(r"<(?:[A-Za-z!?]|/.)", re.DOTALL)
_TAG_OPENING = re.compile(r"</?[A-Za-z]")
_VALUE = r"""(?:"[^"]*+"|'[^']*+'|(?!["'])[^\s>]*+)"""
_TAG = re.compile(
    rf"<(?P<slash>/?)(?P<name>[A-Za-z][^\s/>]*+)"
    rf"(?P<attributes>(?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+{_VALUE})?+)*+)>"
)
_ATTRIBUTE = re.compile(rf"([^\s/>][^\s/>=]*+)(?:\s*+=\s*+({_VALUE}))?+")
_COMMENT_END = re.compile(r"--!?>")
_RAW = frozenset({"script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp"})
"""Elements whose content holds no tags."""
_READABLE = frozenset({"title", "xmp"})


@dataclass(frozen=True, slots=True)
class Tag:
    """``name`` in lower case; ``attributes`` as they stand."""

    name: str
    span: Span
    closing: bool
    attributes: str = field(default="", repr=False)

    @property
    def empty(self) -> bool:
        """Whether it is its own end: ``<p/>``; the slash of ``href=/`` is the value's."""
        words = self.attributes
        return words.endswith("/") and (
            words[-2:-1] in {"", " ", "\t", "\r", "\n", '"', "'"} or "=" not in words.split()[-1]
        )

    def values(self) -> dict[str, str]:
        """Values by name in lower case, without quotes; "" for an attribute without one."""
        found: dict[str, str] = {}
        for attribute in _ATTRIBUTE.finditer(self.attributes):
            found.setdefault(attribute[1].lower(), (attribute[2] or "").strip("\"'"))
        return found


def tag_at(raw: str, at: int, end: int) -> Tag | None:
    """The tag that opens at ``at`` and is closed before ``end``."""
    found = _TAG.match(raw, at, end)
    if found is None:
        return None
    return Tag(found["name"].lower(), Span(at, found.end()), found["slash"] == "/", found["attributes"])


def tokens(raw: str, start: int, end: int) -> Iterator[Tag | Span]:
    """Tags and stretches of text in order. Comments and the like are left out.

    What opens and is never closed goes on to the end, and a reader sees none of it.
    """
    here, unclosed = start, set[str]()
    while True:
        opening = _OPENING.search(raw, here, end)
        if opening is None:
            yield from _text(here, end)
            return
        yield from _text(here, opening.start())
        tag = tag_at(raw, opening.start(), end)
        stop = tag.span.end if tag else _comment_end(raw, opening.start(), end)
        if stop < 0:
            return
        here = stop
        if tag is None:
            continue
        yield tag
        if tag.name in _RAW and not (tag.closing or tag.empty or tag.name in unclosed):
            closing = re.compile(rf"</{tag.name}(?=[\s/>])", re.IGNORECASE).search(raw, here, end)
            if closing is None:
                unclosed.add(tag.name)
                continue
            if tag.name in _READABLE:
                yield from _text(here, closing.start())
            here = closing.start()


def _text(start: int, end: int) -> Iterator[Span]:
    if start < end:
        yield Span(start, end)


def _comment_end(raw: str, start: int, end: int) -> int:
    """Where the comment, declaration or instruction ends that opens at ``start``; -1 for nowhere."""
    if raw.startswith("<!--", start):
        found = _COMMENT_END.search(raw, start + 2, end)
        return found.end() if found else -1
    if _TAG_OPENING.match(raw, start):
        return -1
    if raw.startswith("<![CDATA[", start):
        closing = raw.find("]]>", start, end)
        if closing >= 0:
            return closing + 3
    return raw.find(">", start, end) + 1 or -1
