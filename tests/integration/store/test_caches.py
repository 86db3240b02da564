from __future__ import annotations

import pytest

from clients.transport.ports import StoredResponse
from service.domain.stance import StanceProbabilities
from service.store.responses import LARGEST_BYTES
from service.store.stances import RedisStances
from service.store.store import Store, open_store
from tests.integration.store.conftest import SECRET
from tests.servers.redis import RedisServer
from tests.unit.store.samples import report

pytestmark = pytest.mark.anyio
RESPONSE = StoredResponse(200, (("etag", '"x"'),), b"body" * 1000, 12.5)
STANCE = StanceProbabilities(0.1, 0.2, 0.7)
CANARY = "canary-quokka-7731"


async def test_a_response_is_found_by_its_request(store: Store) -> None:
    await store.responses.put("GET a?q=1", RESPONSE, ttl_s=60, scope=None)
    assert await store.responses.get("GET a?q=1", scope=None) == RESPONSE
    assert await store.responses.get("GET a?q=2", scope=None) is None


async def test_a_response_is_kept_for_its_time(store: Store, server: RedisServer) -> None:
    await store.responses.put("request", RESPONSE, ttl_s=100, scope=None)
    [key] = server.client.keys("*")
    assert 95 < server.client.ttl(key) <= 100
    await store.responses.put("at once", RESPONSE, ttl_s=0, scope=None)
    assert server.client.dbsize() == 1


async def test_a_response_in_a_scope_is_kept_for_its_time(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store.responses.put("request", RESPONSE, ttl_s=100, scope="v")
    assert await store.responses.get("request", scope="v") == RESPONSE
    from service.store import scopes  # noqa: PLC0415 - the clock of this module only

    class Later:
        @staticmethod
        def time() -> float:
            return 10.0**12

    monkeypatch.setattr(scopes, "time", Later)
    assert await store.responses.get("request", scope="v") is None


async def test_what_is_in_a_scope_is_seen_in_it_only(store: Store) -> None:
    await store.responses.put("request", RESPONSE, ttl_s=60, scope="v1")
    assert await store.responses.get("request", scope="v1") == RESPONSE
    assert await store.responses.get("request", scope="v2") is None
    assert await store.responses.get("request", scope=None) is None


async def test_a_scope_sees_what_everyone_has(store: Store) -> None:
    await store.responses.put("request", RESPONSE, ttl_s=60, scope=None)
    assert await store.responses.get("request", scope="v1") == RESPONSE


async def test_a_huge_response_is_not_kept(store: Store, server: RedisServer) -> None:
    import random  # noqa: PLC0415 - incompressible bytes, here only

    body = random.Random(1).randbytes(LARGEST_BYTES + 1)  # noqa: S311 - no secret
    await store.responses.put("request", StoredResponse(200, (), body, 1.0), ttl_s=60, scope=None)
    assert server.client.dbsize() == 0


async def test_a_damaged_response_is_not_there(store: Store, server: RedisServer) -> None:
    await store.responses.put("request", RESPONSE, ttl_s=60, scope=None)
    [key] = server.client.keys("*")
    server.client.set(key, b"\x01junk")
    assert await store.responses.get("request", scope=None) is None


async def test_stances_come_back_in_the_order_asked(store: Store) -> None:
    keys = [store.stances.key("judge", f"s{number}", "p") for number in range(1200)]
    stances = [StanceProbabilities(number / 1200, 0.0, 1 - number / 1200) for number in range(1200)]
    some = [
        (key, stance) for number, (key, stance) in enumerate(zip(keys, stances, strict=True)) if number % 3
    ]
    await store.stances.put_many(some, scope=None)

    found = await store.stances.get_many(keys, scope=None)

    assert found == [stance if number % 3 else None for number, stance in enumerate(stances)]
    assert await store.stances.get_many([], scope=None) == []


async def test_a_stance_belongs_to_judge_statement_and_passage(store: Store) -> None:
    await store.stances.put_many([(store.stances.key("j", "s", "p"), STANCE)], scope=None)
    others = [store.stances.key(*parts) for parts in [("J", "s", "p"), ("j", "S", "p"), ("j", "s", "P")]]
    assert await store.stances.get_many(others, scope=None) == [None, None, None]


async def test_a_stance_in_a_scope_is_seen_in_it_only(store: Store) -> None:
    assert isinstance(store.stances, RedisStances)
    key = store.stances.key("j", "s", "p")
    await store.stances.put_many([(key, STANCE)], scope="v1")
    assert await store.stances.get_many([key], scope=None) == [None]
    assert await store.stances.get_many([key], scope="v2") == [None]
    assert await store.stances.get_many([key], scope="v1") == [STANCE]


async def test_no_key_shows_anything_of_a_draft(store: Store, server: RedisServer) -> None:
    for scope in (None, CANARY):
        await store.responses.put(CANARY, RESPONSE, ttl_s=60, scope=scope)
        await store.stances.put_many([(store.stances.key("j", CANARY, CANARY), STANCE)], scope=scope)
    async with store.responses.flight(CANARY, wait_s=1):
        await store.reports.put(report(CANARY), retain_s=60)
        keys, fields = server.all_keys(), server.fields()
    assert len(keys) == 5
    assert len(fields) == 2
    assert not [key for key in [*keys, *fields] if CANARY.encode() in key]


async def test_another_deployment_finds_nothing(store: Store, server: RedisServer) -> None:
    await store.responses.put("request", RESPONSE, ttl_s=60, scope=None)
    async with open_store(server.url, b"another secret of bytes") as other:
        assert await other.responses.get("request", scope=None) is None
    async with open_store(server.url, SECRET) as same:
        assert await same.responses.get("request", scope=None) == RESPONSE


async def test_all_that_is_kept_has_an_end(store: Store, server: RedisServer) -> None:
    from clients.transport.ports import Rate  # noqa: PLC0415 - used here only

    await store.responses.put("a", RESPONSE, ttl_s=60, scope=None)
    await store.responses.put("a", RESPONSE, ttl_s=60, scope="v")
    await store.stances.put_many([(store.stances.key("j", "s", "p"), STANCE)], scope=None)
    await store.reports.put(report(), retain_s=60)
    await store.reports.erase("other")
    await store.budget.take("wikipedia", Rate(1, 1))
    await store.budget.pause("wayback", 5)
    async with store.responses.flight("a", wait_s=1):
        without_end = [key for key in server.all_keys() if server.client.ttl(key) < 0]
        assert server.client.dbsize() == 8
    assert without_end == []
