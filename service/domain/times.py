"""Dates as texts give them: with a precision, with or without a zone, as intervals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum


class Precision(StrEnum):
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"


class TimeRole(StrEnum):
    EVENT = "event"
    """When what is claimed happened or held."""
    SAYING = "saying"
    """When it was said or published."""
    WINDOW = "window"
    """The period over which something was counted."""


@dataclass(frozen=True, slots=True)
class Interval:
    """From the first day to the last day, both included."""

    start: date
    end: date

    def overlaps(self, other: Interval) -> bool:
        return self.start <= other.end and other.start <= self.end

    def contains(self, other: Interval) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention(Interval):
    """A date or period named in a text, resolved against its publication date."""

    precision: Precision
    role: TimeRole
    text: str


@dataclass(frozen=True, slots=True)
class PublishedAt:
    """A publication date as far as it is known.

    A dateline has no zone: then ``offset_known`` is false and ``value`` carries none.
    """

    value: datetime
    precision: Precision
    offset_known: bool

    def day(self) -> date:
        return self.value.date()

    def interval(self) -> Interval:
        """The days on which this moment may lie: a day more on each side when the zone is unknown."""
        first = last = self.value.date()
        if self.precision is Precision.YEAR:
            first, last = date(first.year, 1, 1), date(first.year, 12, 31)
        elif self.precision is Precision.MONTH:
            first = date(first.year, first.month, 1)
            last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return Interval(first, last)

    def instant(self) -> datetime:
        """A comparable moment; without a zone it is read as UTC."""
        return self.value if self.value.tzinfo else self.value.replace(tzinfo=UTC)
