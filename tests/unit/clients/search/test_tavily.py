"""Tavily: shapes as its own client gives them."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import httpx2 as httpx
import pytest

from clients.outcome import Misused, NotMeasured, Why
from clients.search.protocol import SearchClient
from clients.search.tavily import TavilySearch
from clients.transport.transport import Transport
from tests.unit.clients.net import sequence
from tests.unit.clients.search.listings import CANARY, KEY, Api, hits, pause, search, why

pytestmark = pytest.mark.anyio
PAGE: dict[str, object] = {
    "title": "Eiffel Tower",
    "url": "https://a.example/tower",
    "content": "It is 330 m high. a < b",
    "score": 0.91,
    "raw_content": None,
    "published_date": "Mon, 05 Aug 2019 12:00:00 GMT",
}


def make(way: Transport) -> SearchClient:
    return TavilySearch(way, KEY)


def found(*pages: dict[str, object]) -> dict[str, object]:
    return {"query": CANARY, "answer": None, "images": [], "results": list(pages), "response_time": 1.2}


# ---- failures ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [432, 433])
async def test_a_quota_used_up_is_no_budget_left(status: int) -> None:
    api = Api(
        {"detail": {"error": f"This request exceeds your plan's set usage limit {CANARY}."}}, status=status
    )
    outcome = await search(make, api)
    assert why(outcome) is Why.BUDGET
    assert isinstance(outcome, NotMeasured)
    assert outcome.detail.startswith(f"status {status}: ")
    assert CANARY not in outcome.detail
    assert len(api.asked) == 1


@pytest.mark.parametrize(
    ("status", "expected"),
    [(401, Why.MISCONFIGURED), (403, Why.MISCONFIGURED), (500, Why.SOURCE_DOWN), (200, Why.INVALID_RESPONSE)],
)
async def test_an_error_says_why(status: int, expected: Why) -> None:
    body = {"detail": {"error": f"Unauthorized: {KEY}"}}
    assert why(await search(make, Api(body, status=status))) is expected


async def test_a_bad_request_is_misuse() -> None:
    body = {"detail": {"error": "Query is too long. Max query length is 400 characters."}}
    assert await search(make, Api(body, status=400)) == Misused("status 400")


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(40, 40.0), (1e9, 3600.0), ("40", 5.0), (True, 5.0), (-3, 5.0), (None, 5.0)],
)
async def test_a_429_may_carry_its_pause_in_the_body(seconds: object, expected: float) -> None:
    body = {"error": {"code": "rate_limited", "message": CANARY, "retry_after_seconds": seconds}}
    handler, seen = sequence([httpx.Response(429, json=body)] * 2)
    outcome = await search(make, handler)
    assert (why(outcome), pause(outcome)) == (Why.RATE_LIMITED, expected)
    assert len(seen) == 1


async def test_a_pause_that_is_no_number_is_none() -> None:
    api = Api(status=429, text='{"error": {"retry_after_seconds": NaN}}')
    assert pause(await search(make, api)) == 5.0


# ---- answers -------------------------------------------------------------------------------------------


async def test_a_page_found() -> None:
    (hit,) = hits(await search(make, Api(found(PAGE))))
    assert (hit.source, hit.url, hit.title) == ("tavily", "https://a.example/tower", "Eiffel Tower")
    assert hit.text == "It is 330 m high. a < b"
    assert hit.published_at == datetime(2019, 8, 5, 12, tzinfo=UTC)
    assert not hit.whole


async def test_how_it_is_asked() -> None:
    api = Api(found())
    await search(make, api, 'C++ "tower"', limit=50)
    (request,) = api.asked
    assert (request.method, str(request.url)) == ("POST", "https://api.tavily.com/search")
    assert json.loads(request.content) == {
        "query": "C tower", "search_depth": "basic", "topic": "general", "max_results": 20,
        "include_answer": False, "include_raw_content": False,
    }  # fmt: skip
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert request.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("dated", "published", "enforced"),
    [
        ("Mon, 05 Aug 2019 12:00:00 GMT", datetime(2019, 8, 5, 12, tzinfo=UTC), True),
        ("2019-08-05", datetime(2019, 8, 5, tzinfo=UTC), True),
        ("2020-06-01", datetime(2020, 6, 1, tzinfo=UTC), False),
        ("2021-06-01", datetime(2021, 6, 1, tzinfo=UTC), False),
        (None, None, False),
        ("recently", None, False),
    ],
)
async def test_with_a_date_none_is_left_out_and_the_undated_are_not_vouched_for(
    dated: str | None, published: datetime | None, enforced: bool
) -> None:
    api = Api(found(PAGE | {"published_date": dated}))
    (hit,) = hits(await search(make, api, before=datetime(2020, 6, 1, 12, tzinfo=UTC)))
    assert json.loads(api.asked[0].content)["end_date"] == "2020-06-01"
    assert (hit.published_at, hit.as_of_enforced) == (published, enforced)
