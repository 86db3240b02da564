"""Exa: shapes as its documentation and its users give them."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from clients.outcome import Misused, NotMeasured, Why
from clients.search.exa import MAX_TEXT, ExaSearch
from clients.search.protocol import SearchClient
from clients.transport.transport import Transport
from tests.unit.clients.search.listings import CANARY, KEY, Api, hits, search, why

pytestmark = pytest.mark.anyio
PAGE: dict[str, object] = {
    "id": "https://a.example/tower",
    "url": "https://a.example/tower",
    "title": "Eiffel Tower",
    "publishedDate": "2019-11-16T01:36:32.547Z",
    "author": "A. Writer",
    "text": "It is 330 m high.",
}


def make(way: Transport) -> SearchClient:
    return ExaSearch(way, KEY)


def found(*pages: dict[str, object]) -> dict[str, object]:
    return {"requestId": "r", "results": list(pages), "costDollars": {"total": 0.005}}


def error(tag: str) -> dict[str, object]:
    return {"requestId": "r", "error": f"about {CANARY} {KEY}", "tag": tag}


# ---- failures ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", ["NO_MORE_CREDITS", "API_KEY_BUDGET_EXCEEDED", "TEAM_BUDGET_EXCEEDED"])
async def test_credit_used_up_is_no_budget_left(tag: str) -> None:
    api = Api(error(tag), status=402)
    assert await search(make, api) == NotMeasured(Why.BUDGET, f"exa error {tag}")
    assert len(api.asked) == 1


@pytest.mark.parametrize(("tag", "told"), [("NO_CARD", "NO_CARD"), (f"{CANARY} {KEY}", "without a code")])
async def test_any_other_wish_for_payment_is_a_matter_of_setting(tag: str, told: str) -> None:
    outcome = await search(make, Api(error(tag), status=402))
    assert outcome == NotMeasured(Why.MISCONFIGURED, f"exa error {told}")


@pytest.mark.parametrize(
    ("status", "expected"),
    [(401, Why.MISCONFIGURED), (403, Why.MISCONFIGURED), (429, Why.RATE_LIMITED), (503, Why.SOURCE_DOWN)],
)
async def test_an_error_says_why(status: int, expected: Why) -> None:
    assert why(await search(make, Api(error("X"), status=status))) is expected


async def test_a_bad_request_is_misuse() -> None:
    assert await search(make, Api(error("INVALID_REQUEST_BODY"), status=400)) == Misused("status 400")


@pytest.mark.parametrize("more", [{}, {"results": []}])
async def test_an_error_inside_200_is_no_empty_result(more: dict[str, object]) -> None:
    outcome = await search(make, Api(error("INTERNAL") | more))
    assert outcome == NotMeasured(Why.INVALID_RESPONSE, "exa error INTERNAL")


# ---- answers -------------------------------------------------------------------------------------------


async def test_a_page_found() -> None:
    (hit,) = hits(await search(make, Api(found(PAGE))))
    assert (hit.source, hit.url, hit.title, hit.text) == (
        "exa", "https://a.example/tower", "Eiffel Tower", "It is 330 m high.",
    )  # fmt: skip
    assert hit.published_at == datetime(2019, 11, 16, 1, 36, 32, 547000, tzinfo=UTC)
    assert hit.whole


@pytest.mark.parametrize(
    ("page", "text", "whole"),
    [
        ({"text": "x" * MAX_TEXT}, "x" * MAX_TEXT, False),
        ({"text": "", "highlights": ["One.", "Two.", 3]}, "One.\nTwo.", False),
        ({"text": None}, "", False),
        ({"text": 3, "highlights": "x"}, "", False),
    ],
)
async def test_what_may_be_cut_off_is_not_whole(page: dict[str, object], text: str, whole: bool) -> None:
    (hit,) = hits(await search(make, Api(found(PAGE | page))))
    assert (hit.text, hit.whole) == (text, whole)


async def test_how_it_is_asked() -> None:
    api = Api(found())
    await search(make, api, 'C++ "tower"', limit=500)
    (request,) = api.asked
    assert (request.method, str(request.url)) == ("POST", "https://api.exa.ai/search")
    assert json.loads(request.content) == {
        "query": "C tower",
        "type": "auto",
        "numResults": 100,
        "contents": {"text": {"maxCharacters": MAX_TEXT}},
    }
    assert request.headers["x-api-key"] == KEY


@pytest.mark.parametrize(
    ("dated", "published", "enforced"),
    [
        ("2019-11-16T00:00:00.000Z", datetime(2019, 11, 16, tzinfo=UTC), True),
        ("2020-06-01T00:00:00.000Z", datetime(2020, 6, 1, tzinfo=UTC), False),
        ("2020-06-01T11:59:00.000Z", datetime(2020, 6, 1, 11, 59, tzinfo=UTC), True),
        ("2021-01-01T00:00:00.000Z", datetime(2021, 1, 1, tzinfo=UTC), False),
        (None, None, False),
    ],
)
async def test_with_a_date_none_is_left_out_and_a_day_counts_when_it_is_over(
    dated: str | None, published: datetime | None, enforced: bool
) -> None:
    api = Api(found(PAGE | {"publishedDate": dated}))
    (hit,) = hits(await search(make, api, before=datetime(2020, 6, 1, 12, tzinfo=UTC)))
    assert json.loads(api.asked[0].content)["endPublishedDate"] == "2020-06-01T23:59:59.000Z"
    assert (hit.published_at, hit.as_of_enforced) == (published, enforced)
