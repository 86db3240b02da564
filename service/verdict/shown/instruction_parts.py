"""Which part of a sentence is no evidence: an order may stand in brackets in the middle of a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.domain.spans import Span
from service.verdict.shown.instruction_cues import is_beside, is_decisive
from service.verdict.shown.instruction_words import LABEL

_CUTS = (
    re.compile(r"(?<=[.!?…])\s+"),
    re.compile(r"\s*(?P<part>\([^()]*\)|\[[^\[\]]*\]|\*{2,}[^*]+\*{2,})\s*"),
    re.compile(rf"\s*(?P<part>\b(?:{LABEL}[\s,.!#]+){{2,}}{LABEL}\b)\s*"),
    re.compile(r";\s+|\s+[—–]\s+|\s+--?\s+"),
    re.compile(r",\s+"),
)
"""Where an order in a sentence begins and ends: sentences run together, brackets, labels, dashes, commas."""
_APPENDED = 3  # index from which the sentence must begin with what can stand
_EMBEDDED = 4  # index from which an order must stand between two parts of the sentence
_FEWEST = 3  # words that the rest of a sentence must have to be kept
_WORD = re.compile(r"[^\W\d_]{2,}")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_TO_READERS = re.compile(r"\b(?:you|your|please|i|my)\b")
_STOPS = ".!? \t"
_ENDS = tuple(".!?…)]\"'”’")


def narrowed(plain: str, unit: Span) -> list[Span]:
    """The parts of a sentence that are no evidence, where what remains of it can stand; else all of it."""
    for tier, cut in enumerate(_CUTS):
        parts = list(_parts(plain, unit, cut))
        bad = [i for i, part in enumerate(parts) if is_decisive(plain[part.start : part.end])]
        if not bad or len(bad) == len(parts) or (tier >= _APPENDED and 0 in bad):
            continue
        if tier >= _EMBEDDED and len(parts) - 1 in bad:
            continue
        rest = " ".join(plain[part.start : part.end] for i, part in enumerate(parts) if i not in bad)
        if is_decisive(rest) or is_beside(rest) or len(_WORD.findall(_BRACKETED.sub(" ", rest))) < _FEWEST:
            continue
        if tier >= _EMBEDDED and _TO_READERS.search(rest):
            continue
        return [_with_separator(plain, parts, i) for i in bad]
    return [unit]


def _with_separator(plain: str, parts: list[Span], i: int) -> Span:
    """A part with what parts it from its neighbours; the full stop of the sentence stays."""
    start = parts[i - 1].end if i else parts[i].start
    if i < len(parts) - 1:
        return Span(start, parts[i + 1].start)
    end = parts[i].end
    if i and not plain[: parts[i].start].rstrip().endswith(_ENDS):
        end = parts[i].start + len(plain[parts[i].start : end].rstrip(_STOPS))
    return Span(start, end)


def _parts(plain: str, unit: Span, cut: re.Pattern[str]) -> Iterator[Span]:
    here = unit.start
    for gap in cut.finditer(plain, unit.start, unit.end):
        if gap.start() > here:
            yield Span(here, gap.start())
        if "part" in cut.groupindex:
            yield Span(gap.start("part"), gap.end("part"))
        here = gap.end()
    if here < unit.end:
        yield Span(here, unit.end)
