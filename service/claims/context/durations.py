"""Durations that contradict their own dates: "nearly four months" for three and a half."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from service.claims.context.date_words import day_words
from service.domain.claim import Unresolved
from service.domain.quantities import Comparator, Quantity

_DAYS = {"days": 1.0, "weeks": 7.0, "months": 30.44, "years": 365.25}
_SLACK = 0.5
"""Units by which a round duration may be off."""
_HAIR = 0.1
"""Units by which a strict bound may be off: months are not all of one length."""


def contradictions(quantities: Sequence[Quantity], start: date, end: date) -> tuple[Unresolved, ...]:
    """Notes on the durations among ``quantities`` that do not fit the days from ``start`` to ``end``."""
    notes = []
    for quantity in quantities:
        length = _DAYS.get(quantity.unit or "")
        if length is None or quantity.value is None:
            continue
        actual = (end - start).days / length
        if not _fits(quantity.comparator, quantity.value, actual):
            unit = quantity.unit
            why = f"from {day_words(start)} to {day_words(end)} are {actual:.1f} {unit}"
            notes.append(Unresolved(quantity.text, why))
    return tuple(notes)


def _fits(comparator: Comparator, said: float, actual: float) -> bool:
    match comparator:
        case Comparator.NEARLY:
            return said - _SLACK <= actual <= said + _HAIR
        case Comparator.MORE_THAN | Comparator.AT_LEAST:
            return actual >= said - _HAIR
        case Comparator.LESS_THAN | Comparator.AT_MOST:
            return actual <= said + _HAIR
        case _:
            return abs(actual - said) <= _SLACK
