"""When an article says it was published: from its dateline, as exactly as it stands there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone

from service.domain.times import Precision, PublishedAt
from service.language.times import find_times

_CLOCK = re.compile(
    r"\b(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?\s*(?P<zone>Z\b|UTC\b|GMT\b|[+-]\d\d:?\d\d\b)?",
    re.IGNORECASE,
)
_HOUR = re.compile(r"\b(?P<hour>1[0-2]|0?[1-9])\s*(?P<half>[ap])\.?m\b", re.IGNORECASE)


def has_date(text: str) -> bool:
    """Whether a full date, with its year, stands in ``text``."""
    return _day(text) is not None


def published_at(datelines: Sequence[str]) -> tuple[PublishedAt, str] | None:
    """The first date among the lines that carry the date of an article, and the line it stands in.

    The offset is known only where the line states it; zone names such as EST are not offsets.
    """
    for line in datelines:
        day = _day(line)
        if day is not None:
            return _moment(line, day), line
    return None


def _day(text: str) -> date | None:
    for found in find_times(text, anchor=None):
        if found.mention.precision is Precision.DAY and found.days.start == found.days.end:
            return found.days.start
    return None


def _moment(line: str, day: date) -> PublishedAt:
    clock = _CLOCK.search(_without_dates(line))
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a dateline has no zone
    if clock is None:
        hour = _HOUR.search(line)
        if hour is None:
            return PublishedAt(midnight, Precision.DAY, offset_known=False)
        value = midnight.replace(hour=_hour(int(hour["hour"]), hour["half"]))
        return PublishedAt(value, Precision.MINUTE, offset_known=False)
    value = midnight.replace(
        hour=_hour(int(clock["hour"]), clock["half"]),
        minute=int(clock["minute"]),
        second=int(clock["second"] or 0),
    )
    precision = Precision.SECOND if clock["second"] else Precision.MINUTE
    zone = _zone(clock["zone"])
    if zone is None:
        return PublishedAt(value, precision, offset_known=False)
    return PublishedAt(value.replace(tzinfo=zone), precision, offset_known=True)


def _without_dates(line: str) -> str:
    """The line with dates such as 29.01.2016 blanked, so that they are not read as clocks."""
    line = re.sub(r"\d{1,2}[./]\d{1,2}[./]\d{4}", " ", line)
    return re.sub(r"\d{4}-\d\d-\d\dT?", " ", line)


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    return hour % 12 + (12 if half[0].lower() == "p" else 0) if hour <= 12 else hour  # noqa: PLR2004 - the clock


def _zone(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text.upper() in {"Z", "UTC", "GMT"}:
        return UTC
    sign = -1 if text[0] == "-" else 1
    digits = text[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return timezone(sign * timedelta(minutes=minutes)) if minutes < 24 * 60 else None
