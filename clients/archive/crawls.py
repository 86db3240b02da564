"""The monthly crawls of Common Crawl: each has an index of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from clients.archive.stamps import in_utc
from clients.outcome import NotMeasured, Why
from clients.transport.classify import Json, json_of
from clients.transport.response import Response


@dataclass(frozen=True, slots=True)
class Crawl:
    """One crawl, the span in which its pages were captured, and where its index and its replay are."""

    name: str
    index: str
    timegate: str
    start: datetime
    end: datetime

    def distance(self, moment: datetime) -> timedelta:
        """How far a capture of this crawl is from ``moment`` at least."""
        return max(self.start - moment, moment - self.end, timedelta(0))


@dataclass(frozen=True, slots=True)
class Crawls:
    """The crawls listed; ``complete`` unless an entry could not be read."""

    known: tuple[Crawl, ...]
    complete: bool

    def nearest(self, near: datetime | None) -> list[Crawl]:
        """By distance from ``near``; without it the newest first."""
        newest = sorted(self.known, key=lambda crawl: crawl.end, reverse=True)
        return newest if near is None else sorted(newest, key=lambda crawl: crawl.distance(near))


def read_crawls(response: Response) -> Crawls | NotMeasured:
    """``collinfo.json``: ``[{"id": "CC-MAIN-2026-39", "timegate": "https://…/CC-MAIN-2026-39/", "cdx-api":
    "https://…/CC-MAIN-2026-39-index", "from": "2026-08-01T00:00:00", "to": "2026-09-20T00:00:00"}, …]``.

    An entry whose index is on another host than the list is not read.
    """
    listed = json_of(response)
    if isinstance(listed, NotMeasured):
        return listed
    entries = listed if isinstance(listed, list) else []
    home = urlsplit(response.url).netloc
    known = [crawl for entry in entries if (crawl := _crawl(entry, home)) is not None]
    if not known:
        return NotMeasured(Why.INVALID_RESPONSE, "not a list of crawls")
    return Crawls(tuple(known), len(known) == len(entries))


def _crawl(entry: Json, home: str) -> Crawl | None:
    if not isinstance(entry, dict):
        return None
    name, index, timegate, start, end = (
        str(entry.get(key, "")) for key in ("id", "cdx-api", "timegate", "from", "to")
    )
    try:
        span = in_utc(datetime.fromisoformat(start)), in_utc(datetime.fromisoformat(end))
        there = urlsplit(index).netloc == home
    except ValueError:
        return None
    return Crawl(name, index, timegate, *span) if there and timegate else None
