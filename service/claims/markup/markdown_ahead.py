"""Where what a line of Markdown opens is closed: fences, raw HTML, heads of tables. Linear in all calls."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from service.claims.markup.markdown_lines import Line, cells, is_table_rule


class Ahead:
    """Remembers what is never closed, so that it is looked for once."""

    def __init__(self, raw: str, lines: Sequence[Line]) -> None:
        self._raw = raw
        self._lines = lines
        self._fences: dict[str, int] = {}
        """Shortest fence of each kind that no line of this quotation closes."""
        self._closings: set[str] = set()

    def new_quotation(self) -> None:
        """Says that lines are quoted more deeply or less deeply from here on."""
        self._fences = {}

    def fence_end(self, line: Line, fence: str) -> int:
        """The number of the line to read next: after the one that closes the fence, if one does."""
        mark, length = fence[0], len(fence)
        if length >= self._fences.get(mark, length + 1):
            return line.number + 1
        for number in range(line.number + 1, len(self._lines)):
            other = self._lines[number]
            if other.quote < line.quote:
                break
            closing = other.text.strip(" \t")
            if other.quote == line.quote and len(closing) >= length and closing == mark * len(closing):
                return other.number + 1
        self._fences[mark] = length
        return line.number + 1

    def raw_end(self, line: Line, name: str | None) -> int:
        """Where the element of that name ends, or the comment, in the raw text; 0 where it does not."""
        closing = rf"</{name.lower()}\s*>" if name else "-->"
        if closing in self._closings:
            return 0
        found = re.compile(closing, re.IGNORECASE).search(self._raw, line.start)
        if found is None:
            self._closings.add(closing)
            return 0
        return found.end()

    def rest(self, offset: int) -> Line:
        """What stands on its line behind a place of the raw text."""
        number = bisect_right(self._lines, offset - 1, key=lambda line: line.start) - 1
        line = self._lines[number]
        return line.behind(offset - line.start)

    def begins_table(self, line: Line) -> bool:
        """Whether the next line is a rule with as many cells."""
        if "|" not in line.text or line.number + 1 >= len(self._lines):
            return False
        rule = self._lines[line.number + 1]
        return rule.quote == line.quote and is_table_rule(rule) and len(cells(rule)) == len(cells(line))
