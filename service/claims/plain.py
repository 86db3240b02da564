"""Plain text with the way back to the text it was taken from."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum

from service.domain.spans import Span


class BlockKind(StrEnum):
    """What markup says a block is."""

    HEADING = "heading"
    TITLE = "title"
    ITEM = "item"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """For each code point of the plain text, the range of the raw text it stands for."""

    starts: array[int] = field(repr=False)
    ends: array[int] = field(repr=False)

    def raw(self, span: Span) -> Span:
        """The raw range from the first to the last code point of a span that is not empty."""
        return Span(self.starts[span.start], self.ends[span.end - 1])


@dataclass(frozen=True, slots=True)
class PlainText:
    """``blocks`` are those whose kind the markup names, in order."""

    text: str = field(repr=False)
    offsets: OffsetMap = field(repr=False)
    blocks: tuple[tuple[Span, BlockKind], ...] = ()

    def kind_at(self, offset: int) -> BlockKind | None:
        i = bisect_right(self.blocks, offset, key=lambda block: block[0].start) - 1
        return self.blocks[i][1] if i >= 0 and offset < self.blocks[i][0].end else None


class PlainWriter:
    """Collects plain text piece by piece."""

    def __init__(self) -> None:
        self._characters: list[str] = []
        self._starts: array[int] = array("L")
        self._ends: array[int] = array("L")
        self._blocks: list[tuple[Span, BlockKind]] = []

    def copy(self, raw: str, start: int, end: int) -> None:
        """The raw text as it stands."""
        self._characters.append(raw[start:end])
        self._starts.extend(range(start, end))
        self._ends.extend(range(start + 1, end + 1))

    def write(self, text: str, start: int, end: int) -> None:
        """``text`` in place of the raw range, say a character for its reference."""
        self._characters.append(text)
        self._starts.extend([start] * len(text))
        self._ends.extend([end] * len(text))

    def paragraph(self, at: int) -> None:
        """A blank line, unless one stands already."""
        if self._starts and not "".join(self._characters[-2:]).endswith("\n\n"):
            self.write("\n\n", at, at)

    @property
    def length(self) -> int:
        return len(self._starts)

    def block(self, start: int, kind: BlockKind) -> None:
        """Names what was written since ``start``."""
        if self.length > start:
            self._blocks.append((Span(start, self.length), kind))

    def done(self) -> PlainText:
        return PlainText("".join(self._characters), OffsetMap(self._starts, self._ends), tuple(self._blocks))
