"""Dates of documents: read with the precision they have, and compared on the safe side."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from service.domain.times import Precision, PublishedAt

_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"\d{4}-\d{2}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MINUTE = re.compile(r"[\d-]{10}.\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})?")


def published_at(text: str) -> PublishedAt:
    """Reads ``2026``, ``2026-01``, ``2026-01-31`` or an ISO 8601 moment. Raises ``ValueError``."""
    text = text.strip()
    if _YEAR.fullmatch(text):
        return PublishedAt(datetime.fromisoformat(f"{text}-01-01"), Precision.YEAR, offset_known=False)
    if _MONTH.fullmatch(text):
        return PublishedAt(datetime.fromisoformat(f"{text}-01"), Precision.MONTH, offset_known=False)
    moment = datetime.fromisoformat(text)
    if _DAY.fullmatch(text):
        return PublishedAt(moment, Precision.DAY, offset_known=False)
    precision = Precision.MINUTE if _MINUTE.fullmatch(text) else Precision.SECOND
    return PublishedAt(moment, precision, offset_known=moment.tzinfo is not None)


def latest(published: PublishedAt) -> datetime:
    """The last moment at which it may have been published: what a cut-off has to be compared with.

    Without an offset the day may end up to twelve hours later than in UTC.
    """
    if published.precision in {Precision.SECOND, Precision.MINUTE}:
        moment = published.instant()
    else:
        end = published.interval().end
        moment = datetime(end.year, end.month, end.day, tzinfo=UTC) + timedelta(days=1)
    return moment if published.offset_known else moment + timedelta(hours=12)
