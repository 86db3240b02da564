"""Archives that speak Memento (RFC 7089), by their TimeGates and TimeMaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from clients.archive import limits, policies
from clients.archive.nearest import nearest_first
from clients.archive.protocol import Capture
from clients.archive.replay import Replay
from clients.archive.stamps import http_date, original_in, same_page, stamp
from clients.archive.timemap import Memento, read_timegate, read_timemap
from clients.outcome import Misused, NotMeasured, Ok, Outcome
from clients.pages.protocol import Page
from clients.transport.classify import by_status
from clients.transport.deadline import Deadline
from clients.transport.policy import Policy
from clients.transport.response import Response
from clients.transport.transport import Transport

_NOT_FOUND = 404
_GATE_HOPS = 3
_FURTHER_PAGES = 2


def _judge_gate(response: Response) -> NotMeasured | Misused | None:
    """Any redirect, any page; 404 is how a TimeGate or TimeMap says that it has nothing (RFC 7089 §4.5)."""
    if response.redirects or response.status == _NOT_FOUND:
        return None
    return by_status(response)


def _judge_map(response: Response) -> NotMeasured | Misused | None:
    """A list of links; what is none is not kept."""
    if response.status == _NOT_FOUND:
        return None
    failed = by_status(response)
    if failed is not None:
        return failed
    read = read_timemap(response)
    return read if isinstance(read, NotMeasured) else None


class MementoArchive:
    """Implements ``ArchiveClient``: TimeGate for the capture nearest to a date, TimeMap otherwise.

    All three addresses end in a slash and stand before the page's address, ``replay`` before the stamp.
    """

    def __init__(
        self,
        transport: Transport,
        *,
        name: str,
        timegate: str,
        timemap: str,
        replay: str,
    ) -> None:
        self._transport = transport
        self._name = name
        self._timegate = timegate
        self._timemap = timemap
        self._gating = replace(
            limits.memento(name, timegate),
            version="memento/1",
            time_limit_s=15.0,
            ttl_s=24 * 3600.0,
            stale_s=7 * 24 * 3600.0,
            max_bytes=8_000_000,
            judge=_judge_gate,
        )
        self._mapping = replace(self._gating, judge=_judge_map)
        replaying = policies.replaying(limits.memento_replay(name, timegate))
        self._replay = Replay(transport=transport, source=name, prefix=replay, policy=replaying)

    @property
    def name(self) -> str:
        return self._name

    async def captures(
        self, url: str, *, near: datetime | None, deadline: Deadline
    ) -> Outcome[list[Capture]]:
        """With ``near`` mostly one capture, the nearest; without it all of them, newest first."""
        if near is not None:
            found = await self._from_timegate(url, near, deadline)
            if found is not None:
                return found
        return await self._from_timemap(url, near, deadline)

    async def fetch(self, capture: Capture, *, deadline: Deadline) -> Outcome[Page]:
        return await self._replay.fetch(capture, deadline=deadline)

    async def _from_timegate(
        self, url: str, near: datetime, deadline: Deadline
    ) -> Outcome[list[Capture]] | None:
        """Null when the TimeGate names no memento, say because it shows a frame."""
        asked = f"{self._timegate}{url}"
        for _ in range(_GATE_HOPS):
            outcome = await self._get(asked, self._gating, deadline, {"Accept-Datetime": http_date(near)})
            if not isinstance(outcome, Ok):
                return outcome
            response = outcome.value
            if response.status == _NOT_FOUND:
                return Ok([], outcome.age, outcome.stale)
            memento = read_timegate(response)
            if memento is not None:
                return Ok(self._captures(url, [memento]), outcome.age, outcome.stale)
            # Not yet at the TimeGate proper: the archive's own move, say from http to https.
            onward = urljoin(asked, response.header("location") or "")
            if onward == asked or urlsplit(onward).hostname != urlsplit(asked).hostname:
                return None
            asked = onward
        return None

    async def _from_timemap(
        self, url: str, near: datetime | None, deadline: Deadline
    ) -> Outcome[list[Capture]]:
        asked = f"{self._timemap}{url}"
        captures: list[Capture] = []
        age, stale = 0.0, False
        for _ in range(_FURTHER_PAGES + 1):
            outcome = await self._get(asked, self._mapping, deadline)
            if not isinstance(outcome, Ok):
                return outcome
            age, stale = max(age, outcome.age), stale or outcome.stale
            if outcome.value.status == _NOT_FOUND:
                break
            timemap = read_timemap(outcome.value)
            if isinstance(timemap, NotMeasured):
                return timemap
            captures += self._captures(url, timemap.mementos)
            onward = timemap.page_for(near)
            if captures or onward is None:
                break
            asked = onward
        return Ok(nearest_first(captures, near), age, stale)

    async def _get(
        self, url: str, policy: Policy, deadline: Deadline, headers: Mapping[str, str] | None = None
    ) -> Outcome[Response]:
        return await self._transport.get(
            url, source=self._name, headers=headers, policy=policy, deadline=deadline
        )

    def _captures(self, url: str, mementos: Iterable[Memento]) -> list[Capture]:
        """Without those of other pages, which archives name when they have none of this one."""
        return [
            Capture(
                archive=self._name,
                original=url,
                captured_at=memento.captured_at,
                url=memento.url,
                raw_url=self._replay.raw_url(url, stamp(memento.captured_at)),
            )
            for memento in mementos
            if (original := original_in(memento.url)) is None or same_page(original, url)
        ]
