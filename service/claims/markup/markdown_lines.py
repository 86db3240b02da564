"""The lines of a Markdown file, and what a line is by itself.

https://spec.commonmark.org/0.31.2/#leaf-blocks and, for tables, https://github.github.com/gfm/#tables-extension-
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from service.domain.spans import Span

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_QUOTE = re.compile(r"[ ]{0,3}>[ ]?")
_DELIMITER = re.compile(r":?-+:?")
_PIPE = re.compile(r"(?<!\\)\|")
CODE_INDENT = 4
FENCE = re.compile(r"(?P<fence>`{3,}(?=[^`]*$)|~{3,})")
HEADING = re.compile(r"(?P<level>#{1,6})(?:[ \t]+|$)")
MARKER = re.compile(r"(?:[-*+]|(?P<number>\d{1,9})[.)])(?=[ \t]|$)")
BOX = re.compile(r"\[[ xX]\][ \t]+")
FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,80}\]:[ \t]*")
DEFINITION = re.compile(
    r"\[(?P<label>(?:[^\[\]\\]|\\.){1,999})\]:[ \t]*(?:<[^<>]*>|[^\s<]\S*)"
    r"""(?:[ \t]+(?:"[^"]*"|'[^']*'|\([^()]*\)))?[ \t]*$"""
)
MEANING = re.compile(r":[ \t]+(?=\S)")
"""Begins the second line of a definition list."""
RAW = re.compile(r"<(?P<name>script|style|pre|textarea)(?=[\s>])|<!--", re.IGNORECASE)
"""Begins a block of HTML that blank lines do not end."""
TAG = re.compile(r"</?(?P<name>[A-Za-z][A-Za-z0-9]*)(?=[\s/>]|$)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line behind its quotation marks and without its end; ``start`` is its place in the raw text."""

    number: int
    quote: int
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def blank(self) -> bool:
        return not self.text.strip(" \t")

    def behind(self, length: int) -> Line:
        """The line without its first ``length`` characters."""
        return Line(self.number, self.quote, self.start + length, self.text[length:])

    def dedented(self) -> tuple[int, Line]:
        """The columns of white space at its beginning, and the line behind them."""
        stripped = self.text.lstrip(" \t")
        width = len(self.text) - len(stripped)
        return len(self.text[:width].expandtabs(4)), self.behind(width)


def lines_of(raw: str, start: int) -> list[Line]:
    """Lines end with LF, CRLF or CR."""
    spans = [m.span() for m in _LINE.finditer(raw, start) if m.end() > m.start()]
    return [_unquoted(i, first, raw[first:last].rstrip("\r\n")) for i, (first, last) in enumerate(spans)]


def _unquoted(number: int, start: int, text: str) -> Line:
    quote, here = 0, 0
    while mark := _QUOTE.match(text, here):
        quote, here = quote + 1, mark.end()
    return Line(number, quote, start + here, text[here:])


def is_rule(text: str) -> bool:
    """A thematic break."""
    marks = text.replace(" ", "").replace("\t", "")
    return len(marks) > 2 and marks[0] in "-*_" and marks == marks[0] * len(marks)  # noqa: PLR2004 - three or more


def is_underline(text: str) -> bool:
    """What makes a heading of the paragraph above."""
    marks = text.rstrip(" \t")
    return marks != "" and marks[0] in "=-" and marks == marks[0] * len(marks)


def cells(line: Line) -> list[Span]:
    """The cells of a table's row in the raw text, without the white space around them."""
    text = line.text.rstrip(" \t")
    bounds = [(0, 0), *(pipe.span() for pipe in _PIPE.finditer(text)), (len(text), len(text))]
    pieces = [(left[1], right[0]) for left, right in pairwise(bounds)]
    if not text[: pieces[0][1]].strip():
        pieces = pieces[1:]
    if pieces and not text[pieces[-1][0] :].strip():
        pieces = pieces[:-1]
    found = []
    for start, end in pieces:
        words = text[start:end]
        left = start + len(words) - len(words.lstrip())
        found.append(Span(line.start + left, line.start + max(left, start + len(words.rstrip()))))
    return found


def is_table_rule(line: Line) -> bool:
    """The line under the head of a table."""
    text = line.text
    found = cells(line) if "|" in text else []
    return found != [] and all(
        _DELIMITER.fullmatch(text, c.start - line.start, c.end - line.start) for c in found
    )
