"""Plain text with the way back to the text it was taken from."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from service.domain.spans import Span

_RUN = re.compile("[^ \t\n\r\f\u00ad]+|[ \t\n\r\f]+|\u00ad+")
_SOFT_HYPHEN = "\u00ad"
BYTE_ORDER_MARK = "\ufeff"
"""Some editors put it before a text; it is no part of it."""


class BlockKind(StrEnum):
    """What markup says a block is."""

    HEADING = "heading"
    TITLE = "title"
    ITEM = "item"
    CAPTION = "caption"
    CELL = "cell"
    """Of a table."""
    LINK = "link"
    """A paragraph or list item that is one link and nothing else."""


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """For each code point of the plain text, the range of the raw text it stands for.

    A character reference is one range, ``&eacute;`` the "é" it stands for, so that no slice cuts one; tags
    and other marks belong to no character, so that a slice begins and ends with what a reader sees. A
    highlighter that turns the offsets into positions in text nodes needs no tags of its own: a slice may
    hold the end of an element whose beginning stands before it, as ``Ten</b> people died.`` does.
    """

    starts: array[int] = field(repr=False)
    ends: array[int] = field(repr=False)

    def raw(self, span: Span) -> Span:
        """The raw range from the first to the last code point of a span that is not empty."""
        return Span(self.starts[span.start], self.ends[span.end - 1])


@dataclass(frozen=True, slots=True)
class PlainText:
    """``blocks`` are those whose kind the markup names: in order, apart, the innermost where they nest."""

    text: str = field(repr=False)
    offsets: OffsetMap = field(repr=False)
    blocks: tuple[tuple[Span, BlockKind], ...] = ()

    def kind_at(self, offset: int) -> BlockKind | None:
        block = self.block_at(offset)
        return block[1] if block else None

    def block_at(self, offset: int) -> tuple[Span, BlockKind] | None:
        i = bisect_right(self.blocks, offset, key=lambda block: block[0].start) - 1
        return self.blocks[i] if i >= 0 and offset < self.blocks[i][0].end else None


class PlainWriter:
    """Collects plain text piece by piece. Raw ranges must be given in order."""

    def __init__(self) -> None:
        self._characters: list[str] = []
        self._starts: array[int] = array("L")
        self._ends: array[int] = array("L")
        self._blocks: list[tuple[Span, BlockKind]] = []
        self._spaced = True
        self._parted = True
        self.inked = 0
        """Characters written that are no white space between words."""

    @property
    def length(self) -> int:
        return len(self._starts)

    def copy(self, raw: str, start: int, end: int) -> None:
        """The raw text as it stands."""
        if start < end:
            self._characters.append(raw[start:end])
            self._starts.extend(range(start, end))
            self._ends.extend(range(start + 1, end + 1))
            self.inked += end - start
            self._spaced = self._parted = False

    def flow(self, raw: str, start: int, end: int) -> None:
        """The raw text with white space collapsed as a browser does, and without soft hyphens."""
        for run in _RUN.finditer(raw, start, end):
            if run[0][0] in " \t\n\r\f":
                self.space(run.start(), run.end())
            elif run[0][0] != _SOFT_HYPHEN:
                self.copy(raw, run.start(), run.end())

    def space(self, start: int, end: int) -> None:
        """One space, unless white space stands already."""
        if not self._spaced:
            self.write(" ", start, end)
            self._spaced = True

    def write(self, text: str, start: int, end: int) -> None:
        """``text`` in place of the raw range, say a character for its reference."""
        if text and text != _SOFT_HYPHEN:
            self._characters.append(text)
            self._starts.extend([start] * len(text))
            self._ends.extend([end] * len(text))
            self.inked += 0 if text.isspace() else len(text)
            self._spaced = self._parted = False

    def line_break(self, start: int, end: int) -> None:
        self.write("\n", start, end)
        self._spaced = True

    def paragraph(self, at: int) -> None:
        """A blank line, unless one stands already."""
        if not self._parted:
            self.write("\n\n", at, at)
        self._spaced = self._parted = True

    def block(self, start: int, kind: BlockKind) -> None:
        """Names what was written since ``start``; blocks nest or stand apart."""
        if self.length > start:
            self._blocks.append((Span(start, self.length), kind))

    def done(self) -> PlainText:
        return PlainText(
            "".join(self._characters), OffsetMap(self._starts, self._ends), _innermost(self._blocks)
        )


def _innermost(blocks: Sequence[tuple[Span, BlockKind]]) -> tuple[tuple[Span, BlockKind], ...]:
    """Nested blocks, inner ones named first, as blocks that stand apart."""
    apart: list[tuple[Span, BlockKind]] = []
    around: list[tuple[Span, BlockKind]] = []
    here = 0

    def name(end: int) -> None:
        nonlocal here
        if here < end:
            apart.append((Span(here, end), around[-1][1]))
        here = end

    outer_first = sorted(enumerate(blocks), key=lambda b: (b[1][0].start, -b[1][0].end, -b[0]))
    for _, block in outer_first:
        while around and around[-1][0].end <= block[0].start:
            name(around[-1][0].end)
            around.pop()
        if around:
            name(block[0].start)
        here = block[0].start
        around.append(block)
    while around:
        name(around[-1][0].end)
        around.pop()
    return tuple(apart)
