"""Answers kept: fresh, shared, old, and never those that are none."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.transport.cache import canonical_request, canonical_url, from_stored, through, to_stored
from clients.transport.null_cache import NullCache
from clients.transport.policy import Policy
from clients.transport.ports import StoredResponse
from clients.transport.response import Response
from tests.unit.clients.net import response, soon

POLICY = Policy(version="t/1", ttl_s=100.0, stale_s=1000.0)
DOWN = NotMeasured(Why.SOURCE_DOWN, "down")
pytestmark = pytest.mark.anyio


class Memory:
    """A response cache in a dict, with one flight per request."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str | None], StoredResponse] = {}
        self.ttls: list[float] = []
        self.flights: dict[str, anyio.Event] = {}

    async def get(self, request: str, *, scope: str | None) -> StoredResponse | None:
        return self.kept.get((request, scope))

    async def put(self, request: str, response: StoredResponse, *, ttl_s: float, scope: str | None) -> None:
        self.kept[request, scope] = response
        self.ttls.append(ttl_s)

    @asynccontextmanager
    async def flight(self, request: str, *, wait_s: float) -> AsyncIterator[bool]:
        """As that of the store: those who waited go on together, the first who then comes leads."""
        landed = self.flights.get(request)
        if landed is not None:
            await landed.wait()
            yield False
            return
        landed = self.flights[request] = anyio.Event()
        try:
            yield True
        finally:
            del self.flights[request]
            landed.set()


class Upstream:
    def __init__(self, *outcomes: Outcome[Response]) -> None:
        self.outcomes = list(outcomes)
        self.calls = 0

    async def __call__(self) -> Outcome[Response]:
        self.calls += 1
        await anyio.sleep(0.01)
        return self.outcomes.pop(0)


async def ask(
    cache: Memory | NullCache,
    upstream: Upstream,
    *,
    at: float = 0.0,
    policy: Policy = POLICY,
    scope: str | None = None,
) -> Outcome[Response]:
    return await through(
        cache, "request", upstream, policy=policy, deadline=soon(), scope=scope, wall=lambda: at
    )


async def test_a_fresh_answer_is_not_asked_for_again() -> None:
    cache, upstream = Memory(), Upstream(Ok(response("one")))
    assert await ask(cache, upstream) == Ok(response("one"))
    again = await ask(cache, upstream, at=99.0)
    assert again == Ok(response("one"), age=99.0, stale=False)
    assert upstream.calls == 1
    assert cache.ttls == [1100.0]


async def test_an_old_answer_is_asked_for_again() -> None:
    cache, upstream = Memory(), Upstream(Ok(response("one")), Ok(response("two")))
    await ask(cache, upstream)
    assert await ask(cache, upstream, at=100.0) == Ok(response("two"))


async def test_an_old_answer_stands_in_for_a_failure_and_says_so() -> None:
    cache, upstream = Memory(), Upstream(Ok(response("one")), DOWN)
    await ask(cache, upstream)
    assert await ask(cache, upstream, at=500.0) == Ok(response("one"), age=500.0, stale=True)


@pytest.mark.parametrize("failure", [DOWN, Misused("wrong")])
async def test_a_failure_is_never_kept(failure: Outcome[Response]) -> None:
    cache, upstream = Memory(), Upstream(failure, Ok(response("one")))
    assert await ask(cache, upstream) == failure
    assert cache.kept == {}
    assert await ask(cache, upstream) == Ok(response("one"))


async def test_a_misuse_is_not_papered_over() -> None:
    cache, upstream = Memory(), Upstream(Ok(response("one")), Misused("wrong"))
    await ask(cache, upstream)
    assert await ask(cache, upstream, at=500.0) == Misused("wrong")


async def test_scopes_do_not_see_each_other() -> None:
    cache, upstream = Memory(), Upstream(Ok(response("one")), Ok(response("two")))
    await ask(cache, upstream, scope="v1")
    assert await ask(cache, upstream, scope=None) == Ok(response("two"))


async def test_what_has_no_ttl_is_not_kept() -> None:
    cache, upstream = Memory(), Upstream(Ok(response("one")))
    await ask(cache, upstream, policy=Policy(version="t/1"))
    assert cache.kept == {}


async def test_identical_requests_fly_once() -> None:
    cache, upstream = Memory(), Upstream(Ok(response("one")))
    async with anyio.create_task_group() as tasks:
        for _ in range(5):
            tasks.start_soon(lambda: ask(cache, upstream))
    assert upstream.calls == 1


async def test_an_answer_that_came_before_the_lead_was_taken_is_not_asked_for_again() -> None:
    class Landing(Memory):
        @asynccontextmanager
        async def flight(self, request: str, *, wait_s: float) -> AsyncIterator[bool]:
            await self.put(request, to_stored(response("one")), ttl_s=1.0, scope=None)
            yield True

    upstream = Upstream()
    assert await ask(Landing(), upstream) == Ok(response("one"))
    assert upstream.calls == 0


async def test_of_those_who_waited_in_vain_one_asks_for_all() -> None:
    cache, upstream = Memory(), Upstream(DOWN, Ok(response("one")))
    outcomes: list[Outcome[Response]] = []

    async def one() -> None:
        outcomes.append(await ask(cache, upstream))

    async with anyio.create_task_group() as tasks:
        for _ in range(5):
            tasks.start_soon(one)
    assert outcomes == [DOWN, *[Ok(response("one"))] * 4]
    assert upstream.calls == 2


async def test_who_waits_in_another_scope_does_not_wait_for_what_it_cannot_see() -> None:
    cache, upstream = Memory(), Upstream(Ok(response("one")), Ok(response("two")))
    async with anyio.create_task_group() as tasks:
        for scope in ("v1", "v2"):
            tasks.start_soon(lambda own: ask(cache, upstream, scope=own), scope)
        await anyio.sleep(0.005)
        assert upstream.calls == 2


async def test_who_waited_in_vain_asks_for_itself() -> None:
    cache, upstream = Memory(), Upstream(DOWN, Ok(response("one")))
    outcomes: list[Outcome[Response]] = []

    async def one() -> None:
        outcomes.append(await ask(cache, upstream))

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(one)
        tasks.start_soon(one)
    assert outcomes == [DOWN, Ok(response("one"))]


async def test_without_a_cache_everybody_asks() -> None:
    upstream = Upstream(Ok(response("one")), Ok(response("two")))
    assert await ask(NullCache(), upstream) == Ok(response("one"))
    assert await ask(NullCache(), upstream) == Ok(response("two"))


headers = st.dictionaries(st.from_regex(r"[a-z-]{1,12}", fullmatch=True), st.text(max_size=20), max_size=4)


@settings(max_examples=50)
@given(st.binary(max_size=50), headers, st.integers(100, 599), st.text(max_size=30))
async def test_an_answer_survives_being_kept(
    body: bytes, kept: dict[str, str], status: int, path: str
) -> None:
    one = response(body, status=status, url=f"http://up.example/{path}", headers=kept)
    assert from_stored(to_stored(one)) == one


def test_order_of_parameters_and_fragments_do_not_make_a_request() -> None:
    one = canonical_url("http://up.example/api#top", [("b", "2"), ("a", "x y"), ("b", "1")])
    other = canonical_url("http://up.example/api", [("a", "x y"), ("b", "2"), ("b", "1")])
    assert one == other == "http://up.example/api?a=x+y&b=2&b=1"
    assert canonical_url("http://up.example/api?k=v", [("a", "1")]) == "http://up.example/api?k=v&a=1"
    assert canonical_url("http://up.example/api?k=v#x", []) == "http://up.example/api?k=v"


def test_source_version_and_headers_do_make_a_request() -> None:
    url = "http://up.example/"
    requests = {
        canonical_request("wiki", "1", url, ()),
        canonical_request("wiki", "2", url, ()),
        canonical_request("other", "1", url, ()),
        canonical_request("wiki", "1", url, (("Accept-Datetime", "x"),)),
    }
    assert len(requests) == 4
