from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from clients.outcome import NotMeasured, Ok, Why
from clients.search.protocol import Hit, SearchClient, SearchQuery
from clients.transport.deadline import Deadline
from service.library import starter as starter_module
from service.library.dates import published_at
from service.library.document import LibraryDocument
from service.library.index import Library
from service.library.source import LibrarySource
from service.library.starter import install_starter, pack_version

pytestmark = pytest.mark.anyio
MILL = LibraryDocument(
    key="a b/ü",
    title="The mill",
    chunks=("It burned down in 1851.",),
    published_at=published_at("1852-01-03"),
)


async def search(
    source: SearchClient, query: str, *, limit: int = 3, before: datetime | None = None
) -> list[Hit]:
    outcome = await source.search(SearchQuery(query, limit=limit, before=before), deadline=Deadline.after(20))
    assert isinstance(outcome, Ok), outcome
    return outcome.value


async def reason(source: SearchClient, query: str = "mill", *, deadline: Deadline | None = None) -> Why:
    outcome = await source.search(SearchQuery(query), deadline=deadline or Deadline.after(20))
    assert isinstance(outcome, NotMeasured)
    assert query not in outcome.detail
    return outcome.why


async def test_a_hit_is_complete(library: Library) -> None:
    library.add("library", [MILL])
    [hit] = await search(LibrarySource(library, "own", "library"), "mill burned")
    assert hit == Hit(
        source="own",
        url="urn:secondsource:library:library:a%20b%2F%C3%BC",
        title="The mill",
        text="It burned down in 1851.",
        rank=1,
        published_at=datetime(1852, 1, 3, tzinfo=UTC),
        whole=True,
    )


async def test_a_hit_says_when_it_was_captured_and_what_gave_its_date(library: Library) -> None:
    captured = datetime(2016, 1, 29, 15, tzinfo=UTC)
    library.add("library", [replace(MILL, captured_at=captured, published_origin="meta: date")])
    source = LibrarySource(library, "own", "library")
    [hit] = await search(source, "mill", before=datetime(2016, 2, 1, tzinfo=UTC))
    assert (hit.captured_at, hit.published_origin, hit.as_of_enforced) == (captured, "meta: date", True)


async def test_a_cut_off_is_kept_and_said_to_be(library: Library) -> None:
    library.add("library", [MILL])
    source = LibrarySource(library, "own", "library")
    [hit] = await search(source, "mill", before=datetime(1853, 1, 1, tzinfo=UTC))
    assert hit.as_of_enforced
    assert await search(source, "mill", before=datetime(1852, 1, 1, tzinfo=UTC)) == []


async def test_nothing_to_look_for_is_nothing_found(library: Library) -> None:
    library.add("library", [MILL])
    source = LibrarySource(library, "own", "library")
    assert await search(source, "") == []
    assert await search(source, '"" * ^') == []


async def test_a_failure_to_look_is_no_finding(library: Library) -> None:
    source = LibrarySource(library, "own", "library")
    assert await reason(source) is Why.MISCONFIGURED
    library.add("library", [MILL])
    assert await reason(source, deadline=Deadline.after(0)) is Why.DEADLINE
    path = library.path("library")
    path.write_bytes(b"no database at all" * 100)
    assert await reason(source) is Why.INVALID_RESPONSE
    path.write_bytes(b"")
    assert await reason(source) is Why.SOURCE_DOWN


async def test_a_long_search_ends_at_the_deadline(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    many = "mill wheel water stone bread grain river wind"
    library.add(
        "library",
        (LibraryDocument(key=str(n), title=str(n), chunks=(f"{many} {n}",)) for n in range(3000)),
    )
    clock = iter(range(10**9))
    deadline = Deadline(at=3.0, clock=lambda: float(next(clock)))
    assert await reason(LibrarySource(library, "own", "library"), many, deadline=deadline) is Why.DEADLINE


async def test_a_locked_index_can_still_be_read(library: Library) -> None:
    library.add("library", [MILL])
    connection = sqlite3.connect(library.path("library"))
    connection.execute("BEGIN IMMEDIATE")
    assert len(await search(LibrarySource(library, "own", "library"), "mill")) == 1
    connection.close()


async def test_the_starter_is_indexed_once(starter: Library) -> None:
    assert not install_starter(starter)
    assert starter.pack("starter") == pack_version()
    assert starter.count("starter") == 256
    assert starter.count("library") == 0


async def test_another_version_of_the_starter_is_indexed_anew(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.replace("starter", [MILL, replace(MILL, key="other")], pack="older")
    monkeypatch.setattr(starter_module, "profiles", lambda: [MILL])
    assert install_starter(library)
    assert library.count("starter") == 1
    assert library.pack("starter") == pack_version()


@pytest.mark.parametrize(
    ("query", "title", "line"),
    [
        ("France population 68 million", "France", "Population of France: 68,512,806 (2025 est.)"),
        ("The French economy unemployment rate 2024", "France", "Unemployment rate 2024 of France: 7.4%"),
        ("U.S. GDP growth", "United States", "Real GDP growth rate 2024 of the United States:"),
        ("Niger capital", "Niger", "Capital of Niger: Niamey"),
        ("Nigeria capital", "Nigeria", "Capital of Nigeria: Abuja"),
        ("DR Congo capital", "Democratic Republic of the Congo", "Capital of the Democratic Republic of the"),
        ("Papua New Guinea area", "Papua New Guinea", "Area of Papua New Guinea:"),
        ("Kosovo independence", "Kosovo", "Independence of Kosovo:"),
        ("longest river Nile", "World", "Nile (Africa) 6,650 km"),
        ("highest point Mont Blanc France", "France", "Elevation of France, highest point: Mont Blanc"),
        ("north korea capital", "North Korea", "Capital of North Korea: Pyongyang"),
    ],
)
async def test_the_starter_knows_countries(starter: Library, query: str, title: str, line: str) -> None:
    hits = await search(LibrarySource(starter, "starter", "starter"), query)
    assert hits[0].title == title
    assert line in hits[0].text
    assert hits[0].publisher == "CIA World Factbook"
    assert hits[0].published_at is None
    assert hits[0].url.startswith("https://www.cia.gov/the-world-factbook/countries/")
    assert len(hits[0].text) <= 4000


async def test_another_countrys_figure_is_not_offered(starter: Library) -> None:
    hits = await search(LibrarySource(starter, "starter", "starter"), "France population 68 million", limit=5)
    assert [hit.title for hit in hits if "Population of" in hit.text] == ["France"]
