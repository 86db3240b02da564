"""Questions that go in a body: what is repeated, kept and flown once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
import httpx2 as httpx
import pytest

from clients.outcome import NotMeasured, Ok, Outcome, Why
from clients.transport.cache import canonical_json, canonical_request
from clients.transport.policy import Policy
from clients.transport.ports import StoredResponse
from clients.transport.response import Response
from clients.transport.transport import Transport
from tests.unit.clients.net import sequence, soon, transport

URL = "http://up.example/search"
KEPT = Policy(version="t/1", ttl_s=100.0, stale_s=1000.0)
CANARY = "zebra-quartz-canary"
pytestmark = pytest.mark.anyio


class Memory:
    """A response cache in a dict that remembers what it was asked for, with one flight per request."""

    def __init__(self) -> None:
        self.kept: dict[str, StoredResponse] = {}
        self.requests: set[str] = set()
        self._locks: dict[str, anyio.Lock] = {}

    async def get(self, request: str, *, scope: str | None) -> StoredResponse | None:
        self.requests.add(request)
        return self.kept.get(request)

    async def put(self, request: str, response: StoredResponse, *, ttl_s: float, scope: str | None) -> None:
        self.kept[request] = response

    @asynccontextmanager
    async def flight(self, request: str, *, wait_s: float) -> AsyncIterator[bool]:
        lock = self._locks.setdefault(request, anyio.Lock())
        waited = lock.locked()
        async with lock:
            yield not waited


async def ask(way: Transport, body: bytes = b"one", *, policy: Policy = KEPT) -> Outcome[Response]:
    return await way.post(URL, body, source="search", headers={"A": "b"}, policy=policy, deadline=soon())


def text(outcome: Outcome[Response]) -> bytes:
    assert isinstance(outcome, Ok), outcome
    return outcome.value.body


async def test_another_body_is_another_question() -> None:
    handler, seen = sequence([httpx.Response(200, text="1"), httpx.Response(200, text="2")])
    async with transport(handler, cache=Memory()) as way:
        assert text(await ask(way, b"one")) == b"1"
        assert text(await ask(way, b"two")) == b"2"
    assert len(seen) == 2


async def test_the_same_body_is_answered_from_what_is_kept() -> None:
    handler, seen = sequence([httpx.Response(200, text="1")])
    async with transport(handler, cache=Memory()) as way:
        assert text(await ask(way)) == b"1"
        assert text(await ask(way)) == b"1"
    assert len(seen) == 1


async def test_a_post_is_not_answered_with_what_a_get_brought() -> None:
    handler, seen = sequence([httpx.Response(200, text="got"), httpx.Response(200, text="posted")])
    async with transport(handler, cache=Memory()) as way:
        await way.get(URL, source="search", headers={"A": "b"}, policy=KEPT, deadline=soon())
        assert text(await ask(way, b"")) == b"posted"
    assert [request.method for request in seen] == ["GET", "POST"]


@pytest.mark.parametrize("status", [400, 429, 500])
async def test_what_is_no_answer_is_not_kept(status: int) -> None:
    memory = Memory()
    handler, _ = sequence([httpx.Response(status)] * 2)
    async with transport(handler, cache=memory) as way:
        assert not isinstance(await ask(way), Ok)
    assert memory.kept == {}


async def test_an_old_answer_stands_in_when_the_upstream_fails() -> None:
    memory = Memory()
    handler, _ = sequence([httpx.Response(200, text="1"), httpx.Response(500), httpx.Response(500)])
    async with transport(handler, cache=memory) as way:
        await ask(way)
        (request,) = memory.kept
        old = memory.kept[request]
        memory.kept[request] = StoredResponse(old.status, old.headers, old.body, old.stored_at - 500)
        outcome = await ask(way)
    assert isinstance(outcome, Ok)
    assert outcome.stale


async def test_the_same_question_at_once_is_sent_once() -> None:
    calls = 0

    async def slow(_request: httpx.Request) -> httpx.Response:
        nonlocal calls
        calls += 1
        await anyio.sleep(0.05)
        return httpx.Response(200, text="1")

    async with (
        Transport(cache=Memory(), network=lambda _: httpx.MockTransport(slow)) as way,
        anyio.create_task_group() as tasks,
    ):
        for _ in range(4):
            tasks.start_soon(ask, way)
    assert calls == 1


async def test_without_a_lifetime_nothing_is_looked_up_or_kept() -> None:
    memory = Memory()
    handler, seen = sequence([httpx.Response(200, text="1")] * 2)
    async with transport(handler, cache=memory) as way:
        for _ in range(2):
            await ask(way, policy=Policy(version="t/1"))
    assert len(seen) == 2
    assert memory.requests == set()


async def test_a_cache_that_hangs_does_not_outlast_the_deadline() -> None:
    class Hanging(Memory):
        async def get(self, request: str, *, scope: str | None) -> StoredResponse | None:
            await anyio.sleep(60)
            return None

    handler, seen = sequence([])
    async with transport(handler, cache=Hanging()) as way:
        with anyio.fail_after(10):
            outcome = await way.post(
                URL, b"one", source="search", headers={}, policy=KEPT, deadline=soon(0.1)
            )
    assert outcome == NotMeasured(Why.DEADLINE, "cut off at the deadline")
    assert not seen


async def test_what_changes_something_is_sent_once() -> None:
    handler, seen = sequence([httpx.Response(503)] * 3)
    async with transport(handler, cache=Memory()) as way:
        await ask(way, policy=Policy(version="t/1", safe=False, attempts=1))
    assert len(seen) == 1


@pytest.mark.parametrize(("attempts", "ttl_s"), [(2, 0.0), (1, 60.0)])
def test_a_policy_that_would_repeat_or_keep_it_is_refused(attempts: int, ttl_s: float) -> None:
    with pytest.raises(ValueError, match="neither tried again nor kept"):
        Policy(version="t/1", safe=False, attempts=attempts, ttl_s=ttl_s)


def test_one_question_is_one_body() -> None:
    assert canonical_json({"b": [1, 2.5], "a": "Київ"}) == '{"a":"Київ","b":[1,2.5]}'.encode()
    assert canonical_json({"a": 1, "b": None}) == canonical_json({"b": None, "a": 1})
    assert canonical_json({"a": "\ud800"}) == b'{"a":"?"}'


def test_method_and_body_make_a_request_and_the_body_stays_out_of_it() -> None:
    requests = [
        canonical_request("s", "1", URL, (), body=None),
        canonical_request("s", "1", URL, (), body=b""),
        canonical_request("s", "1", URL, (), body=CANARY.encode()),
        canonical_request("s", "2", URL, (), body=CANARY.encode()),
        canonical_request("s", "1", URL, (("A", "b"),), body=CANARY.encode()),
    ]
    assert len(set(requests)) == 5
    assert CANARY not in "".join(requests)
