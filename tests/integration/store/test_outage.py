"""Redis gone, in each way it can be: slower by a bounded little, never down."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path

import anyio
import pytest

from clients.transport.ports import Rate, StoredResponse
from service.domain.ports import StoreGone
from service.domain.stance import StanceProbabilities
from service.store.store import Store, open_store
from tests.integration.store.conftest import SECRET, until
from tests.servers.redis import RedisServer
from tests.servers.valkey import valkey_server
from tests.unit.store.samples import report

pytestmark = pytest.mark.anyio
RESPONSE = StoredResponse(200, (), b"body", 1.0)
STANCE = StanceProbabilities(0.1, 0.2, 0.7)
MOST_S = 1.0
"""Two attempts of a quarter of a second, and room for a busy machine."""


@pytest.fixture
def failures() -> list[str]:
    return []


@pytest.fixture
async def own_store(own_server: RedisServer, failures: list[str]) -> AsyncIterator[Store]:
    async with open_store(own_server.url, SECRET, on_failure=failures.append) as store:
        assert await store.alive()
        yield store


async def test_that_many_ask_at_once_is_no_outage(own_store: Store, failures: list[str]) -> None:
    """Of more than there are connections for, whoever waits longer than a command may take."""
    asked = [own_store.responses.get(f"request {number}", scope=None) for number in range(4000)]
    assert await asyncio.gather(*asked) == [None] * len(asked)
    assert failures == []


async def every_use(store: Store) -> None:
    """Each use does what its docstring says of a store that is gone."""
    assert await store.responses.get("request", scope=None) is None
    assert await store.responses.get("request", scope="v") is None
    await store.responses.put("request", RESPONSE, ttl_s=60, scope=None)
    await store.responses.put("request", RESPONSE, ttl_s=60, scope="v")
    async with store.responses.flight("request", wait_s=1) as leads:
        assert leads
    assert await store.stances.get_many(["a", "b"], scope=None) == [None, None]
    await store.stances.put_many([("a", STANCE)], scope=None)
    assert await store.budget.take("wikipedia", Rate(0.001, 4)) == 0.0
    await store.budget.pause("wayback", 5)
    assert await store.budget.take("wayback", Rate(1, 1)) > 4.0
    assert not await store.reports.put(report(), retain_s=60)
    with pytest.raises(StoreGone):
        await store.reports.get("r1")
    with pytest.raises(StoreGone):
        await store.reports.erase("r1")
    assert not await store.alive()


async def test_killed(own_server: RedisServer, own_store: Store, failures: list[str]) -> None:
    own_server.kill()
    started = time.monotonic()
    await every_use(own_store)
    assert time.monotonic() - started < MOST_S
    assert set(failures) == {"responses", "flights", "stances", "budget", "reports", "ping"}


async def test_hung(own_server: RedisServer, own_store: Store) -> None:
    own_server.signal(signal.SIGSTOP)
    started = time.monotonic()
    await every_use(own_store)
    assert time.monotonic() - started < MOST_S
    own_server.signal(signal.SIGCONT)


async def test_hung_costs_many_callers_at_once_no_more_than_one(
    own_server: RedisServer, own_store: Store
) -> None:
    own_server.signal(signal.SIGSTOP)
    started = time.monotonic()
    found = await asyncio.gather(
        *(own_store.responses.get(f"request {number}", scope=None) for number in range(200))
    )
    assert time.monotonic() - started < MOST_S + 0.5
    assert found == [None] * 200
    own_server.signal(signal.SIGCONT)


async def test_never_there() -> None:
    for url in ("unix:///nonexistent.sock", "redis://127.0.0.1:1/0"):
        async with open_store(url, SECRET) as store:
            started = time.monotonic()
            await every_use(store)
            assert time.monotonic() - started < MOST_S


async def test_it_comes_back_by_itself(own_server: RedisServer, own_store: Store) -> None:
    own_server.kill()
    assert await own_store.responses.get("request", scope=None) is None
    own_server.start()
    await until(own_store.alive, within_s=5)
    assert await own_store.reports.put(report(), retain_s=60)
    assert await own_store.reports.get("r1") == report()


async def test_answers_are_never_mixed_up_after_a_hang(own_server: RedisServer, own_store: Store) -> None:
    for number in range(20):
        one = StoredResponse(200, (), str(number).encode(), 1.0)
        await own_store.responses.put(str(number), one, ttl_s=60, scope=None)
    own_server.signal(signal.SIGSTOP)
    with anyio.move_on_after(0.1):  # some are cancelled while they wait, some run into their limit
        await asyncio.gather(*(own_store.responses.get(str(number), scope=None) for number in range(20)))
    await asyncio.gather(*(own_store.responses.get(str(number), scope=None) for number in range(20)))
    own_server.signal(signal.SIGCONT)
    await until(own_store.alive, within_s=8)
    for number in range(20):
        found = await own_store.responses.get(str(number), scope=None)
        assert found is not None
        assert found.body == str(number).encode()


async def test_a_short_stall_is_waited_for(server: RedisServer, store: Store) -> None:
    await store.responses.put("request", RESPONSE, ttl_s=60, scope=None)
    server.client.client_pause(100)
    assert await store.responses.get("request", scope=None) == RESPONSE


async def test_a_full_store_drops_caches_and_keeps_what_was_promised(
    own_server: RedisServer, own_store: Store
) -> None:
    import random  # noqa: PLC0415 - incompressible bytes, here only

    assert await own_store.reports.put(report("early"), retain_s=60)
    own_server.client.config_set("maxmemory", "8mb")
    body = random.Random(1).randbytes(20_000)  # noqa: S311 - no secret
    for number in range(600):
        await own_store.responses.put(
            f"request {number}", StoredResponse(200, (), body, 1.0), ttl_s=600, scope=None
        )
    assert await own_store.responses.get("request 599", scope=None) is not None
    assert await own_store.reports.put(report("late"), retain_s=60)
    assert await own_store.reports.get("early") == report("early")
    assert await own_store.alive()


async def test_a_store_full_of_promises_refuses_the_next(own_server: RedisServer, own_store: Store) -> None:
    own_server.client.set("other", b"x" * 1_000_000)
    own_server.client.config_set("maxmemory", "1mb")
    assert not await own_store.reports.put(report(), retain_s=60)
    assert await own_store.reports.get("r1") is None


async def test_a_store_that_refuses_us_is_gone(own_server: RedisServer) -> None:
    own_server.client.acl_setuser("reader", enabled=True, passwords=["+pw"], keys=["*"], commands=["+get"])
    async with open_store(own_server.url_of("reader:pw"), SECRET) as store:
        assert not await store.reports.put(report(), retain_s=60)
        assert await store.reports.get("r1") is None
        with pytest.raises(StoreGone, match="NoPermission"):
            await store.reports.erase("r1")


async def test_a_wrong_password_is_a_store_that_is_gone(own_server: RedisServer) -> None:
    own_server.client.config_set("requirepass", "right")
    for login in ("", ":wrong"):
        async with open_store(own_server.url_of(login), SECRET) as store:
            await every_use(store)
    async with open_store(own_server.url_of(":right"), SECRET) as store:
        assert await store.alive()


async def test_a_server_that_became_a_replica_is_read_and_not_written(
    own_server: RedisServer, own_store: Store, failures: list[str]
) -> None:
    """A failover leaves such a one behind, under connections that are still open."""
    assert await own_store.reports.put(report("early"), retain_s=60)
    own_server.client.replicaof("127.0.0.1", 1)
    assert await own_store.reports.get("early") == report("early")
    assert not await own_store.reports.put(report("late"), retain_s=60)
    with pytest.raises(StoreGone, match="replica"):
        await own_store.reports.erase("early")
    async with own_store.responses.flight("request", wait_s=1) as leads:
        assert leads
    assert await own_store.budget.take("wayback:index", Rate(0.4, needs_store=True)) >= 60.0
    assert await own_store.budget.take("wikipedia", Rate(0.001, 4)) == 0.0
    assert set(failures) == {"reports", "flights", "budget"}
    own_server.client.replicaof("NO", "ONE")
    assert await own_store.reports.put(report("late"), retain_s=60)


async def test_after_a_failover_writes_go_where_the_address_then_leads() -> None:
    """Connections to the server that is a replica now are still open, and it still answers."""
    with valkey_server() as old, valkey_server() as new:
        address = socket_of(old).with_name("address")
        address.symlink_to(socket_of(old))
        async with open_store(f"unix://{address}", SECRET) as store:
            assert await store.reports.put(report("early"), retain_s=60)
            old.client.replicaof("127.0.0.1", 1)
            address.unlink()
            address.symlink_to(socket_of(new))
            assert await store.reports.put(report("late"), retain_s=60)
        assert new.client.keys("*:report")


def socket_of(server: RedisServer) -> Path:
    return Path(server.url.removeprefix("unix://"))


async def test_a_server_that_lost_everything_is_an_empty_one(
    own_server: RedisServer, own_store: Store
) -> None:
    await own_store.responses.put("request", RESPONSE, ttl_s=60, scope=None)
    assert await own_store.reports.put(report(), retain_s=60)
    await own_store.budget.pause("wayback", 30)
    own_server.kill()
    own_server.start()
    assert await own_store.responses.get("request", scope=None) is None
    assert await own_store.reports.get("r1") is None
    assert not await own_store.reports.erase("r1")
    assert 29 < await own_store.budget.take("wayback", Rate(10, 10)) <= 30
    assert await own_store.budget.take("wikipedia", Rate(10, 10)) == 0.0


async def test_a_full_server_costs_nobody_an_answer(own_server: RedisServer, own_store: Store) -> None:
    """Full of what is not ours to drop: whatever writes does as if there were no store, and says so."""
    await own_store.responses.put("request", RESPONSE, ttl_s=60, scope="v")
    own_server.client.set("other", b"x" * 1_000_000)
    own_server.client.config_set("maxmemory", "1mb")
    assert await own_store.responses.get("request", scope="v") == RESPONSE
    await own_store.responses.put("another", RESPONSE, ttl_s=60, scope=None)
    assert await own_store.responses.get("another", scope=None) is None
    async with own_store.responses.flight("request", wait_s=1) as leads:
        assert leads
    assert await own_store.budget.take("wayback:index", Rate(0.4, needs_store=True)) >= 60.0
    assert await own_store.budget.take("wikipedia", Rate(0.001, 4)) == 0.0
    assert not await own_store.reports.put(report(), retain_s=60)
    assert await own_store.alive()


async def test_a_url_of_another_kind_is_refused_without_being_told() -> None:
    with pytest.raises(ValueError, match="REDIS_URL") as refusal:
        async with open_store("http://user:hunter2@host/", SECRET):
            pass
    assert "hunter2" not in str(refusal.value)
