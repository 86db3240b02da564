"""The inline marks of a Markdown block: links, images, code, escapes, references, tags, emphasis.

https://spec.commonmark.org/0.31.2/#inlines. What is never closed is text. Takes linear time.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from service.claims.markup.entities import reference
from service.claims.markup.html_tokens import tag_at
from service.claims.markup.markdown_emphasis import marks, run_at
from service.claims.markup.markdown_links import Found, Mark, close_bracket, open_bracket
from service.domain.spans import Span

_SPECIAL = re.compile(r"[\\`<&!\[\]*_~\n]")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_AUTO = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*+|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)*+)>")
_VALUE = r"""(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++)"""
_TAG = re.compile(rf"</?[A-Za-z][\w:-]*+(?:\s++[\w:@][\w.:@-]*+(?:\s*+=\s*+{_VALUE})?+)*+\s*+/?>")
"""Stricter than HTML itself, so that what lies between "a <b" and "c> d" stays text."""


def inline_marks(text: str, labels: AbstractSet[str]) -> list[Mark]:
    """The marks in ``text`` in order, apart; ``labels`` are those that definitions give a target."""
    found = Found()
    code = _code_ends(text)
    no_comment_after = len(text) if "-->" in text else 0
    here = 0
    while special := _SPECIAL.search(text, here):
        at = special.start()
        match special[0]:
            case "\\":
                here = _escape(text, at, found)
            case "`":
                here = _code(text, at, code, found)
            case "&":
                written = reference(text, at, len(text), closed=True)
                here = written[1] if written else at + 1
                if written:
                    found.marks.append(Mark(Span(at, here), text=written[0]))
            case "<":
                here = _angle(text, at, found, comments=at < no_comment_after)
                if here < 0:
                    no_comment_after, here = at, at + 1
            case "!" if text.startswith("[", at + 1):
                open_bracket(found, at, image=True)
                here = at + 2
            case "[":
                open_bracket(found, at, image=False)
                here = at + 1
            case "]":
                here = close_bracket(text, at, labels, found)
            case "\n":
                here = at + 1
                if text.endswith("  ", 0, at):
                    found.marks.append(Mark(Span(at, here), hard_break=True))
            case "!":
                here = at + 1
            case _:
                run = run_at(text, at)
                found.runs.append(run)
                here = run.right
    found.marks += [Mark(span) for span in marks(found.runs)]
    return _apart(sorted(found.marks, key=lambda mark: mark.span.start))


def _apart(ordered: list[Mark]) -> list[Mark]:
    """Without the marks inside a stretch that is struck out."""
    kept: list[Mark] = []
    for mark in ordered:
        if not kept or mark.span.start >= kept[-1].span.end:
            kept.append(mark)
    return kept


def _escape(text: str, at: int, found: Found) -> int:
    after = text[at + 1 : at + 2]
    if after == "\n":
        found.marks.append(Mark(Span(at, at + 2), hard_break=True))
    elif after in _PUNCTUATION:
        found.marks.append(Mark(Span(at, at + 2), text=after))
    else:
        return at + 1
    return at + 2


def _code_ends(text: str) -> dict[int, list[int]]:
    """Where runs of backticks begin, by length, last first."""
    ends: dict[int, list[int]] = {}
    for run in re.finditer("`+", text):
        ends.setdefault(len(run[0]), []).append(run.start())
    for starts in ends.values():
        starts.reverse()
    return ends


def _code(text: str, at: int, code: dict[int, list[int]], found: Found) -> int:
    stop = at
    while text.startswith("`", stop):
        stop += 1
    ends = code.get(stop - at, [])
    while ends and ends[-1] < stop:
        ends.pop()
    if not ends:
        return stop
    closing = ends[-1]
    found.marks.append(Mark(Span(at, closing + stop - at), shown=Span(stop, closing)))
    return closing + stop - at


def _angle(text: str, at: int, found: Found, *, comments: bool) -> int:
    """Where what opens at ``at`` ends; -1 for a comment that is never closed."""
    auto = _AUTO.match(text, at)
    if auto:
        found.marks.append(Mark(Span(at, auto.end()), shown=Span(*auto.span(1))))
        return auto.end()
    if text.startswith("<!--", at):
        closing = text.find("-->", at + 2) if comments else -1
        if closing < 0:
            return -1
        found.marks.append(Mark(Span(at, closing + 3)))
        return closing + 3
    tag = tag_at(text, at, len(text)) if _TAG.match(text, at) else None
    if tag is None:
        return at + 1
    found.marks.append(Mark(tag.span, tag=tag))
    return tag.span.end
