"""Sentences of evidence that address the reader about the verdict: data that says nothing of the world.

A judge that reads them could be moved by whoever writes a page; they are left out before anything is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from service.domain.spans import Span
from service.language.sentences import split
from service.verdict.shown.disguises import folded, is_encoded
from service.verdict.shown.instruction_cues import is_beside, is_decisive
from service.verdict.shown.instruction_data import records
from service.verdict.shown.instruction_parts import narrowed

_GOES_ON = re.compile(r".?[\"'”’»]\s+(?:[a-z]|[=→(-])")
_TWICE = 2
_WORD = re.compile(r"[^\W\d_]{2,}")


def not_evidence(text: str) -> list[Span]:
    """Spans in code points of ``text`` that are not to be read, in order, none overlapping.

    Whole sentences, table rows, data objects; a part of a sentence where the rest speaks of the world.
    """
    plain = folded(text)
    data = records(text, plain)
    units = sorted([*data, *_sentences(text, data)], key=lambda one: one.start)
    flagged = [
        unit in data or is_decisive(plain[unit.start : unit.end]) or is_encoded(text[unit.start : unit.end])
        for unit in units
    ]
    for repeated in _repeated([plain[unit.start : unit.end] for unit in units]):
        flagged[repeated] = True
    if not any(flagged):
        return []
    beside = [is_beside(plain[unit.start : unit.end]) for unit in units]
    for order in (range(1, len(units)), range(len(units) - 2, -1, -1)):
        step = -1 if order.step == 1 else 1
        for i in order:
            flagged[i] = flagged[i] or (beside[i] and flagged[i + step])
    found: list[Span] = []
    for i, unit in enumerate(units):
        if flagged[i]:
            found.extend([unit] if unit in data else narrowed(plain, unit))
    return found


def _repeated(texts: list[str]) -> Iterator[int]:
    """Positions of sentences that stand there again and again: what is chanted is not evidence."""
    start = 0
    for same in (list(group) for _, group in groupby(texts)):
        if len(same) > _TWICE and len(_WORD.findall(same[0])) > 1:
            yield from range(start, start + len(same))
        start += len(same)


def _sentences(text: str, data: dict[Span, None]) -> Iterator[Span]:
    """Sentences of what stands between the data; one that goes on after a quotation in it is one."""
    start = 0
    for end, following in [*((one.start, one.end) for one in data), (len(text), len(text))]:
        held: Span | None = None
        for one in split(text[start:end]):
            span = Span(start + one.start, start + one.end)
            if held is not None and _GOES_ON.match(text, held.end - 1):
                span = Span(held.start, span.end)
            elif held is not None:
                yield held
            held = span
        if held is not None:
            yield held
        start = following
