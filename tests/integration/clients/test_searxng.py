"""The SearXNG client against a real searx that asks a wiki and engines that nobody answers for."""

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
