"""Which sentences of an article are its prose, and what the rest is.

News is declarative: a sentence is prose unless its place or its form says otherwise.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from service.claims.dateline import has_date
from service.claims.markup.plain import BlockKind, PlainText
from service.claims.page_words import AGENCY, BYLINE, CAPTION, CREDIT, FURNITURE, LABEL, RELATED, RIGHTS
from service.domain.spans import Span


class Part(Enum):
    PROSE = auto()
    HEADLINE = auto()
    """Of the article; there is one at most, though it may stand on several lines."""
    HEADING = auto()
    DATELINE = auto()
    """When, where and by whom the article was written."""
    CAPTION = auto()
    CELL = auto()
    """Of a table, unless it holds a sentence."""
    FURNITURE = auto()
    """What the page says of itself: follow us, read more, copyright."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """``span`` is in the plain text, without an agency's "LONDON (Reuters) -"; ``block`` is the paragraph.

    ``speaker`` is the name that a transcript puts before the paragraph.
    """

    span: Span
    block: int
    part: Part
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph: its sentences, its words, what markup says of it, whether it ends as sentences do."""

    spans: list[Span]
    text: str
    kind: BlockKind | None
    within: Span | None
    """Where the marked block stands that it is, or is a line of."""

    @property
    def ended(self) -> bool:
        return _TERMINAL.search(self.text) is not None

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def line(self) -> bool:
        """Whether it is one sentence, or none, that has no end."""
        return len(self.spans) == 1 and not self.ended


_LINE_END = re.compile("[\r\n\x85\u2028\u2029]")
_HEADLINE_WORDS = 30
_HEADING_WORDS = 12
_CAPTION_WORDS = 25
_SENTENCE_WORDS = 4
_DATELINE_CHARACTERS = 300
_TERMINAL = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*$")
_PICTURES = frozenset({"So", "Sk", "Cf", "Cn"})
_LISTED = {None, BlockKind.ITEM, BlockKind.LINK}


def read_layout(plain: PlainText, spans: Sequence[Span], *, title: str | None) -> list[Sentence]:
    """One ``Sentence`` per span, in order. ``title`` is the caller's own, if any.

    In a text without a single full stop a line without one is no heading.
    """
    blocks = [_block(plain, found) for found in _blocks(plain.text, spans)]
    stopped = any(block.ended for block in blocks)
    headline = _headline(blocks, title) if stopped or title else set()
    related = False
    sentences: list[Sentence] = []
    for number, block in enumerate(blocks):
        part = Part.HEADLINE if number in headline else _part(block, alone=len(blocks) == 1 or not stopped)
        if part is not Part.HEADLINE and RELATED.match(block.text):
            part, related = Part.FURNITURE, True
        elif related and block.line and block.kind in _LISTED:
            part = Part.FURNITURE
        else:
            related = False
        label = LABEL.match(block.text) if part is None else None
        speaker = label["speaker"] if label else None
        sentences.extend(_sentence(plain.text, span, number, part, speaker) for span in block.spans)
    return sentences


def _blocks(text: str, spans: Sequence[Span]) -> list[list[Span]]:
    blocks: list[list[Span]] = []
    for span in spans:
        if blocks and not _LINE_END.search(text[blocks[-1][-1].end : span.start]):
            blocks[-1].append(span)
        else:
            blocks.append([span])
    return blocks


def _block(plain: PlainText, spans: list[Span]) -> _Block:
    within = plain.block_at(spans[0].start)
    return _Block(
        spans,
        plain.text[spans[0].start : spans[-1].end],
        within[1] if within else None,
        within[0] if within else None,
    )


def _headline(blocks: list[_Block], title: str | None) -> set[int]:
    """The numbers of the blocks of the headline: what the caller says, or markup, or the first line."""
    wanted = _bare(title) if title else ""
    for number, block in enumerate(blocks):
        if wanted and _bare(block.text) == wanted:
            return {number}
    marked = next((b.within for b in blocks if b.kind is BlockKind.TITLE), None)
    if marked:
        return {i for i, block in enumerate(blocks) if block.within == marked}
    first = blocks[0] if len(blocks) > 1 else None
    if first is None or first.kind or not first.line or first.words > _HEADLINE_WORDS:
        return set()
    return set() if _part(first, alone=True) else {0}


def _part(block: _Block, *, alone: bool) -> Part | None:
    """The part all sentences of a block have; None where each says for itself.

    A short line is a heading unless it is ``alone``: the only block of its text.
    """
    if block.kind in {BlockKind.HEADING, BlockKind.TITLE}:
        return Part.HEADING
    credited = block.words <= _CAPTION_WORDS and CREDIT.search(block.text)
    if block.kind is BlockKind.CAPTION or CAPTION.match(block.text) or credited:
        return Part.CAPTION
    if block.kind is BlockKind.CELL or _is_row(block.text):
        return None if block.ended and block.words >= _SENTENCE_WORDS else Part.CELL
    if FURNITURE.match(block.text) and block.line:
        return Part.FURNITURE
    short = block.words <= _HEADING_WORDS
    if short and BYLINE.match(block.text):
        return Part.DATELINE
    if block.kind is BlockKind.LINK and block.line:
        return Part.FURNITURE
    if not block.line or block.kind is BlockKind.ITEM:
        return None
    if short and len(block.text) <= _DATELINE_CHARACTERS and has_date(block.text):
        return Part.DATELINE
    return Part.HEADING if short and not alone else None


def _is_row(text: str) -> bool:
    """A row of a table that has no rule under its head."""
    return len(text) > 1 and text[0] == text[-1] == "|"


def _sentence(text: str, span: Span, block: int, part: Part | None, speaker: str | None) -> Sentence:
    words = text[span.start : span.end]
    if part is None and (FURNITURE.match(words) or RIGHTS.search(words)):
        part = Part.FURNITURE
    if part is None and CREDIT.search(words):
        part = Part.CAPTION
    if part is None:
        part = Part.PROSE
        agency = AGENCY.match(words)
        agency = agency or (LABEL.match(words) if speaker else None)
        if agency and agency.end() < len(words):
            span = Span(span.start + agency.end(), span.end)
        span = _without_pictures(text, span)
    return Sentence(span, block, part, speaker)


def _without_pictures(text: str, span: Span) -> Span:
    """Emoji in front of a sentence are none of its words, and lead the parser astray."""
    start = span.start
    while start < span.end and (text[start].isspace() or unicodedata.category(text[start]) in _PICTURES):
        start += 1
    return Span(start, span.end) if start < span.end else span


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
