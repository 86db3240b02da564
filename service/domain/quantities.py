"""Numbers with what they count."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from service.domain.times import Interval


class Comparator(StrEnum):
    EXACTLY = "exactly"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    NEARLY = "nearly"
    """Just below: "nearly four months"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number, or a range from ``low`` to ``high``, in ``unit``, of what is ``counted``.

    ``value`` is null for a range. Scales are multiplied out ("4.2 million" is 4200000); a
    percentage keeps its number and has the unit ``percent``. ``unit`` is null for a plain count.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    comparator: Comparator = Comparator.EXACTLY
    unit: str | None = None
    counted: str | None = None
    window: Interval | None = None
    text: str
