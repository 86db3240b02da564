"""Crossref: works as its REST API lists them."""

from __future__ import annotations

from datetime import UTC, datetime

import httpx2 as httpx
import pytest

from clients.outcome import Misused, Ok, Why
from clients.search.crossref import CrossrefSearch
from clients.search.protocol import SearchClient
from clients.transport.transport import Transport
from tests.unit.clients.net import sequence
from tests.unit.clients.search.listings import CANARY, Api, hits, pause, search, why

pytestmark = pytest.mark.anyio
WORK: dict[str, object] = {
    "DOI": "10.1000/abc(2020)1:2<3>4",
    "title": ["Coffee &amp; <i>sleep</i>"],
    "container-title": ["Journal of Sleep"],
    "publisher": "Press",
    "abstract": "<jats:title>Abstract</jats:title><jats:p>We saw 10<jats:sup>6</jats:sup> cups.</jats:p>",
    "published": {"date-parts": [[2019, 5, 17]]},
    "issued": {"date-parts": [[2019, 6]]},
    "type": "journal-article",
}


def make(way: Transport) -> SearchClient:
    return CrossrefSearch(way)


def found(*works: dict[str, object], total: int | None = None) -> dict[str, object]:
    count = len(works) if total is None else total
    return {
        "status": "ok",
        "message-type": "work-list",
        "message": {"total-results": count, "items": list(works)},
    }


def failed(kind: str = "validation-failure") -> dict[str, object]:
    wrong = [{"type": "parameter-not-allowed", "value": CANARY, "message": f"about {CANARY}"}]
    return {"status": "failed", "message-type": kind, "message": wrong}


# ---- failures ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [200, 400])
async def test_a_request_refused_is_misuse_also_inside_200(status: int) -> None:
    outcome = await search(make, Api(failed(), status=status))
    assert outcome == Misused("crossref error parameter-not-allowed")


@pytest.mark.parametrize("message", [None, [], "x", [3], [{"type": f"{CANARY} x"}]])
async def test_a_refusal_of_another_shape_is_one_too(message: object) -> None:
    outcome = await search(make, Api(failed() | {"message": message}, status=400))
    assert outcome == Misused("crossref error without a code")


@pytest.mark.parametrize(
    ("status", "expected"),
    [(200, Why.INVALID_RESPONSE), (404, Why.MISCONFIGURED), (500, Why.SOURCE_DOWN)],
)
async def test_any_other_failure_says_why(status: int, expected: Why) -> None:
    assert why(await search(make, Api(failed("exception"), status=status))) is expected


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"x-rate-limit-limit": "3", "x-rate-limit-interval": "20s"}, 20.0),
        ({"x-rate-limit-interval": "99999s"}, 3600.0),
        ({"x-rate-limit-interval": "20s", "Retry-After": "30"}, 30.0),
        ({"x-rate-limit-interval": "soon"}, 5.0),
        ({}, 5.0),
    ],
)
async def test_a_429_pauses_for_the_interval(headers: dict[str, str], seconds: float) -> None:
    handler, _ = sequence([httpx.Response(429, text="Rate limit exceeded", headers=headers)] * 2)
    outcome = await search(make, handler)
    assert (why(outcome), pause(outcome)) == (Why.RATE_LIMITED, seconds)


async def test_works_counted_but_not_listed_are_no_empty_result() -> None:
    assert why(await search(make, Api(found(total=3)))) is Why.INVALID_RESPONSE


# ---- answers -------------------------------------------------------------------------------------------


async def test_a_work_found() -> None:
    (hit,) = hits(await search(make, Api(found(WORK))))
    assert (hit.source, hit.title, hit.publisher) == ("crossref", "Coffee & sleep", "Journal of Sleep")
    assert hit.url == "https://doi.org/10.1000/abc(2020)1:2%3C3%3E4"
    assert hit.text == "We saw 10⁶ cups."
    assert hit.published_at == datetime(2019, 5, 17, tzinfo=UTC)
    assert not hit.whole
    assert not hit.as_of_enforced


async def test_parts_of_works_are_left_out() -> None:
    assert await search(make, Api(found(WORK | {"type": "component"}))) == Ok([])


@pytest.mark.parametrize(
    ("change", "title", "text", "publisher"),
    [
        ({"title": []}, "", "We saw 10⁶ cups.", "Journal of Sleep"),
        ({"title": [None], "abstract": None}, "", "", "Journal of Sleep"),
        ({"container-title": []}, "Coffee & sleep", "We saw 10⁶ cups.", "Press"),
        ({"container-title": None, "publisher": None}, "Coffee & sleep", "We saw 10⁶ cups.", None),
    ],
)
async def test_what_a_publisher_did_not_deposit_is_empty(
    change: dict[str, object], title: str, text: str, publisher: str | None
) -> None:
    (hit,) = hits(await search(make, Api(found(WORK | change))))
    assert (hit.title, hit.text, hit.publisher) == (title, text, publisher)


@pytest.mark.parametrize("doi", [None, "", "abc", "10.1/x y", "https://evil.example/10.1000/1", 3])
async def test_a_work_without_a_doi_cannot_be_cited(doi: object) -> None:
    (hit,) = hits(await search(make, Api(found(WORK | {"DOI": doi}, WORK))))
    assert hit.rank == 1


@pytest.mark.parametrize("contact", ["desk@example.org", "https://desk.example/@us", None])
async def test_how_it_is_asked(contact: str | None) -> None:
    api = Api(found())
    await search(make, api, 'coffee "sleep"', limit=500, contact=contact)
    polite = {"mailto": contact} if contact == "desk@example.org" else {}
    assert api.params == {
        "query.bibliographic": "coffee sleep",
        "rows": "50",
        "filter": "has-abstract:true",
        "select": "DOI,title,abstract,container-title,publisher,published,issued,type",
        **polite,
    }


@pytest.mark.parametrize(
    ("parts", "published", "only_to", "enforced"),
    [
        ([[2019, 5, 17]], datetime(2019, 5, 17, tzinfo=UTC), None, True),
        ([[2020, 6, 1]], datetime(2020, 6, 1, tzinfo=UTC), None, False),
        ([[2020, 5]], datetime(2020, 5, 1, tzinfo=UTC), "month", True),
        ([[2020, 6]], datetime(2020, 6, 1, tzinfo=UTC), "month", False),
        ([[2019]], datetime(2019, 1, 1, tzinfo=UTC), "year", True),
        ([[2020]], datetime(2020, 1, 1, tzinfo=UTC), "year", False),
        ([[None]], None, None, False),
        ([], None, None, False),
        ([[0]], None, None, False),
        ("x", None, None, False),
    ],
)
async def test_a_year_is_no_day_and_counts_when_it_is_over(
    parts: object, published: datetime | None, only_to: str | None, enforced: bool
) -> None:
    work = WORK | {"published": {"date-parts": parts}, "issued": None}
    api = Api(found(work))
    (hit,) = hits(await search(make, api, before=datetime(2020, 6, 1, 13, tzinfo=UTC)))
    assert api.params["filter"] == "has-abstract:true,until-pub-date:2020-06-01"
    assert (hit.published_at, hit.only_to, hit.as_of_enforced) == (published, only_to, enforced)


async def test_a_work_without_a_publication_date_has_the_date_of_issue() -> None:
    work = WORK | {"published": {"date-parts": [[None]]}, "issued": {"date-parts": [[2018, 2, 3]]}}
    (hit,) = hits(await search(make, Api(found(work))))
    assert hit.published_at == datetime(2018, 2, 3, tzinfo=UTC)
