"""Searching through SearXNG: shapes as SearXNG 2026-08 and searx 1.1.0 give them."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import httpx2 as httpx
import pytest

from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.search.protocol import Hit, SearchQuery
from clients.search.searxng import SearxngSearch
from tests.unit.clients.net import sequence, soon, transport

pytestmark = pytest.mark.anyio
Answer = dict[str, object]
BEFORE = datetime(2020, 6, 1, tzinfo=UTC)


def result(number: int = 1, /, **more: object) -> Answer:
    return {
        "url": f"http://news.example/{number}",
        "title": f"Title {number}",
        "content": "An <b>excerpt</b> &amp; more",
        "publishedDate": None,
        "engine": "localwiki",
        "template": "default.html",
        "parsed_url": ["http", "news.example", f"/{number}", "", "", ""],
        "engines": ["localwiki"],
        "positions": [number],
        "score": 4.0,
        "category": "general",
        **more,
    }


def answer(*results: Answer, dead: object = ()) -> Answer:
    empty: Answer = {"answers": [], "corrections": [], "infoboxes": [], "suggestions": []}
    return {"query": "eiffel", "results": list(results), **empty, "unresponsive_engines": dead}


async def search(
    response: httpx.Response | Exception, query: SearchQuery | None = None, *, base: str = "http://s.example/"
) -> tuple[Outcome[list[Hit]], list[httpx.Request]]:
    handle, seen = sequence([response])
    async with transport(handle) as way:
        client = SearxngSearch(way, base, categories=("general", "news"))
        outcome = await client.search(query or SearchQuery("eiffel tower"), deadline=soon())
    return outcome, seen


async def outcome_of(body: object, **headers: str) -> Outcome[list[Hit]]:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return (await search(httpx.Response(200, json=body, headers=names)))[0]


def measured(outcome: Outcome[list[Hit]]) -> list[Hit]:
    assert isinstance(outcome, Ok), outcome
    return outcome.value


def not_measured(outcome: Outcome[list[Hit]]) -> NotMeasured:
    assert isinstance(outcome, NotMeasured), outcome
    assert "eiffel" not in outcome.detail
    return outcome


async def test_results_become_hits_in_their_order() -> None:
    outcome, [request] = await search(httpx.Response(200, json=answer(result(1), result(2))))
    found = measured(outcome)
    assert [(hit.url, hit.title, hit.rank) for hit in found] == [
        ("http://news.example/1", "Title 1", 1),
        ("http://news.example/2", "Title 2", 2),
    ]
    assert (found[0].source, found[0].text) == ("searxng", "An excerpt & more")
    assert not any(hit.whole or hit.as_of_enforced or hit.published_at for hit in found)
    assert outcome == Ok(found)
    assert request.url.path == "/search"
    assert dict(request.url.params) == {
        "q": "eiffel tower",
        "format": "json",
        "pageno": "1",
        "language": "en",
        "categories": "general,news",
    }


async def test_no_more_hits_than_wished_for() -> None:
    body = answer(*(result(number) for number in range(1, 9)))
    outcome, _ = await search(httpx.Response(200, json=body), SearchQuery("eiffel", limit=3))
    assert [hit.rank for hit in measured(outcome)] == [1, 2, 3]


async def test_syntax_is_not_sent_and_a_query_without_words_is_misuse() -> None:
    outcome, [request] = await search(
        httpx.Response(200, json=answer()), SearchQuery("!wp :de site:x.example -no OR <9", language="zh-yue")
    )
    assert request.url.params["q"] == "wp de site x.example no or 9"
    assert "language" not in request.url.params  # it would be answered 400
    assert outcome == Ok([])
    outcome, seen = await search(httpx.Response(200), SearchQuery("?!"))
    assert outcome == Misused("a query without words")
    assert not seen


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ({"publishedDate": "2026-11-22T07:43:12"}, datetime(2026, 11, 22, 7, 43, 12, tzinfo=UTC)),
        ({"publishedDate": "2020-05-01T02:00:00+02:00"}, datetime(2020, 5, 1, tzinfo=UTC)),
        (
            {"publishedDate": "Nov 22, 2025", "pubdate": "2025-11-22 07:43:12+0000"},
            datetime(2025, 11, 22, 7, 43, 12, tzinfo=UTC),
        ),
        (
            {"publishedDate": "3 hour(s), 2 minute(s) ago", "pubdate": "2025-11-22 07:43:12"},
            datetime(2025, 11, 22, 7, 43, 12, tzinfo=UTC),
        ),
        ({"publishedDate": "yesterday"}, None),
        ({"publishedDate": "9998-01-01T00:00:00"}, None),
        ({"publishedDate": {"year": 2020}, "pubdate": ""}, None),
    ],
)
async def test_forms_of_the_publication_date(published: Answer, expected: datetime | None) -> None:
    [hit] = measured(await outcome_of(answer(result(**published))))
    assert hit.published_at == expected


async def test_what_was_published_later_is_left_out_and_nothing_is_called_enforced() -> None:
    later, then = (
        result(1, publishedDate="2020-06-02T00:00:00"),
        result(2, publishedDate="2020-05-31T23:00"),
    )
    response = httpx.Response(200, json=answer(later, then, result(3)))
    outcome, [request] = await search(response, SearchQuery("eiffel", limit=2, before=BEFORE))
    found = measured(outcome)
    assert [hit.url for hit in found] == ["http://news.example/2", "http://news.example/3"]
    assert not any(hit.as_of_enforced for hit in found)
    assert "time_range" not in request.url.params


async def test_l6_json_switched_off_says_which_setting() -> None:
    page = "<!doctype html><title>403 Forbidden</title>"
    outcome, _ = await search(httpx.Response(403, html=page))
    failure = not_measured(outcome)
    assert failure.why is Why.MISCONFIGURED
    assert "search.formats" in failure.detail
    assert "json" in failure.detail


async def test_l7_the_limiter_makes_us_wait_as_long_as_it_takes() -> None:
    outcome, _ = await search(httpx.Response(429, text="Too Many Requests"))
    failure = not_measured(outcome)
    assert failure.why is Why.RATE_LIMITED
    assert "server.limiter" in failure.detail
    assert failure.retry_after == 900


async def test_l7_after_a_429_nothing_is_sent_for_a_while() -> None:
    handle, seen = sequence([httpx.Response(429, text="Too Many Requests")])
    async with transport(handle) as way:
        client = SearxngSearch(way, "http://s.example")
        await client.search(SearchQuery("eiffel"), deadline=soon())
        outcome = await client.search(SearchQuery("tower"), deadline=soon())
    assert not_measured(outcome).why is Why.RATE_LIMITED
    assert len(seen) == 1


async def test_a_proxy_that_names_the_wait_is_believed() -> None:
    outcome, _ = await search(httpx.Response(429, headers={"Retry-After": "40"}))
    assert not_measured(outcome).retry_after == 40


@pytest.mark.parametrize(
    ("dead", "names"),
    [
        ([["deadengine", "HTTP connection error"]], "deadengine"),
        ([["b", "Suspended: too many requests"], ["a", "CAPTCHA"]], "a, b"),
        (["only a name"], "only a name"),
        ([["eiffel<script>", "x"], [], None], "unnamed"),
        ([[name, "timeout"] for name in "abcdefg"], "a, b, c, d, e, …"),
    ],
)
async def test_l8_dead_engines_are_not_nothing_found(dead: object, names: str) -> None:
    failure = not_measured(await outcome_of(answer(dead=dead)))
    assert failure.why is Why.SOURCE_DOWN
    assert failure.detail.endswith(f": {names}")


async def test_l8_some_dead_engines_leave_what_the_others_found() -> None:
    outcome = await outcome_of(answer(result(), dead=[["deadengine", "timeout about eiffel"]]))
    assert isinstance(outcome, Ok)
    assert len(outcome.value) == 1
    assert outcome.missing == NotMeasured(Why.SOURCE_DOWN, "engines without an answer (1): deadengine")


async def test_l8_engines_at_rest_are_told_by_the_timings() -> None:
    """Within the ban after a failure searx 1.1.0 lists nothing as unresponsive."""
    failure = not_measured(await outcome_of(answer(), Server_Timing="total;dur=0.479"))
    assert failure.why is Why.SOURCE_DOWN


@pytest.mark.parametrize(
    "timings",
    ["total;dur=133.173, total_0_dd;dur=88.457, load_0_dd;dur=0", "cache;desc=hit", ""],
)
async def test_nothing_found_is_an_answer(timings: str) -> None:
    assert await outcome_of(answer(), Server_Timing=timings) == Ok([])


@pytest.mark.parametrize(
    "body", [{"error": "search error for eiffel"}, {"error": "No query", "results": None}]
)
async def test_an_error_inside_200_measures_nothing(body: Answer) -> None:
    assert not_measured(await outcome_of(body)).why is Why.SOURCE_DOWN


@pytest.mark.parametrize(
    "body",
    [
        "<html>Sorry</html>", json.dumps(answer(result()))[:-40], "[]", "{}", '"x"', "", "null",
        '{"results": {"0": {}}}', '{"results": [{"url": "http://a.example/"}]}',
        '{"results": [{"title": "T", "url": "javascript:alert(1)"}, null, 3]}',
    ],
)  # fmt: skip
async def test_a_body_that_is_no_answer_measures_nothing(body: str) -> None:
    outcome, _ = await search(httpx.Response(200, text=body))
    assert not_measured(outcome).why is Why.INVALID_RESPONSE


async def test_single_odd_results_are_left_out() -> None:
    odd = [{"title": "T"}, {"url": "x", "title": "T"}, None, result(4, content=None), result(5, content=7)]
    outcome = await outcome_of({**answer(), "results": odd})
    assert [(hit.rank, hit.text) for hit in measured(outcome)] == [(4, ""), (5, "")]


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (401, Why.MISCONFIGURED), (404, Why.MISCONFIGURED), (308, Why.MISCONFIGURED),
        (500, Why.SOURCE_DOWN), (502, Why.SOURCE_DOWN), (418, Why.INVALID_RESPONSE),
    ],
)  # fmt: skip
async def test_other_statuses(status: int, why: Why) -> None:
    outcome, seen = await search(httpx.Response(status, text="eiffel"))
    assert not_measured(outcome).why is why
    assert len(seen) == 1


async def test_a_request_it_finds_wrong_is_misuse() -> None:
    outcome, _ = await search(httpx.Response(400, json={"error": "Invalid value eiffel for parameter q"}))
    assert outcome == Misused("status 400")


async def test_an_instance_below_a_path_and_one_that_is_gone() -> None:
    outcome, [request] = await search(httpx.ConnectError("no"), base="http://s.example/searx/")
    assert not_measured(outcome).why is Why.SOURCE_DOWN
    assert request.url.path == "/searx/search"
