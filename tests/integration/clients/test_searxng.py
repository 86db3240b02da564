"""The SearXNG client against a real searx that asks a wiki and engines that nobody answers for.

What searx has not and SearXNG has (a switch for JSON, a limiter) is played by a HAProxy before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from clients.outcome import NotMeasured, Ok, Outcome, Why
from clients.search.protocol import Hit, SearchQuery
from clients.search.searxng import SearxngSearch
from clients.transport.deadline import Deadline
from clients.transport.guard import HostPort
from clients.transport.transport import Transport
from tests.servers.haproxy import LIMITER_ALLOWS, HAProxy, Play, haproxy
from tests.servers.process import succeeds
from tests.servers.searx import missing, searx
from tests.servers.wiki import Revision, WikiPage, wiki

pytestmark = [pytest.mark.anyio, pytest.mark.full]

NOW = datetime(2022, 1, 1, tzinfo=UTC)
PAGES = (
    WikiPage("Harbour Bridge", (Revision(NOW, "The Harbour Bridge is a lattice bridge."),)),
    WikiPage("Penguin", (Revision(NOW, "A penguin is a bird."),)),
)
# A failed engine rests for a minute, so each test that meets one has a category of its own.
CATEGORIES = {"general": ("wiki",), "news": ("wiki2", "dead"), "science": ("dead2", "dead3")}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    reason = missing()
    assert reason is None, reason
    with wiki(PAGES) as asked, searx(asked.base, CATEGORIES, tmp_path_factory.mktemp("searx")) as running_at:
        yield running_at


@pytest.fixture(scope="module")
def proxy(base: str) -> Iterator[HAProxy]:
    with haproxy(base) as running:
        yield running


async def search(base: str, text: str, category: str, *, language: str = "en") -> Outcome[list[Hit]]:
    async with Transport(configured=frozenset({HostPort.of(base)})) as way:
        client = SearxngSearch(way, base, categories=(category,))
        return await client.search(SearchQuery(text, language=language), deadline=Deadline.after(30))


@pytest.mark.parametrize("language", ["en", "zh-yue"])
async def test_words_find_what_an_engine_has(base: str, language: str) -> None:
    outcome = await search(base, '"Lattice" -harbour:', "general", language=language)
    assert isinstance(outcome, Ok), outcome
    assert outcome.missing is None
    [hit] = outcome.value
    assert (hit.title, hit.text, hit.rank) == ("Harbour Bridge", "The Harbour Bridge is a lattice bridge.", 1)
    assert hit.url == PAGES[0].url


async def test_nothing_is_found_where_nothing_is(base: str) -> None:
    assert await search(base, "harbour penguin", "general") == Ok([])


async def test_l6_an_instance_with_html_alone_is_a_matter_of_settings(proxy: HAProxy) -> None:
    proxy.play(Play.NO_JSON)
    asked, passed = proxy.asked(), proxy.passed()
    outcome = await search(proxy.base, "penguin", "general")
    assert isinstance(outcome, NotMeasured), outcome
    assert outcome.why is Why.MISCONFIGURED
    assert "search.formats" in outcome.detail
    assert (proxy.asked() - asked, proxy.passed() - passed) == (1, 0)
    assert succeeds(f"{proxy.base}/search?q=penguin")(), "for who reads HTML the instance is well"


async def test_l7_a_limiter_is_heeded_at_its_first_refusal(proxy: HAProxy) -> None:
    proxy.play(Play.LIMITER)
    asked, passed = proxy.asked(), proxy.passed()
    async with Transport(configured=frozenset({HostPort.of(proxy.base)})) as way:
        client = SearxngSearch(way, proxy.base, categories=("general",))
        outcomes = [
            await client.search(SearchQuery("penguin"), deadline=Deadline.after(30))
            for _ in range(LIMITER_ALLOWS + 3)
        ]
    for measured in outcomes[:LIMITER_ALLOWS]:
        assert isinstance(measured, Ok), measured
        assert [hit.title for hit in measured.value] == ["Penguin"]
    for refused in outcomes[LIMITER_ALLOWS:]:
        assert isinstance(refused, NotMeasured), refused
        assert refused.why is Why.RATE_LIMITED
        assert (refused.retry_after or 0) > 800
    assert (proxy.asked() - asked, proxy.passed() - passed) == (LIMITER_ALLOWS + 1, LIMITER_ALLOWS)


async def test_l8_a_dead_engine_beside_one_that_answers_is_named(base: str) -> None:
    outcome = await search(base, "penguin", "news")
    assert isinstance(outcome, Ok), outcome
    assert [hit.title for hit in outcome.value] == ["Penguin"]
    assert outcome.missing == NotMeasured(Why.SOURCE_DOWN, "engines without an answer (1): dead")


async def test_l8_where_all_engines_are_dead_nothing_is_measured_now_nor_while_they_rest(base: str) -> None:
    failed = await search(base, "penguin", "science")
    assert failed == NotMeasured(Why.SOURCE_DOWN, "engines without an answer (2): dead2, dead3")
    resting = await search(base, "harbour", "science")
    assert isinstance(resting, NotMeasured), resting
    assert resting.why is Why.SOURCE_DOWN
    assert "rest" in resting.detail
