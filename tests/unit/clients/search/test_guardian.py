"""The Guardian Open Platform."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from clients.outcome import Misused, NotMeasured, Why
from clients.search.guardian import GuardianSearch
from clients.search.protocol import SearchClient
from clients.transport.transport import Transport
from tests.unit.clients.search.listings import CANARY, KEY, Api, hits, pause, search, why
from tests.unit.clients.transport.test_posting import Memory

pytestmark = pytest.mark.anyio
FIELDS: dict[str, object] = {
    "headline": "Tower &amp; Paris",
    "trailText": "The <strong>tower</strong> closes",
    "bodyText": "The tower closes on Monday. It is 330 m high.",
    "lastModified": "2019-06-02T10:00:00Z",
}
ARTICLE: dict[str, object] = {
    "id": "world/2019/jun/01/tower",
    "type": "article",
    "webPublicationDate": "2019-06-01T08:30:00Z",
    "webTitle": "Tower | Web",
    "webUrl": "https://www.theguardian.com/world/2019/jun/01/tower",
    "apiUrl": "https://content.guardianapis.com/world/2019/jun/01/tower",
    "fields": FIELDS,
}


def make(way: Transport) -> SearchClient:
    return GuardianSearch(way, KEY)


def found(*articles: dict[str, object], total: int | None = None) -> dict[str, object]:
    count = len(articles) if total is None else total
    return {"response": {"status": "ok", "total": count, "pages": 1, "results": list(articles)}}


# ---- failures ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "expected"),
    [(200, Why.INVALID_RESPONSE), (401, Why.MISCONFIGURED), (404, Why.MISCONFIGURED), (500, Why.SOURCE_DOWN)],
)
@pytest.mark.parametrize("results", [{}, {"results": []}])
async def test_an_error_says_why_also_inside_200(
    status: int, expected: Why, results: dict[str, object]
) -> None:
    body = {"response": {"status": "error", "message": f"{CANARY} {KEY}"} | results}
    outcome = await search(make, Api(body, status=status))
    assert why(outcome) is expected
    assert isinstance(outcome, NotMeasured)
    assert CANARY not in outcome.detail


async def test_a_wrong_parameter_is_misuse() -> None:
    body = {"response": {"status": "error", "message": CANARY}}
    assert await search(make, Api(body, status=400)) == Misused("status 400")


async def test_a_wrong_key_is_a_matter_of_setting() -> None:
    assert why(await search(make, Api({"message": "Unauthorized"}, status=401))) is Why.MISCONFIGURED


async def test_articles_counted_but_not_listed_are_no_empty_result() -> None:
    outcome = await search(make, Api(found(total=7)))
    assert outcome == NotMeasured(Why.INVALID_RESPONSE, "results counted but not listed")


async def test_a_429_stops_for_a_minute_at_least() -> None:
    outcome = await search(make, Api(status=429, text=""))
    assert (why(outcome), pause(outcome)) == (Why.RATE_LIMITED, 60.0)


# ---- answers -------------------------------------------------------------------------------------------


async def test_an_article_comes_whole_with_both_its_dates() -> None:
    (hit,) = hits(await search(make, Api(found(ARTICLE))))
    assert (hit.source, hit.publisher, hit.title) == ("guardian", "The Guardian", "Tower & Paris")
    assert hit.url == "https://www.theguardian.com/world/2019/jun/01/tower"
    assert hit.text == "The tower closes on Monday. It is 330 m high."
    assert hit.published_at == datetime(2019, 6, 1, 8, 30, tzinfo=UTC)
    assert hit.revised_at == datetime(2019, 6, 2, 10, tzinfo=UTC)
    assert hit.whole
    assert not hit.as_of_enforced


@pytest.mark.parametrize(
    ("fields", "title", "text"),
    [
        ({"trailText": "The <strong>tower</strong> closes"}, "Tower | Web", "The tower closes"),
        ({}, "Tower | Web", ""),
        (None, "Tower | Web", ""),
        ({"bodyText": 3, "headline": []}, "Tower | Web", ""),
    ],
)
async def test_without_its_text_it_is_an_excerpt(fields: object, title: str, text: str) -> None:
    (hit,) = hits(await search(make, Api(found(ARTICLE | {"fields": fields}))))
    assert (hit.title, hit.text, hit.whole, hit.revised_at) == (title, text, False, None)


async def test_how_it_is_asked() -> None:
    api = Api(found())
    await search(make, api, 'debate AND NOT (immigration) "x"', limit=500)
    assert api.params == {
        "q": "debate AND immigration AND x",
        "format": "json",
        "order-by": "relevance",
        "page-size": "50",
        "show-fields": "headline,trailText,bodyText,lastModified",
        "api-key": KEY,
    }


async def test_a_name_of_several_words_is_a_phrase() -> None:
    api = Api(found())
    await search(make, api, "Angela Merkel Berlin visit", names=("Angela Merkel", "Berlin"))
    assert api.params["q"] == '"Angela Merkel" AND Berlin AND visit'


@pytest.mark.parametrize(
    ("before", "until"), [(None, "2019-07-31"), (datetime(2019, 6, 9, tzinfo=UTC), "2019-06-09")]
)
async def test_articles_around_a_day_are_asked_for(before: datetime | None, until: str) -> None:
    api = Api(found())
    await search(make, api, around=date(2019, 6, 1), before=before)
    assert (api.params["from-date"], api.params["to-date"]) == ("2019-05-02", until)


@pytest.mark.parametrize(("text", "asked"), [("And NOT or", '"And not or"'), ("Not one", "one")])
async def test_a_word_that_spells_an_operator_is_none(text: str, asked: str) -> None:
    api = Api(found())
    await search(make, api, text)
    assert api.params["q"] == asked


@pytest.mark.parametrize(
    ("published", "revised", "enforced"),
    [
        ("2019-06-01T08:30:00Z", "2019-06-02T10:00:00Z", True),
        ("2019-06-01T08:30:00Z", "2023-01-01T10:00:00Z", False),
        ("2019-06-01T08:30:00Z", None, False),
        ("2020-06-01T13:00:00Z", "2020-06-01T13:00:00Z", False),
        (None, "2019-06-02T10:00:00Z", False),
    ],
)
async def test_as_it_was_then_it_is_only_when_it_was_not_changed_since(
    published: str | None, revised: str | None, enforced: bool
) -> None:
    article = ARTICLE | {"webPublicationDate": published, "fields": FIELDS | {"lastModified": revised}}
    api = Api(found(article))
    (hit,) = hits(await search(make, api, before=datetime(2020, 6, 1, 12, tzinfo=UTC)))
    assert api.params["to-date"] == "2020-06-01"
    assert hit.as_of_enforced is enforced


async def test_nothing_is_kept_longer_than_the_terms_allow() -> None:
    ttls: list[float] = []

    class Timed(Memory):
        async def put(self, request: str, response: object, *, ttl_s: float, scope: str | None) -> None:
            ttls.append(ttl_s)

    await search(make, Api(found(ARTICLE)), cache=Timed())
    assert ttls == [24 * 3600.0]
