"""Searching a wiki: shapes as MediaWiki 1.39 gives them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

import httpx2 as httpx
import pytest

from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.search.mediawiki import MediaWikiSearch
from clients.search.protocol import Hit, SearchQuery
from tests.unit.clients.net import soon, transport

Answer = dict[str, object]
pytestmark = pytest.mark.anyio
BEFORE = datetime(2020, 6, 1, tzinfo=UTC)


def entry(number: int, title: str, index: int, **more: object) -> Answer:
    address = f"http://wiki.example/wiki/{title.replace(' ', '_')}"
    revision = {"revid": number * 10, "parentid": 0, "timestamp": "2026-11-22T07:43:12Z"}
    addresses = {"fullurl": address, "canonicalurl": address}
    page = {"pageid": number, "ns": 0, "title": title, "index": index, "revisions": [revision]}
    return {**page, **addresses, **more}


class Wiki:
    """Answers by parameters; ``asked`` are the requests. Any step can be overridden."""

    def __init__(self, *, extracts: bool = True) -> None:
        self.asked: list[dict[str, str]] = []
        self.extracts = extracts
        self.overrides: list[tuple[Callable[[dict[str, str]], bool], httpx.Response]] = []
        self.existed = True

    def on(self, name: str, value: str, response: httpx.Response) -> None:
        self.overrides.append((lambda query: query.get(name) == value, response))

    def __call__(self, request: httpx.Request) -> httpx.Response:
        query = dict(request.url.params)
        self.asked.append(query)
        for matches, response in self.overrides:
            if matches(query):
                return response
        return httpx.Response(200, json=self._answer(query))

    def _answer(self, query: dict[str, str]) -> Answer:
        if query["action"] == "parse":
            which = query.get("oldid") or query.get("pageid")
            return {"parse": {"title": "T", "text": f"<div><p>Rendered {which}.</p></div>"}}
        if query.get("generator") == "search":
            introduction = {"extract": "Introduction."} if self.extracts else {}
            listed = [entry(n, t, i, **introduction) for n, t, i in ((3, "C", 3), (1, "A b", 1), (2, "B", 2))]
            return {"batchcomplete": True, "query": {"pages": listed}}
        number = int(query["pageids"])
        if "rvstart" in query:
            revision = {"revid": 77, "parentid": 0, "timestamp": "2020-05-01T00:00:00Z"}
            page = {"pageid": number, "title": "A b", **({"revisions": [revision]} if self.existed else {})}
            return {"batchcomplete": True, "query": {"pages": [page]}}
        return {
            "batchcomplete": True,
            "query": {"pages": [entry(number, "A b", 0, extract=f"Whole {number}.")]},
        }


async def search(
    wiki: Callable[[httpx.Request], httpx.Response],
    text: str = "eiffel tower",
    *,
    before: datetime | None = None,
    language: str = "en",
) -> Outcome[list[Hit]]:
    query = SearchQuery(text, limit=5, before=before, language=language)
    async with transport(wiki) as way:
        return await MediaWikiSearch(way).search(query, deadline=soon())


def hits(outcome: Outcome[list[Hit]]) -> list[Hit]:
    assert isinstance(outcome, Ok), outcome
    return outcome.value


async def test_the_best_pages_come_whole_and_in_order_of_rank() -> None:
    wiki = Wiki()
    found = hits(await search(wiki))
    assert [(hit.title, hit.text, hit.whole) for hit in found] == [
        ("A b", "Whole 1.", True),
        ("B", "Whole 2.", True),
        ("C", "Introduction.", False),
    ]
    assert found[0].url == "http://wiki.example/wiki/A_b"
    assert found[0].source == "wikipedia"
    assert found[0].revised_at == datetime(2026, 11, 22, 7, 43, 12, tzinfo=UTC)
    assert found[0].published_at is None
    assert not found[0].as_of_enforced
    assert wiki.asked[0]["gsrwhat"] == "text"
    assert all(query["formatversion"] == "2" for query in wiki.asked)


async def test_nothing_found_is_an_answer() -> None:
    wiki = Wiki()
    wiki.on("generator", "search", httpx.Response(200, json={"batchcomplete": True}))
    assert await search(wiki) == Ok([])
    assert len(wiki.asked) == 1


async def test_a_wiki_without_textextracts_is_read_rendered() -> None:
    found = hits(await search(Wiki(extracts=False)))
    assert [(hit.text, hit.whole) for hit in found] == [
        ("Rendered 1.", True), ("Rendered 2.", True), ("", False)
    ]  # fmt: skip


async def test_before_a_date_only_the_revision_of_then_counts() -> None:
    wiki = Wiki()
    found = hits(await search(wiki, before=BEFORE))
    assert [hit.text for hit in found] == ["Rendered 77.", "Rendered 77."]
    assert all(hit.as_of_enforced and hit.whole for hit in found)
    assert found[0].revised_at == datetime(2020, 5, 1, tzinfo=UTC)
    asked = next(query for query in wiki.asked if "rvstart" in query)
    assert (asked["rvstart"], asked["rvdir"], asked["rvlimit"]) == ("2020-06-01T00:00:00Z", "older", "1")


async def test_a_page_younger_than_the_date_is_left_out() -> None:
    wiki = Wiki()
    wiki.existed = False
    assert await search(wiki, before=BEFORE) == Ok([])


async def test_a_page_found_but_not_read_is_missing_and_not_absent() -> None:
    wiki = Wiki()
    wiki.on("pageids", "1", httpx.Response(403))
    outcome = await search(wiki)
    assert isinstance(outcome, Ok)
    assert outcome.missing == NotMeasured(Why.MISCONFIGURED, "status 403")
    assert [(hit.title, hit.whole) for hit in outcome.value] == [("A b", False), ("B", True), ("C", False)]


async def test_when_no_page_can_be_read_nothing_was_measured() -> None:
    wiki = Wiki(extracts=False)
    wiki.on("action", "parse", httpx.Response(200, text="<html>"))
    outcome = await search(wiki)
    assert isinstance(outcome, NotMeasured)
    assert outcome.why is Why.INVALID_RESPONSE


async def test_a_text_in_two_answers_is_read_to_its_end() -> None:
    wiki = Wiki()
    part = {"continue": {"excontinue": 1, "continue": "||"}, "query": {"pages": [entry(1, "A b", 0)]}}
    replies = [httpx.Response(200, json=part)]

    def handle(request: httpx.Request) -> httpx.Response:
        first = request.url.params.get("pageids") == "1" and "excontinue" not in request.url.params
        return replies[0] if first else wiki(request)

    assert hits(await search(handle))[0].text == "Whole 1."


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("maxlag", Why.RATE_LIMITED), ("ratelimited", Why.RATE_LIMITED), ("readonly", Why.SOURCE_DOWN),
        ("internal_api_error_DBQueryError", Why.SOURCE_DOWN), ("readapidenied", Why.MISCONFIGURED),
        ("gsrsearch-text-disabled", Why.MISCONFIGURED), ("somethingnew", Why.INVALID_RESPONSE),
        ("bad code with eiffel", Why.INVALID_RESPONSE),
    ],
)  # fmt: skip
@pytest.mark.parametrize("plain", [True, False])
async def test_errors_inside_200_are_no_empty_results(code: str, expected: Why, plain: bool) -> None:
    error = {"code": code, "text": "about eiffel tower", "module": "main"}
    body: Answer = {"errors": [error]} if plain else {"error": {"code": code, "info": "about eiffel tower"}}
    wiki = Wiki()
    wiki.on("generator", "search", httpx.Response(200, json=body, headers={"Retry-After": "600"}))
    outcome = await search(wiki)
    assert isinstance(outcome, NotMeasured)
    assert outcome.why is expected
    assert "eiffel" not in outcome.detail


@pytest.mark.parametrize("code", ["missingparam", "badvalue", "cirrussearch-query-too-long"])
async def test_errors_about_the_request_are_misuse(code: str) -> None:
    wiki = Wiki()
    wiki.on("generator", "search", httpx.Response(200, json={"errors": [{"code": code, "text": "x"}]}))
    assert await search(wiki) == Misused(f"wiki error {code}")


@pytest.mark.parametrize(
    "body",
    ["<html>Sorry</html>", '{"batchcomplete":true,"query":{"pages":[{"pageid":2,"tit', "[]", "{}", '"x"', ""],
)
async def test_a_body_that_is_no_answer_measures_nothing(body: str) -> None:
    wiki = Wiki()
    wiki.on("generator", "search", httpx.Response(200, text=body))
    outcome = await search(wiki)
    assert isinstance(outcome, NotMeasured)
    assert outcome.why is Why.INVALID_RESPONSE


@pytest.mark.parametrize(
    "pages", [[], [{"title": "No", "missing": True}], [{"title": "No", "missing": True}, 3]]
)
async def test_pages_that_are_missing_are_nothing_found(pages: object) -> None:
    wiki = Wiki()
    body = {"batchcomplete": True, "query": {"pages": pages}}
    wiki.on("generator", "search", httpx.Response(200, text=json.dumps(body)))
    assert await search(wiki) == Ok([])


async def test_odd_pages_are_left_out() -> None:
    wiki = Wiki()
    odd = [{}, {"pageid": "x"}, None, 3]
    body = {"batchcomplete": True, "query": {"pages": [*odd, entry(1, "A b", 1)]}}
    wiki.on("generator", "search", httpx.Response(200, text=json.dumps(body)))
    assert [hit.title for hit in hits(await search(wiki))] == ["A b"]


@pytest.mark.parametrize(
    "part",
    [
        {"query": 42},
        {"query": ["x"]},
        {"parse": "x"},
        {"query": {"pages": [{}]}},
        {"query": {"pages": [{"pageid": "x"}]}},
        {"query": {"pages": {"2": {"pageid": 2}}}},
        {"query": {"pages": [None, 3]}},
        {"query": {"pages": "x"}},
        {"query": {"pages": 0}},
    ],
)
async def test_pages_none_of_which_can_be_read_are_not_nothing_found(part: dict[str, object]) -> None:
    wiki = Wiki()
    wiki.on("generator", "search", httpx.Response(200, text=json.dumps({"batchcomplete": True, **part})))
    assert await search(wiki) == NotMeasured(Why.INVALID_RESPONSE, "no page that can be read")


async def test_a_page_without_an_address_gets_one_that_works() -> None:
    wiki = Wiki()
    page = {"pageid": 9, "title": "X", "index": 1, "extract": "I.", "fullurl": "javascript:alert(1)"}
    wiki.on("generator", "search", httpx.Response(200, json={"query": {"pages": [page]}}))
    assert hits(await search(wiki))[0].url == "https://en.wikipedia.org/w/index.php?curid=9"


async def test_syntax_is_not_sent_and_a_query_without_words_is_misuse() -> None:
    wiki = Wiki()
    await search(wiki, 'C++ "x" insource:/y/')
    assert wiki.asked[0]["gsrsearch"] == "C x insource y"
    wiki = Wiki()
    assert await search(wiki, '"?!"') == Misused("a query without words")
    assert not wiki.asked


@pytest.mark.parametrize(
    ("language", "host"), [("uk", "uk"), ("zh-yue", "zh-yue"), ("evil.example/", "en"), ("", "en")]
)
async def test_the_language_names_the_wiki_and_nothing_else(language: str, host: str) -> None:
    hosts: list[str] = []
    wiki = Wiki()

    def handle(request: httpx.Request) -> httpx.Response:
        hosts.append(request.url.host)
        return wiki(request)

    await search(handle, language=language)
    assert set(hosts) == {f"{host}.wikipedia.org"}
