"""Where a span stands, in the ways clients count."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from service.claims.markup.anchoring import select
from service.domain.spans import Selector, Span, TextSpan

_LINE_END = re.compile(r"\r\n|\r|\n")


class Positions:
    """Lines and UTF-16 units of one text. Lines end with LF, CRLF or CR; columns count code points.

    So do editors and the Language Server Protocol, to which NEL, LS and PS are characters of a line. Half
    of a surrogate pair counts one in both. JavaScript's ``text.slice(utf16_start, utf16_end)`` is the
    claim's ``text``.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._line_starts = [0, *(end.end() for end in _LINE_END.finditer(text))]
        # Code points beyond the basic plane take two UTF-16 units.
        self._astral = [i for i, character in enumerate(text) if character > "\uffff"]

    def text_span(self, span: Span) -> TextSpan:
        start_line, start_column = self._line_and_column(span.start)
        end_line, end_column = self._line_and_column(span.end)
        return TextSpan(
            start=span.start,
            end=span.end,
            utf16_start=self._utf16(span.start),
            utf16_end=self._utf16(span.end),
            start_line=start_line,
            start_column=start_column,
            end_line=end_line,
            end_column=end_column,
        )

    def selector(self, span: Span) -> Selector:
        return select(self._text, span)

    def _utf16(self, offset: int) -> int:
        return offset + bisect_left(self._astral, offset)

    def _line_and_column(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1
