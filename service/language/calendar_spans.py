"""From the words of a date to the days it covers. Pure; no text is read here."""
# ruff: noqa: PLR2004 - the numbers of the calendar

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from service.domain.times import Interval, Precision

OPEN_END = date(9999, 1, 1)
"""The end of a window that is still open, when no publication date closes it."""

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
WEEKDAYS = {
    name: number
    for number, name in enumerate(
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    )
}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""First month of three, in the northern hemisphere's meteorological reckoning."""


@dataclass(frozen=True, slots=True)
class Days:
    """Days covered, and how exactly they were named."""

    interval: Interval
    precision: Precision


def day(year: int, month: int, number: int) -> Days | None:
    if not (1 <= year <= 9998 and 1 <= month <= 12 and 1 <= number <= monthrange(year, month)[1]):
        return None
    value = date(year, month, number)
    return Days(Interval(value, value), Precision.DAY)


def month(year: int, number: int) -> Days | None:
    if not (1 <= year <= 9998 and 1 <= number <= 12):
        return None
    last = monthrange(year, number)[1]
    return Days(Interval(date(year, number, 1), date(year, number, last)), Precision.MONTH)


def months(year: int, first: int, count: int) -> Days | None:
    """``count`` months from ``first``, into the next year if need be."""
    start = month(year, first)
    over = first - 1 + count - 1
    end = month(year + over // 12, over % 12 + 1)
    if start is None or end is None:
        return None
    return Days(Interval(start.interval.start, end.interval.end), Precision.MONTH)


def years(first: int, last: int) -> Days | None:
    if not 1 <= first <= last <= 9998:
        return None
    return Days(Interval(date(first, 1, 1), date(last, 12, 31)), Precision.YEAR)


def week(of: date, shift: int) -> Days | None:
    """The Monday-to-Sunday week ``shift`` weeks from that of ``of``."""
    monday = moved(of, "day", shift * 7 - of.weekday())
    if monday is None:
        return None
    return Days(Interval(monday, monday + timedelta(days=6)), Precision.DAY)


def moved(of: date, unit: str, count: int) -> date | None:
    """``of`` moved by days, weeks, months or years; None beyond the calendar."""
    try:
        if unit in {"day", "week"}:
            return of + timedelta(days=count * (7 if unit == "week" else 1))
        total = of.year * 12 + of.month - 1 + count * (12 if unit == "year" else 1)
        year, number = total // 12, total % 12 + 1
        if not 1 <= year <= 9998:
            return None
        return date(year, number, min(of.day, monthrange(year, number)[1]))
    except OverflowError:
        return None


def ago(of: date, unit: str, count: int) -> Days | None:
    """What "three months ago" covers, as exact as its unit: a month for months, a week for weeks."""
    then = moved(of, unit, -count)
    if then is None:
        return None
    if unit == "day":
        return day(then.year, then.month, then.day)
    if unit == "week":
        return week(then, 0)
    return month(then.year, then.month) if unit == "month" else years(then.year, then.year)


def year_named_by(anchor: date, month_number: int, day_number: int | None, *, ahead: bool) -> int:
    """The year of a month or a day named without one: the latest that is past, or with ``ahead`` the next.

    The day after the anchor still counts as past: the clocks of writer and reader may differ by one.
    """
    named = (month_number, day_number or anchor.day)
    if ahead:
        return anchor.year if named >= (anchor.month, anchor.day) else anchor.year + 1
    return anchor.year if named <= (anchor.month, anchor.day + 1) else anchor.year - 1
