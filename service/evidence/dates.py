"""When evidence was published, what time it is about, and where that stands to the knowledge cut-off."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, time

from service.domain.evidence import AsOfEnforced, Document, Timing
from service.domain.times import Interval, Precision, PublishedAt
from service.language.calendar_spans import OPEN_END
from service.language.times import read_times

_PRECISIONS = {len("2016"): Precision.YEAR, len("2016-01"): Precision.MONTH, len("2016-01-29"): Precision.DAY}
_FIRST_DAY = "0000-01-01"
_OF_ITS_TEXT = frozenset({AsOfEnforced.REVISION, AsOfEnforced.CAPTURE})
"""The text is known to have stood so by then, not only the page to have been there."""
_MINUTE = re.compile(r"[\dT:-]{16}(?:[+-]\d\d:\d\d)?")


def at_moment(moment: datetime) -> PublishedAt:
    """A date an API gave to the second; midnight sharp is taken for a day."""
    midnight = moment.time().replace(tzinfo=None) == time.min
    precision = Precision.DAY if midnight else Precision.SECOND
    return PublishedAt(moment, precision, offset_known=moment.tzinfo is not None)


def from_metadata(stated: str | None) -> PublishedAt | None:
    """A page's own date as extraction gives it, from ``2016`` to ``2016-01-29T10:00:00+01:00``.

    What is no such date is none. Without an offset nothing is assumed about the zone.
    """
    if stated is None:
        return None
    precision = _PRECISIONS.get(len(stated))
    try:
        moment = datetime.fromisoformat(stated + _FIRST_DAY[len(stated) :])
    except ValueError:
        return None
    if precision is not None:
        return PublishedAt(moment, precision, offset_known=False)
    found = at_moment(moment)
    if found.precision is Precision.SECOND and _MINUTE.fullmatch(stated):
        return replace(found, precision=Precision.MINUTE)
    return found


def timing_of(document: Document, as_of: datetime | None) -> Timing:
    """Whether the document could be known by ``as_of``.

    A revision or capture no younger than the cut-off is before it, whatever else is unknown. Otherwise the
    date of publication decides, when all of its interval lies on one side; a text that was changed after the
    cut-off may not have said then what it says now.
    """
    if as_of is None:
        return Timing.UNKNOWN
    cut = utc(as_of)
    captured = document.capture.captured_at if document.capture else None
    stood = [utc(at) for at in (document.revised_at, document.captured_at, captured) if at is not None]
    if document.as_of_enforced in _OF_ITS_TEXT and any(at <= cut for at in stood):
        return Timing.BEFORE
    if document.published_at is None:
        return Timing.UNKNOWN
    first, last = _bounds(document.published_at)
    if first > cut:
        return Timing.AFTER
    changed = document.revised_at is not None and utc(document.revised_at) > cut
    return Timing.BEFORE if last <= cut and not changed else Timing.UNKNOWN


def about(text: str, title: str | None, published: PublishedAt | None) -> Interval | None:
    """The period a passage speaks of, when it names exactly one that ends; else the one its title names."""
    for candidate in (text, title or ""):
        named = {Interval(found.start, found.end) for found in read_times(candidate, anchor=published)}
        if len(named) == 1 and all(period.end < OPEN_END for period in named):
            return named.pop()
    return None


def _bounds(published: PublishedAt) -> tuple[datetime, datetime]:
    if published.precision in {Precision.MINUTE, Precision.SECOND}:
        moment = utc(published.instant())
        return moment, moment
    days = published.interval()
    start = datetime.combine(days.start, time.min, tzinfo=UTC)
    return start, datetime.combine(days.end, time.max, tzinfo=UTC)


def utc(moment: datetime) -> datetime:
    """A moment without a zone is read as UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
