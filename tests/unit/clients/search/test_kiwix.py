"""Searching kiwix-serve: shapes as kiwix-tools 3.3.0 gives them, and the links of libkiwix 12 and later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from html import escape

import httpx2 as httpx
import pytest

from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.search.kiwix import KiwixSearch
from clients.search.kiwix_xml import parsed
from clients.search.protocol import Hit, SearchQuery
from tests.unit.clients.net import soon, transport

pytestmark = pytest.mark.anyio
BOOK = "wiki_en_2020-05"
MADE = datetime(2020, 5, 31, tzinfo=UTC)


def item(title: str, link: str, excerpt: str = "<b>Eiffel</b> &amp; more...") -> str:
    return (
        f"<item><title>{escape(title)}</title><link>{escape(link)}</link><description>{excerpt}</description>"
        f"<book><title>Test</title></book><wordCount>21</wordCount></item>"
    )


def rss(*items: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
        'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">'
        "<channel><title>Search: eiffel</title><link>/search?pattern=eiffel&amp;format=xml</link>"
        f"<opensearch:totalResults>{len(items)}</opensearch:totalResults>"
        '<atom:link rel="search" type="application/opensearchdescription+xml" href="/search/x.xml"/>'
        f"{''.join(items)}</channel></rss>"
    )


def catalogue(link: str = f"/{BOOK}", issued: str = "2020-05-31T00:00:00Z") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:dc="http://purl.org/dc/terms/"><id>x</id><link rel="self" href="/catalog/v2/entries"/>'
        f"<entry><title>Test</title><updated>{issued}</updated><name>wiki_en</name>"
        f'<link type="text/html" href="{link}" /><author><name>Wikipedia</name></author>'
        f"<publisher><name>openZIM</name></publisher><dc:issued>{issued}</dc:issued></entry></feed>"
    )


def page(text: str, kind: str = "text/html") -> httpx.Response:
    html = f"<html><head><title>T</title><style>p {{}}</style></head><body><p>{text}</p></body></html>"
    return httpx.Response(200, content=html.encode(), headers={"Content-Type": kind})


THREE = rss(
    item("Eiffel Tower", f"/{BOOK}/Eiffel_Tower"), item("Paris", f"/{BOOK}/Paris"), item("C", f"/{BOOK}/C")
)


class Server:
    """Answers by path; ``asked`` are the requests. Any answer can be replaced."""

    def __init__(self, found: str | httpx.Response = THREE) -> None:
        self.found = found if isinstance(found, httpx.Response) else _xml(found)
        self.catalogue = _xml(catalogue())
        self.page: Callable[[str], httpx.Response] = lambda path: page(f"Whole {path.rpartition('/')[2]}.")
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        path = request.url.raw_path.decode().partition("?")[0].removeprefix("/zim")
        if path == "/search":
            return self.found
        return self.catalogue if path == "/catalog/v2/entries" else self.page(path)

    @property
    def paths(self) -> set[str]:
        return {request.url.raw_path.decode() for request in self.asked}


def _xml(body: str) -> httpx.Response:
    return httpx.Response(200, content=body.encode(), headers={"Content-Type": "application/rss+xml"})


def error(status: int, *details: str) -> httpx.Response:
    """As the server writes it: the declaration is not closed as XML wants it."""
    body = '<?xml version="1.0" encoding="UTF-8">\n<error>Invalid request</error>\n'
    body += "".join(f"<detail>{detail}</detail>\n" for detail in ("/search?pattern=eiffel", *details))
    return httpx.Response(status, text=body, headers={"Content-Type": "application/xml; charset=utf-8"})


async def search(
    server: Callable[[httpx.Request], httpx.Response],
    text: str = "eiffel tower",
    *,
    before: datetime | None = None,
    base: str = "http://k.example",
    books: tuple[str, ...] = ("wiki_en",),
) -> Outcome[list[Hit]]:
    async with transport(server) as way:
        client = KiwixSearch(way, base, books=books)
        return await client.search(SearchQuery(text, limit=3, before=before), deadline=soon())


def measured(outcome: Outcome[list[Hit]]) -> list[Hit]:
    assert isinstance(outcome, Ok), outcome
    return outcome.value


def not_measured(outcome: Outcome[list[Hit]]) -> NotMeasured:
    assert isinstance(outcome, NotMeasured), outcome
    assert "eiffel" not in outcome.detail.lower()
    return outcome


async def test_the_best_pages_come_whole_and_in_order_of_rank() -> None:
    server = Server()
    outcome = await search(server)
    found = measured(outcome)
    assert [(hit.title, hit.text, hit.whole, hit.rank) for hit in found] == [
        ("Eiffel Tower", "Whole Eiffel_Tower.", True, 1),
        ("Paris", "Whole Paris.", True, 2),
        ("C", "Eiffel & more", False, 3),
    ]
    assert found[0].url == f"http://k.example/{BOOK}/Eiffel_Tower"
    assert (found[0].source, found[0].publisher) == ("kiwix", "Wikipedia")
    assert outcome == Ok(found)
    asked = dict(server.asked[0].url.params)
    assert asked == {"pattern": "eiffel tower", "books.name": "wiki_en", "format": "xml", "pageLength": "3"}


async def test_nothing_found_is_an_answer() -> None:
    server = Server(rss())
    assert await search(server) == Ok([])
    assert len(server.asked) == 1


async def test_the_date_of_the_book_is_that_of_the_revision() -> None:
    found = measured(await search(Server()))
    assert all(hit.revised_at == MADE and hit.published_at is None for hit in found)
    assert not any(hit.as_of_enforced for hit in found)


@pytest.mark.parametrize(
    ("before", "enforced"),
    [
        (datetime(2020, 6, 1, tzinfo=UTC), True), (datetime(2020, 6, 1), True),  # noqa: DTZ001
        (datetime(2020, 5, 31, 23, 59, tzinfo=UTC), False), (datetime(2019, 1, 1, tzinfo=UTC), False),
    ],
)  # fmt: skip
async def test_a_cut_off_is_enforced_by_a_book_whose_day_had_passed(before: datetime, enforced: bool) -> None:
    found = measured(await search(Server(), before=before))
    assert [hit.as_of_enforced for hit in found] == [enforced] * 3
    assert all(hit.revised_at == MADE for hit in found)


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(404), _xml("<feed>"), _xml(catalogue(link="/other")), _xml(catalogue(issued="soon")),
        _xml(rss()),
    ],
)  # fmt: skip
async def test_without_a_date_nothing_is_enforced(answer: httpx.Response) -> None:
    server = Server()
    server.catalogue = answer
    outcome = await search(server, before=datetime(2030, 1, 1, tzinfo=UTC))
    assert all(hit.revised_at is None and not hit.as_of_enforced for hit in measured(outcome))


async def test_a_catalogue_that_cannot_be_had_is_missing_where_its_dates_decide() -> None:
    server = Server()
    server.catalogue = httpx.Response(503)
    outcome = await search(server, before=datetime(2030, 1, 1, tzinfo=UTC))
    assert len(measured(outcome)) == 3
    assert isinstance(outcome, Ok)
    assert outcome.missing is not None
    assert outcome.missing.why is Why.SOURCE_DOWN
    without_a_cut_off = await search(server)
    assert without_a_cut_off == Ok(measured(without_a_cut_off))


async def test_a_catalogue_that_does_not_date_a_book_has_answered() -> None:
    server = Server()
    server.catalogue = _xml(catalogue(issued="soon"))
    outcome = await search(server, before=datetime(2030, 1, 1, tzinfo=UTC))
    assert outcome == Ok(measured(outcome))


async def test_links_of_later_versions_below_a_path() -> None:
    server = Server(rss(item("Eiffel Tower", f"/zim/content/{BOOK}/A/Eiffel_Tower")))
    server.catalogue = _xml(catalogue(link=f"/zim/content/{BOOK}"))
    [hit] = measured(await search(server, base="http://k.example/zim/", books=()))
    assert hit.url == f"http://k.example/zim/content/{BOOK}/A/Eiffel_Tower"
    assert hit.revised_at == MADE
    assert f"/zim/raw/{BOOK}/content/A/Eiffel_Tower" in server.paths
    assert "books.name" not in server.asked[0].url.params


async def test_paths_are_escaped_where_the_server_forgets_it() -> None:
    server = Server(rss(item("C++?", f"/{BOOK}/A/C++%20&%20%22co%22?%20100%25#é")))
    [hit] = measured(await search(server))
    assert f"/raw/{BOOK}/content/A/C++%20&%20%22co%22%3F%20100%25%23%C3%A9" in server.paths
    assert hit.url.endswith("%3F%20100%25%23%C3%A9")


async def test_words_in_upper_case_are_no_operators_and_a_query_without_words_is_misuse() -> None:
    server = Server(rss())
    await search(server, 'Eiffel XOR "Tower" NEAR/3 -Paris OR title:x')
    assert server.asked[0].url.params["pattern"] == "eiffel xor tower near 3 paris or title"
    assert await search(Server(), "?!") == Misused("a query without words")


async def test_l11_an_unknown_book_is_told_from_xml_that_is_none() -> None:
    failure = not_measured(await search(Server(error(400, "No such book: nope"))))
    assert failure == NotMeasured(Why.MISCONFIGURED, "status 400: the books in settings are not served there")
    failure = not_measured(await search(Server(error(400, "Two or more books in different languages"))))
    assert failure.why is Why.MISCONFIGURED


async def test_l11_books_without_a_full_text_index() -> None:
    answer = error(404, "The fulltext search engine is not available for this content.")
    failure = not_measured(await search(Server(answer)))
    assert failure == NotMeasured(Why.MISCONFIGURED, "status 404: the books have no full-text index")


@pytest.mark.parametrize(
    "body",
    [
        "<html><body>Sorry</body></html>", THREE[:-60], "", "{}", '<?xml version="1.0"?><feed/>', "<rss/>",
        error(200).text, rss("<item><title>T</title></item>"), rss(item("T", "//evil.example/x/y")),
        rss(item("T", f"/{BOOK}/../../search")), rss(item("T", "/only")),
        '<!DOCTYPE rss [<!ENTITY x "eiffel">]><rss><channel><item><title>&x;</title></item></channel></rss>',
    ],
)  # fmt: skip
async def test_a_body_that_is_no_answer_measures_nothing(body: str) -> None:
    assert not_measured(await search(Server(_xml(body)))).why is Why.INVALID_RESPONSE


@pytest.mark.parametrize("status", [401, 403, 404, 302])
async def test_statuses_the_operator_can_mend(status: int) -> None:
    assert not_measured(await search(Server(httpx.Response(status)))).why is Why.MISCONFIGURED


async def test_429_with_its_wish() -> None:
    failure = not_measured(await search(Server(httpx.Response(429, headers={"Retry-After": "60"}))))
    assert (failure.why, failure.retry_after) == (Why.RATE_LIMITED, 60)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (httpx.Response(404), Why.MISCONFIGURED), (httpx.Response(302), Why.MISCONFIGURED),
        (httpx.Response(200), Why.INVALID_RESPONSE), (page(""), Why.INVALID_RESPONSE),
        (httpx.Response(414), Why.INVALID_RESPONSE),
    ],
)  # fmt: skip
async def test_a_page_found_but_not_read_is_missing_and_its_excerpt_stays(
    answer: httpx.Response, why: Why
) -> None:
    server = Server()
    server.page = lambda path: answer if path.endswith("Tower") else page("Whole.")
    outcome = await search(server)
    assert isinstance(outcome, Ok)
    assert outcome.missing is not None
    assert outcome.missing.why is why
    assert [(hit.text, hit.whole) for hit in outcome.value[:2]] == [
        ("Eiffel & more", False),
        ("Whole.", True),
    ]


async def test_what_is_no_page_of_text_has_an_excerpt_and_nothing_is_missing() -> None:
    server = Server()
    server.page = lambda path: page("%PDF", "application/pdf")
    outcome = await search(server)
    assert [hit.whole for hit in measured(outcome)] == [False] * 3
    assert outcome == Ok(measured(outcome))


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"<a>",
        b"<a/><b/>",
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        b"<a>&nbsp;</a>",
        b"\xff\xfe<",
    ],
)
def test_what_is_no_safe_xml_is_not_parsed(document: bytes) -> None:
    assert parsed(document) is None


def test_xml_is_read_without_its_namespaces() -> None:
    root = parsed('<a xmlns:x="urn:x"><x:b>1 &lt; <c>é</c></x:b></a>'.encode())
    assert root is not None
    assert "".join(child for child in root.itertext()) == "1 < é"
    assert root.find("b/c") is not None
