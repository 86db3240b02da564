"""What each form of a date means: from a match and its setting to the days it covers."""
# ruff: noqa: PLR2004 - the numbers of the calendar

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from service.domain.times import Interval, Precision
from service.language import calendar_spans as days
from service.language.calendar_spans import MONTHS, SEASONS, WEEKDAYS, Days


@dataclass(frozen=True, slots=True)
class Setting:
    """When a text was written: ``anchor`` known to ``precision``; ``ahead``: it speaks of the future."""

    anchor: date
    precision: Precision
    ahead: bool


_COUNTS = {
    word: number
    for number, words in {
        1: ("a", "an", "one"), 2: ("two", "couple of"), 3: ("three",), 4: ("four",), 5: ("five",),
        6: ("six",), 7: ("seven",), 8: ("eight",), 9: ("nine",), 10: ("ten",), 11: ("eleven",),
        12: ("twelve",), 15: ("fifteen",), 20: ("twenty",), 30: ("thirty",), 40: ("forty",),
        50: ("fifty",), 60: ("sixty",),
    }.items()
    for word in words
}  # fmt: skip
_SHIFT = {"last": -1, "the previous": -1, "this": 0, "next": 1, "the following": 1}
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def _month(match: re.Match[str]) -> int | None:
    """The month's number; a month without capital letter ("may", "march") is another word."""
    name = match["month"]
    return MONTHS[name.lower()] if name[0].isupper() else None


def iso(match: re.Match[str], _: Setting) -> Days | None:
    return days.day(int(match["year"]), int(match["number"]), int(match["day"]))


def slashed(match: re.Match[str], _: Setting) -> Days | None:
    """Only where the order of day and month is certain."""
    first, second = int(match["first"]), int(match["second"])
    if first > 12:
        return days.day(int(match["year"]), second, first)
    if second > 12 or first == second:
        return days.day(int(match["year"]), first, second)
    return None


def full(match: re.Match[str], _: Setting) -> Days | None:
    number = _month(match)
    return days.day(int(match["year"]), number, int(match["day"])) if number else None


def day_range(match: re.Match[str], setting: Setting) -> Days | None:
    number = _month(match)
    if number is None:
        return None
    if match["year"]:
        year = int(match["year"])
    elif setting.precision in {Precision.YEAR, Precision.MONTH}:
        return None  # the anchor is too coarse to tell the year
    else:
        year = days.year_named_by(setting.anchor, number, int(match["day"]), ahead=setting.ahead)
    first, last = days.day(year, number, int(match["day"])), days.day(year, number, int(match["last"]))
    if first is None or last is None or first.interval.start > last.interval.start:
        return None
    return Days(Interval(first.interval.start, last.interval.end), Precision.DAY)


def day_of_year(match: re.Match[str], setting: Setting) -> Days | None:
    number, named = _month(match), int(match["day"])
    if number is None:
        return None
    which = match["which"]
    if which:
        return days.day(setting.anchor.year + _SHIFT[which.lower()], number, named)
    year = days.year_named_by(setting.anchor, number, named, ahead=setting.ahead)
    return days.day(year, number, named)


def month_of_year(match: re.Match[str], _: Setting) -> Days | None:
    number = _month(match)
    return days.month(int(match["year"]), number) if number else None


def month_of_which_year(match: re.Match[str], setting: Setting) -> Days | None:
    number = _month(match)
    return days.month(setting.anchor.year + _SHIFT[match["which"].lower()], number) if number else None


def which_month(match: re.Match[str], setting: Setting) -> Days | None:
    """The latest one over for "last September", that of the year for "this March"; else the latest."""
    number, anchor = _month(match), setting.anchor
    if number is None:
        return None
    which = (match["which"] or "").lower()
    if which in {"last", "the previous"}:
        year = anchor.year if number < anchor.month else anchor.year - 1
    elif which in {"next", "the following"}:
        year = anchor.year if number > anchor.month else anchor.year + 1
    elif which == "this":
        year = anchor.year
    elif setting.ahead:
        year = anchor.year if number >= anchor.month else anchor.year + 1
    else:
        year = anchor.year if number <= anchor.month else anchor.year - 1
    return days.month(year, number)


def quarter(match: re.Match[str], setting: Setting) -> Days | None:
    year = int(match["year"]) if match["year"] else setting.anchor.year + _SHIFT[match["which"].lower()]
    return days.months(year, _QUARTERS[match["quarter"].lower()] * 3 - 2, 3)


def half(match: re.Match[str], setting: Setting) -> Days | None:
    year = int(match["year"]) if match["year"] else setting.anchor.year + _SHIFT[match["which"].lower()]
    return days.months(year, 1 if match["half"].lower() == "first" else 7, 6)


def season(match: re.Match[str], setting: Setting) -> Days | None:
    first = SEASONS[match["season"].lower()]
    if match["year"]:
        return days.months(int(match["year"]), first, 3)
    shift = _SHIFT[match["which"].lower()]
    year = setting.anchor.year
    ended = days.months(year, first, 3)
    if ended is None:
        return None
    if shift < 0 and ended.interval.end >= setting.anchor:
        year -= 1
    if shift > 0 and ended.interval.start <= setting.anchor:
        year += 1
    return days.months(year, first, 3)


def decade(match: re.Match[str], _: Setting) -> Days | None:
    first = int(match["decade"])
    return days.years(first, first + 9)


def years(match: re.Match[str], _: Setting) -> Days | None:
    first, last = int(match["year"]), match["last"]
    return days.years(first, int(last) if len(last) == 4 else first - first % 100 + int(last))


def year(match: re.Match[str], _: Setting) -> Days | None:
    return days.years(int(match["year"]), int(match["year"]))


def near_day(match: re.Match[str], setting: Setting) -> Days | None:
    words = " ".join(match["word"].lower().split())
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2}.get(words, 0)
    then = days.moved(setting.anchor, "day", shift)
    return days.day(then.year, then.month, then.day) if then else None


def weekday(match: re.Match[str], setting: Setting) -> Days | None:
    name = match["weekday"]
    if not name[0].isupper():
        return None
    back = (setting.anchor.weekday() - WEEKDAYS[name.lower()]) % 7
    which = (match["which"] or "").lower()
    if which in {"next", "the following"} or (setting.ahead and which != "last"):
        shift = 7 - back
    elif which in {"last", "the previous"} and back == 0:
        shift = -7
    else:
        shift = -back
    then = days.moved(setting.anchor, "day", shift)
    return days.day(then.year, then.month, then.day) if then else None


def weekend(match: re.Match[str], setting: Setting) -> Days | None:
    shift = _SHIFT.get((match["which"] or "this").lower(), 0)
    if shift == 0 and setting.anchor.weekday() < 4 and not setting.ahead:
        shift = -1
    found = days.week(setting.anchor, shift)
    if found is None:
        return None
    sunday = found.interval.end
    return Days(Interval(sunday - timedelta(days=1), sunday), Precision.DAY)


def which_unit(match: re.Match[str], setting: Setting) -> Days | None:
    shift, anchor = _SHIFT[match["which"].lower()], setting.anchor
    match match["unit"].lower():
        case "week":
            return days.week(anchor, shift)
        case "month":
            then = days.moved(anchor, "month", shift)
            return days.month(then.year, then.month) if then else None
        case "decade":
            first = anchor.year - anchor.year % 10 + 10 * shift
            return days.years(first, first + 9)
        case _:
            return days.years(anchor.year + shift, anchor.year + shift)


def part_of_unit(match: re.Match[str], setting: Setting) -> Days | None:
    """For "earlier this year" from its first day to the anchor; "later": from the anchor on."""
    unit, anchor = match["unit"].lower(), setting.anchor
    whole = (
        days.week(anchor, 0)
        if unit == "week"
        else days.month(anchor.year, anchor.month)
        if unit == "month"
        else days.years(anchor.year, anchor.year)
    )
    if whole is None:
        return None
    if match["part"].lower() == "later":
        return Days(Interval(anchor, whole.interval.end), whole.precision)
    return Days(Interval(whole.interval.start, anchor), whole.precision)


def _count_of(match: re.Match[str]) -> int | None:
    word = " ".join((match["count"] or "one").lower().split())
    return int(word) if word.isdigit() else _COUNTS.get(word)


def past(match: re.Match[str], setting: Setting) -> Days | None:
    count, unit = _count_of(match), match["unit"].lower()
    if count is None:
        return None
    if unit == "decade":
        count, unit = count * 10, "year"
    start = days.moved(setting.anchor, unit, -count)
    precision = {"month": Precision.MONTH, "year": Precision.YEAR}.get(unit, Precision.DAY)
    return Days(Interval(start, setting.anchor), precision) if start else None


def ago(match: re.Match[str], setting: Setting) -> Days | None:
    count, unit = _count_of(match), match["unit"].lower()
    if count is None:
        return None
    if unit == "decade":
        count, unit = count * 10, "year"
    return days.ago(setting.anchor, unit, count)
