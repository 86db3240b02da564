"""Every adapter against an upstream that fails in every way: typed, in time, and never an empty finding."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from typing import TypeAlias

import anyio
import pytest

from clients.archive.memento import MementoArchive
from clients.archive.protocol import Capture
from clients.archive.wayback import WaybackArchive
from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.pages.live import LivePages
from clients.search.mediawiki import MediaWikiSearch
from clients.search.protocol import SearchQuery
from clients.transport.deadline import Deadline
from clients.transport.guard import HostPort
from clients.transport.identity import Identity
from clients.transport.transport import Transport
from tests.servers.faults import Fault, Faults, faults

DEADLINE_S = 1.5
SLACK_S = 0.5
NEAR = datetime(2020, 1, 2, tzinfo=UTC)
PAGE = "http://news.example/a"

Ask: TypeAlias = Callable[[Transport, str, str, Deadline], Awaitable[Outcome[object]]]
"""Asks an adapter of the given name whose upstream is at the given base."""


async def wiki(way: Transport, name: str, base: str, deadline: Deadline) -> Outcome[object]:
    source = MediaWikiSearch(way, name=name, api=f"{base}/w/api.php")
    return await source.search(SearchQuery("eiffel tower"), deadline=deadline)


async def wayback(way: Transport, name: str, base: str, deadline: Deadline) -> Outcome[object]:
    archive = WaybackArchive(way, name=name, cdx=f"{base}/cdx/search/cdx", replay=f"{base}/web/")
    return await archive.captures(PAGE, near=NEAR, deadline=deadline)


async def memento(way: Transport, name: str, base: str, deadline: Deadline) -> Outcome[object]:
    archive = MementoArchive(way, name=name, timegate=f"{base}/", timemap=f"{base}/map/", replay=f"{base}/")
    return await archive.captures(PAGE, near=NEAR, deadline=deadline)


async def replay(way: Transport, name: str, base: str, deadline: Deadline) -> Outcome[object]:
    raw = f"{base}/web/20200102000000id_/{PAGE}"
    capture = Capture(archive="wayback", original=PAGE, captured_at=NEAR, url=raw, raw_url=raw)
    archive = WaybackArchive(way, name=name, replay=f"{base}/web/")
    return await archive.fetch(capture, deadline=deadline)


async def page(way: Transport, name: str, base: str, deadline: Deadline) -> Outcome[object]:
    return await LivePages(way, name=name).fetch(f"{base}/a.html", deadline=deadline)


USUAL: dict[Fault, Why] = {
    Fault.REFUSED: Why.SOURCE_DOWN,
    Fault.RESET: Why.SOURCE_DOWN,
    Fault.HANG: Why.DEADLINE,
    Fault.DRIP: Why.DEADLINE,
    Fault.LIMITED_SHORT: Why.RATE_LIMITED,
    Fault.LIMITED_LONG: Why.RATE_LIMITED,
    Fault.LIMITED_DATE: Why.RATE_LIMITED,
    Fault.LIMITED_BARE: Why.RATE_LIMITED,
    Fault.UNAVAILABLE: Why.SOURCE_DOWN,
    Fault.ERROR_HTML: Why.SOURCE_DOWN,
    Fault.OK_HTML: Why.INVALID_RESPONSE,
    Fault.FORBIDDEN: Why.MISCONFIGURED,
    Fault.TRUNCATED_JSON: Why.INVALID_RESPONSE,
    Fault.CUT_OFF: Why.INVALID_RESPONSE,
    Fault.WIKI_ERROR: Why.INVALID_RESPONSE,
    Fault.WIKI_MAXLAG: Why.INVALID_RESPONSE,
    Fault.OVERSIZED: Why.INVALID_RESPONSE,
    Fault.GZIP_BOMB: Why.INVALID_RESPONSE,
    Fault.BROKEN_GZIP: Why.INVALID_RESPONSE,
    Fault.REDIRECT_LOOP: Why.MISCONFIGURED,
    Fault.REDIRECT_METADATA: Why.MISCONFIGURED,
    Fault.EMPTY: Why.INVALID_RESPONSE,
}
ADAPTERS: list[tuple[Ask, dict[Fault, Why | str]]] = [
    (wiki, {Fault.WIKI_ERROR: Why.SOURCE_DOWN, Fault.WIKI_MAXLAG: Why.RATE_LIMITED}),
    (wayback, {}),
    (memento, {}),
    (
        replay,
        {Fault.REDIRECT_LOOP: Why.INVALID_RESPONSE, Fault.REDIRECT_METADATA: Why.INVALID_RESPONSE},
    ),
    (
        page,
        {
            Fault.OK_HTML: "ok",
            Fault.FORBIDDEN: Why.INVALID_RESPONSE,
            Fault.REDIRECT_LOOP: Why.INVALID_RESPONSE,
            Fault.REDIRECT_METADATA: "misused",
        },
    ),
]


@pytest.fixture(scope="module")
def upstream() -> Iterator[Faults]:
    with faults() as running:
        yield running


@pytest.mark.anyio
@pytest.mark.parametrize(("ask", "different"), ADAPTERS, ids=[ask.__name__ for ask, _ in ADAPTERS])
async def test_every_fault_has_its_word_and_costs_no_more_than_the_deadline(
    ask: Ask, different: dict[Fault, Why | str], upstream: Faults
) -> None:
    private = frozenset({HostPort.of(upstream.base), HostPort.of(upstream.refused)})
    words: dict[Fault, Why | str] = {}
    late: dict[Fault, float] = {}

    async def one(way: Transport, fault: Fault) -> None:
        async with at_once:
            started = time.monotonic()
            # a name, and with it budget and breaker, of its own
            outcome = await ask(way, fault.value, upstream.url(fault), Deadline.after(DEADLINE_S))
            elapsed = time.monotonic() - started
        words[fault] = word(outcome)
        if elapsed > DEADLINE_S + SLACK_S:
            late[fault] = elapsed

    at_once = anyio.Semaphore(4)
    identity = Identity(contact="desk@example.org")
    transport = Transport(identity=identity, configured=private, pages=private)
    async with transport as way:
        # the first call of a process pays for what is imported late
        await page(way, "warm-up", upstream.url(Fault.OK_HTML), Deadline.after(20))
        async with anyio.create_task_group() as tasks:
            for fault in Fault:
                tasks.start_soon(one, way, fault)
    assert words == {**USUAL, **different}
    assert not late


def word(outcome: Outcome[object]) -> Why | str:
    match outcome:
        case Ok():
            return "ok"
        case NotMeasured(why=why):
            return why
        case Misused():
            return "misused"


@pytest.mark.anyio
async def test_a_limited_upstream_is_asked_once(upstream: Faults) -> None:
    private = frozenset({HostPort.of(upstream.base)})
    before = upstream.count(Fault.LIMITED_BARE)
    async with Transport(configured=private) as way:
        for _ in range(3):
            await wayback(way, "wayback", upstream.url(Fault.LIMITED_BARE), Deadline.after(1.0))
    assert upstream.count(Fault.LIMITED_BARE) == before + 1
