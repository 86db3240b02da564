"""Where a piece of text stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of Unicode code points: ``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSpan(Span):
    """A span in the ways clients count: code points, UTF-16 units, lines and columns.

    Lines start at 1, columns at 1 and count code points; the end position is exclusive.
    """

    utf16_start: int
    utf16_end: int
    start_line: int
    start_column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Selector:
    """W3C TextQuoteSelector: finds the claim again after edits elsewhere.

    https://www.w3.org/TR/annotation-model/#text-quote-selector
    """

    exact: str
    prefix: str
    suffix: str
    type: str = "TextQuoteSelector"
