"""What is cached for one private draft: as long as its report, and no longer."""

from __future__ import annotations

import pytest

from clients.transport.ports import StoredResponse
from service.store.scopes import UNTIL_REPORT_S
from service.store.store import Store
from tests.servers.redis import RedisServer
from tests.unit.store.samples import report

pytestmark = pytest.mark.anyio
RESPONSE = StoredResponse(200, (), b"body", 1.0)


async def put(store: Store, request: str) -> None:
    await store.responses.put(request, RESPONSE, ttl_s=10**6, scope="r1")


def entries_end_in(server: RedisServer) -> int:
    [key] = server.client.keys("*:entries")
    return int(server.client.ttl(key))


async def test_until_there_is_a_report_every_entry_prolongs_it(store: Store, server: RedisServer) -> None:
    await put(store, "first")
    server.client.expire(server.client.keys("*:entries")[0], 5)
    await put(store, "second")
    assert UNTIL_REPORT_S - 5 < entries_end_in(server) <= UNTIL_REPORT_S


async def test_what_comes_after_the_report_does_not_outlive_it(store: Store, server: RedisServer) -> None:
    await put(store, "early")
    await store.reports.put(report("r1"), retain_s=50)
    await put(store, "late")
    assert 45 < entries_end_in(server) <= 50


async def test_neither_does_the_first_that_comes(store: Store, server: RedisServer) -> None:
    await store.reports.put(report("r1"), retain_s=50)
    await put(store, "late")
    assert 45 < entries_end_in(server) <= 50


async def test_entries_without_a_report_can_be_erased(store: Store, server: RedisServer) -> None:
    await put(store, "early")
    assert await store.reports.erase("r1")
    await put(store, "late")
    assert [key.rpartition(b":")[2] for key in server.all_keys()] == [b"erased"]
