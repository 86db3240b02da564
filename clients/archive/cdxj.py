"""pywb's CDXJ API: an archive of one's own, and others that run pywb with its index open."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from clients.archive import limits, policies
from clients.archive.cdx import Dialect
from clients.archive.indexed import IndexedArchive
from clients.archive.protocol import Capture
from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.transport.classify import plain_success
from clients.transport.deadline import Deadline
from clients.transport.response import Response
from clients.transport.transport import Transport

_NO_COLLECTION = NotMeasured(Why.MISCONFIGURED, "no such collection")


def _judge_home(response: Response) -> NotMeasured | Misused | None:
    if response.status == 404:  # noqa: PLR2004 - RFC 9110 §15.5.5
        return _NO_COLLECTION
    return None if response.redirects else plain_success(response)


class CdxjArchive(IndexedArchive):
    """Implements ``ArchiveClient``. ``collection`` is the address of a pywb collection, ending in a slash.

    pywb 2.10.0 has its index at ``{collection}cdx``. It answers 200 with an empty body both for a page
    without captures and for a collection that does not exist, so the collection itself is asked for before
    an empty answer is believed.
    """

    def __init__(self, transport: Transport, *, collection: str, name: str = "pywb", limit: int = 5) -> None:
        indexing = policies.indexing(limits.own_archive(name, "index"))
        super().__init__(
            transport,
            name=name,
            cdx=f"{collection}cdx",
            replay=collection,
            dialect=Dialect.PYWB,
            indexing=indexing,
            replaying=policies.replaying(limits.own_archive(name, "replay")),
            limit=limit,
        )
        self._collection = collection
        self._looking = replace(indexing, version="home/1", stale_s=0.0, judge=_judge_home)

    async def captures(
        self, url: str, *, near: datetime | None, deadline: Deadline
    ) -> Outcome[list[Capture]]:
        indexed = await super().captures(url, near=near, deadline=deadline)
        if not isinstance(indexed, Ok) or indexed.value:
            return indexed
        home = await self._transport.get(
            self._collection, source=self._name, policy=self._looking, deadline=deadline
        )
        return indexed if isinstance(home, Ok) else home
