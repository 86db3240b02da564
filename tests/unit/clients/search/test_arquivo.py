"""Full-text search over Arquivo.pt."""

from __future__ import annotations

from datetime import UTC, datetime

import httpx2 as httpx
import pytest

from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.search.arquivo import ArquivoSearch
from clients.search.protocol import Hit, SearchQuery
from clients.transport.classify import Json
from tests.unit.clients.net import sequence, soon, transport

BEFORE = datetime(2012, 3, 1, tzinfo=UTC)
ITEM: dict[str, Json] = {
    "title": "Obras da <em>ponte</em>",
    "originalURL": "http://www.jornal.example/ponte",
    "tstamp": "20110203040506",
    "snippet": 'A <em>ponte</em> abriu em 1998 &amp; custou<span class="ellipsis"> ... </span>milh\u00f5es',
}
pytestmark = pytest.mark.anyio


def answer(*items: Json) -> httpx.Response:
    body = {"estimated_nr_results": "2", "response_items": list(items)}
    return httpx.Response(200, json=body)


async def search(
    reply: httpx.Response, text: str = "ponte 1998", before: datetime | None = None, limit: int = 5
) -> tuple[Outcome[list[Hit]], list[httpx.Request]]:
    handler, seen = sequence([reply])
    async with transport(handler) as way:
        query = SearchQuery(text, limit=limit, before=before)
        return await ArquivoSearch(way).search(query, deadline=soon()), seen


async def hits(*items: Json, before: datetime | None = None, limit: int = 5) -> list[Hit]:
    outcome, _ = await search(answer(*items), before=before, limit=limit)
    assert isinstance(outcome, Ok)
    return outcome.value


async def test_a_hit_is_text_without_markup_and_says_when_it_was_captured() -> None:
    [hit] = await hits(ITEM)
    assert hit.source == "arquivo_text"
    assert hit.url == "http://www.jornal.example/ponte"
    assert hit.title == "Obras da ponte"
    assert hit.text == "A ponte abriu em 1998 & custou\nmilh\u00f5es"
    assert hit.captured_at == datetime(2011, 2, 3, 4, 5, 6, tzinfo=UTC)
    assert hit.published_at is None
    assert not hit.whole
    assert not hit.as_of_enforced


async def test_before_is_asked_for_and_checked() -> None:
    outcome, seen = await search(answer(ITEM, {**ITEM, "tstamp": "20120301000001"}), before=BEFORE)
    assert isinstance(outcome, Ok)
    [hit] = outcome.value
    assert hit.as_of_enforced
    assert hit.captured_at is not None
    assert hit.captured_at <= BEFORE
    assert seen[0].url.params["to"] == "20120301000000"
    _, seen = await search(answer(ITEM))
    assert "to" not in seen[0].url.params


async def test_without_a_date_an_undated_hit_stays_and_with_one_it_does_not() -> None:
    undated = {**ITEM, "tstamp": "2011"}
    assert [hit.captured_at for hit in await hits(undated)] == [None]
    assert await hits(undated, before=BEFORE) == []


async def test_a_capture_date_may_be_a_number() -> None:
    assert [hit.captured_at for hit in await hits({**ITEM, "tstamp": 20110203040506}, before=BEFORE)] == [
        datetime(2011, 2, 3, 4, 5, 6, tzinfo=UTC)
    ]


async def test_what_leads_nowhere_is_left_out_and_no_more_come_than_asked_for() -> None:
    assert await hits({**ITEM, "originalURL": "ftp://n.example/"}, {**ITEM, "originalURL": None}, {}) == []
    assert [hit.rank for hit in await hits(ITEM, {}, ITEM, ITEM, limit=2)] == [1, 3]


async def test_no_results_are_an_answer() -> None:
    assert await hits() == []


async def test_nothing_in_a_question_is_syntax_or_an_address() -> None:
    _, seen = await search(
        answer(), '-"Vasco" see http://www.jornal.example/ponte in the U.S. at 3.5 OR more'
    )
    assert seen[0].url.params["q"] == "Vasco see http www jornal example ponte in the U.S"
    outcome, seen = await search(answer(), "...")
    assert isinstance(outcome, Misused)
    assert not seen


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (httpx.Response(200, text="<html>Arquivo</html>"), Why.INVALID_RESPONSE),
        (httpx.Response(200, json={"estimated_nr_results": 0}), Why.INVALID_RESPONSE),
        (httpx.Response(200, json=[]), Why.INVALID_RESPONSE),
        (httpx.Response(200, json={"response_items": [42, {}]}), Why.INVALID_RESPONSE),
        (httpx.Response(200, text=""), Why.INVALID_RESPONSE),
        (httpx.Response(429, text="<html>"), Why.RATE_LIMITED),
        (httpx.Response(502, text="<html>"), Why.SOURCE_DOWN),
    ],
)
async def test_what_is_no_list_of_results_measures_nothing(reply: httpx.Response, why: Why) -> None:
    outcome, _ = await search(reply)
    assert isinstance(outcome, NotMeasured)
    assert outcome.why is why
