"""One call of one adapter to an upstream with one fault, and many at once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import anyio
import httpx2 as httpx

from benchmarks.faults.adapter import Adapter
from benchmarks.faults.words import USUAL, Word, word_of
from clients.transport.deadline import Deadline
from clients.transport.guard import HostPort
from clients.transport.identity import Identity
from clients.transport.network import GuardedNetwork
from clients.transport.ports import Rate
from clients.transport.transport import Call, Transport
from tests.faults import Fault, Faults

ALLOWANCE_S = 0.5
"""What a call may take beyond its deadline: for the cache to say what it has, and for cleaning up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """An upstream at ``base`` that has ``fault``, which the adapter is to call ``expected``."""

    adapter: Adapter
    fault: str
    base: str
    expected: Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How one call went; ``requests`` are those that left, ``calls`` what the adapter asked the transport."""

    adapter: str
    fault: str
    expected: Word
    word: Word
    detail: str
    seconds: float
    calls: int
    requests: int

    @property
    def right(self) -> bool:
        return self.word == self.expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Storm:
    """So many questions at once to an upstream that always fails, with no limit but breaker and retries."""

    adapter: str
    fault: str
    asked: int
    calls: int
    requests: int

    @property
    def ratio(self) -> float:
        """Requests for each call the transport was asked for."""
        return self.requests / self.calls


class Unlimited:
    """A budget that grants everything: what a fault is called does not hang on the pace of an API."""

    async def take(self, source: str, rate: Rate) -> float:  # noqa: ARG002 - protocol
        return 0.0

    async def pause(self, source: str, seconds: float) -> None:
        """Lanes keep their own pauses."""


class _Counted(httpx.AsyncBaseTransport):
    """The guarded network, counting what leaves."""

    def __init__(self, allowed: frozenset[HostPort], sent: list[None]) -> None:
        self._network = GuardedNetwork(allowed)
        self._sent = sent

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self._sent.append(None)
        return await self._network.handle_async_request(request)

    async def aclose(self) -> None:
        await self._network.aclose()


class Counter:
    """A transport for one upstream on loopback, and what went through it."""

    def __init__(self, upstream: Faults) -> None:
        self._sent: list[None] = []
        self._calls: list[Call] = []
        private = frozenset({HostPort.of(upstream.base), HostPort.of(upstream.refused)})
        self.transport = Transport(
            identity=Identity(contact="desk@example.org"),
            budget=Unlimited(),
            configured=private,
            pages=private,
            observe=self._calls.append,
            network=lambda allowed: _Counted(allowed, self._sent),
        )

    @property
    def requests(self) -> int:
        return len(self._sent)

    @property
    def calls(self) -> int:
        return len(self._calls)


def plays(adapter: Adapter, upstream: Faults) -> Iterator[Play]:
    """Every fault, then the errors that only this upstream has."""
    for fault in Fault:
        word = adapter.differs.get(fault, USUAL[fault])
        yield Play(adapter=adapter, fault=fault.value, base=upstream.url(fault), expected=word)
    for name, (answer, word) in adapter.own.items():
        base = upstream.answering(f"own-{adapter.name}-{name}".replace(" ", "-"), answer)
        yield Play(adapter=adapter, fault=f"own: {name}", base=base, expected=word)


async def cell(play: Play, upstream: Faults, *, deadline_s: float) -> Cell:
    """One call with pauses, breaker and retries as they come."""
    counter = Counter(upstream)
    async with counter.transport as way:
        started = time.monotonic()
        outcome = await play.adapter.ask(way, play.base, Deadline.after(deadline_s))
        seconds = time.monotonic() - started
    return Cell(
        adapter=play.adapter.name,
        fault=play.fault,
        expected=play.expected,
        word=word_of(outcome),
        detail=getattr(outcome, "detail", ""),
        seconds=seconds,
        calls=counter.calls,
        requests=counter.requests,
    )


async def storm(play: Play, upstream: Faults, *, asked: int, deadline_s: float) -> Storm:
    """``asked`` calls at once."""
    counter = Counter(upstream)
    deadline = Deadline.after(deadline_s)

    async def one(way: Transport) -> None:
        await play.adapter.ask(way, play.base, deadline)

    async with counter.transport as way, anyio.create_task_group() as tasks:
        for _ in range(asked):
            tasks.start_soon(one, way)
    return Storm(
        adapter=play.adapter.name,
        fault=play.fault,
        asked=asked,
        calls=counter.calls,
        requests=counter.requests,
    )
