from __future__ import annotations

import zlib
from dataclasses import replace

import anyio
import pytest
from pydantic import TypeAdapter

from clients.transport.ports import StoredResponse
from service.domain.report import Report
from service.domain.stance import StanceProbabilities
from service.store.store import Store
from tests.servers.redis import RedisServer
from tests.unit.store.samples import report

pytestmark = pytest.mark.anyio
RESPONSE = StoredResponse(200, (), b"body", 1.0)


async def test_a_report_comes_back_exactly(store: Store) -> None:
    assert await store.reports.put(report(), retain_s=60)
    assert await store.reports.get("r1") == report()
    as_json = TypeAdapter(Report | None).dump_json
    assert as_json(await store.reports.get("r1"), by_alias=True) == as_json(report(), by_alias=True)


async def test_a_later_state_replaces_an_earlier_one(store: Store) -> None:
    await store.reports.put(report(), retain_s=60)
    await store.reports.put(replace(report(), notes=("later",)), retain_s=60)
    stored = await store.reports.get("r1")
    assert stored is not None
    assert stored.notes == ("later",)


async def test_it_is_kept_for_its_time_and_no_longer(store: Store, server: RedisServer) -> None:
    await store.reports.put(report(), retain_s=50)
    [key] = server.client.keys("*:report")
    assert 45 < server.client.ttl(key) <= 50
    server.client.pexpire(key, 1)
    await anyio.sleep(0.05)
    assert await store.reports.get("r1") is None
    assert not await store.reports.put(report(), retain_s=0)


async def test_what_became_known_later_is_kept_for_the_time_that_is_left(
    store: Store, server: RedisServer
) -> None:
    await store.reports.put(report(), retain_s=50)
    assert await store.reports.amend(replace(report(), notes=("later",)))
    stored = await store.reports.get("r1")
    assert stored is not None
    assert stored.notes == ("later",)
    [key] = server.client.keys("*:report")
    assert 45 < server.client.ttl(key) <= 50


async def test_what_became_known_later_brings_no_report_back(store: Store) -> None:
    assert not await store.reports.amend(report())
    await store.reports.put(report(), retain_s=50)
    await store.reports.erase("r1")
    assert not await store.reports.amend(report())
    assert await store.reports.get("r1") is None


async def test_an_unknown_id_has_no_report(store: Store) -> None:
    assert await store.reports.get("unknown") is None
    assert not await store.reports.erase("unknown")


async def test_a_report_of_another_shape_is_not_there(store: Store, server: RedisServer) -> None:
    await store.reports.put(report(), retain_s=60)
    [key] = server.client.keys("*:report")
    server.client.set(key, zlib.compress(b'{"id": "r1"}'))
    assert await store.reports.get("r1") is None
    server.client.set(key, b"junk")
    assert await store.reports.get("r1") is None


async def test_erasing_takes_all_that_lives_under_the_id_and_nothing_else(
    store: Store, server: RedisServer
) -> None:
    stance = StanceProbabilities(0.1, 0.2, 0.7)
    many = [(store.stances.key("judge", f"statement {number}", "p"), stance) for number in range(3000)]
    await store.stances.put_many(many, scope="r1")
    await store.responses.put("request", RESPONSE, ttl_s=60, scope="r1")
    await store.responses.put("request", RESPONSE, ttl_s=60, scope="r2")
    await store.responses.put("shared", RESPONSE, ttl_s=60, scope=None)
    await store.reports.put(report("r1"), retain_s=60)
    await store.reports.put(report("r2"), retain_s=60)
    before = server.client.info("memory")["used_memory"]

    assert await store.reports.erase("r1")

    assert await store.reports.get("r1") is None
    assert await store.responses.get("request", scope="r1") is None
    assert await store.responses.get("request", scope="r2") == RESPONSE
    assert await store.responses.get("shared", scope=None) == RESPONSE
    assert await store.reports.get("r2") == report("r2")
    assert not await store.reports.erase("r1")
    assert before - server.client.info("memory")["used_memory"] > 3000 * 50


async def test_work_still_under_way_stores_nothing_under_an_erased_id(
    store: Store, server: RedisServer
) -> None:
    await store.reports.put(report(), retain_s=60)
    await store.reports.erase("r1")

    assert not await store.reports.put(report(), retain_s=60)
    await store.responses.put("request", RESPONSE, ttl_s=60, scope="r1")

    assert await store.reports.get("r1") is None
    assert await store.responses.get("request", scope="r1") is None
    assert [key for key in server.all_keys() if not key.endswith(b":erased")] == []


async def test_what_is_under_a_report_ends_with_it(store: Store, server: RedisServer) -> None:
    await store.responses.put("request", RESPONSE, ttl_s=10**6, scope="r1")
    [key] = server.client.keys("*:entries")
    assert 0 < server.client.ttl(key) <= 3600
    await store.reports.put(report(), retain_s=50)
    assert 0 < server.client.ttl(key) <= 50
