"""Answers written as data: objects of JSON and its kin, table rows with a label in a cell."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from service.domain.spans import Span
from service.verdict.shown.instruction_words import LABEL, may_name_label

_BRACES = {"{": "}", "[": "]"}
_BRACE = re.compile(r"[\[\]{}]")
_KEYED = re.compile(r"[\"']\w{1,40}[\"']\s*:|\{\s*\w{1,40}\s*:")
_OBJECT = re.compile(r"\[\s*\{|\{")
_CELL = re.compile(rf"(?:^|[|\t,;])\s*[\"']?{LABEL}[\"']?\s*(?=[|\t,;]|$)")
_PROSE = re.compile(r"[,.;] ")
_LINE = re.compile(r"[^\n]+")


def records(text: str, plain: str) -> dict[Span, None]:
    """Spans in order, none overlapping; ``plain`` is ``text`` folded."""
    objects = list(_objects(text))
    rows = [Span(*line.span()) for line in _LINE.finditer(plain) if _is_row(line[0])]
    starts = [one.start for one in objects]
    apart = [row for row in rows if not any(_meets(row, one) for one in _beside(row, objects, starts))]
    return dict.fromkeys(sorted([*objects, *apart], key=lambda one: one.start))


def _beside(row: Span, objects: list[Span], starts: list[int]) -> list[Span]:
    """The last object that begins before the row and the first that begins in or behind it."""
    at = bisect_left(starts, row.start)
    return objects[max(0, at - 1) : at + 1]


def _meets(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _is_row(line: str) -> bool:
    """A row of cells, one of which is a label."""
    return (
        may_name_label(line)
        and _CELL.search(line) is not None
        and (line.count("|") > 1 or not _PROSE.search(line))
    )


def _objects(text: str) -> Iterator[Span]:
    """Objects and lists of JSON and its kin, each from its outermost brace to the end of that."""
    ends = _closed(text)
    here = 0
    while (begun := _OBJECT.search(text, here)) is not None:
        here = begun.end()
        end = ends.get(begun.start())
        if end is not None:
            here = end
            if _KEYED.search(text, begun.start(), end):
                yield Span(begun.start(), end)


def _closed(text: str) -> dict[int, int]:
    """Where what each brace opens ends; braces that are never closed are not in it."""
    ends: dict[int, int] = {}
    waiting: dict[str, list[int]] = {"}": [], "]": []}
    for brace in _BRACE.finditer(text):
        if brace[0] in _BRACES:
            waiting[_BRACES[brace[0]]].append(brace.start())
        elif waiting[brace[0]]:
            ends[waiting[brace[0]].pop()] = brace.end()
    return ends
