"""Which sentences of an article are its prose, and what the rest is.

News is declarative: a sentence is prose unless its place or its form says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from service.claims.dateline import has_date
from service.claims.page_words import AGENCY, BYLINE, CAPTION, FURNITURE, RIGHTS
from service.claims.plain import BlockKind, PlainText
from service.domain.spans import Span


class Part(Enum):
    PROSE = auto()
    HEADLINE = auto()
    HEADING = auto()
    DATELINE = auto()
    """When, where and by whom the article was written."""
    CAPTION = auto()
    FURNITURE = auto()
    """What the page says of itself: follow us, read more, copyright."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """``span`` is in the plain text, without an agency's "LONDON (Reuters) -"; ``block`` is the paragraph."""

    span: Span
    block: int
    part: Part


_HEADLINE_WORDS = 30
_HEADING_WORDS = 12
_DATELINE_CHARACTERS = 300
_TERMINAL = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")


def read_layout(plain: PlainText, spans: Sequence[Span], *, title: str | None) -> list[Sentence]:
    """One ``Sentence`` per span, in order. ``title`` is the caller's own, if any."""
    blocks = _blocks(plain.text, spans)
    sentences: list[Sentence] = []
    for number, block in enumerate(blocks):
        whole = plain.text[block[0].start : block[-1].end]
        part = _block_part(plain, block, whole, first=number == 0, alone=len(blocks) == 1, title=title)
        sentences.extend(_sentence(plain.text, span, number, part) for span in block)
    return sentences


def _blocks(text: str, spans: Sequence[Span]) -> list[list[Span]]:
    blocks: list[list[Span]] = []
    for span in spans:
        if blocks and not re.search(r"[\r\n]", text[blocks[-1][-1].end : span.start]):
            blocks[-1].append(span)
        else:
            blocks.append([span])
    return blocks


def _block_part(
    plain: PlainText, block: list[Span], whole: str, *, first: bool, alone: bool, title: str | None
) -> Part | None:
    """The part all sentences of a block have; None where each says for itself."""
    kind = plain.kind_at(block[0].start)
    if kind is BlockKind.TITLE or (title and _bare(title) == _bare(whole)):
        return Part.HEADLINE
    if kind is BlockKind.HEADING:
        return Part.HEADING
    if kind is BlockKind.CAPTION or CAPTION.match(whole):
        return Part.CAPTION
    words = len(whole.split())
    if words <= _HEADING_WORDS and BYLINE.match(whole):
        return Part.DATELINE
    if len(block) > 1 or _TERMINAL.search(whole) or kind is BlockKind.ITEM:
        return None
    if words <= _HEADING_WORDS and len(whole) <= _DATELINE_CHARACTERS and has_date(whole):
        return Part.DATELINE
    if first and not alone and words <= _HEADLINE_WORDS:
        return Part.HEADLINE
    return Part.HEADING if words <= _HEADING_WORDS and not alone else None


def _sentence(text: str, span: Span, block: int, part: Part | None) -> Sentence:
    words = text[span.start : span.end]
    if part is None and (FURNITURE.match(words) or RIGHTS.search(words)):
        part = Part.FURNITURE
    if part is None:
        part = Part.PROSE
        agency = AGENCY.match(words)
        if agency and agency.end() < len(words):
            span = Span(span.start + agency.end(), span.end)
    return Sentence(span, block, part)


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
