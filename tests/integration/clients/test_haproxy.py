"""Real servers behind a HAProxy that plays faults: typed, in time, and asked no more than need be.

Neither the servers nor the faults are ours, so what the adapters know of both is put to the test.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime

import anyio
import pytest

from benchmarks.faults.adapters import ADAPTERS
from benchmarks.faults.matrix import ALLOWANCE_S, Unlimited
from benchmarks.faults.words import Word, word_of
from clients.outcome import Ok, Outcome, Why
from clients.transport.deadline import Deadline
from clients.transport.guard import HostPort
from clients.transport.identity import Identity
from clients.transport.transport import Call, Transport
from tests.servers import kiwix, mediawiki, searx
from tests.servers.haproxy import LATE_S, TARPIT_S, HAProxy, Play, haproxy
from tests.servers.wiki import Revision, WikiPage, wiki

pytestmark = [pytest.mark.anyio, pytest.mark.full]

DEADLINE_S = 4.0
"""Less than any adapter waits after a 429."""
SHORT_S = 1.0
"""For what does not come."""
AT_ONCE = 6
TEXT = "The Eiffel Tower is a lattice tower in Paris."
PAGES = (WikiPage("Eiffel Tower", (Revision(datetime(2022, 1, 1, tzinfo=UTC), TEXT),)),)
BOOK = kiwix.ZimBook(
    "wiki_en_test", "2026-02-22", (kiwix.Article("Eiffel_Tower", "Eiffel Tower", f"<p>{TEXT}</p>"),)
)
NAMES = ("mediawiki", "kiwix", "searxng", "pywb")
HELD_BACK = {Why.RATE_LIMITED, Why.SOURCE_DOWN}
"""After these nothing is sent for a while."""
WORDS: Mapping[Play, Word] = {
    Play.CUT_OFF: Why.INVALID_RESPONSE,
    Play.LIMITED: Why.RATE_LIMITED,
    Play.LIMITED_FOR: Why.RATE_LIMITED,
    Play.FORBIDDEN: Why.MISCONFIGURED,
    Play.UNAVAILABLE: Why.SOURCE_DOWN,
    Play.PAGE: Why.INVALID_RESPONSE,
    Play.SENTENCE: Why.INVALID_RESPONSE,
    Play.HALF_JSON: Why.INVALID_RESPONSE,
    Play.EMPTY: Why.INVALID_RESPONSE,
    Play.REJECT: Why.SOURCE_DOWN,
    Play.SILENT_DROP: Why.DEADLINE,
    Play.TARPIT: Why.DEADLINE,
}
assert LATE_S < SHORT_S < TARPIT_S


@pytest.fixture(scope="module")
def proxies(
    archive_behind_haproxy: HAProxy, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, HAProxy]]:
    for reason in (mediawiki.missing(), kiwix.missing(), searx.missing()):
        assert reason is None, reason
    with ExitStack() as stack:
        asked = stack.enter_context(wiki(PAGES)).base
        folders = {name: tmp_path_factory.mktemp(name) for name in NAMES}
        upstreams = {
            "mediawiki": mediawiki.mediawiki(PAGES, folders["mediawiki"] / "wiki"),
            "kiwix": kiwix.kiwix([BOOK], folders["kiwix"]),
            "searxng": searx.searx(asked, {"general": ("wiki",)}, folders["searxng"]),
        }
        before = {
            name: stack.enter_context(haproxy(stack.enter_context(upstream)))
            for name, upstream in upstreams.items()
        }
        yield before | {"pywb": archive_behind_haproxy}


@dataclass(slots=True)
class Rush:
    """What came of asking one adapter several times at once, and once more when that was over.

    ``seconds`` are those of the slowest call.
    """

    outcomes: list[Outcome[object]] = field(default_factory=list)
    seconds: float = 0.0
    calls: int = 0
    requests: int = 0
    passed: int = 0
    later: Outcome[object] | None = None
    requests_later: int = 0


async def rush(name: str, proxy: HAProxy, deadline_s: float) -> Rush:
    adapter = next(adapter for adapter in ADAPTERS if adapter.name == name)
    found, calls = Rush(), list[Call]()
    before, passed = proxy.asked(), proxy.passed()

    async def one_of_many(way: Transport) -> None:
        started = time.monotonic()
        found.outcomes.append(await adapter.ask(way, proxy.base, Deadline.after(deadline_s)))
        found.seconds = max(found.seconds, time.monotonic() - started)

    async with Transport(
        identity=Identity(contact="desk@example.org"),
        budget=Unlimited(),
        configured=frozenset({HostPort.of(proxy.base)}),
        observe=calls.append,
    ) as way:
        async with anyio.create_task_group() as tasks:
            for _ in range(AT_ONCE):
                tasks.start_soon(one_of_many, way)
        found.calls = len(calls)
        found.requests = proxy.asked() - before
        found.passed = proxy.passed() - passed
        if word_of(found.outcomes[0]) in HELD_BACK:
            found.later = await adapter.ask(way, proxy.base, Deadline.after(SHORT_S))
            found.requests_later = proxy.asked() - before - found.requests
    return found


async def rushes(proxies: Mapping[str, HAProxy], deadline_s: float = DEADLINE_S) -> dict[str, Rush]:
    """All at once: each has a HAProxy of its own."""
    found: dict[str, Rush] = {}

    async def one(name: str) -> None:
        found[name] = await rush(name, proxies[name], deadline_s)

    async with anyio.create_task_group() as tasks:
        for name in proxies:
            tasks.start_soon(one, name)
    return found


def played(proxies: Mapping[str, HAProxy], play: Play) -> None:
    for proxy in proxies.values():
        proxy.play(play)


def assert_meant(found: Mapping[str, Rush], expected: Word, deadline_s: float = DEADLINE_S) -> None:
    """Typed, in time, and tried again no more often than the transport promises."""
    for name, one in found.items():
        words = [word_of(outcome) for outcome in one.outcomes]
        assert words == [expected] * AT_ONCE, name
        assert one.seconds <= deadline_s + ALLOWANCE_S, name
        assert one.requests <= 1.1 * one.calls + 2, name
        if expected in HELD_BACK:
            assert one.later is not None
            assert word_of(one.later) == expected, name
            assert one.requests_later == 0, name


async def test_what_is_found_is_found_through_it_also_under_another_type(
    proxies: dict[str, HAProxy],
) -> None:
    for play in (Play.NOTHING, Play.MISNAMED):
        played(proxies, play)
        for name, one in (await rushes(proxies)).items():
            assert all(isinstance(outcome, Ok) and outcome.value for outcome in one.outcomes), (play, name)


async def test_what_comes_late_is_found_or_missed_and_never_an_empty_finding(
    proxies: dict[str, HAProxy],
) -> None:
    played(proxies, Play.LATE)
    for name, one in (await rushes(proxies, SHORT_S)).items():
        assert one.seconds <= SHORT_S + ALLOWANCE_S, name
        for outcome in one.outcomes:
            if isinstance(outcome, Ok):
                assert outcome.value, name
            else:
                assert word_of(outcome) is Why.DEADLINE, name
    await anyio.sleep(2 * LATE_S)  # who gave up is passed on too, late, and not to be counted by another test


@pytest.mark.parametrize(("play", "expected"), WORDS.items())
async def test_a_fault_has_its_word_and_is_not_hammered(
    proxies: dict[str, HAProxy], play: Play, expected: Word
) -> None:
    played(proxies, play)
    deadline_s = SHORT_S if expected is Why.DEADLINE else DEADLINE_S
    found = await rushes(proxies, deadline_s)
    assert_meant(found, expected, deadline_s)
    if play is not Play.CUT_OFF:
        assert {name: one.passed for name, one in found.items()} == dict.fromkeys(NAMES, 0)


async def test_a_server_that_is_taken_away_is_down_until_it_is_given_back(
    proxies: dict[str, HAProxy],
) -> None:
    played(proxies, Play.NOTHING)
    for proxy in proxies.values():
        proxy.cut(off=True)
    try:
        assert_meant(await rushes(proxies), Why.SOURCE_DOWN)
    finally:
        for proxy in proxies.values():
            proxy.cut(off=False)
    for name, one in (await rushes(proxies)).items():
        assert all(isinstance(outcome, Ok) and outcome.value for outcome in one.outcomes), name
