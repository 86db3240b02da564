"""Europe PMC: records of ``resultType=core``."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from clients.outcome import Misused, NotMeasured, Why
from clients.search.europepmc import EuropePmcSearch
from clients.search.protocol import SearchClient
from clients.transport.transport import Transport
from tests.unit.clients.search.listings import CANARY, Api, hits, pause, search, why

pytestmark = pytest.mark.anyio
PAPER: dict[str, object] = {
    "id": "32679085",
    "source": "MED",
    "pmid": "32679085",
    "doi": "10.1000/abc.1",
    "title": "Coffee and <i>sleep</i>.",
    "journalInfo": {"journal": {"title": "Journal of Sleep"}, "dateOfPublication": "2019 May"},
    "pubYear": "2019",
    "abstractText": "<h4>Background</h4>Coffee keeps awake.<h4>Results</h4>It did (p&lt;0.05).",
    "firstPublicationDate": "2019-05-17",
    "electronicPublicationDate": "2019-05-17",
}


def make(way: Transport) -> SearchClient:
    return EuropePmcSearch(way)


def found(*papers: dict[str, object], total: int | None = None) -> dict[str, object]:
    count = len(papers) if total is None else total
    return {"version": "6.9", "hitCount": count, "resultList": {"result": list(papers)}}


# ---- failures ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (400, Misused("europepmc error 400")),
        ("404", Misused("europepmc error 404")),
        (429, NotMeasured(Why.RATE_LIMITED, "europepmc error 429", 900.0)),
        (503, NotMeasured(Why.SOURCE_DOWN, "europepmc error 503", 900.0)),
        (999, NotMeasured(Why.SOURCE_DOWN, "europepmc error 999", 900.0)),
        (418, NotMeasured(Why.INVALID_RESPONSE, "europepmc error 418")),
        ("odd", NotMeasured(Why.INVALID_RESPONSE, "the API reports an error")),
        (True, NotMeasured(Why.INVALID_RESPONSE, "the API reports an error")),
        (None, NotMeasured(Why.INVALID_RESPONSE, "the API reports an error")),
    ],
)
@pytest.mark.parametrize("more", [{}, {"hitCount": 0, "resultList": {"result": []}}])
async def test_an_error_inside_200_is_no_empty_result(
    code: object, expected: object, more: dict[str, object]
) -> None:
    body = {"version": "6.9", "errCode": code, "errMsg": f"about {CANARY}"} | more
    assert await search(make, Api(body, headers={"Retry-After": "900"})) == expected


async def test_the_status_goes_before_the_code() -> None:
    outcome = await search(make, Api({"errCode": 404, "errMsg": CANARY}, status=503))
    assert outcome == NotMeasured(Why.SOURCE_DOWN, "status 503")


async def test_papers_counted_but_not_listed_are_no_empty_result() -> None:
    assert why(await search(make, Api(found(total=3)))) is Why.INVALID_RESPONSE


async def test_a_429_without_a_wish_pauses_all_the_same() -> None:
    api = Api(status=429, text="", headers={"Retry-After": "nonsense"})
    outcome = await search(make, api)
    assert (why(outcome), pause(outcome)) == (Why.RATE_LIMITED, 5.0)


# ---- answers -------------------------------------------------------------------------------------------


async def test_a_paper_found() -> None:
    (hit,) = hits(await search(make, Api(found(PAPER))))
    assert (hit.source, hit.title, hit.publisher) == ("europepmc", "Coffee and sleep.", "Journal of Sleep")
    assert hit.url == "https://doi.org/10.1000/abc.1"
    assert hit.text == "Background\nCoffee keeps awake.\nResults\nIt did (p<0.05)."
    assert hit.published_at == datetime(2019, 5, 17, tzinfo=UTC)
    assert not hit.whole


@pytest.mark.parametrize(
    ("change", "url"),
    [
        ({"doi": None}, "https://europepmc.org/article/MED/32679085"),
        ({"doi": "odd", "source": "PPR", "id": "PPR1/2"}, "https://europepmc.org/article/PPR/PPR1%2F2"),
    ],
)
async def test_without_a_doi_it_has_the_page_of_its_record(change: dict[str, object], url: str) -> None:
    (hit,) = hits(await search(make, Api(found(PAPER | change))))
    assert hit.url == url


@pytest.mark.parametrize("change", [{"source": "../x"}, {"source": None}, {"id": ""}, {"id": 3}])
async def test_without_either_it_cannot_be_cited(change: dict[str, object]) -> None:
    outcome = await search(make, Api(found(PAPER | {"doi": None} | change)))
    assert why(outcome) is Why.INVALID_RESPONSE


async def test_a_record_without_journal_and_abstract_is_a_title() -> None:
    bare = PAPER | {"journalInfo": None, "abstractText": None}
    (hit,) = hits(await search(make, Api(found(bare))))
    assert (hit.title, hit.text, hit.publisher) == ("Coffee and sleep.", "", None)


async def test_how_it_is_asked() -> None:
    api = Api(found())
    await search(make, api, 'coffee OR AUTH:"sleep" [x TO y]', limit=500)
    assert api.params == {
        "query": "coffee or AUTH sleep x TO y",
        "format": "json",
        "resultType": "core",
        "pageSize": "50",
    }


@pytest.mark.parametrize(
    ("first", "electronic", "published", "only_to", "enforced"),
    [
        ("2019-05-17", "2019-05-17", datetime(2019, 5, 17, tzinfo=UTC), None, True),
        ("2019-05-17", None, datetime(2019, 5, 17, tzinfo=UTC), None, True),
        ("2020-06-01", "2020-06-01", datetime(2020, 6, 1, tzinfo=UTC), None, False),
        ("2019-05-01", "2019-05-01", datetime(2019, 5, 1, tzinfo=UTC), None, True),
        ("2020-05-01", None, datetime(2020, 5, 1, tzinfo=UTC), "month", True),
        ("2020-06-01", "2020-07-15", datetime(2020, 6, 1, tzinfo=UTC), "month", False),
        ("2019-01-01", None, datetime(2019, 1, 1, tzinfo=UTC), "year", True),
        ("2020-01-01", None, datetime(2020, 1, 1, tzinfo=UTC), "year", False),
        ("2020-01-01", "2020-01-01", datetime(2020, 1, 1, tzinfo=UTC), None, True),
        (None, None, datetime(2019, 1, 1, tzinfo=UTC), "year", True),
        ("odd", None, datetime(2019, 1, 1, tzinfo=UTC), "year", True),
    ],
)
async def test_a_date_filled_up_is_no_day_and_counts_when_it_is_over(
    first: str | None, electronic: str | None, published: datetime | None, only_to: str | None, enforced: bool
) -> None:
    paper = PAPER | {"firstPublicationDate": first, "electronicPublicationDate": electronic}
    api = Api(found(paper))
    (hit,) = hits(await search(make, api, before=datetime(2020, 6, 1, 13, tzinfo=UTC)))
    assert api.params["query"] == "(zebraquartz tower) AND FIRST_PDATE:[1800-01-01 TO 2020-06-01]"
    assert (hit.published_at, hit.only_to, hit.as_of_enforced) == (published, only_to, enforced)


@pytest.mark.parametrize("year", [None, "", "20x9", 2019])
async def test_without_any_date_nothing_is_vouched_for(year: object) -> None:
    paper = PAPER | {"firstPublicationDate": None, "pubYear": year}
    (hit,) = hits(await search(make, Api(found(paper)), before=datetime(2024, 1, 1, tzinfo=UTC)))
    assert (hit.published_at, hit.as_of_enforced) == (None, False)
