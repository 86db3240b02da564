"""What a rule says about one passage, and what it read to say so."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from service.domain.quantities import Quantity
from service.domain.spans import Span
from service.domain.stance import StanceProbabilities
from service.domain.times import Interval, PublishedAt, TimeMention
from service.domain.verdict import Signal
from service.language.quantities import FoundQuantity, find_quantities
from service.language.times import read_times

RULED = StanceProbabilities(supports=0.01, refutes=0.98, neither=0.01)
"""The stance of a passage that a rule found to refute; pooling and calibration make it a probability."""
CONFIRMED = StanceProbabilities(supports=0.98, refutes=0.01, neither=0.01)
"""The stance of a record that says just what the claim says."""
DECIDED = frozenset({RULED, CONFIRMED})
"""Stances that come from a rule, not from the judge."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """An applied rule. ``stance`` replaces the model's, ``weight`` the passage's; null leaves them.

    ``strict``: one sentence, or one line of a record, accounts for everything in the claim.
    """

    signal: Signal
    stance: StanceProbabilities | None = None
    weight: float | None = None
    strict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asserted:
    """The claim as the rules read it; ``known_at`` stands for now when the claim names no time."""

    statement: str = field(repr=False)
    quantities: tuple[Quantity, ...] = field(default=(), repr=False)
    times: tuple[TimeMention, ...] = field(default=(), repr=False)
    known_at: date


@dataclass(frozen=True, slots=True)
class Placed:
    """A quantity and where it stands in the text of a reading."""

    quantity: Quantity
    span: Span


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A window as the rules read it: ``about`` its document speaks of, ``published`` it came out.

    Its numbers and times are read when a rule asks for them; most claims have none to compare.
    """

    text: str = field(repr=False)
    title: str | None = field(default=None, repr=False)
    about: Interval | None = None
    published_at: PublishedAt | None = None

    @property
    def published(self) -> Interval | None:
        return self.published_at.interval() if self.published_at else None

    @cached_property
    def quantities(self) -> tuple[Placed, ...]:
        """What a number counts does not stand in the next line."""
        return tuple(_in_line(one) for one in find_quantities(self.text))

    @cached_property
    def times(self) -> tuple[TimeMention, ...]:
        return read_times(self.text, anchor=self.published_at)


def _in_line(found: FoundQuantity) -> Placed:
    line = found.quantity.text.partition("\n")[0].rstrip()
    if line == found.quantity.text:
        return Placed(found.quantity, found.span)
    return Placed(replace(found.quantity, text=line, counted=None), found.span)


def without_refutation(stance: StanceProbabilities) -> StanceProbabilities:
    """The same stance when its refutation cannot count: that mass says nothing either way."""
    return StanceProbabilities(supports=stance.supports, refutes=0.0, neither=stance.neither + stance.refutes)


def silenced() -> StanceProbabilities:
    """The stance of evidence that says nothing of the claim either way."""
    return StanceProbabilities(supports=0.0, refutes=0.0, neither=1.0)
