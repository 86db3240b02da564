"""Archives with a CDX index and raw replay, whoever runs them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

from clients.archive.cdx import Dialect, judge_cdx, parameters, rows
from clients.archive.nearest import nearest_first
from clients.archive.protocol import Capture
from clients.archive.replay import Replay
from clients.archive.stamps import same_page, stamp
from clients.outcome import Misused, NotMeasured, Ok, Outcome
from clients.pages.protocol import Page
from clients.transport.deadline import Deadline
from clients.transport.policy import Policy
from clients.transport.response import Response
from clients.transport.transport import Transport


def _judge(dialect: Dialect, response: Response) -> NotMeasured | Misused | None:
    """An index that can be read; what cannot is not kept."""
    failed = judge_cdx(response)
    if failed is not None:
        return failed
    read = rows(dialect, response)
    return read if isinstance(read, NotMeasured) else None


class IndexedArchive:
    """Implements ``ArchiveClient``. ``replay`` ends in a slash and stands before stamp and address.

    ``shown`` stands there where readers look, when that is another place. ``replaying`` judges by
    ``judge_replay``.
    """

    def __init__(
        self,
        transport: Transport,
        *,
        name: str,
        cdx: str,
        replay: str,
        dialect: Dialect,
        indexing: Policy,
        replaying: Policy,
        shown: str | None = None,
        limit: int = 5,
    ) -> None:
        self._transport = transport
        self._name = name
        self._cdx = cdx
        self._dialect = dialect
        self._limit = limit
        self._indexing = replace(indexing, judge=partial(_judge, dialect))
        self._shown = shown or replay
        self._replay = Replay(transport=transport, source=name, prefix=replay, policy=replaying)

    @property
    def name(self) -> str:
        return self._name

    async def captures(
        self, url: str, *, near: datetime | None, deadline: Deadline
    ) -> Outcome[list[Capture]]:
        """Good captures of exactly this page, nearest first (newest first without ``near``)."""
        outcome = await self._transport.get(
            self._cdx,
            source=self._name,
            params=parameters(self._dialect, url, near, self._limit),
            policy=self._indexing,
            deadline=deadline,
        )
        if not isinstance(outcome, Ok):
            return outcome
        found = rows(self._dialect, outcome.value)
        if isinstance(found, NotMeasured):
            return found
        # Indexes fold addresses, and some add similar ones.
        captures = {
            row.captured_at: self._capture(row.original, row.captured_at)
            for row in found
            if same_page(row.original, url)
        }
        return Ok(nearest_first(captures.values(), near), outcome.age, outcome.stale)

    async def fetch(self, capture: Capture, *, deadline: Deadline) -> Outcome[Page]:
        return await self._replay.fetch(capture, deadline=deadline)

    def _capture(self, original: str, captured_at: datetime) -> Capture:
        return Capture(
            archive=self._name,
            original=original,
            captured_at=captured_at,
            url=f"{self._shown}{stamp(captured_at)}/{original}",
            raw_url=self._replay.raw_url(original, stamp(captured_at)),
        )
