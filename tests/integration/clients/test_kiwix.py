"""The kiwix client against a real kiwix-serve, at the root of its host and below a path."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape

import pytest

from clients.outcome import NotMeasured, Ok, Outcome, Why
from clients.search.kiwix import KiwixSearch
from clients.search.protocol import Hit, SearchQuery
from clients.transport.deadline import Deadline
from clients.transport.guard import HostPort
from clients.transport.transport import Transport
from tests.servers.kiwix import Article, ZimBook, kiwix, missing

pytestmark = [pytest.mark.anyio, pytest.mark.full]

MADE = datetime(2026, 2, 22, tzinfo=UTC)


def article(path: str, title: str, *paragraphs: str) -> Article:
    blocks = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    head = f"<head><title>{escape(title)}</title></head>"
    return Article(path, title, f"<html>{head}<body>{blocks}</body></html>")


BOOKS = (
    ZimBook(
        "wiki_en_test",
        "2026-02-22",
        (
            article(
                "Harbour_Bridge", "Harbour Bridge", "A <b>lattice</b> bridge &amp; more.", "Opened in 2019."
            ),
            article("A/C++ & co? 100%", "C++ & co?", "A lattice of templates, and a harbour."),
            article("Penguin", "Penguin", "A penguin is a bird."),
        ),
    ),
    ZimBook("no_index", "2020-01-02", (article("Harbour", "Harbour", "A harbour."),), indexed=False),
)


@pytest.fixture(scope="module", params=["", "/zim"])
def base(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    reason = missing()
    assert reason is None, reason
    with kiwix(BOOKS, tmp_path_factory.mktemp("kiwix"), root=request.param) as running_at:
        yield running_at


async def outcome_of(base: str, text: str, *books: str, before: datetime | None = None) -> Outcome[list[Hit]]:
    async with Transport(configured=frozenset({HostPort.of(base)})) as way:
        client = KiwixSearch(way, base, books=books)
        return await client.search(SearchQuery(text, before=before), deadline=Deadline.after(30))


async def search(base: str, text: str, *books: str, before: datetime | None = None) -> list[Hit]:
    outcome = await outcome_of(base, text, *books, before=before)
    assert isinstance(outcome, Ok), outcome
    assert outcome.missing is None
    return outcome.value


@pytest.mark.parametrize("books", [(), ("wiki_en_test",), ("wiki_en_test_2026-02",)])
async def test_words_of_the_body_find_pages_and_their_whole_text(base: str, books: tuple[str, ...]) -> None:
    hits = await search(base, 'Lattices, "harbour"', *books)
    found = {hit.title: hit for hit in hits}
    assert set(found) == {"Harbour Bridge", "C++ & co?"}
    bridge = found["Harbour Bridge"]
    assert bridge.whole
    assert bridge.text == "A lattice bridge & more.\nOpened in 2019."
    assert bridge.url == f"{base}/wiki_en_test_2026-02/Harbour_Bridge"
    assert (bridge.publisher, bridge.revised_at) == ("Wikipedia", MADE)
    assert found["C++ & co?"].text == "A lattice of templates, and a harbour."


async def test_nothing_is_found_where_nothing_is(base: str) -> None:
    assert await search(base, "harbour penguin", "wiki_en_test") == []
    assert await search(base, "harbour XOR penguin", "wiki_en_test") == []


async def test_a_cut_off_after_the_book_was_made_is_enforced(base: str) -> None:
    [later] = await search(base, "penguin", before=datetime(2026, 3, 1, tzinfo=UTC))
    [sooner] = await search(base, "penguin", before=datetime(2026, 2, 1, tzinfo=UTC))
    assert (later.as_of_enforced, sooner.as_of_enforced) == (True, False)


async def test_l11_an_unknown_book_is_a_matter_of_settings(base: str) -> None:
    outcome = await outcome_of(base, "harbour", "nope")
    assert outcome == NotMeasured(Why.MISCONFIGURED, "status 400: the books in settings are not served there")


async def test_l11_so_is_a_book_without_an_index(base: str) -> None:
    outcome = await outcome_of(base, "harbour", "no_index")
    assert outcome == NotMeasured(Why.MISCONFIGURED, "status 404: the books have no full-text index")
