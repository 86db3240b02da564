"""Sentences of evidence that address the reader about the verdict: data that says nothing of the world.

A judge that reads them could be moved by whoever writes a page; they are left out before anything is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from service.domain.spans import Span
from service.language.sentences import split
from service.verdict.disguises import folded, is_encoded
from service.verdict.instruction_cues import is_beside, is_decisive, is_row
from service.verdict.instruction_words import LABEL

_BRACES = {"{": "}", "[": "]"}
_BRACE = re.compile(r"[\[\]{}]")
_KEYED = re.compile(r"[\"']\w{1,40}[\"']\s*:|\{\s*\w{1,40}\s*:")
_OBJECT = re.compile(r"\[\s*\{|\{")
_GOES_ON = re.compile(r".?[\"'”’»]\s+(?:[a-z]|[=→(-])")
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
_TWICE = 2
_PICTURES = re.compile(r"[\s\u2600-\u27bf\U0001f000-\U0001faff]+")
"""A sentence of pictographs alone."""
_STOPS = ".!? \t"
_ENDS = tuple(".!?…)]\"'”’")


def not_evidence(text: str) -> list[Span]:
    """Spans in code points of ``text`` that are not to be read, in order, none overlapping.

    Whole sentences, table rows, data objects; a part of a sentence where the rest speaks of the world.
    """
    plain = folded(text)
    objects = list(_objects(text))
    units = sorted([*objects, *_sentences(text, objects)], key=lambda one: one.start)
    flagged = [
        unit in objects
        or is_decisive(plain[unit.start : unit.end])
        or is_encoded(text[unit.start : unit.end])
        or _rows(plain, unit)
        for unit in units
    ]
    for repeated in _repeated([plain[unit.start : unit.end] for unit in units]):
        flagged[repeated] = True
    beside = [is_beside(plain[unit.start : unit.end]) for unit in units]
    for order in (range(1, len(units)), range(len(units) - 2, -1, -1)):
        step = -1 if order.step == 1 else 1
        for i in order:
            flagged[i] = flagged[i] or (beside[i] and flagged[i + step])
    found: list[Span] = []
    for i, unit in enumerate(units):
        if _PICTURES.fullmatch(plain, unit.start, unit.end):
            found.append(unit)
        elif flagged[i]:
            found.extend([unit] if unit in objects else _narrowed(plain, unit))
    return found


def _repeated(texts: list[str]) -> Iterator[int]:
    """Positions of sentences that stand there again and again: what is chanted is not evidence."""
    start = 0
    for same in (list(group) for _, group in groupby(texts)):
        if len(same) > _TWICE and len(_WORD.findall(same[0])) > 1:
            yield from range(start, start + len(same))
        start += len(same)


def _sentences(text: str, objects: list[Span]) -> Iterator[Span]:
    """Sentences of what stands between the objects; one that goes on after a quotation in it is one."""
    start = 0
    for end, following in [*((one.start, one.end) for one in objects), (len(text), len(text))]:
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


def _objects(text: str) -> Iterator[Span]:
    """Objects and lists of JSON and its kin, each from its outermost brace to the end of that."""
    ends = _closed(text)
    here = 0
    while (begun := _OBJECT.search(text, here)) is not None:
        here = begun.end()
        end = ends.get(begun.start())
        if end is not None:
            here = end
            if _KEYED.search(text, begun.start(), end):
                yield Span(begun.start(), end)


def _closed(text: str) -> dict[int, int]:
    """Where what each brace opens ends; braces that are never closed are not in it."""
    ends: dict[int, int] = {}
    waiting: dict[str, list[int]] = {"}": [], "]": []}
    for brace in _BRACE.finditer(text):
        if brace[0] in _BRACES:
            waiting[_BRACES[brace[0]]].append(brace.start())
        elif waiting[brace[0]]:
            ends[waiting[brace[0]].pop()] = brace.end()
    return ends


def _rows(plain: str, unit: Span) -> bool:
    """Whether the unit is (part of) a table row with a label in one of its cells."""
    start = plain.rfind("\n", 0, unit.start) + 1
    end = plain.find("\n", unit.end)
    return any(is_row(line) for line in plain[start : end if end >= 0 else len(plain)].splitlines())


def _narrowed(plain: str, unit: Span) -> list[Span]:
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
