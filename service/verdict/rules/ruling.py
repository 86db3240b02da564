"""What a rule says about one passage, and what it read to say so."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from service.domain.quantities import Quantity
from service.domain.spans import Span
from service.domain.stance import StanceProbabilities
from service.domain.times import Interval, TimeMention
from service.domain.verdict import Signal

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A window as the rules read it: ``about`` its document speaks of, ``published`` it came out."""

    text: str = field(repr=False)
    title: str | None = field(default=None, repr=False)
    quantities: tuple[Placed, ...] = field(default=(), repr=False)
    times: tuple[TimeMention, ...] = field(default=(), repr=False)
    about: Interval | None = None
    published: Interval | None = None


def without_refutation(stance: StanceProbabilities) -> StanceProbabilities:
    """The same stance when its refutation cannot count: that mass says nothing either way."""
    return StanceProbabilities(supports=stance.supports, refutes=0.0, neither=stance.neither + stance.refutes)


def silenced() -> StanceProbabilities:
    """The stance of evidence that says nothing of the claim either way."""
    return StanceProbabilities(supports=0.0, refutes=0.0, neither=1.0)
