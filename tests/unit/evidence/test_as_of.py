"""What every source promises with a cut-off: how its hits are held to it, and which of them count."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx2 as httpx
import pytest

from clients.outcome import Ok
from clients.search.arquivo import ArquivoSearch
from clients.search.brave import BraveSearch
from clients.search.crossref import CrossrefSearch
from clients.search.europepmc import EuropePmcSearch
from clients.search.exa import ExaSearch
from clients.search.factcheck import FactCheckSearch
from clients.search.gdelt import GdeltSearch
from clients.search.guardian import GuardianSearch
from clients.search.json_endpoint import JsonEndpointSearch
from clients.search.json_endpoint_description import JsonEndpoint
from clients.search.kiwix import KiwixSearch
from clients.search.mediawiki import MediaWikiSearch
from clients.search.protocol import SearchClient, SearchQuery
from clients.search.searxng import SearxngSearch
from clients.search.tavily import TavilySearch
from clients.search.wikidata import WikidataSearch
from clients.transport.transport import Transport
from service.domain import sources
from service.domain.evidence import AsOfEnforced, Timing
from service.domain.times import Precision, PublishedAt
from service.evidence.dates import timing_of
from service.evidence.documents import from_hit
from service.library import Library
from service.library.document import LibraryDocument
from service.library.source import LibrarySource
from tests.unit.clients.net import NoLimit, soon, transport

pytestmark = pytest.mark.anyio
AS_OF = datetime(2020, 1, 29, 12, tzinfo=UTC)
EARLIER, LATER = "2019-06-01T08:00:00Z", "2020-06-01T08:00:00Z"
URL = "https://a.example/tower"
ENDPOINT = "endpoint"

Held = tuple[AsOfEnforced, Timing]
REVISION: list[Held] = [(AsOfEnforced.REVISION, Timing.BEFORE)]
CAPTURE: list[Held] = [(AsOfEnforced.CAPTURE, Timing.BEFORE)]
BY_DATE: list[Held] = [(AsOfEnforced.PUBLISHER_DATE, Timing.BEFORE)]
PERHAPS: list[Held] = [(AsOfEnforced.PUBLISHER_DATE, Timing.UNKNOWN)]
AFTERWARDS: list[Held] = [(AsOfEnforced.PUBLISHER_DATE, Timing.AFTER)]
UNHELD: list[Held] = [(AsOfEnforced.NONE, Timing.UNKNOWN)]
LEFT_OUT: list[Held] = []


def reply(shape: object) -> httpx.Response:
    return httpx.Response(200, content=json.dumps(shape), headers={"Content-Type": "application/json"})


def stamped(moment: str | None) -> str | None:
    return moment and "".join(sign for sign in moment if sign.isdigit())


def arquivo(moment: str | None) -> object:
    item = {"title": "Tower", "originalURL": URL, "tstamp": stamped(moment), "snippet": "High."}
    return {"estimated_nr_results": 1, "response_items": [item]}


def brave(moment: str | None) -> object:
    page = {"title": "Tower", "url": URL, "description": "High.", "page_age": moment}
    return {"type": "search", "query": {"original": "x"}, "web": {"results": [page]}}


def crossref(moment: str | None) -> object:
    parts = [int(part) for part in moment.partition("T")[0].split("-")] if moment else [None]
    work = {"DOI": "10.1000/1", "title": ["Tower"], "abstract": "High.", "published": {"date-parts": [parts]}}
    return {"status": "ok", "message": {"total-results": 1, "items": [work]}}


def europepmc(moment: str | None) -> object:
    day = moment and moment[:10]
    paper = {"id": "1", "source": "MED", "title": "Tower", "abstractText": "High."}
    dates = {"firstPublicationDate": day, "electronicPublicationDate": day}
    return {"hitCount": 1, "resultList": {"result": [paper | dates]}}


def exa(moment: str | None) -> object:
    return {"results": [{"title": "Tower", "url": URL, "text": "High.", "publishedDate": moment}]}


def factcheck(moment: str | None) -> object:
    review = {"url": URL, "textualRating": "False", "reviewDate": moment}
    return {"claims": [{"text": "The tower is high.", "claimReview": [review]}]}


def gdelt(moment: str | None) -> object:
    digits = stamped(moment)
    seen = f"{digits[:8]}T{digits[8:]}Z" if digits else None
    return {"articles": [{"url": URL, "title": "Tower high", "seendate": seen, "domain": "a.example"}]}


def guardian(moment: str | None, changed: str | None = None) -> object:
    fields = {"headline": "Tower", "bodyText": "High.", "lastModified": changed or moment}
    article = {"webUrl": URL, "webTitle": "Tower", "webPublicationDate": moment, "fields": fields}
    return {"response": {"status": "ok", "total": 1, "results": [article]}}


def searxng(moment: str | None) -> object:
    page = {"url": URL, "title": "Tower", "content": "High.", "publishedDate": moment, "engine": "e"}
    return {"query": "x", "results": [page], "unresponsive_engines": []}


def endpoint(moment: str | None) -> object:
    return {"results": [{"url": URL, "title": "Tower", "text": "High.", "date": moment}]}


def tavily(moment: str | None) -> object:
    return {"results": [{"title": "Tower", "url": URL, "content": "High.", "published_date": moment}]}


Handler = Callable[[httpx.Request], httpx.Response]


def kiwix(moment: str | None) -> Handler:
    xml = '<?xml version="1.0" encoding="UTF-8"?>'
    found = (
        f"{xml}<rss><channel><item><title>Tower</title><link>/b/T</link>"
        "<description>High.</description></item></channel></rss>"
    )
    dated = f"<issued>{moment}</issued>" if moment else ""
    books = f'{xml}<feed><entry><link type="text/html" href="/b"/>{dated}</entry></feed>'

    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/search"):
            return httpx.Response(200, content=found, headers={"Content-Type": "application/rss+xml"})
        if "catalog" in request.url.path:
            return httpx.Response(200, content=books, headers={"Content-Type": "application/atom+xml"})
        return httpx.Response(200, content="<p>High.</p>", headers={"Content-Type": "text/html"})

    return handle


def wikipedia(moment: str | None) -> Handler:
    """The page has one revision, of that moment; what is asked for before it has none."""
    page: dict[str, object] = {"pageid": 1, "ns": 0, "title": "Tower", "index": 1, "fullurl": URL}

    def handle(request: httpx.Request) -> httpx.Response:
        query = dict(request.url.params)
        if query["action"] == "parse":
            return reply({"parse": {"title": "Tower", "pageid": 1, "text": "<p>High.</p>"}})
        there = moment is not None and moment <= query.get("rvstart", LATER)
        revisions = [{"revid": 7, "timestamp": moment}] if there else []
        return reply({"batchcomplete": True, "query": {"pages": [page | {"revisions": revisions}]}})

    return handle


def wikidata(moment: str | None) -> Handler:
    entity = {"id": "Q1", "modified": moment, "labels": {"en": {"value": "Tower"}}, "claims": {}}

    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.params["action"] == "wbsearchentities":
            return reply({"search": [{"id": "Q1", "label": "Tower"}]})
        return reply({"entities": {"Q1": entity}})

    return handle


def described(way: Transport) -> JsonEndpointSearch:
    where = {"results_at": "/results", "url_at": ["/url"], "title_at": ["/title"], "text_at": ["/text"]}
    shape = {"name": "desk", "url": "https://find.example/?q={query}", "date_at": "/date", **where}
    return JsonEndpointSearch(way, JsonEndpoint.model_validate(shape))


@dataclass(frozen=True)
class Promise:
    """What becomes of a hit of the year before, of one of half a year later, and of an undated one."""

    make: Callable[[Transport], SearchClient]
    answer: Callable[[str | None], object]
    earlier: list[Held]
    later: list[Held]
    undated: list[Held]
    others: Mapping[str, list[Held]] = field(default_factory=dict)


PROMISES = {
    sources.WIKIPEDIA: Promise(MediaWikiSearch, wikipedia, REVISION, LEFT_OUT, LEFT_OUT),
    sources.WIKIDATA: Promise(WikidataSearch, wikidata, UNHELD, UNHELD, UNHELD),
    sources.GDELT: Promise(GdeltSearch, gdelt, REVISION, LEFT_OUT, UNHELD),
    sources.CROSSREF: Promise(
        CrossrefSearch,
        crossref,
        BY_DATE,
        AFTERWARDS,
        UNHELD,
        {
            "2019": BY_DATE,
            "2020": PERHAPS,
            "2021": AFTERWARDS,
            "2019-12": BY_DATE,
            "2020-01": PERHAPS,
            "2020-02": AFTERWARDS,
        },
    ),
    sources.EUROPE_PMC: Promise(EuropePmcSearch, europepmc, BY_DATE, AFTERWARDS, UNHELD),
    sources.ARQUIVO_TEXT: Promise(ArquivoSearch, arquivo, CAPTURE, LEFT_OUT, LEFT_OUT),
    sources.FACT_CHECK: Promise(
        lambda way: FactCheckSearch(way, api_key="k"), factcheck, BY_DATE, LEFT_OUT, UNHELD
    ),
    sources.SEARXNG: Promise(
        lambda way: SearxngSearch(way, "https://s.example"), searxng, BY_DATE, LEFT_OUT, UNHELD
    ),
    sources.KIWIX: Promise(
        lambda way: KiwixSearch(way, "https://k.example"), kiwix, REVISION, UNHELD, UNHELD
    ),
    sources.BRAVE: Promise(lambda way: BraveSearch(way, "k"), brave, BY_DATE, AFTERWARDS, UNHELD),
    sources.TAVILY: Promise(lambda way: TavilySearch(way, "k"), tavily, BY_DATE, AFTERWARDS, UNHELD),
    sources.EXA: Promise(lambda way: ExaSearch(way, "k"), exa, BY_DATE, AFTERWARDS, UNHELD),
    sources.GUARDIAN: Promise(
        lambda way: GuardianSearch(way, "k"),
        guardian,
        REVISION,
        [(AsOfEnforced.NONE, Timing.AFTER)],
        UNHELD,
    ),
    ENDPOINT: Promise(described, endpoint, BY_DATE, LEFT_OUT, UNHELD),
}


def cases() -> Iterator[tuple[str, str | None, list[Held]]]:
    for name, promise in PROMISES.items():
        yield name, EARLIER, promise.earlier
        yield name, LATER, promise.later
        yield name, None, promise.undated
        for moment, expected in promise.others.items():
            yield name, moment, expected


def test_every_source_makes_a_promise() -> None:
    assert {*PROMISES, *sources.LIBRARIES} == {*sources.SEARCHES, ENDPOINT}


async def held(client: SearchClient) -> list[Held]:
    query = SearchQuery("Tower", before=AS_OF)
    outcome = await client.search(query, deadline=soon(20.0))
    assert isinstance(outcome, Ok), outcome
    documents = [from_hit(hit, AS_OF) for hit in outcome.value]
    return [(document.as_of_enforced, timing_of(document, AS_OF)) for document in documents]


@pytest.mark.parametrize(("name", "moment", "expected"), [*cases()])
async def test_a_source_holds_its_hits_to_the_cut_off(
    name: str, moment: str | None, expected: list[Held]
) -> None:
    promise = PROMISES[name]
    answer = promise.answer(moment)
    handler = answer if callable(answer) else lambda _: reply(answer)
    async with transport(handler, budget=NoLimit()) as way:
        assert await held(promise.make(way)) == expected


async def test_an_article_changed_after_the_cut_off_may_have_said_something_else() -> None:
    async with transport(lambda _: reply(guardian(EARLIER, LATER)), budget=NoLimit()) as way:
        assert await held(GuardianSearch(way, "k")) == UNHELD


@pytest.mark.parametrize(
    ("published", "captured", "expected"),
    [
        (EARLIER, None, BY_DATE),
        (LATER, None, LEFT_OUT),
        (None, EARLIER, CAPTURE),
        (None, LATER, UNHELD),
        (EARLIER, LATER, BY_DATE),
        (None, None, UNHELD),
    ],
)
async def test_the_library_knows_dates_and_captures(
    published: str | None, captured: str | None, expected: list[Held], tmp_path: Path
) -> None:
    dated = published and PublishedAt(datetime.fromisoformat(published), Precision.SECOND, offset_known=True)
    document = LibraryDocument(
        key="k",
        title="Tower",
        chunks=("High.",),
        published_at=dated or None,
        captured_at=datetime.fromisoformat(captured) if captured else None,
    )
    library = Library(tmp_path)
    library.add("library", [document])
    assert await held(LibrarySource(library, "library", "library")) == expected
