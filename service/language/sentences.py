"""Where sentences begin and end.

Lines are taken apart here: the end of a line ends a sentence where a heading, a caption or a list item
stands above it, and does not where a mail client or a Markdown author wrapped a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from service.domain.spans import Span
from service.language.boundaries import boundaries

_BLANK = re.compile(r"(?>\r\n|\r|\n)[ \t\u00a0]*(?>\r\n|\r|\n)\s*")
_LINE = re.compile(r"\r\n|\r|\n|\u2028|\u2029")
_ENDED = re.compile(r"[.!?…:;。！？।؟][\"'”’»)\]]*\s*$")
_STARTS_LOWER = re.compile(r"\s*[a-zà-öø-ÿ,;)]")
_PIECE = 5000  # characters
_PROBABLE_END = re.compile(r"[.!?。！？]\s")
_SENTENCE_BEGUN = 4  # words
_WRAPPED = range(50, 101)  # characters in the longest line of wrapped prose


def split(text: str, *, language: str = "en") -> list[Span]:
    """Spans of sentences in code points of ``text``, in order, trimmed, never empty, never overlapping."""
    spans: list[Span] = []
    for start, end in _blocks(text):
        for begin, stop in _pieces(text[start:end]):
            for left, right in boundaries(text[start + begin : start + stop], language):
                trimmed = _trim(text, start + begin + left, start + begin + right)
                if trimmed is not None:
                    spans.append(trimmed)
    return spans


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Runs of text that no sentence crosses."""
    start = 0
    for gap in _BLANK.finditer(text):
        yield from _lines(text, start, gap.start())
        start = gap.end()
    yield from _lines(text, start, len(text))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A paragraph, cut where the end of a line is more than a wrap."""
    bounds, here = [], start
    for line_end in _LINE.finditer(text, start, end):
        bounds.append((here, line_end.start()))
        here = line_end.end()
    bounds.append((here, end))
    longest = max(right - left for left, right in bounds)
    opened = bounds[0][0]
    for (left, right), (next_left, next_right) in pairwise(bounds):
        line, following = text[left:right], text[next_left:next_right]
        wrapped = longest in _WRAPPED and right - left > longest * 0.6 and not line.isupper()
        continues = _STARTS_LOWER.match(following) is not None or _counts_on(line, following)
        if _ENDED.search(line) or not (wrapped or continues):
            yield opened, right
            opened = next_left
    yield opened, end


def _counts_on(line: str, following: str) -> bool:
    """As in "The port lost" and "40 ships" on the next line."""
    return following[:1].isdigit() and line[-1:].islower() and len(line.split()) >= _SENTENCE_BEGUN


def _pieces(block: str) -> Iterator[tuple[int, int]]:
    """A long paragraph in pieces that end with a sentence: sentencex takes quadratic time on one."""
    start = 0
    while len(block) - start > _PIECE:
        ends = list(_PROBABLE_END.finditer(block, start, start + _PIECE))
        end = ends[-1].end() if ends else start + _PIECE
        yield start, end
        start = end
    yield start, len(block)
