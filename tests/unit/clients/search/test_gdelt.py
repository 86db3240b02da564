"""Searching world news: shapes and complaints as clients of GDELT DOC 2.0 report them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime

import httpx2 as httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.search.gdelt import GdeltSearch, _words
from clients.search.gdelt_answers import judge
from clients.search.protocol import Hit, SearchQuery
from tests.unit.clients.net import NoLimit, response, sequence, soon, transport

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ENTRY: dict[str, object] = {
    "url": "https://news.example/a",
    "url_mobile": "",
    "title": "Storm hits coast , thousands flee",
    "seendate": "20261120T101500Z",
    "socialimage": "",
    "domain": "news.example",
    "language": "English",
    "sourcecountry": "United States",
}


def listing(*entries: dict[str, object]) -> httpx.Response:
    return httpx.Response(200, json={"articles": list(entries)})


async def search(
    handler: Callable[[httpx.Request], httpx.Response],
    text: str = "storm coast",
    *,
    before: datetime | None = None,
    language: str = "en",
    limit: int = 5,
    names: tuple[str, ...] = (),
    around: date | None = None,
) -> Outcome[list[Hit]]:
    query = SearchQuery(text, limit=limit, before=before, language=language, names=names, around=around)
    async with transport(handler, budget=NoLimit()) as way:
        return await GdeltSearch(way, clock=lambda: NOW).search(query, deadline=soon(20.0))


def hits(outcome: Outcome[list[Hit]]) -> list[Hit]:
    assert isinstance(outcome, Ok), outcome
    return outcome.value


async def test_articles_become_hits_whose_text_is_the_title() -> None:
    handler, seen = sequence([listing(ENTRY, {**ENTRY, "url": "https://other.example/b", "domain": 3})])
    first, second = hits(await search(handler, limit=2))
    assert first == Hit(
        source="gdelt",
        url="https://news.example/a",
        title="Storm hits coast , thousands flee",
        text="Storm hits coast , thousands flee",
        rank=1,
        revised_at=datetime(2026, 11, 20, 10, 15, tzinfo=UTC),
        publisher="news.example",
    )
    assert (second.rank, second.publisher, second.whole) == (2, None, False)
    asked = dict(seen[0].url.params)
    assert asked == {
        "query": "storm coast sourcelang:english",
        "mode": "artlist",
        "format": "json",
        "sort": "hybridrel",
        "maxrecords": "2",
    }


async def test_when_gdelt_saw_an_article_is_no_date_of_publication() -> None:
    handler, _ = sequence([listing(ENTRY)])
    assert hits(await search(handler))[0].published_at is None


@pytest.mark.parametrize("body", [b"{}", b'{"articles": []}', b"\xef\xbb\xbf{}"])
async def test_nothing_found_is_an_answer(body: bytes) -> None:
    handler, _ = sequence([httpx.Response(200, content=body)])
    assert await search(handler) == Ok([])


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Please limit requests to one every 5 seconds or contact us for larger queries.", Why.RATE_LIMITED),
        ("Your query was too short or too long.", Why.SOURCE_DOWN),
        ("Something new about storm coast", Why.INVALID_RESPONSE),
        ("<html><title>Sorry, storm coast</title></html>", Why.INVALID_RESPONSE),
        ("", Why.INVALID_RESPONSE),
    ],
)
async def test_l4_a_sentence_inside_200_is_no_empty_result(sentence: str, expected: Why) -> None:
    kind = {"content-type": "text/html; charset=utf-8"}
    outcome = await search(lambda _: httpx.Response(200, text=sentence + "\n", headers=kind))
    assert isinstance(outcome, NotMeasured)
    assert outcome.why is expected
    assert "storm" not in outcome.detail


async def test_l4_a_query_shed_under_load_is_tried_once_more() -> None:
    shed = httpx.Response(200, text="Your query was too short or too long.")
    handler, seen = sequence([shed, listing(ENTRY)])
    assert len(hits(await search(handler))) == 1
    assert len(seen) == 2


@pytest.mark.parametrize(
    "sentence",
    [
        "Your search contained a keyword that was too short.",
        "The specified phrase is too short.",
        "One or more of your keywords contained an illegal character.",
        "Queries containing OR'd terms must be surrounded by ().",
        "Parentheses may only be used around OR'd statements.",
        "Timespan is too short.",
        "Invalid query start date.",
        "Invalid/Unsupported Country.",
    ],
)
async def test_l4_a_sentence_about_the_query_is_misuse(sentence: str) -> None:
    handler, seen = sequence([httpx.Response(200, text=sentence)])
    assert await search(handler) == Misused("the query is rejected")
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        (b"a\x01b", "a b"),
        (b"a\tb\nc", "a b c"),
        (b"50\\% off", "50\\% off"),
        (b"it\\'s", "it\\'s"),
        (b'say \\"no\\"', 'say "no"'),
        (b"C:\\\\dir \\u00e9", "C:\\dir é"),
        (b"caf\xe9", "caf�"),
        (b"half \\ud83d of it", "half of it"),
    ],
)
async def test_l5_illegal_json_is_read_all_the_same(raw: bytes, title: str) -> None:
    body = json.dumps({"articles": [ENTRY]}).encode().replace(b"Storm hits coast , thousands flee", raw)
    handler, _ = sequence([httpx.Response(200, content=body)])
    assert [hit.title for hit in hits(await search(handler))] == [title]


@pytest.mark.parametrize("end", [10, 60, 200])
async def test_l5_json_cut_short_measures_nothing(end: int) -> None:
    handler, _ = sequence([httpx.Response(200, content=json.dumps({"articles": [ENTRY]}).encode()[:end])])
    outcome = await search(handler)
    assert outcome == NotMeasured(Why.INVALID_RESPONSE, "text that is not JSON")


@pytest.mark.parametrize(
    "answer",
    [
        [],
        "x",
        3,
        None,
        {"articles": {}},
        {"status": "ok"},
        {"articles": ["x", None]},
        {"articles": [{"title": "no address"}]},
        {"articles": [{"url": "javascript:alert(1)", "title": "T"}]},
        {"articles": [{"url": "https://a.example", "title": None}]},
    ],
)
async def test_an_answer_of_another_shape_measures_nothing(answer: object) -> None:
    outcome = await search(lambda _: httpx.Response(200, text=json.dumps(answer)))
    assert isinstance(outcome, NotMeasured)
    assert outcome.why is Why.INVALID_RESPONSE


async def test_an_odd_article_among_others_is_left_out() -> None:
    handler, _ = sequence([listing({"title": "no address"}, {**ENTRY, "seendate": "yesterday"})])
    (only,) = hits(await search(handler))
    assert (only.rank, only.revised_at) == (1, None)


@pytest.mark.parametrize(
    ("status", "headers", "expected"),
    [
        (429, {"Retry-After": "120"}, NotMeasured(Why.RATE_LIMITED, "status 429", 120.0)),
        (429, {}, NotMeasured(Why.RATE_LIMITED, "status 429", 60.0)),
        (403, {}, NotMeasured(Why.MISCONFIGURED, "status 403")),
        (404, {}, NotMeasured(Why.MISCONFIGURED, "status 404")),
        (400, {}, Misused("status 400")),
    ],
)
async def test_statuses(status: int, headers: dict[str, str], expected: Outcome[list[Hit]]) -> None:
    handler, seen = sequence([httpx.Response(status, headers=headers)])
    assert await search(handler) == expected
    assert len(seen) == 1


# ---- what is asked -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"storm" (coast OR sea) -wind near5:"a b"', "storm coast sea wind near5"),
        ("US EU GDP by 2024", "GDP 2024"),
        ("U.S. troops in al-Shabaab's camp", "troops Shabaab camp"),
        ("O'Neill paid 4.2 million, 83,019,213 in all", "Neill paid million all"),
        ("D-Wave and the OR and AND of it", "Wave the"),
        ("Kyiv Kyiv kyiv", "Kyiv"),
        ("domain:cnn.com theme:X_Y tone>5", "domain cnn com theme tone"),
        ("one two three four five six seven eight nine ten", "one two three four five six seven eight"),
    ],
)
def test_only_bare_words_long_enough_are_sent(text: str, words: str) -> None:
    assert _words(text) == words


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_no_text_gets_syntax_or_too_much_through(text: str) -> None:
    words = _words(text)
    assert len(f"{words} sourcelang:portuguese") <= 250
    assert not set(words) & set("\"'()[]{}:<>-/\\*?.,%_\n")
    assert all(len(word) >= 3 and word.casefold() not in {"and", "or", "not"} for word in words.split())


async def test_without_words_nothing_is_asked() -> None:
    handler, seen = sequence([])
    assert await search(handler, "EU, 5 %!") == Misused("a query without words")
    assert not seen


@pytest.mark.parametrize(
    ("language", "query"),
    [("de", "storm coast sourcelang:german"), ("xx", "storm coast"), ('e" OR x', "storm coast")],
)
async def test_the_language_is_one_of_a_table_or_left_out(language: str, query: str) -> None:
    handler, seen = sequence([listing(ENTRY)])
    await search(handler, language=language)
    assert seen[0].url.params["query"] == query


@pytest.mark.parametrize(
    ("text", "names", "query"),
    [
        ("Angela Merkel Berlin visit", ("Angela Merkel", "Berlin"), '"Angela Merkel" Berlin visit'),
        ("Merkel Angela visit", ("Angela Merkel",), "Merkel Angela visit"),
        ("Bank of England rate", ("Bank of England",), "Bank England rate"),
        ("al-Shabaab camp", ("al-Shabaab camp",), "Shabaab camp"),
    ],
)
async def test_a_name_of_several_words_is_a_phrase_where_all_of_it_can_be_sent(
    text: str, names: tuple[str, ...], query: str
) -> None:
    handler, seen = sequence([listing(ENTRY)])
    await search(handler, text, names=names, language="xx")
    assert seen[0].url.params["query"] == query


# ---- around a day --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("around", "before", "window"),
    [
        (date(2024, 3, 1), None, ("20240131000000", "20240430000000")),
        (date(2024, 3, 1), datetime(2024, 3, 5, 6, tzinfo=UTC), ("20231206060000", "20240305060000")),
        (date(2024, 3, 1), datetime(2025, 1, 1, tzinfo=UTC), ("20240131000000", "20240430000000")),
        (date(2016, 12, 20), None, ("20170101000000", "20170218000000")),
        (date(2016, 1, 29), None, (None, None)),
        (date(2026, 10, 1), None, (None, None)),
        (date.max, None, (None, None)),
    ],
    ids=[
        "old",
        "cut off soon after",
        "cut off later",
        "index begins",
        "before the index",
        "recent",
        "to come",
    ],
)
async def test_news_are_looked_for_in_the_months_around_a_day(
    around: date, before: datetime | None, window: tuple[str | None, str | None]
) -> None:
    handler, seen = sequence([listing(ENTRY)])
    await search(handler, around=around, before=before)
    asked = seen[0].url.params
    assert (asked.get("startdatetime"), asked.get("enddatetime")) == window


async def test_nothing_found_around_a_day_long_ago_is_not_measured_in_full() -> None:
    handler, _ = sequence([httpx.Response(200, text="{}")])
    outcome = await search(handler, around=date(2024, 3, 1))
    assert isinstance(outcome, Ok)
    assert outcome.missing is not None


# ---- as of a date --------------------------------------------------------------------------------------


async def test_before_ends_the_window_and_later_articles_are_left_out() -> None:
    later = {**ENTRY, "url": "https://late.example/", "seendate": "20261119T000001Z"}
    earlier = {**ENTRY, "seendate": "20261118T235959Z"}
    undated = {**ENTRY, "url": "https://undated.example/", "seendate": None}
    handler, seen = sequence([listing(later, earlier, undated)])
    found = hits(await search(handler, before=datetime(2026, 11, 19, tzinfo=UTC)))
    assert [(hit.url, hit.rank, hit.as_of_enforced) for hit in found] == [
        ("https://news.example/a", 1, True),
        ("https://undated.example/", 2, False),
    ]
    asked = seen[0].url.params
    assert (asked["startdatetime"], asked["enddatetime"]) == ("20260821000000", "20261119000000")
    assert "timespan" not in asked


async def test_a_date_without_a_zone_is_utc_and_one_to_come_is_none() -> None:
    handler, seen = sequence([listing(ENTRY), listing(ENTRY)])
    await search(handler, before=datetime(2026, 11, 19, 6))  # noqa: DTZ001 - as a caller may give it
    await search(handler, before=datetime(2027, 1, 1, tzinfo=UTC))
    assert seen[0].url.params["enddatetime"] == "20261119060000"
    assert "enddatetime" not in seen[1].url.params


async def test_nothing_found_in_a_window_that_is_not_promised_is_not_measured_in_full() -> None:
    handler, seen = sequence([httpx.Response(200, text="{}")])
    outcome = await search(handler, before=datetime(2017, 2, 1, tzinfo=UTC))
    assert isinstance(outcome, Ok)
    assert outcome.value == []
    assert outcome.missing is not None
    assert seen[0].url.params["startdatetime"] == "20170101000000"


async def test_what_is_found_in_an_old_window_stands() -> None:
    handler, _ = sequence([listing({**ENTRY, "seendate": "20200101T000000Z"})])
    outcome = await search(handler, before=datetime(2020, 2, 1, tzinfo=UTC))
    assert isinstance(outcome, Ok)
    assert (len(outcome.value), outcome.missing) == (1, None)


async def test_before_the_index_begins_nothing_is_asked() -> None:
    handler, seen = sequence([])
    outcome = await search(handler, before=datetime(2016, 6, 1, tzinfo=UTC))
    assert outcome == Misused("nothing before 2017 is searchable")
    assert not seen


@settings(max_examples=60)
@given(st.binary(max_size=200))
def test_no_body_breaks_the_reader(body: bytes) -> None:
    verdict = judge(response(body))
    assert verdict is None or isinstance(verdict, NotMeasured | Misused)
