"""The wiki client against a wiki: the stand-in, and in the full run the real MediaWiki."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import cast

import pytest

from clients.outcome import Misused, Ok, Outcome
from clients.search.mediawiki import MediaWikiSearch
from clients.search.protocol import Hit, SearchQuery
from clients.transport.deadline import Deadline
from clients.transport.guard import HostPort
from clients.transport.identity import Identity
from clients.transport.policy import Policy
from clients.transport.transport import Transport
from tests.servers.json_values import JsonValue, at
from tests.servers.mediawiki import mediawiki, missing
from tests.servers.wiki import Revision, WikiPage, wiki

pytestmark = pytest.mark.anyio

THEN = datetime(2020, 1, 1, tzinfo=UTC)
NOW = datetime(2022, 1, 1, tzinfo=UTC)
PAGES = (
    WikiPage(
        "Harbour Bridge",
        (
            Revision(THEN, "The Harbour Bridge is a lattice bridge.\n\n== History ==\n\nIt opened in 2019."),
            Revision(NOW, "The Harbour Bridge is a lattice bridge.\n\n== History ==\n\nIt opened in 2018."),
        ),
    ),
    WikiPage("Lattice", (Revision(NOW, "A lattice holds a bridge up. The harbour is elsewhere."),)),
    WikiPage("Penguin", (Revision(NOW, "A penguin is a bird."),)),
    WikiPage("C++", (Revision(NOW, "C++ has templates (x) and [y]: they are expanded."),)),
)


@pytest.fixture(scope="module", params=["stand-in", pytest.param("mediawiki", marks=pytest.mark.full)])
def base(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if request.param == "stand-in":
        with wiki(PAGES) as running:
            yield running.base
        return
    reason = missing()
    assert reason is None, reason
    with mediawiki(PAGES, tmp_path_factory.mktemp("wiki")) as running_at:
        yield running_at


async def outcome_of(base: str, text: str, *, before: datetime | None = None) -> Outcome[list[Hit]]:
    identity = Identity(contact="desk@example.org")
    async with Transport(identity=identity, configured=frozenset({HostPort.of(base)})) as way:
        client = MediaWikiSearch(way, api=f"{base}/w/api.php", publisher=None)
        return await client.search(SearchQuery(text, before=before), deadline=Deadline.after(30))


async def search(base: str, text: str, *, before: datetime | None = None) -> list[Hit]:
    outcome = await outcome_of(base, text, before=before)
    assert isinstance(outcome, Ok), outcome
    assert outcome.missing is None
    return outcome.value


async def titles(base: str, words: str, **further: str) -> list[str]:
    """What the wiki itself finds by ``words`` as they are."""
    params = {"action": "query", "list": "search", "format": "json", "formatversion": "2", **further}
    policy = Policy(version="probe", judge=lambda _: None)
    async with Transport(configured=frozenset({HostPort.of(base)})) as way:
        outcome = await way.get(
            f"{base}/w/api.php",
            source="probe",
            params=(*params.items(), ("srsearch", words)),
            policy=policy,
            deadline=Deadline.after(30),
        )
    assert isinstance(outcome, Ok)
    found = cast("list[JsonValue]", at(json.loads(outcome.value.body), "query", "search"))
    return [str(at(page, "title")) for page in found]


async def test_l9_a_wiki_that_searches_titles_unless_told_is_told(base: str) -> None:
    assert await titles(base, "elsewhere") == []
    assert await titles(base, "elsewhere", srwhat="text") == ["Lattice"]
    assert [hit.title for hit in await search(base, "elsewhere")] == ["Lattice"]


async def test_l10_what_a_wiki_reads_as_syntax_is_not_sent(base: str) -> None:
    assert await titles(base, '"bridge harbour"', srwhat="text") == []
    assert {hit.title for hit in await search(base, '"bridge harbour"')} == {"Harbour Bridge", "Lattice"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('C++ (x) [y]: "', ["C++"]),
        ('"templates" {expanded} -x ~y* /!\\', ["C++"]),
        ("penguin -bird", ["Penguin"]),
        ("penguin? +bird&action=parse|x", []),
        ("(((", None),
    ],
)
async def test_l10_signs_in_a_query_neither_fail_nor_find_anything_else(
    base: str, text: str, found: list[str] | None
) -> None:
    """Null for what has no word in it, which is not asked."""
    outcome = await outcome_of(base, text)
    if found is None:
        assert outcome == Misused("a query without words")
        return
    assert isinstance(outcome, Ok), outcome
    assert [hit.title for hit in outcome.value] == found


async def test_words_of_the_body_find_pages_and_their_whole_text(base: str) -> None:
    hits = await search(base, 'harbour "lattice" bridge:')
    assert {hit.title for hit in hits} == {"Harbour Bridge", "Lattice"}
    found = next(hit for hit in hits if hit.title == "Harbour Bridge")
    assert found.whole
    assert "It opened in 2018." in found.text
    assert found.url.endswith("/wiki/Harbour_Bridge")
    assert found.revised_at == NOW


async def test_as_of_a_date_the_page_reads_as_it_then_did(base: str) -> None:
    [found] = await search(base, "harbour lattice", before=datetime(2020, 6, 1, tzinfo=UTC))
    assert found.title == "Harbour Bridge"
    assert found.as_of_enforced
    assert "It opened in 2019." in found.text
    assert "2018" not in found.text
    assert found.revised_at == THEN


async def test_nothing_is_found_where_nothing_is(base: str) -> None:
    assert await search(base, "harbour penguin") == []
    assert await search(base, "harbour", before=datetime(2010, 1, 1, tzinfo=UTC)) == []
