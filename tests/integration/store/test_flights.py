from __future__ import annotations

import asyncio
import time

import anyio
import pytest

from clients.transport.ports import ResponseCache
from service.store.flights import LOCK_S
from service.store.store import Store, open_store
from tests.integration.store.conftest import SECRET, first_line, kill, python
from tests.servers.redis import RedisServer

pytestmark = pytest.mark.anyio

HOLDER = f"""
import asyncio, sys
from service.store.connection import Connection
from service.store.flights import Flights
from service.store.keys import Keys
async def main():
    name = Keys({SECRET!r}).derive("flight", "call")
    async with Flights(Connection(sys.argv[1])).flight(name, wait_s=30) as leads:
        print(leads, flush=True)
        await asyncio.sleep(60)
asyncio.run(main())
"""


class Upstream:
    """Counts calls, and remembers the answer as a cache would."""

    def __init__(self) -> None:
        self.calls = 0
        self.answer: str | None = None

    async def ask(self, cache: ResponseCache, *, wait_s: float = 5.0) -> str:
        async with cache.flight("call", wait_s=wait_s) as leads:
            if not leads and self.answer is not None:
                return self.answer
            self.calls += 1
            await anyio.sleep(0.2)
            self.answer = "answer"
            return self.answer


async def test_one_call_for_all_who_ask_at_once_in_any_process(server: RedisServer) -> None:
    upstream = Upstream()
    async with open_store(server.url, SECRET) as one, open_store(server.url, SECRET) as other:
        answers = await asyncio.gather(
            *(upstream.ask(store.responses) for store in (one, other) for _ in range(10))
        )
    assert answers == ["answer"] * 20
    assert upstream.calls == 1


async def test_other_calls_do_not_wait(store: Store) -> None:
    one = store.responses.flight("one", wait_s=5)
    other = store.responses.flight("other", wait_s=5)
    async with one as leads_one, other as leads_other:
        assert leads_one
        assert leads_other


async def test_who_comes_after_it_landed_calls_again(store: Store) -> None:
    for _ in range(2):
        async with store.responses.flight("call", wait_s=5) as leads:
            assert leads


async def test_who_waits_too_long_calls_for_itself(server: RedisServer) -> None:
    async with (
        open_store(server.url, SECRET) as one,
        open_store(server.url, SECRET) as other,
        one.responses.flight("call", wait_s=5),
    ):
        for store in (one, other):
            started = time.monotonic()
            async with store.responses.flight("call", wait_s=0.3) as leads:
                assert not leads
            assert 0.25 < time.monotonic() - started < 0.8


async def test_a_failed_call_lets_the_others_go_on(server: RedisServer) -> None:
    async with open_store(server.url, SECRET) as one, open_store(server.url, SECRET) as other:

        async def fail() -> None:
            async with one.responses.flight("call", wait_s=5):
                await anyio.sleep(0.2)
                raise RuntimeError("upstream")

        async def follow(store: Store) -> bool:
            await anyio.sleep(0.05)
            async with store.responses.flight("call", wait_s=5) as leads:
                return leads

        started = time.monotonic()
        failed, here, there = await asyncio.gather(fail(), follow(one), follow(other), return_exceptions=True)
    assert isinstance(failed, RuntimeError)
    assert (here, there) == (False, False)
    assert time.monotonic() - started < 1.5


async def test_a_cancelled_call_lets_the_others_go_on(server: RedisServer) -> None:
    async with open_store(server.url, SECRET) as one, open_store(server.url, SECRET) as other:
        with anyio.move_on_after(0.1):
            async with one.responses.flight("call", wait_s=5):
                await anyio.sleep(10)
        started = time.monotonic()
        for store in (one, other):
            async with store.responses.flight("call", wait_s=5) as leads:
                assert leads
        assert time.monotonic() - started < 0.5


async def test_a_call_longer_than_the_lock_keeps_it(server: RedisServer) -> None:
    async with (
        open_store(server.url, SECRET) as one,
        open_store(server.url, SECRET) as other,
        one.responses.flight("call", wait_s=5),
    ):
        await anyio.sleep(LOCK_S + 0.3)
        async with other.responses.flight("call", wait_s=0.1) as leads:
            assert not leads


async def test_when_the_caller_is_killed_one_of_the_others_takes_over(server: RedisServer) -> None:
    holder = python(HOLDER, server.url)
    assert await first_line(holder) == b"True\n"
    upstream = Upstream()
    async with (
        open_store(server.url, SECRET) as one,
        open_store(server.url, SECRET) as other,
        anyio.create_task_group() as group,
    ):
        for store in (one, one, other, other):
            group.start_soon(upstream.ask, store.responses)
        await anyio.sleep(0.2)
        assert upstream.calls == 0
        kill(holder)
        killed = time.monotonic()
    assert upstream.calls == 1
    assert time.monotonic() - killed < LOCK_S + 1.5


async def test_without_a_store_there_is_one_flight_per_process() -> None:
    upstream = Upstream()
    async with open_store("unix:///nonexistent.sock", SECRET) as store:
        await asyncio.gather(*(upstream.ask(store.responses) for _ in range(10)))
    assert upstream.calls == 1
