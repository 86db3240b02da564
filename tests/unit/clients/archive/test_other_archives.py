"""Arquivo.pt by its index, pywb by its own, and the limits of the hosts that Memento archives are on."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import anyio
import httpx2 as httpx
import pytest

from clients.archive import limits
from clients.archive.arquivo import ArquivoArchive
from clients.archive.cdxj import CdxjArchive
from clients.archive.memento import MementoArchive
from clients.archive.protocol import Capture
from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.search.arquivo import ArquivoSearch
from clients.search.protocol import SearchQuery
from clients.transport.transport import Transport
from tests.unit.clients.net import sequence, soon, transport

URL = "http://n.example/a"
NEAR = datetime(2020, 6, 1, tzinfo=UTC)
COLLECTION = "http://pywb.example/web/"
pytestmark = pytest.mark.anyio


def lines(*stamps: str, **changed: str) -> httpx.Response:
    rows = [{"timestamp": s, "url": URL, "mime": "text/html", "status": "200", **changed} for s in stamps]
    return httpx.Response(200, text="".join(f"{json.dumps(row)}\n" for row in rows))


def by_memento(way: Transport) -> MementoArchive:
    """Arquivo.pt as any other Memento archive."""
    wayback = "https://arquivo.pt/wayback/"
    return MementoArchive(
        way, name="arquivo", timegate=wayback, timemap=f"{wayback}timemap/link/", replay=wayback
    )


async def test_arquivo_is_asked_by_index_and_read_without_its_frame() -> None:
    dated = {"Memento-Datetime": "Mon, 01 Jun 2020 00:00:00 GMT", "Content-Type": "text/html"}
    page = httpx.Response(200, headers=dated, text="<p>Then")
    handler, seen = sequence([lines("20100101000000", "20200601000000"), page])
    async with transport(handler) as way:
        archive = ArquivoArchive(way)
        found = await archive.captures(URL, near=NEAR, deadline=soon())
        assert isinstance(found, Ok)
        fetched = await archive.fetch(found.value[0], deadline=soon())
    assert [c.captured_at.year for c in found.value] == [2020, 2010]
    assert found.value[0].url == "https://arquivo.pt/wayback/20200601000000/http://n.example/a"
    assert isinstance(fetched, Ok)
    assert fetched.value.body == b"<p>Then"
    assert seen[0].url.path == "/wayback/cdx"
    assert seen[0].url.params["closest"] == "20200601000000"
    assert str(seen[1].url) == "https://arquivo.pt/noFrame/replay/20200601000000id_/http://n.example/a"


async def test_fuzzy_rows_of_arquivo_are_other_pages() -> None:
    handler, _ = sequence([lines("20200601000000", url="http://n.example/a?page=2", is_fuzzy="1")])
    async with transport(handler) as way:
        assert await ArquivoArchive(way).captures(URL, near=NEAR, deadline=soon()) == Ok([])


async def test_a_429_of_arquivo_stops_archive_and_text_search() -> None:
    handler, seen = sequence([httpx.Response(429, text="<html>")])
    async with transport(handler) as way:
        limited = await ArquivoSearch(way).search(SearchQuery("some words"), deadline=soon(30))
        assert isinstance(limited, NotMeasured)
        assert limited.why is Why.RATE_LIMITED
        with anyio.fail_after(2):
            for archive in (ArquivoArchive(way), by_memento(way)):
                later = await archive.captures(URL, near=NEAR, deadline=soon(30))
                assert isinstance(later, NotMeasured)
    assert len(seen) == 1


async def pywb(*answers: httpx.Response) -> tuple[Outcome[list[Capture]], list[str]]:
    handler, seen = sequence(answers)
    async with transport(handler) as way:
        outcome = await CdxjArchive(way, collection=COLLECTION).captures(URL, near=None, deadline=soon())
    return outcome, [str(request.url.copy_with(query=None)) for request in seen]


async def test_an_empty_index_of_pywb_is_believed_when_the_collection_exists() -> None:
    outcome, seen = await pywb(httpx.Response(200), httpx.Response(200, text="<html>Search</html>"))
    assert outcome == Ok([])
    assert seen == [f"{COLLECTION}cdx", COLLECTION]


async def test_a_collection_that_does_not_exist_holds_nothing_that_could_be_known() -> None:
    outcome, _ = await pywb(httpx.Response(200), httpx.Response(404, text="<html>No such collection</html>"))
    assert outcome == NotMeasured(Why.MISCONFIGURED, "no such collection")


async def test_a_collection_without_a_word_is_not_believed_either() -> None:
    outcome, _ = await pywb(httpx.Response(200), httpx.Response(200))
    assert outcome == NotMeasured(Why.INVALID_RESPONSE, "empty body")


async def test_an_index_with_rows_needs_no_second_call() -> None:
    outcome, seen = await pywb(lines("20200601000000"))
    assert isinstance(outcome, Ok)
    assert outcome.value[0].raw_url == f"{COLLECTION}20200601000000id_/{URL}"
    assert seen == [f"{COLLECTION}cdx"]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (httpx.Response(500, json={"message": "Internal Error: invalid literal for int()"}), Why.SOURCE_DOWN),
        (httpx.Response(200, text="example,n)/a 20200601000000 {}"), Why.INVALID_RESPONSE),
    ],
)
async def test_an_index_that_fails_measures_nothing(answer: httpx.Response, why: Why) -> None:
    outcome, _ = await pywb(answer, answer)
    assert isinstance(outcome, NotMeasured)
    assert outcome.why is why


async def test_a_question_that_pywb_refuses_was_wrong() -> None:
    outcome, _ = await pywb(httpx.Response(400, json={"message": 'The "url" param is required'}))
    assert isinstance(outcome, Misused)


def test_a_memento_archive_keeps_the_limits_of_its_host() -> None:
    wayback = limits.memento("ia", "https://web.archive.org/web/")
    assert wayback == limits.wayback("ia", "index")
    assert limits.memento_replay("ia", "https://web.archive.org/web/") == limits.wayback("ia", "replay")
    assert limits.ARQUIVO_TEXT in limits.memento("arquivo", "https://arquivo.pt/wayback/").pauses
    assert limits.memento("x", "https://archive.example/").lane == "x"


async def test_a_memento_of_another_page_is_none_of_this_one() -> None:
    where = "https://arquivo.pt/wayback/20200530000000/http://n.example/a?session=1"
    handler, _ = sequence([httpx.Response(302, headers={"Location": where, "Vary": "accept-datetime"})])
    async with transport(handler) as way:
        assert await by_memento(way).captures(URL, near=NEAR, deadline=soon()) == Ok([])
