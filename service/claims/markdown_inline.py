"""The inline marks of a Markdown block: links, images, code, escapes, references, tags, emphasis.

https://spec.commonmark.org/0.31.2/#inlines. What is never closed is text. Takes linear time.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from service.claims.entities import reference
from service.claims.html_tokens import Tag, tag_at
from service.claims.markdown_emphasis import Run, marks, run_at
from service.domain.spans import Span

_SPECIAL = re.compile(r"[\\`<&!\[\]*_~\n]")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_AUTO = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*+|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)*+)>")
_VALUE = r"""(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++)"""
_TAG = re.compile(rf"</?[A-Za-z][\w:-]*+(?:\s++[\w:@][\w.:@-]*+(?:\s*+=\s*+{_VALUE})?+)*+\s*+/?>")
"""Stricter than HTML itself, so that what lies between "a <b" and "c> d" stays text."""
_TITLE = r"""(?:"(?:[^"\\]++|\\.)*+"|'(?:[^'\\]++|\\.)*+'|\((?:[^()\\]++|\\.)*+\))"""
_BALANCED = r"\((?:[^()\s\\]++|\\.|\((?:[^()\s\\]++|\\.)*+\))*+\)"
_DESTINATION = rf"(?:<(?:[^<>\n\\]++|\\.)*+>|(?!<)(?:[^()\s\\]++|\\.|{_BALANCED})*+)"
_TARGET = re.compile(rf"\(\s*+{_DESTINATION}(?:\s++{_TITLE})?+\s*+\)", re.DOTALL)
_REFERENCE = re.compile(r"\[((?:[^\[\]\\]++|\\.)*+)\]", re.DOTALL)
_LONGEST_LABEL = 999


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands in place of a stretch of the block: ``text``, a tag, a line break, or nothing."""

    span: Span
    text: str = ""
    shown: Span | None = None
    tag: Tag | None = None
    hard_break: bool = False


@dataclass(slots=True)
class _Bracket:
    at: int
    image: bool
    marks: int
    runs: int
    plain: bool = True
    """Whether no other bracket stands behind it."""


@dataclass(slots=True)
class _Found:
    marks: list[Mark] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    brackets: list[_Bracket] = field(default_factory=list)
    inactive: int = 0
    """Brackets below this number stand around a link, and are none."""


def label_of(text: str) -> str:
    """A link label as labels are compared."""
    return " ".join(text.split()).casefold()


def inline_marks(text: str, labels: AbstractSet[str]) -> list[Mark]:
    """The marks in ``text`` in order, apart; ``labels`` are those that definitions give a target."""
    found = _Found()
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
                _open(found, at, image=True)
                here = at + 2
            case "[":
                _open(found, at, image=False)
                here = at + 1
            case "]":
                here = _close(text, at, labels, found)
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


def whole_link(text: str, found: list[Mark]) -> bool:
    """Whether the block is one link and nothing else."""
    ends = [m.span for m in found if m.shown is None and text.startswith("]", m.span.start)]
    opens = [m.span for m in found if m.shown is None and text.startswith("[", m.span.start)]
    here, stop = len(text) - len(text.lstrip()), len(text.rstrip())
    return len(ends) == 1 and [s.start for s in opens] == [here] and ends[0].end == stop


def _escape(text: str, at: int, found: _Found) -> int:
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


def _code(text: str, at: int, code: dict[int, list[int]], found: _Found) -> int:
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


def _angle(text: str, at: int, found: _Found, *, comments: bool) -> int:
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


def _open(found: _Found, at: int, *, image: bool) -> None:
    for bracket in found.brackets[-1:]:
        bracket.plain = False
    found.brackets.append(_Bracket(at, image, len(found.marks), len(found.runs)))


def _close(text: str, at: int, labels: AbstractSet[str], found: _Found) -> int:
    if not found.brackets:
        return at + 1
    bracket = found.brackets.pop()
    for around in found.brackets[-1:]:
        around.plain = False
    active = bracket.image or len(found.brackets) >= found.inactive
    found.inactive = min(found.inactive, len(found.brackets))
    end = _target(text, bracket, at, labels) if active else -1
    if end < 0:
        return at + 1
    footnote = bracket.plain and end == at + 1 and text.startswith("^", bracket.at + 1 + bracket.image)
    if bracket.image or footnote:
        del found.marks[bracket.marks :]
        del found.runs[bracket.runs :]
        found.marks.append(Mark(Span(bracket.at + (footnote and bracket.image), end)))
        return end
    found.marks += [Mark(Span(bracket.at, bracket.at + 1)), Mark(Span(at, end))]
    found.inactive = len(found.brackets)
    return end


def _target(text: str, bracket: _Bracket, at: int, labels: AbstractSet[str]) -> int:
    """Where the link, image or footnote ends whose words end at ``at``; -1 where it is none."""
    start = bracket.at + 1 + bracket.image
    if bracket.plain and text.startswith("^", start) and not re.search(r"\s", text[start:at]):
        return at + 1 if at - start > 1 else -1
    target = _TARGET.match(text, at + 1)
    if target:
        return target.end()
    named = _REFERENCE.match(text, at + 1)
    if named and named[1].strip():
        return named.end() if label_of(named[1]) in labels else -1
    short = bracket.plain and at - start <= _LONGEST_LABEL and label_of(text[start:at]) in labels
    if not short:
        return -1
    return named.end() if named else at + 1
