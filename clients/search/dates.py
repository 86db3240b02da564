"""Dates of publication as search APIs give them, as exactly as they are known."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from typing import Literal, TypeAlias

from clients.transport.classify import Json

Coarse: TypeAlias = Literal["month", "year"]
"""All that is known of some dates."""

_RFC_5322 = re.compile(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}.*")
_DAY = timedelta(days=1)
_NO_ZONE = timedelta(hours=12)
"""Where no zone is given it may be so much later than it would be in UTC."""


@dataclass(frozen=True, slots=True)
class Published:
    """It was published between ``first`` and ``last``, both with a zone.

    ``only_to`` says so when no more than a month or a year is known.
    """

    first: datetime
    last: datetime
    only_to: Coarse | None = None


def stated(dated: Published | None) -> datetime | None:
    """What a hit states: the moment, or the first one of a day, month or year."""
    return dated.first if dated else None


def known_by(dated: Published | None, cut: datetime | None) -> bool:
    """Whether all of it lies at or before ``cut``; not when either is unknown."""
    return dated is not None and cut is not None and dated.last <= cut


def in_utc(moment: datetime) -> datetime:
    """A moment without a zone is read as UTC."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def published(value: Json) -> Published | None:
    """From ``2016-01-29``, an ISO 8601 moment or an RFC 5322 one; null for anything else.

    Midnight sharp is a day: APIs fill up days with zeros.
    """
    text = value.strip() if isinstance(value, str) else ""
    read = parsedate_to_datetime if _RFC_5322.fullmatch(text) else datetime.fromisoformat
    try:
        moment = read(text)
        late = timedelta() if moment.tzinfo else _NO_ZONE
        first = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return Published(first, first + late + (_DAY if moment.time() == time.min else timedelta()))
    except (ValueError, OverflowError):
        return None


def published_in(parts: Json) -> Published | None:
    """From ``[2020]``, ``[2020, 5]`` or ``[2020, 5, 17]``; null when there is not even a year.

    Parts that are no date leave what stands before them.
    """
    known: list[int] = []
    for part in parts if isinstance(parts, list) else []:
        if not isinstance(part, int):
            break
        known.append(part)
    spans = (_span(*known[:length]) for length in (3, 2, 1) if length <= len(known))
    return next((span for span in spans if span is not None), None)


def _span(year: int, month: int | None = None, day: int | None = None) -> Published | None:
    try:
        first = datetime(year, month or 1, day or 1, tzinfo=UTC)
        end = month or 12
        last = datetime(year, end, day or monthrange(year, end)[1], tzinfo=UTC)
        return Published(first, last + _DAY + _NO_ZONE, None if day else "month" if month else "year")
    except (ValueError, OverflowError):
        return None
