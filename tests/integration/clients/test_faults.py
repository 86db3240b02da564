"""Adapters against upstreams that fail in every way: typed, in time, and never an empty finding.

``make bench-faults`` runs the whole matrix; here are all adapters with the faults that are soon over, and
some with those that are not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import anyio
import pytest

from benchmarks.faults.adapter import Adapter
from benchmarks.faults.adapters import ADAPTERS
from benchmarks.faults.matrix import ALLOWANCE_S, Cell, Play, Unlimited, cell, plays, storm
from benchmarks.faults.words import USUAL
from clients.outcome import Why
from clients.pages.live import LivePages
from clients.transport.deadline import Deadline
from clients.transport.guard import HostPort
from clients.transport.transport import Transport
from tests.faults import Fault, Faults, faults
from tests.unit.clients.transport.test_cache import Memory

pytestmark = pytest.mark.anyio

DEADLINE_S = 1.5
AT_ONCE = 4
SLOW = {Fault.HANG, Fault.DRIP, Fault.LARGE, Fault.OVERSIZED, Fault.GZIP_BOMB}
BY_NAME = {adapter.name: adapter for adapter in ADAPTERS}
OF_EACH_KIND = ["mediawiki", "wayback", "wayback replay", "memento", "live pages"]


@pytest.fixture(scope="module")
def upstream() -> Iterator[Faults]:
    with faults() as running:
        yield running


async def cells(wanted: Sequence[Play], upstream: Faults) -> list[Cell]:
    found: list[Cell] = []

    async def one(play: Play) -> None:
        async with at_once:
            found.append(await cell(play, upstream, deadline_s=DEADLINE_S))

    # the first call of a process pays for what is imported late
    async with Transport(pages=frozenset({HostPort.of(upstream.base)})) as way:
        await LivePages(way).fetch(f"{upstream.url(Fault.OK_HTML)}/", deadline=Deadline.after(20))
    at_once = anyio.Semaphore(AT_ONCE)
    async with anyio.create_task_group() as tasks:
        for play in wanted:
            tasks.start_soon(one, play)
    return found


def assert_meant(found: Sequence[Cell]) -> None:
    assert {one.fault: one.word for one in found} == {one.fault: one.expected for one in found}
    assert [one for one in found if one.seconds > DEADLINE_S + ALLOWANCE_S] == []


def test_every_fault_has_a_word() -> None:
    assert set(USUAL) == set(Fault)
    assert len(BY_NAME) == len(ADAPTERS)


def test_no_fault_is_a_finding() -> None:
    """But for a page, which is what a reader of pages asks for."""
    answers = [
        (adapter.name, fault)
        for adapter in ADAPTERS
        for fault, word in adapter.differs.items()
        if word == "ok"
    ]
    assert answers == [("live pages", Fault.OK_HTML)]
    assert "ok" not in USUAL.values()
    assert [adapter.name for adapter in ADAPTERS for _, word in adapter.own.values() if word == "ok"] == []


@pytest.mark.parametrize("adapter", ADAPTERS, ids=BY_NAME)
async def test_a_fault_has_its_word_and_costs_no_more_than_the_deadline(
    adapter: Adapter, upstream: Faults
) -> None:
    assert_meant(await cells([play for play in plays(adapter, upstream) if play.fault not in SLOW], upstream))


@pytest.mark.parametrize("adapter", ADAPTERS, ids=BY_NAME)
async def test_nonsense_is_not_kept(adapter: Adapter, upstream: Faults) -> None:
    """It would be read again until its time is over, long after the upstream is well."""
    cache = Memory()
    private = frozenset({HostPort.of(upstream.base)})
    async with Transport(cache=cache, budget=Unlimited(), configured=private, pages=private) as way:
        for fault in (Fault.TRUNCATED_JSON, Fault.WRONG_TYPE, Fault.WRONG_ITEMS):
            await adapter.ask(way, upstream.url(fault), Deadline.after(5.0))
    # A TimeGate may answer with any page, which then is the frame around a capture.
    kept = [request for request, _ in cache.kept if adapter.name != "memento" or "/map/" in request]
    assert kept == []


@pytest.mark.parametrize("name", OF_EACH_KIND)
async def test_a_fault_without_end_ends_with_the_deadline_or_the_cap(name: str, upstream: Faults) -> None:
    wanted = [play for play in plays(BY_NAME[name], upstream) if play.fault in SLOW]
    assert len(wanted) == len(SLOW)
    assert_meant(await cells(wanted, upstream))


@pytest.mark.parametrize("fault", [Fault.ERROR_HTML, Fault.RESET, Fault.LIMITED_BARE])
@pytest.mark.parametrize("name", ["mediawiki", "wayback", "live pages"])
async def test_an_upstream_that_always_fails_is_asked_little_more_than_wished_for(
    name: str, fault: Fault, upstream: Faults
) -> None:
    (play,) = (play for play in plays(BY_NAME[name], upstream) if play.fault == fault)
    before = upstream.count(fault)
    found = await storm(play, upstream, asked=20, deadline_s=5.0)
    assert found.calls == 20
    assert upstream.count(fault) - before <= found.requests  # none left uncounted
    assert 1 <= found.requests <= 1.2 * 20


async def test_a_limited_upstream_is_asked_once(upstream: Faults) -> None:
    private = frozenset({HostPort.of(upstream.base)})
    before = upstream.count(Fault.LIMITED_BARE)
    async with Transport(configured=private) as way:
        for _ in range(3):
            await BY_NAME["wayback"].ask(way, upstream.url(Fault.LIMITED_BARE), Deadline.after(1.0))
    assert upstream.count(Fault.LIMITED_BARE) == before + 1


async def test_a_word_that_is_not_meant_is_seen(upstream: Faults) -> None:
    play = Play(
        adapter=BY_NAME["mediawiki"],
        fault="error-html",
        base=upstream.url(Fault.ERROR_HTML),
        expected=Why.RATE_LIMITED,
    )
    found = await cell(play, upstream, deadline_s=DEADLINE_S)
    assert found.word is Why.SOURCE_DOWN
    assert not found.right
