"""Common Crawl: captures from the indexes of its crawls, pages from its WARC files by byte range."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import quote, urldefrag

from clients.archive import crawl_calls
from clients.archive.cdx import good_row, lines
from clients.archive.crawls import Crawl, Crawls, read_crawls
from clients.archive.nearest import nearest_first
from clients.archive.protocol import Capture
from clients.archive.stamps import in_utc, same_page, stamp
from clients.archive.warcrecord import page_in
from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.pages.protocol import Page
from clients.transport.deadline import Deadline
from clients.transport.transport import Transport

COLLINFO = "https://index.commoncrawl.org/collinfo.json"
DATA = "https://data.commoncrawl.org/"

_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{1,15})")
_ROWS = 20
_NOT_ALL_ASKED = NotMeasured(Why.BUDGET, "none in the nearest crawls, and the others were not asked")


class CommonCrawl:
    """Implements ``ArchiveClient``.

    There are more than a hundred crawls, and their index server takes one call a second: ``crawls`` of them
    are asked, those nearest to the date, until none of the rest can hold a nearer capture. When they have
    none and others were not asked, the outcome is ``NotMeasured``.
    """

    def __init__(
        self,
        transport: Transport,
        *,
        name: str = "commoncrawl",
        collinfo: str = COLLINFO,
        data: str = DATA,
        crawls: int = 3,
    ) -> None:
        self._transport = transport
        self._name = name
        self._collinfo = collinfo
        self._data = data
        self._crawls = crawls
        self._listing = crawl_calls.listing(name)
        self._indexing = crawl_calls.indexing(name)
        self._reading = crawl_calls.reading(name)

    @property
    def name(self) -> str:
        return self._name

    async def captures(
        self, url: str, *, near: datetime | None, deadline: Deadline
    ) -> Outcome[list[Capture]]:
        """Good captures from the crawls asked, nearest first (newest first without ``near``)."""
        moment = in_utc(near) if near else None
        listed = await self._listed(deadline)
        if not isinstance(listed, Ok):
            return listed
        found: list[Capture] = []
        age, stale = listed.age, listed.stale
        order = listed.value.nearest(moment)
        for crawl in order[: self._crawls]:
            if found and (moment is None or crawl.distance(moment) >= abs(found[0].captured_at - moment)):
                break
            outcome = await self._captures_in(crawl, url, deadline)
            if isinstance(outcome, Misused) or (isinstance(outcome, NotMeasured) and not found):
                return outcome
            if isinstance(outcome, NotMeasured):
                return Ok(found, age, stale, outcome)
            age, stale = max(age, outcome.age), stale or outcome.stale
            found = nearest_first([*found, *outcome.value], moment)
        if found or (listed.value.complete and len(order) <= self._crawls):
            return Ok(found, age, stale)
        return _NOT_ALL_ASKED

    async def _listed(self, deadline: Deadline) -> Outcome[Crawls]:
        outcome = await self._transport.get(
            self._collinfo, source=self._name, policy=self._listing, deadline=deadline
        )
        if not isinstance(outcome, Ok):
            return outcome
        read = read_crawls(outcome.value)
        return Ok(read, outcome.age, outcome.stale) if isinstance(read, Crawls) else read

    async def _captures_in(self, crawl: Crawl, url: str, deadline: Deadline) -> Outcome[list[Capture]]:
        asked = [("url", url), ("output", "json"), ("filter", "=status:200"), ("limit", str(_ROWS))]
        outcome = await self._transport.get(
            crawl.index, source=self._name, params=asked, policy=self._indexing, deadline=deadline
        )
        if not isinstance(outcome, Ok):
            return outcome
        read = [] if outcome.value.status == crawl_calls.NONE_FOUND else lines(outcome.value)
        if isinstance(read, NotMeasured):
            return read
        captures = [capture for record in read if (capture := self._capture(crawl, record)) is not None]
        return Ok([c for c in captures if same_page(c.original, url)], outcome.age, outcome.stale)

    def _capture(self, crawl: Crawl, record: dict[str, str]) -> Capture | None:
        row, file = good_row(record), record.get("filename", "")
        start, length = record.get("offset", ""), record.get("length", "")
        if row is None or not (file and start.isdecimal() and length.isdecimal()):
            return None
        end = int(start) + int(length) - 1
        return Capture(
            archive=self._name,
            original=row.original,
            captured_at=row.captured_at,
            url=f"{crawl.timegate}{stamp(row.captured_at)}/{row.original}",
            raw_url=f"{self._data}{quote(file)}#bytes={start}-{end}",
        )

    async def fetch(self, capture: Capture, *, deadline: Deadline) -> Outcome[Page]:
        """The record that ``raw_url`` names: a WARC file on the data host, and in its fragment the bytes."""
        file, fragment = urldefrag(capture.raw_url)
        span = _RANGE.fullmatch(fragment)
        if span is None or not file.startswith(self._data):
            return Misused("not a record of this archive")
        if int(span[2]) - int(span[1]) >= self._reading.max_bytes:
            return NotMeasured(Why.INVALID_RESPONSE, f"larger than {self._reading.max_bytes} bytes")
        outcome = await self._transport.get(
            file,
            source=self._name,
            headers={"Range": span[0]},
            policy=self._reading,
            deadline=deadline,
        )
        if not isinstance(outcome, Ok):
            return outcome
        page = page_in(outcome.value, capture, max_bytes=self._reading.max_bytes)
        return Ok(page, outcome.age, outcome.stale) if isinstance(page, Page) else page
