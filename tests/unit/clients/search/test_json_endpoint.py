"""Searching a described endpoint: shapes of OpenSearch, of groonga 13 and of a flat list."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import httpx2 as httpx
import pytest
from pydantic import SecretStr, ValidationError

from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.search.json_endpoint import JsonEndpointSearch
from clients.search.json_endpoint_description import JsonEndpoint
from clients.search.json_endpoint_values import moment_of, pointed
from clients.search.protocol import Hit, SearchQuery
from clients.transport.classify import Json
from clients.transport.null_cache import NullCache
from clients.transport.ports import Rate, StoredResponse
from tests.unit.clients.net import NoLimit, sequence, soon, transport

pytestmark = pytest.mark.anyio
Answer = dict[str, Json]

FLAT = JsonEndpoint(
    name="docs",
    url="http://docs.example/find?q={query}&n={limit}",
    results_at="",
    title_at=("/name",),
    url_at=("/link",),
    text_at=("/body",),
)
OPENSEARCH = JsonEndpoint(
    name="news",
    url="http://os.example/news/_search?q={query}&size={limit}",
    key_header="Authorization",
    key=SecretStr("ApiKey c2VjcmV0"),
    results_at="/hits/hits",
    title_at=("/_source/title",),
    url_at=("/_source/url",),
    text_at=("/highlight/body", "/_source/body"),
    date_at="/_source/published",
    failure_at=("/error", "/timed_out", "/_shards/failed"),
    markup=True,
)
GROONGA = JsonEndpoint(
    name="groonga",
    url="http://g.example/d/select?table=Docs&query={query}&limit={limit}&command_version=3",
    results_at="/body/records",
    url_at=("/0",),
    title_at=("/1",),
    text_at=("/2",),
    date_at="/3",
    failure_at=("/header/return_code",),
    whole=True,
    all_words=True,
)


def flat(number: int = 1, **more: Json) -> Answer:
    return {"name": f"Title {number}", "link": f"http://d.example/{number}", "body": "Text", **more}


def opensearch(*sources: Answer, timed_out: bool = False, failed: int = 0) -> Answer:
    hits: list[Json] = [
        {"_index": "news", "_id": str(n), "_score": 2.5, "_source": source, **_highlight(source)}
        for n, source in enumerate(sources)
    ]
    total: Answer = {"value": len(hits), "relation": "eq"}
    shards: Answer = {"total": 5, "successful": 5 - failed, "skipped": 0, "failed": failed}
    found: Answer = {"total": total, "max_score": 2.5, "hits": hits}
    return {"took": 3, "timed_out": timed_out, "_shards": shards, "hits": found}


def _highlight(source: Answer) -> Answer:
    marked = source.pop("_marked", None)
    return {} if marked is None else {"highlight": {"body": marked}}


def groonga(*records: Json, return_code: int = 0) -> Answer:
    columns: list[Json] = [{"name": name, "type": "ShortText"} for name in ("_key", "title", "body", "at")]
    body: Answer = {"n_hits": len(records), "columns": columns, "records": list(records)}
    return {"header": {"return_code": return_code, "start_time": 1.0, "elapsed_time": 0.1}, "body": body}


async def search(
    endpoint: JsonEndpoint, *responses: httpx.Response | Exception, query: SearchQuery | None = None
) -> tuple[Outcome[list[Hit]], list[httpx.Request]]:
    handle, seen = sequence(responses)
    async with transport(handle) as way:
        client = JsonEndpointSearch(way, endpoint)
        outcome = await client.search(query or SearchQuery("eiffel tower"), deadline=soon())
    return outcome, seen


async def outcome_of(endpoint: JsonEndpoint, body: Json) -> Outcome[list[Hit]]:
    response = httpx.Response(200, json=body)
    again = httpx.Response(200, json=body)
    return (await search(endpoint, response, again))[0]


def measured(outcome: Outcome[list[Hit]]) -> list[Hit]:
    assert isinstance(outcome, Ok), outcome
    return outcome.value


def not_measured(outcome: Outcome[list[Hit]]) -> NotMeasured:
    assert isinstance(outcome, NotMeasured), outcome
    assert "eiffel" not in outcome.detail
    return outcome


async def test_a_flat_list() -> None:
    listed: list[Json] = [flat(1), flat(2, body=" Two\n\nparagraphs <x ")]
    outcome, [request] = await search(FLAT, httpx.Response(200, json=listed))
    found = measured(outcome)
    assert [(hit.url, hit.title, hit.text, hit.rank) for hit in found] == [
        ("http://d.example/1", "Title 1", "Text", 1),
        ("http://d.example/2", "Title 2", "Two\n\nparagraphs <x", 2),
    ]
    assert found[0].source == "docs"
    assert not any(hit.whole or hit.as_of_enforced for hit in found)
    assert dict(request.url.params) == {"q": "eiffel tower", "n": "5"}


async def test_opensearch() -> None:
    body = opensearch(
        {"title": "A <em>tower</em>", "url": "http://n.example/a", "published": "2020-05-01T10:00:00Z",
         "_marked": ["The <em>Eiffel</em> tower", "It &amp; more"], "body": "never shown"},
        {"title": "B", "url": "http://n.example/b", "published": 1588327200000, "body": "<p>Body</p>"},
        {"title": "C", "url": "http://n.example/c", "body": "C"},
    )  # fmt: skip
    outcome, [request] = await search(OPENSEARCH, httpx.Response(200, json=body))
    found = measured(outcome)
    assert [(hit.title, hit.text) for hit in found] == [
        ("A tower", "The Eiffel tower It & more"), ("B", "Body"), ("C", "C")
    ]  # fmt: skip
    at_ten = datetime(2020, 5, 1, 10, tzinfo=UTC)
    assert [hit.published_at for hit in found] == [at_ten, at_ten, None]
    assert request.headers["Authorization"] == "ApiKey c2VjcmV0"
    assert request.url.params["size"] == "5"


async def test_groonga() -> None:
    body = groonga(["http://a.example/1", "Eiffel Tower", "All of it.", 1588327200.0])
    outcome, [request] = await search(GROONGA, httpx.Response(200, json=body))
    [hit] = measured(outcome)
    assert (hit.title, hit.text, hit.whole) == ("Eiffel Tower", "All of it.", True)
    assert hit.published_at == datetime(2020, 5, 1, 10, tzinfo=UTC)
    assert request.url.params["table"] == "Docs"


@pytest.mark.parametrize(("endpoint", "body"), [(FLAT, []), (OPENSEARCH, opensearch()), (GROONGA, groonga())])
async def test_an_empty_list_where_it_should_be_is_an_answer(endpoint: JsonEndpoint, body: Json) -> None:
    assert await outcome_of(endpoint, body) == Ok([])


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"results_at": "/hits/items"}, "results_at /hits/items finds nothing"),
        ({"results_at": "/hits"}, "results_at /hits finds no list"),
        ({"results_at": ""}, 'results_at "" finds no list'),
        ({"title_at": ("/title", "/name")}, "title_at /title or /name finds no text in any of 1 results"),
        ({"text_at": ("/_source/words",)}, "text_at /_source/words finds no text in any of 1 results"),
        ({"url_at": ("/_id",)}, "url_at /_id finds no http(s) address in any of 1 results"),
    ],
)  # fmt: skip
async def test_a_wrong_pointer_is_named(change: dict[str, object], named: str) -> None:
    source: Answer = {"title": "A", "url": "http://n.example/a", "body": "B", "words": 3}
    endpoint = OPENSEARCH.model_copy(update=change)
    failure = not_measured(await outcome_of(endpoint, opensearch(source)))
    assert failure == NotMeasured(Why.MISCONFIGURED, named)


async def test_single_results_without_an_address_are_left_out() -> None:
    odd: list[Json] = [{"name": "T"}, None, flat(3, link="ftp://x"), flat(4, name=None, body=None), flat(5)]
    found = measured(await outcome_of(FLAT, odd))
    assert [(hit.rank, hit.title, hit.text) for hit in found] == [(4, "", ""), (5, "Title 5", "Text")]


async def test_results_beside_a_reported_failure_are_kept_and_something_is_missing() -> None:
    source: Answer = {"title": "A", "url": "http://n.example/a", "body": "B"}
    outcome = await outcome_of(OPENSEARCH, opensearch(source, failed=2))
    assert isinstance(outcome, Ok)
    assert len(outcome.value) == 1
    assert outcome.missing == NotMeasured(
        Why.SOURCE_DOWN, "the endpoint reports a failure at /_shards/failed"
    )


@pytest.mark.parametrize(
    ("endpoint", "body", "pointer"),
    [
        (OPENSEARCH, opensearch(timed_out=True), "/timed_out"),
        (OPENSEARCH, {"error": {"type": "x", "reason": "about eiffel"}, "status": 400}, "/error"),
        (GROONGA, groonga(return_code=-22), "/header/return_code"),
        (FLAT, {"errors": ["eiffel"]}, "/errors"),
    ],
)
async def test_a_failure_inside_200_is_not_nothing_found(
    endpoint: JsonEndpoint, body: Json, pointer: str
) -> None:
    failure = not_measured(await outcome_of(endpoint, body))
    assert failure == NotMeasured(Why.SOURCE_DOWN, f"the endpoint reports a failure at {pointer}")


@pytest.mark.parametrize("body", ["<html>Sorry</html>", json.dumps([flat()])[:-9], '"x"', "3", "null", ""])
async def test_a_body_that_is_no_answer_measures_nothing(body: str) -> None:
    outcome, _ = await search(FLAT, httpx.Response(200, text=body))
    assert not_measured(outcome).why is Why.INVALID_RESPONSE


@pytest.mark.parametrize(
    ("status", "why"),
    [(401, Why.MISCONFIGURED), (403, Why.MISCONFIGURED), (404, Why.MISCONFIGURED), (301, Why.MISCONFIGURED)],
)
async def test_statuses_the_operator_can_mend(status: int, why: Why) -> None:
    response = httpx.Response(status, json={}, headers={"Location": "http://elsewhere.example/"})
    outcome, seen = await search(OPENSEARCH, response)
    assert not_measured(outcome).why is why
    assert len(seen) == 1  # the key is for nobody else


async def test_429_with_its_wish_and_400() -> None:
    error = {"error": {"type": "es_rejected_execution_exception", "reason": "eiffel"}, "status": 429}
    outcome, _ = await search(OPENSEARCH, httpx.Response(429, json=error, headers={"Retry-After": "60"}))
    failure = not_measured(outcome)
    assert (failure.why, failure.retry_after) == (Why.RATE_LIMITED, 60)
    outcome, _ = await search(OPENSEARCH, httpx.Response(400, json=error))
    assert outcome == Misused("status 400")


async def test_each_value_is_escaped_and_stays_in_its_place() -> None:
    endpoint = FLAT.model_copy(update={"url": "http://d.example/{language}/{query}/top?n={limit}"})
    query = SearchQuery("it's a & b?c=d/é {limit} NOT", limit=900, language="../x")
    outcome, [request] = await search(endpoint, httpx.Response(200, json=[]), query=query)
    assert outcome == Ok([])
    assert request.url.raw_path == b"/en/it%27s%20a%20b%20c%20d%20%C3%A9%20limit%20not/top?n=50"


def test_a_value_cannot_add_to_the_path_or_the_parameters() -> None:
    assert FLAT.address("a/../b&n=9#", 3, "en") == "http://docs.example/find?q=a%2F..%2Fb%26n%3D9%23&n=3"


async def test_a_query_without_words_is_misuse() -> None:
    outcome, seen = await search(FLAT, query=SearchQuery("{}"))
    assert outcome == Misused("a query without words")
    assert not seen


async def test_what_was_published_later_is_left_out_and_nothing_is_called_enforced() -> None:
    rows: list[Json] = [[f"http://a.example/{n}", "T", "B", at] for n, at in enumerate((1e9, 1.6e9, None))]
    query = SearchQuery("eiffel", before=datetime(2020, 1, 1, tzinfo=UTC))
    outcome, _ = await search(GROONGA, httpx.Response(200, json=groonga(*rows)), query=query)
    found = measured(outcome)
    assert [hit.url for hit in found] == ["http://a.example/0", "http://a.example/2"]
    assert not any(hit.as_of_enforced for hit in found)


class Rates(NoLimit):
    """Remembers under which rates calls were made."""

    def __init__(self) -> None:
        self.taken: list[Rate] = []

    async def take(self, source: str, rate: Rate) -> float:
        self.taken.append(rate)
        return 0.0


async def test_the_rate_is_that_of_the_description() -> None:
    budget = Rates()
    async with transport(lambda _: httpx.Response(200, json=[]), budget=budget) as way:
        for endpoint in (FLAT, FLAT.model_copy(update={"name": "slow", "per_minute": 30.0})):
            await JsonEndpointSearch(way, endpoint).search(SearchQuery("eiffel"), deadline=soon())
    assert budget.taken == [Rate(per_second=0.5)]


class Kept(NullCache):
    """Keeps everything for ever."""

    def __init__(self) -> None:
        self.held: dict[str, StoredResponse] = {}

    async def get(self, request: str, *, scope: str | None) -> StoredResponse | None:
        return self.held.get(request)

    async def put(self, request: str, response: StoredResponse, *, ttl_s: float, scope: str | None) -> None:
        self.held[request] = response


async def test_an_answer_from_the_cache_is_held_to_the_description_of_today() -> None:
    seen: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json=[flat()])

    async with transport(handle, cache=Kept()) as way:
        first = await JsonEndpointSearch(way, FLAT).search(SearchQuery("eiffel"), deadline=soon())
        changed = FLAT.model_copy(update={"title_at": ("/heading",)})
        second = await JsonEndpointSearch(way, changed).search(SearchQuery("eiffel"), deadline=soon())
    assert len(measured(first)) == len(seen) == 1
    assert not_measured(second).detail == "title_at /heading finds no text in any of 1 results"


async def test_limits_are_those_of_the_description() -> None:
    async with transport(sequence([])[0]) as way:
        client = JsonEndpointSearch(way, GROONGA.model_copy(update={"max_words": 3}))
    assert (client.name, client.limits.max_words, client.limits.all_words_required) == ("groonga", 3, True)


@pytest.mark.parametrize(
    "change",
    [
        {"url": "http://d.example/find"}, {"url": "ftp://d.example/{query}"}, {"url": "/find?q={query}"},
        {"url": "http://{query}.example/"}, {"url": "http://d.example/{query}?{other}"},
        {"url": "http://me:pw@d.example/{query}"}, {"url": "http://d.example/#{query}"},
        {"results_at": "hits"}, {"title_at": []}, {"url_at": ["/a~2"]}, {"key": "x"},
        {"key_header": "X-Key"}, {"key_header": "X Key", "key": "x"}, {"key_header": "X-Key", "key": "a\nb"},
        {"name": "With Space"}, {"per_minute": 0}, {"unknown": 1},
    ],
)  # fmt: skip
def test_a_description_that_cannot_work_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as refused:
        JsonEndpoint.model_validate(FLAT.model_dump(exclude_none=True) | change)
    assert "pw@" not in str(refused.value)


def test_a_description_is_written_as_json_and_keeps_its_key_to_itself() -> None:
    written = {
        "name": "docs", "url": "http://d.example/?q={query}", "results_at": "", "title_at": ["/t"],
        "url_at": ["/u"], "text_at": ["/x"], "key_header": "X-Key", "key": "s3cr3t",
    }  # fmt: skip
    endpoint = JsonEndpoint.model_validate_json(json.dumps(written))
    assert endpoint.headers["X-Key"] == "s3cr3t"
    assert "s3cr3t" not in repr(endpoint)


@pytest.mark.parametrize(
    ("pointer", "found"),
    [
        ("", {"foo": ["bar", "baz"], "": 0, "a/b": 1, "m~n": 8, "k": {"": {"x": 2}}}), ("/foo/1", "baz"),
        ("/", 0), ("/a~1b", 1), ("/m~0n", 8), ("/k//x", 2),
    ],
)  # fmt: skip
def test_pointers_find_what_rfc_6901_says(pointer: str, found: Json) -> None:
    document: Json = {"foo": ["bar", "baz"], "": 0, "a/b": 1, "m~n": 8, "k": {"": {"x": 2}}}
    assert pointed(document, pointer) == found


@pytest.mark.parametrize(
    "pointer", ["/foo/2", "/foo/-", "/foo/01", "/foo/-1", "/foo/bar", "/nope", "/foo/0/x"]
)
def test_pointers_that_find_nothing(pointer: str) -> None:
    with pytest.raises(LookupError):
        pointed({"foo": ["bar", "baz"]}, pointer)


@pytest.mark.parametrize(
    "value", [True, None, "", "soon", 1e300, 10**400, float("nan"), [2020], "9999-12-31"]
)
def test_what_is_no_moment(value: Json) -> None:
    assert moment_of(value) is None
