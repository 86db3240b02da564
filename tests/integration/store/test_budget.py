from __future__ import annotations

import anyio
import pytest

from clients.transport.ports import Rate
from service.store.bucket import Bucket
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


async def test_the_script_does_what_the_model_does(store: Store, server: RedisServer) -> None:
    rate = Rate(per_second=20, burst=4)

    def held() -> Bucket:
        fields = ("tokens", "at", "paused_until")
        return Bucket(*(float(part or 0) for part in server.client.hmget("ss:budget:wikipedia", fields)))

    assert await store.budget.take("wikipedia", rate) == 0.0
    for number, pause in enumerate([0, 0, 0, 0, 0, 0.03, 0.05, 0, 0.12, 0, 0, 0.3, 0, 0, 0, 0, 0]):
        await anyio.sleep(pause)
        if number == 8:
            await store.budget.pause("wikipedia", 0.05)
        before = held()
        told = await store.budget.take("wikipedia", rate)
        expected, wait = before.take(rate, held().at)
        assert held().tokens == pytest.approx(expected.tokens, abs=1e-5)
        assert held().paused_until == before.paused_until
        if number < 8:  # afterwards a pause of our own, on our clock, may be a little longer
            assert told == pytest.approx(wait, abs=1e-5)
        assert (told > 0) >= (wait > 0)


async def test_without_a_store_each_process_spends_its_share() -> None:
    connection = Connection("unix:///nonexistent.sock")
    now = 50.0
    budget = RedisBudget(connection, processes=4, clock=lambda: now)
    rate = Rate(per_second=4, burst=8)
    assert [await budget.take("wikipedia", rate) for _ in range(3)] == [0.0, 0.0, 1.0]
    now += 1.0
    assert await budget.take("wikipedia", rate) == 0.0
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
