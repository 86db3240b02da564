"""Two processes with one store before one upstream, which counts: together they stay within its budget."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from subprocess import Popen

import anyio
import pytest

from clients.transport.ports import Rate, Window
from tests.integration.store.conftest import SECRET, first_line, kill, python
from tests.servers.redis import RedisServer

pytestmark = pytest.mark.anyio

CALLER = f"""
import asyncio, sys
from clients.transport.deadline import Deadline
from clients.transport.guard import HostPort
from clients.transport.policy import Policy
from clients.transport.ports import Rate, Window
from clients.transport.transport import Transport
from service.store.store import open_store

async def main(url, port, rate):
    policy = Policy(version="1", rate=rate, concurrency=4, pause_s=0.1)
    here = frozenset({{HostPort("127.0.0.1", port)}})
    async with open_store(url, {SECRET!r}) as store, Transport(budget=store.budget, configured=here) as way:
        async def ask():
            while True:
                asked = f"http://127.0.0.1:{{port}}/"
                await way.get(asked, source="up", policy=policy, deadline=Deadline.after(10))
        print("ready", flush=True)
        await asyncio.gather(*(ask() for _ in range(8)))

asyncio.run(main(sys.argv[1], int(sys.argv[2]), eval(sys.argv[3])))
"""
"""Calls as often as it may, from eight tasks, until it is killed."""
RATE = Rate(per_second=20, burst=4)
ON_THE_WAY_S = 0.3
"""What may lie between the moment a call is let out and that in which the upstream notes it."""
SHARE = 0.6
"""Of the budget, that at least has to be used: a machine at work may be slow."""


@dataclass
class Upstream:
    """Notes when it was called; where ``limited`` is set, one call is answered 429 with that Retry-After."""

    port: int = 0
    calls: list[float] = field(default_factory=list)
    limited: int | None = None
    limited_at: float | None = None

    def most_within(self, seconds: float) -> int:
        """Calls in the fullest window of that length."""
        return max(sum(start <= call < start + seconds for call in self.calls) for start in self.calls)

    def between(self, start: float, end: float) -> int:
        return sum(start < call < end for call in self.calls)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while True:
                await reader.readuntil(b"\r\n\r\n")
                self.calls.append(time.monotonic())
                if self.limited is not None:
                    head = f"HTTP/1.1 429 Too Many Requests\r\nRetry-After: {self.limited}\r\n"
                    self.limited, self.limited_at = None, time.monotonic()
                else:
                    head = "HTTP/1.1 200 OK\r\n"
                writer.write(f"{head}Content-Length: 2\r\n\r\nok".encode())
                await writer.drain()
        writer.close()


@pytest.fixture
async def upstream() -> AsyncIterator[Upstream]:
    known = Upstream()
    serving = await asyncio.start_server(known.answer, "127.0.0.1", 0)
    known.port = serving.sockets[0].getsockname()[1]
    yield known
    serving.close()


@asynccontextmanager
async def calling(server: RedisServer, upstream: Upstream, rate: Rate) -> AsyncIterator[list[Popen[bytes]]]:
    """Two processes, both at work."""
    callers = [python(CALLER, server.url, str(upstream.port), repr(rate)) for _ in range(2)]
    try:
        for caller in callers:
            assert await first_line(caller) == b"ready\n"
        yield callers
    finally:
        for caller in callers:
            kill(caller)


@pytest.mark.parametrize(
    ("rate", "seconds", "allowed"),
    [
        (RATE, 1.0, RATE.burst + RATE.per_second * (1.0 + ON_THE_WAY_S)),
        (Rate(per_second=50, burst=5, window=Window(calls=10, seconds=1.0)), 1.0 - ON_THE_WAY_S, 10),
    ],
    ids=["rate", "window"],
)
async def test_together_they_use_the_budget_and_never_more(
    server: RedisServer, upstream: Upstream, rate: Rate, seconds: float, allowed: float
) -> None:
    async with calling(server, upstream, rate):
        began = time.monotonic()
        await anyio.sleep(3.0)
        ended = time.monotonic()

    a_second = rate.window.calls if rate.window else rate.per_second
    assert upstream.most_within(seconds) <= allowed
    assert upstream.between(began, ended) >= SHARE * a_second * (ended - began)


async def test_when_one_is_told_to_wait_both_do(server: RedisServer, upstream: Upstream) -> None:
    async with calling(server, upstream, RATE):
        await anyio.sleep(0.5)
        upstream.limited = 2
        await anyio.sleep(4.5)

    told = upstream.limited_at
    assert told is not None
    assert upstream.between(told + ON_THE_WAY_S, told + 2.0) == 0
    assert upstream.between(told + 2.0, told + 4.0) >= SHARE * RATE.per_second
    assert upstream.most_within(1.0) <= RATE.burst + RATE.per_second * (1.0 + ON_THE_WAY_S)


async def test_when_one_is_killed_the_other_has_all_of_the_budget_and_no_more(
    server: RedisServer, upstream: Upstream
) -> None:
    async with calling(server, upstream, RATE) as (one, _):
        await anyio.sleep(1.0)
        kill(one)
        killed = time.monotonic()
        await anyio.sleep(3.0)
        ended = time.monotonic()

    assert upstream.most_within(1.0) <= RATE.burst + RATE.per_second * (1.0 + ON_THE_WAY_S)
    assert upstream.between(killed, ended) >= SHARE * RATE.per_second * (ended - killed)
