"""Searching reviews of fact-checkers: shapes as the reference of Google Fact Check Tools gives them."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime

import httpx2 as httpx
import pytest

from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.search.factcheck import FactCheckSearch
from clients.search.protocol import Hit, SearchQuery
from tests.unit.clients.net import sequence, soon, transport
from tests.unit.clients.transport.test_posting import Memory

Answer = dict[str, object]
pytestmark = pytest.mark.anyio
KEY = "AIza-not-a-real-key"
REVIEW: Answer = {
    "publisher": {"name": "Full Check", "site": "fullcheck.example"},
    "url": "https://fullcheck.example/moon",
    "title": "No, the moon is not made of cheese",
    "reviewDate": "2020-03-05T00:00:00Z",
    "textualRating": "Pants on Fire",
    "languageCode": "en",
}
CLAIM: Answer = {
    "text": "The moon is made of cheese.",
    "claimant": "A viral post",
    "claimDate": "2020-03-01T00:00:00Z",
    "claimReview": [REVIEW],
}


def found(*claims: Answer) -> httpx.Response:
    return httpx.Response(200, json={"claims": list(claims), "nextPageToken": "CAo"})


def failing(code: int, status: str, *, http: int | None = None, reason: str | None = None) -> httpx.Response:
    kind = "type.googleapis.com/google.rpc.ErrorInfo"
    details = [{"@type": kind, "reason": reason, "domain": "googleapis.com"}] if reason else []
    error = {"code": code, "message": f"moon cheese {KEY}", "status": status, "details": details}
    return httpx.Response(http or code, json={"error": error})


async def search(
    handler: Callable[[httpx.Request], httpx.Response],
    text: str = "moon cheese",
    *,
    before: datetime | None = None,
    language: str = "en",
    limit: int = 5,
) -> Outcome[list[Hit]]:
    query = SearchQuery(text, limit=limit, before=before, language=language)
    async with transport(handler) as way:
        return await FactCheckSearch(way, api_key=KEY).search(query, deadline=soon(20.0))


def hits(outcome: Outcome[list[Hit]]) -> list[Hit]:
    assert isinstance(outcome, Ok), outcome
    return outcome.value


async def test_a_review_is_a_hit_with_its_rating_beside_the_text() -> None:
    handler, seen = sequence([found(CLAIM)])
    (hit,) = hits(await search(handler))
    assert hit == Hit(
        source="factcheck",
        url="https://fullcheck.example/moon",
        title="No, the moon is not made of cheese",
        text=(
            "Rating: Pants on Fire\n"
            "Claim reviewed: The moon is made of cheese.\n"
            "Claimant: A viral post\n"
            "Claim date: 2020-03-01T00:00:00Z\n"
            "Reviewed by: Full Check\n"
            "Review date: 2020-03-05T00:00:00+00:00"
        ),
        rank=1,
        published_at=datetime(2020, 3, 5, tzinfo=UTC),
        publisher="Full Check",
        reviewed="The moon is made of cheese.",
        rating="Pants on Fire",
    )
    params = dict(seen[0].url.params)
    assert params == {"query": "moon cheese", "pageSize": "5", "languageCode": "en", "key": KEY}


async def test_each_review_of_a_claim_is_a_hit_and_no_more_than_asked() -> None:
    other = {**REVIEW, "url": "https://other.example/", "textualRating": "Falso"}
    handler, _ = sequence([found({**CLAIM, "claimReview": [REVIEW, other]}, CLAIM)])
    found_hits = hits(await search(handler, limit=2))
    assert [(hit.rank, hit.rating) for hit in found_hits] == [(1, "Pants on Fire"), (2, "Falso")]


@pytest.mark.parametrize("body", ["{}", '{"claims": []}'])
async def test_nothing_found_is_an_answer(body: str) -> None:
    assert await search(lambda _: httpx.Response(200, text=body)) == Ok([])


async def test_what_a_review_does_not_say_is_null() -> None:
    bare = {"url": "https://b.example/", "textualRating": " ", "publisher": "x", "reviewDate": "soon"}
    handler, _ = sequence([found({"text": "A claim.", "claimReview": [bare]})])
    (hit,) = hits(await search(handler))
    assert (hit.text, hit.title) == ("Claim reviewed: A claim.", "")
    assert (hit.reviewed, hit.rating, hit.publisher, hit.published_at) == ("A claim.", None, None, None)


async def test_a_publisher_without_a_name_is_named_by_its_site() -> None:
    handler, _ = sequence([found({**CLAIM, "claimReview": [{**REVIEW, "publisher": {"site": "s.example"}}]})])
    assert hits(await search(handler))[0].publisher == "s.example"


async def test_before_leaves_out_later_reviews_and_is_not_enforced() -> None:
    later = {**REVIEW, "url": "https://late.example/", "reviewDate": "2020-03-06T00:00:00Z"}
    undated = {**REVIEW, "url": "https://undated.example/", "reviewDate": None}
    handler, _ = sequence([found({**CLAIM, "claimReview": [later, REVIEW, undated]})])
    kept = hits(await search(handler, before=datetime(2020, 3, 5, 12)))  # noqa: DTZ001 - as a caller may give it
    assert [hit.url for hit in kept] == ["https://fullcheck.example/moon", "https://undated.example/"]
    assert not any(hit.as_of_enforced for hit in kept)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (failing(400, "INVALID_ARGUMENT"), Misused("status 400")),
        (
            failing(400, "INVALID_ARGUMENT", reason="API_KEY_INVALID"),
            NotMeasured(Why.MISCONFIGURED, "the key is not valid"),
        ),
        (failing(401, "UNAUTHENTICATED"), NotMeasured(Why.MISCONFIGURED, "status 401")),
        (failing(403, "PERMISSION_DENIED"), NotMeasured(Why.MISCONFIGURED, "status 403")),
        (failing(429, "RESOURCE_EXHAUSTED"), NotMeasured(Why.RATE_LIMITED, "status 429", 30.0)),
        (
            failing(403, "PERMISSION_DENIED", http=200),
            NotMeasured(Why.MISCONFIGURED, "error PERMISSION_DENIED"),
        ),
        (
            failing(429, "RESOURCE_EXHAUSTED", http=200),
            NotMeasured(Why.RATE_LIMITED, "error RESOURCE_EXHAUSTED", 30.0),
        ),
        (failing(503, "UNAVAILABLE", http=200), NotMeasured(Why.SOURCE_DOWN, "error UNAVAILABLE")),
        (failing(400, "INVALID_ARGUMENT", http=200), Misused("error INVALID_ARGUMENT")),
        (
            failing(400, "INVALID_ARGUMENT", http=200, reason="API_KEY_EXPIRED"),
            NotMeasured(Why.MISCONFIGURED, "the key is not valid"),
        ),
        (
            failing(400, f"MOON {KEY}", http=200),
            NotMeasured(Why.INVALID_RESPONSE, "an error of an unknown status"),
        ),
        (
            httpx.Response(200, json={"error": "moon"}),
            NotMeasured(Why.INVALID_RESPONSE, "an error without a status"),
        ),
    ],
)  # fmt: skip
async def test_errors_are_typed_and_repeat_neither_query_nor_key(
    answer: httpx.Response, expected: NotMeasured | Misused
) -> None:
    outcome = await search(lambda _: answer)
    assert outcome == expected
    assert KEY not in repr(outcome)
    assert "moon" not in repr(outcome)


async def test_a_wish_to_wait_is_heard() -> None:
    limited = httpx.Response(429, headers={"Retry-After": "90"})
    outcome = await search(lambda _: limited)
    assert outcome == NotMeasured(Why.RATE_LIMITED, "status 429", 90.0)


@pytest.mark.parametrize(
    "body",
    [
        "<html>Sorry</html>",
        json.dumps({"claims": [CLAIM]})[:150],
        "[]",
        '"x"',
        "",
        '{"results": []}',
        '{"claims": {"text": "x"}}',
        '{"claims": [3, null]}',
        '{"claims": [{"claimReview": [{"url": "https://a.example/"}]}]}',
        '{"claims": [{"text": "A.", "claimReview": [{"title": "no address"}]}]}',
        '{"claims": [{"text": "A.", "claimReview": [{"url": "javascript:alert(1)"}]}]}',
        '{"claims": [{"text": "A."}]}',
    ],
)
async def test_an_answer_of_another_shape_measures_nothing(body: str) -> None:
    outcome = await search(lambda _: httpx.Response(200, text=body))
    assert isinstance(outcome, NotMeasured)
    assert outcome.why is Why.INVALID_RESPONSE


async def test_an_odd_review_among_others_is_left_out() -> None:
    handler, _ = sequence([found({"text": 3}, {**CLAIM, "claimReview": [None, REVIEW]})])
    assert [hit.rank for hit in hits(await search(handler))] == [1]


async def test_syntax_is_not_sent_and_a_query_without_words_is_misuse() -> None:
    handler, seen = sequence([found(CLAIM)])
    await search(handler, 'moon "cheese" -site:x OR &key=1', language="not a language")
    params = dict(seen[0].url.params)
    assert params["query"] == "moon cheese site x or key 1"
    assert "languageCode" not in params
    assert await search(handler, "?!") == Misused("a query without words")
    assert len(seen) == 1


async def test_the_key_is_sent_and_found_nowhere_else(caplog: pytest.LogCaptureFixture) -> None:
    memory = Memory()
    handler, seen = sequence([found(CLAIM), failing(403, "PERMISSION_DENIED")])
    with caplog.at_level(logging.DEBUG):
        async with transport(handler, cache=memory) as way:
            client = FactCheckSearch(way, api_key=f" {KEY}\n")
            outcomes = [
                await client.search(SearchQuery(text), deadline=soon(20.0)) for text in ("moon", "cheese")
            ]
    assert [request.url.params["key"] for request in seen] == [KEY, KEY]
    assert memory.kept
    assert KEY not in repr(outcomes) + repr(memory.kept) + repr(memory.requests) + repr(client) + caplog.text


@pytest.mark.parametrize("key", ["", "  ", "schlüssel", "a\nb"])
async def test_a_key_that_cannot_be_sent_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="printable ASCII"):
        FactCheckSearch(transport(lambda _: found()), api_key=key)
