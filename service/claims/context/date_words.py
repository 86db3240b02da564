"""How a statement names a date that its article names relatively: "last September" is "September 2015"."""

from __future__ import annotations

import re
from datetime import date

from service.domain.times import Precision, TimeRole
from service.language.calendar_spans import WEEKDAYS
from service.language.times import FoundTime

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_PREPOSITION = re.compile(
    r"\b(?:in|on|at|since|by|until|till|from|of|during|before|after|to|throughout|through|for|and|between|over|within|the"
    r"|early|late|mid)[\s-]+(?:the\s+)?$",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(r"(?:['’]s)?\s+(?:[a-z]+ly\s+)?[a-z]")


def absolute(text: str, found: FoundTime) -> str | None:
    """What stands in place of the mention, None where the words themselves are best."""
    if not found.relative:
        return None
    days, precision = found.days, found.mention.precision
    words = found.mention.text.lower()
    if (
        found.mention.role is TimeRole.WINDOW
        and ("past" in words or "last" in words)
        and days.end > days.start
    ):
        counted = re.search(
            r"\d|\b(?:past|last|previous|preceding)\s+(?:\w+\s+)?(?:days|weeks|months|years|decades?)\b",
            words,
        )
        if counted or words.startswith("the "):
            return f"{found.mention.text} (to {day_words(days.end)})"
    if days.start == days.end:
        name, preposition = day_words(days.start), "on"
    elif (
        precision is Precision.YEAR and days.start.year == days.end.year and _whole_year(days.start, days.end)
    ):
        name, preposition = str(days.start.year), "in"
    elif precision is Precision.MONTH and (days.start.year, days.start.month) == (
        days.end.year,
        days.end.month,
    ):
        name, preposition = month_words(days.start), "in"
    else:
        return f"{found.mention.text} ({day_words(days.start)} to {day_words(days.end)})"
    before = text[: found.span.start]
    if _PREPOSITION.search(before) or text[found.span.end : found.span.end + 2] in {"'s", "’s"}:
        return name
    if words in WEEKDAYS and before.rstrip().endswith(("last", "next")):
        return None
    return f"{preposition} {name}"


def day_words(day: date) -> str:
    """As statements write a day, whatever the locale: "29 January 2016"."""
    return f"{day.day} {month_words(day)}"


def month_words(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.year}"


def _whole_year(start: date, end: date) -> bool:
    return (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
