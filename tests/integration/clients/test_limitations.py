"""Limitations of the register, played by HAProxy before a real archive: its counters say what was sent."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime

import pytest

from benchmarks.faults.adapter import PAGE
from clients.archive.availability import Availability
from clients.archive.cdxj import CdxjArchive
from clients.archive.protocol import Capture
from clients.archive.savepagenow import SavePageNow
from clients.archive.wayback import WaybackArchive
from clients.outcome import NotMeasured, Ok, Outcome, Why
from clients.search.gdelt import GdeltSearch
from clients.search.protocol import SearchQuery
from clients.transport.deadline import Deadline
from clients.transport.guard import HostPort
from clients.transport.ports import Budget
from clients.transport.transport import Transport
from service.store.store import Store, open_store
from tests.integration.clients.conftest import CAPTURED, STAMP
from tests.servers.haproxy import HAProxy, Play, haproxy
from tests.servers.redis import redis

pytestmark = [pytest.mark.anyio, pytest.mark.full]

AT = datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
AT_ONCE_S = 5.0
"""What an answer may take for which nobody is waited for, on a busy machine; a deadline is far longer."""
SECRET = b"a secret of enough bytes"


@pytest.fixture
def archive(archive_behind_haproxy: HAProxy) -> Iterator[HAProxy]:
    archive_behind_haproxy.play(Play.NOTHING)
    yield archive_behind_haproxy
    archive_behind_haproxy.cut(off=False)


@pytest.fixture
def redis_url() -> Iterator[str]:
    with redis() as server:
        yield server.url


@pytest.fixture
async def replicas(redis_url: str) -> AsyncIterator[tuple[Store, Store]]:
    """The store as two processes of the service have it."""
    async with open_store(redis_url, SECRET) as one, open_store(redis_url, SECRET) as other:
        yield one, other


def reaching(archive: HAProxy, budget: Budget | None = None) -> Transport:
    return Transport(configured=frozenset({HostPort.of(archive.base)}), budget=budget)


def wayback(way: Transport, archive: HAProxy) -> WaybackArchive:
    """With the limits of the Wayback Machine. What pywb's index would say in its dialect is not read here."""
    return WaybackArchive(
        way,
        cdx=f"{archive.base}/web/cdx",
        replay=f"{archive.base}/web/",
        hint=Availability(way, api=f"{archive.base}/wayback/available"),
    )


def capture(archive: HAProxy) -> Capture:
    raw = f"{archive.base}/web/{STAMP}id_/{PAGE}"
    return Capture(archive="wayback", original=PAGE, captured_at=AT, url=raw, raw_url=raw)


def soon(seconds: float = 20.0) -> Deadline:
    return Deadline.after(seconds)


# L2: who goes on after a 429 is cut off for an hour


@pytest.mark.parametrize("play", [Play.LIMITED, Play.LIMITED_FOR])
async def test_l2_after_a_429_the_host_hears_nothing_for_a_minute_from_any_process(
    archive: HAProxy, replicas: tuple[Store, Store], play: Play
) -> None:
    """Also where it names half a minute, which is less than it takes."""
    async with AsyncExitStack() as stack:
        one, other = [await stack.enter_async_context(reaching(archive, store.budget)) for store in replicas]
        page = await wayback(one, archive).fetch(capture(archive), deadline=soon())
        assert isinstance(page, Ok)
        assert page.value.body == CAPTURED
        archive.play(play)
        asked, passed = archive.asked(), archive.passed()

        limited = await wayback(one, archive).captures(PAGE, near=AT, deadline=soon())

        assert isinstance(limited, NotMeasured)
        assert limited.why is Why.RATE_LIMITED
        assert (limited.retry_after or 0) >= 60
        assert archive.asked() == asked + 1
        archive.play(Play.NOTHING)  # from here on it would answer
        started = time.monotonic()
        for way in (one, other):
            for call in calls(way, archive):
                outcome = await call()
                assert isinstance(outcome, NotMeasured)
                assert (outcome.retry_after or 0) > 50
        assert time.monotonic() - started < AT_ONCE_S
        assert (archive.asked(), archive.passed()) == (asked + 1, passed)


def calls(way: Transport, archive: HAProxy) -> list[Callable[[], Awaitable[Outcome[object]]]]:
    """One of each kind that goes to the host."""
    client = wayback(way, archive)
    hint = Availability(way, api=f"{archive.base}/wayback/available")
    saving = SavePageNow(way, access_key="a", secret_key="b", save=f"{archive.base}/save")
    return [
        lambda: client.captures(PAGE, near=AT, deadline=soon()),
        lambda: client.fetch(capture(archive), deadline=soon()),
        lambda: hint.closest(PAGE, near=AT, deadline=soon()),
        lambda: saving.submit(PAGE, deadline=soon()),
    ]


# L3: connections are refused, reset, or dropped without a word


async def looked_up(way: Transport, root: str, seconds: float = 20.0) -> Outcome[list[Capture]]:
    client = CdxjArchive(way, collection=f"{root}/web/")
    return await client.captures(PAGE, near=AT, deadline=soon(seconds))


@pytest.mark.parametrize("play", [Play.REJECT, None], ids=["reject", "server down"])
async def test_l3_an_archive_that_does_not_answer_measures_nothing_and_is_left_alone(
    archive: HAProxy, play: Play | None
) -> None:
    async with reaching(archive) as way:
        found = await looked_up(way, archive.base)
        assert isinstance(found, Ok)
        assert [one.captured_at for one in found.value] == [AT]
        asked, passed = archive.asked(), archive.passed()
        if play is None:
            archive.cut(off=True)
        else:
            archive.play(play)
        outcomes = [await looked_up(way, archive.base) for _ in range(6)]
        assert [getattr(outcome, "why", None) for outcome in outcomes] == [Why.SOURCE_DOWN] * 6
        assert (archive.asked() - asked, archive.passed() - passed) == (3, 0)


async def test_l3_a_dropped_connection_costs_the_deadline_and_no_more(archive: HAProxy) -> None:
    archive.play(Play.SILENT_DROP)
    asked, started = archive.asked(), time.monotonic()
    async with reaching(archive) as way:
        outcome = await looked_up(way, archive.base, 1.0)
    assert outcome == NotMeasured(Why.DEADLINE, "cut off at the deadline")
    assert time.monotonic() - started < 1.0 + 0.5
    assert archive.asked() == asked + 1


async def test_l3_a_server_that_died_is_down_at_once_and_so_is_a_proxy_that_did() -> None:
    with haproxy("http://127.0.0.1:1") as before_nobody:
        await assert_down_at_once(before_nobody)
    await assert_down_at_once(before_nobody)


async def assert_down_at_once(proxy: HAProxy) -> None:
    started = time.monotonic()
    async with reaching(proxy) as way:
        outcome = await looked_up(way, proxy.base)
    assert isinstance(outcome, NotMeasured)
    assert outcome.why is Why.SOURCE_DOWN
    assert time.monotonic() - started < AT_ONCE_S


# L4: GDELT reports errors as a sentence in a 200


async def test_l4_a_sentence_in_a_200_is_no_empty_result_and_not_hammered(archive: HAProxy) -> None:
    archive.play(Play.SENTENCE)
    asked, started = archive.asked(), time.monotonic()
    async with reaching(archive) as way:
        client = GdeltSearch(way, api=f"{archive.base}/api/v2/doc/doc")
        outcomes = [await client.search(SearchQuery("storm coast"), deadline=soon(1.5)) for _ in range(3)]
    for outcome in outcomes:
        assert isinstance(outcome, NotMeasured), outcome
        assert "storm" not in outcome.detail
    assert isinstance(outcomes[0], NotMeasured)
    assert outcomes[0].why is Why.SOURCE_DOWN
    assert time.monotonic() - started < 3 * (1.5 + 0.5)
    assert archive.asked() == asked + 1  # one call in six seconds
