"""Titles, snippets and abstracts as plain text: without HTML, JATS or MathML."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

_BLOCKS = frozenset(
    ["p", "title", "sec", "list", "list-item", "li", "ul", "ol", "div", "br", "break", "label"]
    + [f"h{level}" for level in range(1, 7)]
)
# The formula stands beside these a second time, in another notation.
_SKIPPED = frozenset({"tex-math", "annotation", "script", "style"})
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_HEADING = re.compile(r"(?:abstract|summary)\W*", re.IGNORECASE)
_ESCAPED = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._skipped: list[str] = []
        self._raised = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - parser's
        name = _local(tag)
        if name in _SKIPPED:
            self._skipped.append(name)
        self._raised += name == "sup"
        if name in _BLOCKS:
            self.parts.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - parser's
        if _local(tag) in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        name = _local(tag)
        if name in self._skipped:
            self._skipped.remove(name)
        if name == "sup" and self._raised:
            self._raised -= 1
        if name in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if self._skipped:
            return
        # 10<sup>6</sup> must not become 106.
        plain = data.translate(_RAISED) if self._raised else data
        self.parts.append(plain.replace("\n", " "))


def plain_text(marked: str) -> str:
    """The text, one block a line; raised figures stay raised. Broken markup gives what it gives."""
    reader = _Text()
    reader.feed(marked)
    reader.close()
    text = "".join(reader.parts)
    if _ESCAPED.search(text):
        text = unescape(text)  # abstracts are often escaped twice: p &amp;lt; 0.05
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def abstract_text(marked: str) -> str:
    """As ``plain_text``, without the heading "Abstract" that many deposit with it."""
    first, _, rest = plain_text(marked).partition("\n")
    if _HEADING.fullmatch(first):
        return rest
    return f"{first}\n{rest}" if rest else first


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]
