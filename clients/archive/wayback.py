"""Archives with a CDX index and raw replay: the Wayback Machine, and any pywb."""

from __future__ import annotations

from datetime import datetime

from clients.archive.cdx import Dialect, judge_cdx, parameters, rows
from clients.archive.nearest import nearest_first
from clients.archive.protocol import Capture
from clients.archive.replay import Replay, judge_replay
from clients.archive.stamps import same_page, stamp
from clients.outcome import NotMeasured, Ok, Outcome
from clients.pages.protocol import Page
from clients.transport.deadline import Deadline
from clients.transport.policy import Policy
from clients.transport.ports import Rate
from clients.transport.transport import Transport

WAYBACK = "https://web.archive.org/web/"
WAYBACK_CDX = "https://web.archive.org/cdx/search/cdx"

# Hard limits of web.archive.org as of 2026-06 (release notes of edgi-govdata-archiving/wayback 0.5.1): 30 a
# minute for the index, 600 for everything else, and clients are asked to stay at four fifths. Who goes on
# after a 429 for more than a minute is cut off for an hour (edgi-govdata-archiving/wayback#137), and
# Retry-After is not sent: so one 429 stops every lane of the host for a minute.
_PAUSE_S = 60.0


_INDEX_RATES = {
    Dialect.IA: Rate(per_second=0.4, needs_store=True),
    # An archive of one's own, or one that says nothing of limits.
    Dialect.PYWB: Rate(per_second=4.0, burst=8),
}
_REPLAY_RATES = {
    Dialect.IA: Rate(per_second=2.0, burst=2, needs_store=True),
    Dialect.PYWB: Rate(per_second=4.0, burst=8),
}


def _index_policy(name: str, dialect: Dialect) -> Policy:
    return Policy(
        version="cdx/1",
        lane=f"{name}:index",
        pauses=(f"{name}:replay",),
        rate=_INDEX_RATES[dialect],
        concurrency=1 if dialect is Dialect.IA else 4,
        time_limit_s=20.0,
        ttl_s=24 * 3600.0,
        stale_s=7 * 24 * 3600.0,
        pause_s=_PAUSE_S,
        breaker_failures=3,
        breaker_rest_s=60.0,
        judge=judge_cdx,
    )


def _replay_policy(name: str, dialect: Dialect) -> Policy:
    return Policy(
        version="raw/1",
        lane=f"{name}:replay",
        pauses=(f"{name}:index",),
        rate=_REPLAY_RATES[dialect],
        concurrency=2,
        time_limit_s=15.0,
        ttl_s=30 * 24 * 3600.0,
        max_bytes=5_000_000,
        pause_s=_PAUSE_S,
        breaker_failures=3,
        breaker_rest_s=60.0,
        judge=judge_replay,
    )


class WaybackArchive:
    """Implements ``ArchiveClient``. ``replay`` ends in a slash and stands before stamp and address.

    The availability API is not used: its empty answer does not mean that there is no capture.
    """

    def __init__(
        self,
        transport: Transport,
        *,
        name: str = "wayback",
        cdx: str = WAYBACK_CDX,
        replay: str = WAYBACK,
        dialect: Dialect = Dialect.IA,
        limit: int = 5,
    ) -> None:
        self._transport = transport
        self._name = name
        self._cdx = cdx
        self._dialect = dialect
        self._limit = limit
        self._policy = _index_policy(name, dialect)
        self._shown = replay
        self._replay = Replay(
            transport=transport, source=name, prefix=replay, policy=_replay_policy(name, dialect)
        )

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
            policy=self._policy,
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
        return Ok(nearest_first(list(captures.values()), near), outcome.age, outcome.stale)

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
