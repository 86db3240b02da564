"""Links, images and footnote numbers of a Markdown block.

https://spec.commonmark.org/0.31.2/#links. A bracket that is none of them is text.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from service.claims.markup.html_tokens import Tag
from service.claims.markup.markdown_emphasis import Run
from service.domain.spans import Span

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
class Bracket:
    """One that is open, with how many marks and runs stand before it."""

    at: int
    image: bool
    marks: int
    runs: int
    plain: bool = True
    """Whether no other bracket stands behind it."""


@dataclass(slots=True)
class Found:
    """What a block has shown so far."""

    marks: list[Mark] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    brackets: list[Bracket] = field(default_factory=list)
    inactive: int = 0
    """Brackets below this number stand around a link, and are none."""


def label_of(text: str) -> str:
    """A link label as labels are compared."""
    return " ".join(text.split()).casefold()


def whole_link(text: str, found: list[Mark]) -> bool:
    """Whether the block is one link and nothing else."""
    ends = [m.span for m in found if m.shown is None and text.startswith("]", m.span.start)]
    opens = [m.span for m in found if m.shown is None and text.startswith("[", m.span.start)]
    here, stop = len(text) - len(text.lstrip()), len(text.rstrip())
    return len(ends) == 1 and [s.start for s in opens] == [here] and ends[0].end == stop


def open_bracket(found: Found, at: int, *, image: bool) -> None:
    for bracket in found.brackets[-1:]:
        bracket.plain = False
    found.brackets.append(Bracket(at, image, len(found.marks), len(found.runs)))


def close_bracket(text: str, at: int, labels: AbstractSet[str], found: Found) -> int:
    """Where to read on: behind the link, image or footnote that ends here, or behind the bracket."""
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


def _target(text: str, bracket: Bracket, at: int, labels: AbstractSet[str]) -> int:
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
