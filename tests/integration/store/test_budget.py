from __future__ import annotations

from collections import deque
from typing import Never

import anyio
import pytest

from clients.transport.budget import TokenBucket
from clients.transport.ports import Rate, Window
from service.domain.ports import StoreGone
from service.store.budget import RedisBudget
from service.store.connection import Connection
from service.store.store import Store, open_store
from tests.integration.store.conftest import SECRET
from tests.servers.redis import RedisServer

pytestmark = pytest.mark.anyio


async def test_the_burst_is_granted_and_then_the_rate(store: Store) -> None:
    told = [await store.budget.take("wikipedia", Rate(per_second=2, burst=3)) for _ in range(4)]
    assert told[:3] == [0.0, 0.0, 0.0]
    assert 0.3 < told[3] <= 0.5


async def test_who_waits_as_told_is_granted(store: Store) -> None:
    rate = Rate(per_second=10, burst=1)
    assert await store.budget.take("wikipedia", rate) == 0.0
    wait = await store.budget.take("wikipedia", rate)
    assert wait > 0.0
    await anyio.sleep(wait + 0.005)
    assert await store.budget.take("wikipedia", rate) == 0.0


async def test_all_processes_spend_from_one_budget(server: RedisServer) -> None:
    rate = Rate(per_second=0.01, burst=5)
    async with open_store(server.url, SECRET) as one, open_store(server.url, SECRET) as other:
        told = [await store.budget.take("wikipedia", rate) for _ in range(5) for store in (one, other)]
    assert told.count(0.0) == 5


async def test_sources_have_budgets_of_their_own(store: Store) -> None:
    rate = Rate(per_second=0.01, burst=1)
    assert await store.budget.take("wikipedia", rate) == 0.0
    assert await store.budget.take("wayback", rate) == 0.0
    assert await store.budget.take("wikipedia", rate) > 0.0


async def test_a_pause_holds_for_all_processes_and_the_longer_one_wins(server: RedisServer) -> None:
    rate = Rate(per_second=100, burst=10)
    async with open_store(server.url, SECRET) as one, open_store(server.url, SECRET) as other:
        await one.budget.pause("wayback", 20)
        await other.budget.pause("wayback", 5)
        for store in (one, other):
            assert 19 < await store.budget.take("wayback", rate) <= 20
            assert await store.budget.take("wikipedia", rate) == 0.0


@pytest.mark.parametrize("window", [None, Window(calls=6, seconds=0.4)])
async def test_the_script_does_what_the_model_does(
    store: Store, server: RedisServer, window: Window | None
) -> None:
    rate = Rate(per_second=20, burst=4, window=window)
    key = "ss:budget:{wikipedia}"

    def held() -> tuple[TokenBucket, float]:
        tokens, at, paused_until = (
            float(part or 0) for part in server.client.hmget(key, ("tokens", "at", "paused_until"))
        )
        calls = deque(float(moment) for moment in reversed(server.client.lrange(f"{key}:calls", 0, -1)))
        return TokenBucket(rate, tokens, at, calls), paused_until

    assert await store.budget.take("wikipedia", rate) == 0.0
    for number, pause in enumerate(
        [0, 0, 0, 0, 0, 0.03, 0.05, 0, 0.12, 0, 0, 0.3, 0, 0, 0, 0, 0, 0.1, 0, 0.1, 0, 0]
    ):
        await anyio.sleep(pause)
        if number == 8:
            await store.budget.pause("wikipedia", 0.05)
        model, paused_until = held()
        told = await store.budget.take("wikipedia", rate)
        after, still = held()
        assert still == paused_until
        if after.updated < paused_until:
            assert told >= paused_until - after.updated - 1e-5
            assert after.granted == model.granted
            continue
        wait = model.take(after.updated)
        assert after.tokens == pytest.approx(model.tokens, abs=1e-5)
        assert list(after.granted) == pytest.approx(list(model.granted), abs=1e-5)
        if number < 8:  # afterwards a pause of our own, on our clock, may be a little longer
            assert told == pytest.approx(wait, abs=1e-5)
        assert (told > 0) >= (wait > 0)


async def test_a_window_is_shared_and_forgets_what_is_longer_ago(server: RedisServer) -> None:
    rate = Rate(per_second=100, burst=10, window=Window(calls=5, seconds=0.5))
    async with open_store(server.url, SECRET) as one, open_store(server.url, SECRET) as other:
        told = [await store.budget.take("guardian", rate) for _ in range(5) for store in (one, other)]
        assert [wait == 0.0 for wait in told] == [True] * 5 + [False] * 5
        assert 0 < told[-1] <= 0.5
        await anyio.sleep(told[-1] + 0.01)
        assert await other.budget.take("guardian", rate) == 0.0


async def test_without_a_store_each_process_spends_its_share() -> None:
    connection = Connection("unix:///nonexistent.sock")
    now = 50.0
    budget = RedisBudget(connection, processes=4, clock=lambda: now)
    rate = Rate(per_second=4, burst=8)
    assert [await budget.take("wikipedia", rate) for _ in range(3)] == [0.0, 0.0, 1.0]
    now += 1.0
    assert await budget.take("wikipedia", rate) == 0.0
    await connection.aclose()


async def test_without_a_store_each_process_has_its_share_of_a_window() -> None:
    connection = Connection("unix:///nonexistent.sock")
    budget = RedisBudget(connection, processes=4, clock=lambda: 50.0)
    rate = Rate(per_second=100, burst=40, window=Window(calls=8, seconds=60))
    assert [await budget.take("guardian", rate) for _ in range(3)] == [0.0, 0.0, 60.0]
    await connection.aclose()


@pytest.mark.parametrize("window", [None, Window(calls=6, seconds=60)])
async def test_what_was_let_out_without_the_store_is_taken_from_the_budget_when_it_is_back(
    server: RedisServer, window: Window | None
) -> None:
    rate = Rate(per_second=0.01, burst=6, window=window)
    connection = Connection(server.url)
    budget = RedisBudget(connection, processes=2)

    class Gone(Connection):
        async def run(self, use: str, command: object) -> Never:
            raise StoreGone("for a while")

    assert await budget.take("guardian", rate) == 0.0
    budget._connection = Gone("unix:///nonexistent.sock")
    assert [await budget.take("guardian", rate) == 0.0 for _ in range(4)] == [True, True, True, False]
    budget._connection = connection
    told = [await budget.take("guardian", rate) == 0.0 for _ in range(3)]
    assert told == [True, True, False], "six in all"
    await connection.aclose()


async def test_a_source_that_punishes_is_not_called_without_a_store() -> None:
    connection = Connection("unix:///nonexistent.sock")
    budget = RedisBudget(connection)
    assert await budget.take("wayback:index", Rate(0.4, needs_store=True)) >= 60.0
    await connection.aclose()


async def test_a_pause_is_kept_also_when_the_store_goes() -> None:
    connection = Connection("unix:///nonexistent.sock")
    now = 50.0
    budget = RedisBudget(connection, clock=lambda: now)
    await budget.pause("wayback", 30)
    assert await budget.take("wayback", Rate(10, 10)) == 30.0
    now += 31.0
    assert await budget.take("wayback", Rate(10, 10)) == 0.0
    await connection.aclose()
