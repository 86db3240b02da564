"""Brave Search: shapes as its own client and its users give them."""

from __future__ import annotations

from datetime import UTC, datetime

import httpx2 as httpx
import pytest

from clients.outcome import Misused, NotMeasured, Ok, Why
from clients.search.brave import BraveSearch
from clients.search.protocol import SearchClient, SearchQuery
from clients.transport.transport import Transport
from tests.unit.clients.net import sequence, soon, transport
from tests.unit.clients.search.listings import CANARY, KEY, Api, hits, pause, search, why
from tests.unit.clients.transport.test_posting import Memory

pytestmark = pytest.mark.anyio
QUERY = {"original": CANARY, "more_results_available": False}
PAGE: dict[str, object] = {
    "title": "Eiffel Tower &amp; <strong>Paris</strong>",
    "url": "https://www.a.example/tower",
    "description": "It is <strong>330 m</strong> high; that&#x27;s all.",
    "extra_snippets": ["Built in 1889.", 3],
    "age": "June 1, 2019",
    "page_age": "2019-06-01T08:30:00",
    "language": "en",
    "meta_url": {"scheme": "https", "netloc": "a.example", "hostname": "www.a.example"},
}


def make(way: Transport) -> SearchClient:
    return BraveSearch(way, KEY)


def found(*pages: dict[str, object]) -> dict[str, object]:
    return {"type": "search", "query": QUERY, "web": {"type": "search", "results": list(pages)}}


def error(code: str, status: int, **meta: object) -> dict[str, object]:
    said = {"id": "1", "code": code, "detail": f"about {CANARY}", "status": status, "meta": meta}
    return {"type": "ErrorResponse", "error": said, "time": 1663072993}


# ---- failures ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "status", "meta"),
    [
        ("SUBSCRIPTION_TOKEN_INVALID", 422, {"component": "authentication"}),
        ("SOMETHING_NEW", 422, {"component": "authentication"}),
        ("VALIDATION", 422, {"errors": [{"loc": ["header", "x-subscription-token"], "type": "missing"}]}),
        ("OPTION_NOT_IN_PLAN", 400, {}),
    ],
)
async def test_a_key_or_plan_that_will_not_do_is_a_matter_of_setting(
    code: str, status: int, meta: dict[str, object]
) -> None:
    outcome = await search(make, Api(error(code, status, **meta), status=status))
    assert outcome == NotMeasured(Why.MISCONFIGURED, f"brave error {code}")


async def test_a_parameter_that_will_not_do_is_misuse() -> None:
    meta = {"errors": [{"loc": ["query", "count"], "type": "value_error"}]}
    outcome = await search(make, Api(error("VALIDATION", 422, **meta), status=422))
    assert outcome == Misused("brave error VALIDATION")


async def test_an_error_inside_200_is_no_empty_result() -> None:
    outcome = await search(make, Api(error("INTERNAL", 500)))
    assert outcome == NotMeasured(Why.INVALID_RESPONSE, "brave error INTERNAL")


@pytest.mark.parametrize(
    "answer",
    [
        {"type": "search"},
        {"type": "search", "query": QUERY, "web": {}},
        {"query": QUERY},
        {"type": "ErrorResponse"},
    ],
)
async def test_a_missing_list_is_an_empty_one_only_in_an_answer(answer: dict[str, object]) -> None:
    assert why(await search(make, Api(answer))) is Why.INVALID_RESPONSE


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"X-RateLimit-Remaining": "0, 1000", "X-RateLimit-Reset": "7, 1419704"}, 7.0),
        ({"X-RateLimit-Remaining": "0, 0", "X-RateLimit-Reset": "7, 1419704"}, 3600.0),
        ({"X-RateLimit-Reset": "9, 1419704"}, 9.0),
        ({"Retry-After": "12", "X-RateLimit-Reset": "9, 1419704"}, 12.0),
        ({"X-RateLimit-Remaining": "x", "X-RateLimit-Reset": "soon"}, 1.0),
        ({}, 1.0),
    ],
)
async def test_a_429_pauses_until_the_windows_used_up_open_again(
    headers: dict[str, str], seconds: float
) -> None:
    handler, _ = sequence([httpx.Response(429, json=error("RATE_LIMITED", 429), headers=headers)] * 2)
    outcome = await search(make, handler)
    assert (why(outcome), pause(outcome)) == (Why.RATE_LIMITED, seconds)


async def test_a_second_later_it_goes_on() -> None:
    used_up = {"X-RateLimit-Remaining": "0, 1000", "X-RateLimit-Reset": "1, 1419704"}
    answers = [httpx.Response(429, headers=used_up), httpx.Response(200, json=found(PAGE))]
    handler, seen = sequence(answers)
    async with transport(handler) as way:
        outcome = await make(way).search(SearchQuery("tower"), deadline=soon(60.0))
    assert isinstance(outcome, Ok)
    assert len(seen) == 2


# ---- answers -------------------------------------------------------------------------------------------


async def test_a_page_found() -> None:
    (hit,) = hits(await search(make, Api(found(PAGE))))
    assert (hit.source, hit.url, hit.title) == (
        "brave",
        "https://www.a.example/tower",
        "Eiffel Tower & Paris",
    )
    assert hit.text == "It is 330 m high; that's all.\nBuilt in 1889."
    assert hit.published_at == datetime(2019, 6, 1, 8, 30, tzinfo=UTC)
    assert hit.publisher == "www.a.example"
    assert not hit.whole
    assert not hit.as_of_enforced


async def test_without_web_pages_the_answer_has_no_list() -> None:
    assert await search(make, Api({"type": "search", "query": QUERY, "mixed": {}})) == Ok([])


async def test_how_it_is_asked() -> None:
    api = Api(found())
    await search(make, api, "C++ (tower)", limit=50)
    assert api.params == {
        "q": "C tower", "count": "20", "result_filter": "web", "safesearch": "off", "spellcheck": "false",
        "text_decorations": "false", "search_lang": "en",
    }  # fmt: skip
    assert api.asked[0].headers["x-subscription-token"] == KEY
    assert api.asked[0].headers["accept"] == "application/json"


@pytest.mark.parametrize(
    ("language", "sent"), [("ja", "jp"), ("pt", "pt-pt"), ("uk", "uk"), ("tlh", None), ("", None)]
)
async def test_only_a_language_it_knows_is_sent(language: str, sent: str | None) -> None:
    api = Api(found())
    await search(make, api, language=language)
    assert api.params.get("search_lang") == sent


@pytest.mark.parametrize(
    ("page_age", "enforced"),
    [("2019-06-01T08:30:00", True), ("2020-06-01T11:00:00", False), ("2021-01-01", False), (None, False)],
)
async def test_with_a_date_pages_found_by_then_are_asked_for_and_none_left_out(
    page_age: str | None, enforced: bool
) -> None:
    api = Api(found(PAGE | {"page_age": page_age}))
    (hit,) = hits(await search(make, api, before=datetime(2020, 6, 1, 12, tzinfo=UTC)))
    assert api.params["freshness"] == "1990-01-01to2020-06-01"
    assert hit.as_of_enforced is enforced


async def test_nothing_is_kept_unless_the_operator_may() -> None:
    memory = Memory()
    await search(make, Api(found(PAGE)), cache=memory)
    assert memory.kept == {}
    await search(lambda way: BraveSearch(way, KEY, ttl_s=60.0), Api(found(PAGE)), cache=memory)
    assert len(memory.kept) == 1
