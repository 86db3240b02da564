"""What holds for every search API that lists its results in JSON."""

from __future__ import annotations

import json
import logging
from datetime import datetime

import httpx2 as httpx
import pytest

from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.search.brave import BraveSearch
from clients.search.crossref import CrossrefSearch
from clients.search.europepmc import EuropePmcSearch
from clients.search.exa import ExaSearch
from clients.search.guardian import GuardianSearch
from clients.search.listing import code_of, text_at, web_address
from clients.search.protocol import Hit, SearchClient
from clients.search.tavily import TavilySearch
from clients.transport.transport import Transport
from tests.unit.clients.net import sequence, transport
from tests.unit.clients.search.listings import CANARY, KEY, Api, Make, hits, pause, search, why
from tests.unit.clients.transport.test_posting import Memory

pytestmark = pytest.mark.anyio


def brave(way: Transport) -> SearchClient:
    return BraveSearch(way, KEY, ttl_s=60.0)


def tavily(way: Transport) -> SearchClient:
    return TavilySearch(way, KEY)


def exa(way: Transport) -> SearchClient:
    return ExaSearch(way, KEY)


def guardian(way: Transport) -> SearchClient:
    return GuardianSearch(way, KEY)


def crossref(way: Transport) -> SearchClient:
    return CrossrefSearch(way)


def europepmc(way: Transport) -> SearchClient:
    return EuropePmcSearch(way)


PATHS: dict[Make, tuple[str, ...]] = {
    brave: ("web", "results"),
    tavily: ("results",),
    exa: ("results",),
    guardian: ("response", "results"),
    crossref: ("message", "items"),
    europepmc: ("resultList", "result"),
}
ONE: dict[Make, dict[str, object]] = {
    brave: {"title": "T", "url": "https://a.example/1"},
    tavily: {"title": "T", "url": "https://a.example/1"},
    exa: {"title": "T", "url": "https://a.example/1"},
    guardian: {"webTitle": "T", "webUrl": "https://a.example/1"},
    crossref: {"title": ["T"], "DOI": "10.1000/1"},
    europepmc: {"title": "T", "doi": "10.1000/1"},
}
every = pytest.mark.parametrize("make", list(PATHS), ids=lambda make: make.__name__)


def listing(make: Make, results: object) -> object:
    body = results
    for name in reversed(PATHS[make]):
        body = {name: body}
    return body


# ---- no answer is no empty result ----------------------------------------------------------------------


@every
@pytest.mark.parametrize(
    "text", ["", "<html>Sorry</html>", "[]", "null", '"x"', "3", "{}", '{"status": "ok"}']
)
async def test_a_body_that_is_no_answer_measures_nothing(make: Make, text: str) -> None:
    assert why(await search(make, Api(text=text))) is Why.INVALID_RESPONSE


@every
async def test_json_that_ends_in_the_middle_measures_nothing(make: Make) -> None:
    whole = json.dumps(listing(make, [ONE[make]]))
    assert why(await search(make, Api(text=whole[:-3]))) is Why.INVALID_RESPONSE


@every
@pytest.mark.parametrize("results", [None, {}, "x", 3])
async def test_results_of_the_wrong_type_measure_nothing(make: Make, results: object) -> None:
    assert why(await search(make, Api(listing(make, results)))) is Why.INVALID_RESPONSE


@every
@pytest.mark.parametrize("results", [[None], ["x", 3], [{}], [{"url": 3, "webUrl": "ftp://x", "DOI": "x"}]])
async def test_results_none_of_which_can_be_read_measure_nothing(make: Make, results: object) -> None:
    assert why(await search(make, Api(listing(make, results)))) is Why.INVALID_RESPONSE


@every
async def test_an_odd_result_among_others_is_left_out(make: Make) -> None:
    found = hits(await search(make, Api(listing(make, [None, {}, ONE[make]]))))
    assert [(hit.title, hit.text, hit.rank) for hit in found] == [("T", "", 1)]


@every
async def test_nothing_found_is_an_answer(make: Make) -> None:
    assert await search(make, Api(listing(make, []))) == Ok([])


@every
async def test_no_more_hits_than_asked_for(make: Make) -> None:
    api = Api(listing(make, [ONE[make]] * 9))
    assert len(hits(await search(make, api, limit=2))) == 2
    assert len(hits(await search(make, api, limit=0))) == 1


# ---- by status -----------------------------------------------------------------------------------------


@every
@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (401, Why.MISCONFIGURED),
        (402, Why.MISCONFIGURED),
        (403, Why.MISCONFIGURED),
        (404, Why.MISCONFIGURED),
        (302, Why.MISCONFIGURED),
        (500, Why.SOURCE_DOWN),
        (503, Why.SOURCE_DOWN),
    ],
)
@pytest.mark.parametrize("text", ["", "<html>zebraquartz</html>", '{"message": "zebraquartz"}'])
async def test_a_status_says_why_whatever_the_body(make: Make, status: int, expected: Why, text: str) -> None:
    outcome = await search(make, Api(status=status, text=text))
    assert why(outcome) is expected
    assert isinstance(outcome, NotMeasured)
    assert CANARY not in outcome.detail


@every
@pytest.mark.parametrize("status", [400, 422])
async def test_a_wrong_request_is_misuse(make: Make, status: int) -> None:
    api = Api({"message": CANARY, "error": CANARY}, status=status)
    outcome = await search(make, api)
    assert isinstance(outcome, Misused)
    assert CANARY not in outcome.detail
    assert len(api.asked) == 1


@every
async def test_a_429_is_not_repeated_before_its_time(make: Make) -> None:
    api = Api(status=429, text="", headers={"Retry-After": "900"})
    outcome = await search(make, api)
    assert (why(outcome), pause(outcome)) == (Why.RATE_LIMITED, 900.0)
    assert len(api.asked) == 1


@every
async def test_a_passing_failure_is_tried_again(make: Make) -> None:
    handler, seen = sequence([httpx.Response(502), httpx.Response(200, json=listing(make, [ONE[make]]))])
    assert len(hits(await search(make, handler))) == 1
    assert len(seen) == 2
    assert seen[0].content == seen[1].content


# ---- what is asked -------------------------------------------------------------------------------------


@every
async def test_a_query_without_words_asks_nothing(make: Make) -> None:
    api = Api({})
    assert await search(make, api, '"?!" ( )') == Misused("a query without words")
    assert not api.asked


@every
async def test_no_syntax_of_the_query_gets_through(make: Make) -> None:
    api = Api(listing(make, []))
    await search(make, api, 'Paris OR (London) -site:x.example "FIRST_PDATE:[1 TO 2]" NOT a*')
    (request,) = api.asked
    asked = json.loads(request.content)["query"] if request.content else _query_of(request)
    assert not set(asked) & set('"()[]:*-')
    assert " OR " not in asked
    assert " NOT " not in asked


def _query_of(request: httpx.Request) -> str:
    params = dict(request.url.params)
    return next(params[name] for name in ("q", "query", "query.bibliographic") if name in params)


@every
async def test_a_query_stays_within_the_limits_stated(make: Make) -> None:
    api = Api(listing(make, []))
    await search(make, api, " ".join(f"word{number}" for number in range(200)))
    (request,) = api.asked
    asked = json.loads(request.content)["query"] if request.content else _query_of(request)
    async with transport(api) as way:
        limits = make(way).limits
    assert len([word for word in asked.split() if word != "AND"]) == limits.max_words
    assert len(asked.replace(" AND ", " ")) <= limits.max_chars


@every
async def test_a_date_far_back_or_without_a_zone_is_sent_as_a_day(make: Make) -> None:
    for before in (datetime(999, 3, 4), datetime(2020, 6, 1, 23, 30)):  # noqa: DTZ001 - as a caller may give it
        api = Api(listing(make, []))
        await search(make, api, before=before)
        (request,) = api.asked
        sent = str(request.url) + request.content.decode()
        assert before.date().isoformat() in sent


# ---- what is kept and told -----------------------------------------------------------------------------


@every
async def test_answers_are_kept_without_key_and_query_in_clear_only_where_the_store_hashes(
    make: Make,
) -> None:
    memory = Memory()
    api = Api(listing(make, [ONE[make]]))
    first = await search(make, api, cache=memory)
    assert hits(await search(make, api, cache=memory)) == hits(first)
    assert len(api.asked) == 1
    assert KEY not in repr(memory.kept) + repr(memory.requests)


@every
async def test_nothing_is_logged_or_told_of_key_and_query(
    make: Make, caplog: pytest.LogCaptureFixture
) -> None:
    outcomes: list[Outcome[list[Hit]]] = []
    with caplog.at_level(logging.DEBUG):
        for answer in (
            Api(listing(make, [ONE[make]])),
            Api({"error": f"{CANARY} {KEY}", "errMsg": CANARY, "detail": KEY}),
            Api({"error": {"code": f"{CANARY} {KEY}"}}, status=400),
            Api(status=429, text=CANARY),
        ):
            outcomes.append(await search(make, answer))  # noqa: PERF401 - one after the other
    told = caplog.text + repr(outcomes)
    assert CANARY not in told
    assert KEY not in told


@every
async def test_a_key_is_sent_and_shown_nowhere(make: Make) -> None:
    api = Api(listing(make, []))
    await search(make, api)
    (request,) = api.asked
    keyed = make not in (crossref, europepmc)
    assert (KEY in str(request.url) + repr(list(request.headers.items()))) is keyed
    async with transport(api) as way:
        assert KEY not in repr(make(way)) + repr(vars(make(way)))


@pytest.mark.parametrize("kind", [BraveSearch, TavilySearch, ExaSearch, GuardianSearch])
async def test_a_key_that_cannot_be_sent_is_refused_at_once(kind: type[BraveSearch]) -> None:
    async with transport(Api({})) as way:
        with pytest.raises(ValueError, match="printable ASCII"):
            kind(way, "a\nb")


# ---- reading -------------------------------------------------------------------------------------------


def test_parts_of_the_wrong_type_are_empty() -> None:
    assert text_at({"a": {"b": "c"}}, "a", "b") == "c"
    assert text_at({"a": {"b": 3}}, "a", "b") == text_at({"a": []}, "a", "b") == text_at(None, "a") == ""


@pytest.mark.parametrize("value", [None, 3, "", "javascript:alert(1)", "ftp://x.example", "//x.example"])
def test_what_no_browser_opens_is_no_address(value: str | int | None) -> None:
    assert web_address(value) == ""


@pytest.mark.parametrize("value", [None, 3, "", "with words", "x" * 61, "kö"])
def test_a_code_that_may_carry_text_is_not_repeated(value: str | int | None) -> None:
    assert code_of(value) == "without a code"
