"""The sentences of a reading beside the claim: which of its words each one speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from service.domain.quantities import Quantity
from service.domain.spans import Span
from service.domain.times import TimeMention, TimeRole
from service.language.sentences import split
from service.verdict.rules.lines import RECORD
from service.verdict.rules.negation import DENIAL
from service.verdict.rules.ranks import Rank, ranks
from service.verdict.rules.ruling import Asserted, Placed, Reading
from service.verdict.rules.units import measure
from service.verdict.vocabulary import FIGURES, LIGHT, OPPOSITE
from service.verdict.wording import akin, content_stems, names, stem, without

_CELLS = re.compile(r"[#|\t][^#|\t\n]*[#|\t]|(?:;[ \t]*[^\W\d][^;:\n]{0,40}:[^;\n]+){2}")
"""A row of a table, what its cells mean stands in another row; or a whole record in one line."""
_LIGHT = frozenset(stem(word) for word in LIGHT) - {"win", "gain", "achiev"}
_MEASURED = {
    "length in metres": frozenset({"long", "high", "wide", "deep"}),
    "area in square metres": frozenset({"area"}),
    "mass in kilograms": frozenset({"weigh"}),
    "degrees Celsius": frozenset({"temperatur", "degre"}),
}
"""Words that go without saying where their unit stands."""
_TAKING_PLACE = frozenset({"end", "com", "came", "rank", "win", "plac"})
_FEW = 2
_PEOPLE = re.compile(r"\b(?:people|persons)\b")
_OPPOSITE = [tuple(stem(word) for word in pair.split()) for pair in OPPOSITE]
_FIGURES = frozenset(stem(word) for word in FIGURES)


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence, or one line of a record, against the claim.

    ``missing`` are the claim's words it does not speak of, ``share`` the part of them that it does;
    ``opposed`` those it speaks of by an opposite. ``subject`` stands for what the text before it is about;
    ``borrowed`` are words it speaks of only there, the title of the page aside.
    """

    text: str = field(repr=False)
    start: int
    stems: frozenset[str]
    subject: frozenset[str]
    missing: frozenset[str]
    share: float
    asked: int
    borrowed: frozenset[str]
    opposed: frozenset[str]
    record: bool
    reading: Reading = field(repr=False)

    @property
    def quantities(self) -> tuple[Placed, ...]:
        end = self.start + len(self.text)
        return tuple(one for one in self.reading.quantities if self.start <= one.span.start < end)

    @property
    def times(self) -> tuple[TimeMention, ...]:
        return tuple(one for one in self.reading.times if one.text in self.text)

    @property
    def stems_of_figures(self) -> frozenset[str]:
        """Of its numbers with what they count, and of its dates."""
        figures = [*(placed.quantity.text for placed in self.quantities), *(time.text for time in self.times)]
        return content_stems(" ".join(figures))

    @property
    def own_share(self) -> float:
        """The part of the claim's words that stand in the sentence itself or in the title of its page."""
        return self.share - len(self.borrowed) / self.asked if self.asked else 0.0


@dataclass(frozen=True, slots=True)
class Claimed:
    """The claim as it is compared: its words of meaning without figures, and its places in an order.

    ``core`` leaves out the verbs that say little; ``stems`` has them.
    """

    asserted: Asserted
    core: frozenset[str]
    stems: frozenset[str]
    ranks: tuple[Rank, ...]

    @property
    def times(self) -> tuple[TimeMention, ...]:
        return tuple(one for one in self.asserted.times if one.role is not TimeRole.SAYING)


def claimed(asserted: Asserted) -> Claimed:
    placed = tuple(ranks(asserted.statement))
    stems = content_stems(asserted.statement)
    figures = figures_of(asserted.statement, asserted.quantities, asserted.times, placed)
    core = stems - figures - _LIGHT
    if len(core) > _FEW and _PEOPLE.search(asserted.statement):
        figures |= {"people"}
    return Claimed(asserted, core - figures, stems - figures, placed)


def figures_of(
    text: str, quantities: tuple[Quantity, ...], times: tuple[TimeMention, ...], placed: tuple[Rank, ...]
) -> frozenset[str]:
    """Stems of numbers, units, dates, places in an order and denials, which are compared as such."""
    figures = _FIGURES
    for quantity in quantities:
        figures |= content_stems(quantity.unit or "")
        figures |= content_stems(quantity.text) - content_stems(quantity.counted or "")
    for text_of in [one.text for one in times] + [one.text for one in placed]:
        figures |= content_stems(text_of)
    for dimension in {measure(quantity.unit).dimension for quantity in quantities}:
        figures |= _MEASURED.get(dimension, frozenset())
    if any(one.nouns == ("place",) for one in placed):
        figures |= _TAKING_PLACE
    return figures | content_stems(" ".join(match.group() for match in DENIAL.finditer(text)))


def in_cells(text: str) -> bool:
    """Whether most lines are rows of a table: what a cell means stands in the first row."""
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) > 1 and 2 * sum(_CELLS.search(line) is not None for line in lines) > len(lines)


def told(claim: Claimed, reading: Reading) -> list[Told]:
    """Every sentence of the reading, the one that speaks of most of the claim first."""
    found = [_told(claim, reading, span, before) for span, before in _sentences(reading)]
    return sorted(found, key=lambda one: (-one.share, one.start))


def _sentences(reading: Reading) -> Iterator[tuple[Span, str]]:
    """Each with what tells its subject: the title, the first line of a record, the sentences before it."""
    title = reading.title or ""
    spans = [
        Span(line.start() + one.start, line.start() + one.end)
        for line in re.finditer(r"[^\n]+", reading.text)
        if not _CELLS.search(line.group())
        for one in ([Span(0, len(line.group()))] if RECORD.match(line.group()) else split(line.group()))
    ]
    for i, span in enumerate(spans):
        if RECORD.match(reading.text[span.start : span.end]):
            opening = (
                reading.text[spans[0].start : spans[0].end]
                if RECORD.match(reading.text[spans[0].start : spans[0].end])
                else ""
            )
            yield span, title or opening
        else:
            before = reading.text[spans[max(0, i - 1)].start : span.start] if i else ""
            called = " ".join(names(reading.text[: span.start]))
            yield span, f"{title} {called} {before}"


def _told(claim: Claimed, reading: Reading, span: Span, before: str) -> Told:
    text = reading.text[span.start : span.end]
    stems, subject = content_stems(text), content_stems(before)
    unsaid = without(claim.stems, stems | subject)
    opposed = frozenset(one for one in unsaid if _opposite(one, stems - claim.stems))
    missing = (unsaid & claim.core) - opposed
    return Told(
        text=text,
        start=span.start,
        stems=stems,
        subject=subject,
        missing=missing,
        share=1 - len(missing) / len(claim.core) if claim.core else 0.0,
        asked=len(claim.core),
        borrowed=without(claim.core, stems | content_stems(reading.title or "")) - missing - opposed,
        opposed=opposed,
        record=RECORD.match(text) is not None,
        reading=reading,
    )


def _opposite(word: str, stems: frozenset[str]) -> bool:
    return any(akin(other, one) for other in _opposites(word) for one in stems)


@lru_cache(maxsize=8192)
def _opposites(word: str) -> frozenset[str]:
    return frozenset(
        other for pair in _OPPOSITE for word_of, other in (pair, pair[::-1]) if akin(word, word_of)
    )
