"""Where sentences begin and end.

Boundaries come from sentencex (Wikimedia), which knows the abbreviations of many languages. Lines
are taken apart here: the end of a line ends a sentence where a heading, a caption or a list item
stands above it, and does not where a mail client or a Markdown author wrapped a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import sentencex

from service.domain.spans import Span

_BLANK = re.compile(r"(?:\r\n|\r|\n)[ \t\u00a0]*(?:\r\n|\r|\n)\s*")
_LINE = re.compile(r"\r\n|\r|\n|\u2028|\u2029")
_ENDED = re.compile(r"[.!?…:;。！？।؟][\"'”’»)\]]*\s*$")
_STARTS_LOWER = re.compile(r"\s*[a-zà-öø-ÿ,;)]")
# sentencex leaves a closing quotation together with the sentence after it: `"I do." She left.`
_AFTER_QUOTE = re.compile(r"(?<=[a-z0-9)][.!?][\"”])\s+(?=[A-Z“\"])")
# An initial or an honorific that sentencex took for the end of a sentence.
_UNFINISHED = re.compile(
    r"(?:\b[A-Z]|\b(?:U\.S|U\.K|U\.N|Gen|Lt|Col|Sgt|Maj|Capt|Cmdr|Rep|Sen|Gov|Rev|Hon|St|No|vs))\.\s*$"
)
_PIECE = 4000  # characters
_PROBABLE_END = re.compile(r"[.!?。！？]\s")
_WRAPPED = range(50, 101)  # characters in the longest line of wrapped prose


def split(text: str, *, language: str = "en") -> list[Span]:
    """Spans of sentences in code points of ``text``, in order, trimmed, never empty, never overlapping."""
    spans: list[Span] = []
    for start, end in _blocks(text):
        for begin, stop in _pieces(text[start:end]):
            for left, right in _sentences(text[start + begin : start + stop], language):
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
        continues = _STARTS_LOWER.match(following) is not None
        if _ENDED.search(line) or not (wrapped or continues):
            yield opened, right
            opened = next_left
    yield opened, end


def _pieces(block: str) -> Iterator[tuple[int, int]]:
    """A long paragraph in pieces that end with a sentence: sentencex takes quadratic time on one."""
    start = 0
    while len(block) - start > _PIECE:
        ends = list(_PROBABLE_END.finditer(block, start, start + _PIECE))
        end = ends[-1].end() if ends else start + _PIECE
        yield start, end
        start = end
    yield start, len(block)


def _sentences(block: str, language: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for boundary in sentencex.get_sentence_boundaries(language, block):
        start, end = int(boundary["start_index"]), int(boundary["end_index"])
        if not block[start:end].strip():
            continue
        if (
            found
            and _UNFINISHED.search(block[found[-1][0] : found[-1][1]])
            and not _stands_alone(block[start:end])
        ):
            start = found.pop()[0]
        here = start
        for gap in _AFTER_QUOTE.finditer(block, start, end):
            found.append((here, gap.start()))
            here = gap.end()
        found.append((here, end))
    return found


def _stands_alone(sentence: str) -> bool:
    """Whether it starts as sentences start, so that an initial before it did end one."""
    return re.match(r"(?:The|A|An|In|On|It|He|She|They|We|But|And|This|That|At)\b", sentence) is not None
