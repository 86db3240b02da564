"""The passages of documents that are worth judging a statement by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from service.domain.evidence import Document, Passage
from service.domain.similarity import Similarity
from service.domain.spans import Span
from service.evidence.dates import about, timing_of
from service.evidence.nearcopies import CopyDetector
from service.evidence.origins import origin_names
from service.evidence.ranking import Bag, Wanted, mixed, scores
from service.evidence.units import Unit, units_of
from service.evidence.wires import wire_cited, wire_name
from service.evidence.words import content_tokens

PER_CLAIM = 8
PER_DOCUMENT = 3
PASSAGE_UNITS = 4
PASSAGE_CHARS = 700
LEAST_SCORE, LEAST_SHARE = 0.12, 0.35
"""Below it a sentence shares a stray word with the statement; the second is a share of the best passage that
is not a copy."""
LEAST_MIXED, LEAST_MIXED_SHARE = 0.25, 0.65
"""The same where likeness in meaning counts, which is seldom near 0."""
NEIGHBOUR_SHARE = 0.5
"""A neighbour in the same paragraph joins when it fits at least so well, compared with the best sentence."""
_LEANS_BACK = re.compile(
    r"(?:It|They|He|She|This|That|These|Those|Its|Their|His|Her|Such|But|However|Also|Of these|Among them)\b"
)


@dataclass(frozen=True, slots=True)
class _Read:
    """All units of all documents, in order, each with its score, and with that by words alone."""

    documents: Sequence[Document] = field(repr=False)
    units: list[Unit] = field(repr=False)
    rated: list[float] = field(repr=False)
    by_words: list[float] = field(repr=False)

    def text(self, at: int) -> str:
        unit = self.units[at]
        return self.documents[unit.document].text[unit.span.start : unit.span.end]

    def gap(self, left: int, right: int) -> str | None:
        """The white space between two units that follow each other; null when more stands between."""
        if left < 0 or right >= len(self.units):
            return None
        one, two = self.units[left], self.units[right]
        if one.document != two.document:
            return None
        between = self.documents[one.document].text[one.span.end : two.span.start]
        return None if between.strip() else between


def passages_for(
    statement: str,
    names: Sequence[str],
    documents: Sequence[Document],
    detector: CopyDetector,
    *,
    as_of: datetime | None,
    similarity: Similarity | None = None,
) -> tuple[Passage, ...]:
    """The best passages, best first: 1 to 4 sentences each, at most 3 of one document, none overlapping.

    Sentences that stand in several documents come once before all others and again behind them. One that
    repeats the article stands alone and is marked a copy.
    """
    read = _read(statement, names, documents, similarity)
    origins = origin_names(documents)
    taken: set[int] = set()
    used = [0] * len(documents)
    found: list[Passage] = []
    least, share = (LEAST_SCORE, LEAST_SHARE) if similarity is None else (LEAST_MIXED, LEAST_MIXED_SHARE)
    for at in _in_turn(read, least):
        number = read.units[at].document
        best = next((passage.score for passage in found if not passage.copy), 0.0)
        if len(found) == PER_CLAIM:
            break
        if at in taken or used[number] == PER_DOCUMENT or read.rated[at] < share * best:
            continue
        document = documents[number]
        copy = detector.repeats(read.text(at), document)
        run = range(at, at + 1) if copy else _grown(at, read, taken, detector)
        taken.update(run)
        used[number] += 1
        span = Span(read.units[run.start].span.start, read.units[run.stop - 1].span.end)
        found.append(_passage(document, span, read.rated[at], origins[number], copy=copy, as_of=as_of))
    return tuple(found)


def _in_turn(read: _Read, least: float) -> list[int]:
    """Units worth reading, best first; what repeats a better one word for word comes last."""
    worth = [at for at, rated in enumerate(read.rated) if rated >= least]
    worth.sort(key=lambda at: -read.rated[at])
    first: dict[str, int] = {}
    for at in worth:
        first.setdefault(read.text(at), at)
    distinct = set(first.values())
    return [*first.values(), *(at for at in worth if at not in distinct)]


def _read(
    statement: str, names: Sequence[str], documents: Sequence[Document], similarity: Similarity | None
) -> _Read:
    units: list[Unit] = []
    bags: list[Bag] = []
    for number, document in enumerate(documents):
        title = frozenset(content_tokens(document.title or ""))
        for unit in units_of(number, document):
            units.append(unit)
            bags.append(Bag.of(document.text[unit.span.start : unit.span.end], title))
    rated = by_words = scores(Wanted.of(statement, names), bags)
    if similarity is not None:
        near = similarity.similarities(statement, [_titled(documents[unit.document], unit) for unit in units])
        rated = mixed(by_words, near)
    return _Read(documents, units, rated, by_words)


def _titled(document: Document, unit: Unit) -> str:
    return f"{document.title or ''}: {document.text[unit.span.start : unit.span.end]}"


def _grown(seed: int, read: _Read, taken: set[int], detector: CopyDetector) -> range:
    """The seed with the neighbours it needs: what it leans back on, and what fits nearly as well."""
    first, last = seed, seed
    for _ in range(PASSAGE_UNITS - 1):
        new = _next(first, last, seed, read)
        if new is None:
            break
        widened = (min(first, new), max(last, new))
        length = read.units[widened[1]].span.end - read.units[widened[0]].span.start
        document = read.documents[read.units[seed].document]
        if new in taken or length > PASSAGE_CHARS or detector.repeats(read.text(new), document):
            break
        first, last = widened
    return range(first, last + 1)


def _next(first: int, last: int, seed: int, read: _Read) -> int | None:
    """Which neighbour to take in. A new line starts a paragraph or list: only what leans back crosses it."""
    before, after = read.gap(first - 1, first), read.gap(last, last + 1)
    least = NEIGHBOUR_SHARE * read.by_words[seed]
    if before is not None and _LEANS_BACK.match(read.text(first)):
        return first - 1
    if before is not None and "\n" not in before and read.by_words[first - 1] >= least:
        return first - 1
    if after is not None and "\n" not in after and read.by_words[last + 1] >= least:
        return last + 1
    return None


def _passage(
    document: Document, span: Span, score: float, origin: str, *, copy: bool, as_of: datetime | None
) -> Passage:
    """With the origin it names for itself, and with the period it speaks of."""
    text = document.text[span.start : span.end]
    wire = wire_cited(text)
    period = about(text, document.title, document.published_at)
    return Passage(
        document=replace(document, about=period),
        span=span,
        score=round(score, 4),
        origin=origin if wire is None else wire_name(wire),
        timing=timing_of(document, as_of),
        copy=copy,
    )
