"""The Wayback Machine: CDX index and raw replay, and the availability API where the index cannot be had."""

from __future__ import annotations

from datetime import datetime

from clients.archive import limits, policies
from clients.archive.availability import Availability
from clients.archive.cdx import Dialect
from clients.archive.indexed import IndexedArchive
from clients.archive.protocol import Capture
from clients.outcome import NotMeasured, Ok, Outcome, Why
from clients.transport.deadline import Deadline
from clients.transport.transport import Transport

WAYBACK = "https://web.archive.org/web/"
WAYBACK_CDX = "https://web.archive.org/cdx/search/cdx"


class WaybackArchive(IndexedArchive):
    """Implements ``ArchiveClient``. ``replay`` ends in a slash and stands before stamp and address.

    The index alone says that there is no capture. When it gave no answer, ``hint`` is asked: a capture that
    it names is returned with ``missing`` (there may be nearer ones); that it names none means nothing.
    """

    def __init__(
        self,
        transport: Transport,
        *,
        name: str = "wayback",
        cdx: str = WAYBACK_CDX,
        replay: str = WAYBACK,
        limit: int = 5,
        hint: Availability | None = None,
    ) -> None:
        super().__init__(
            transport,
            name=name,
            cdx=cdx,
            replay=replay,
            dialect=Dialect.IA,
            indexing=policies.indexing(limits.wayback(name, "index")),
            replaying=policies.replaying(limits.wayback(name, "replay")),
            limit=limit,
        )
        self._hint = hint

    async def captures(
        self, url: str, *, near: datetime | None, deadline: Deadline
    ) -> Outcome[list[Capture]]:
        indexed = await super().captures(url, near=near, deadline=deadline)
        told_to_stop = isinstance(indexed, NotMeasured) and indexed.why is Why.RATE_LIMITED
        if self._hint is None or not isinstance(indexed, NotMeasured) or told_to_stop or deadline.expired:
            return indexed
        hinted = await self._hint.closest(url, near=near, deadline=deadline)
        if not isinstance(hinted, Ok):
            return indexed
        capture = self._capture(hinted.value.original, hinted.value.captured_at)
        return Ok([capture], hinted.age, hinted.stale, indexed)
