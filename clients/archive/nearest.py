"""The order of captures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from clients.archive.protocol import Capture
from clients.archive.stamps import in_utc

_BEGINNING = datetime(1, 1, 1, tzinfo=UTC)


def nearest_first(captures: Iterable[Capture], near: datetime | None) -> list[Capture]:
    """By distance from ``near``, the earlier of two equally distant first; without it the newest first."""

    def distance(capture: Capture) -> tuple[timedelta, datetime]:
        if near is None:
            return _BEGINNING - capture.captured_at, capture.captured_at
        return abs(capture.captured_at - in_utc(near)), capture.captured_at

    return sorted(captures, key=distance)
