"""Common Crawl: which crawls are asked, what their answers mean, and a page by its byte range."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO

import httpx2 as httpx
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from clients.archive.commoncrawl import CommonCrawl
from clients.archive.protocol import Capture
from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.pages.protocol import Page
from tests.unit.clients.net import NoLimit, sequence, soon, transport

URL = "http://n.example/a"
NEAR = datetime(2020, 6, 10, tzinfo=UTC)
FILE = "crawl-data/CC-MAIN-2020-24/segments/1/warc/CC-MAIN-1.warc.gz"
NONE = httpx.Response(404, json={"message": f"No Captures found for: {URL}"})
NONE_OF_OLD = httpx.Response(404, json={"error": f"No Captures found for: {URL}"})
NOT_ASKED = NotMeasured(Why.BUDGET, "none in the nearest crawls, and the others were not asked")
pytestmark = pytest.mark.anyio


def crawl(name: str, start: str, end: str, host: str = "index.commoncrawl.org") -> dict[str, str]:
    root = f"https://{host}/{name}"
    span = {"from": f"{start}T00:00:00", "to": f"{end}T00:00:00"}
    return {"id": name, "timegate": f"{root}/", "cdx-api": f"{root}-index", **span}


CRAWLS = [
    crawl("CC-2021", "2021-01-10", "2021-01-28"),
    crawl("CC-2020-24", "2020-06-01", "2020-06-15"),
    crawl("CC-2020-29", "2020-07-02", "2020-07-16"),
    crawl("CC-2013", "2013-05-18", "2013-05-26"),
]


def listed(crawls: object = CRAWLS) -> httpx.Response:
    return httpx.Response(200, json=crawls)


def row(stamp: str, **changed: str) -> dict[str, str]:
    known = {"timestamp": stamp, "url": URL, "mime": "text/html", "status": "200", "digest": "X"}
    return {**known, "length": "900", "offset": "1000", "filename": FILE, **changed}


def index(*rows: dict[str, str]) -> httpx.Response:
    return httpx.Response(200, text="".join(f"{json.dumps(line)}\n" for line in rows))


async def captures(
    *answers: httpx.Response, near: datetime | None = NEAR, crawls: int = 3
) -> tuple[Outcome[list[Capture]], list[httpx.Request]]:
    handler, seen = sequence(answers)
    async with transport(handler, budget=NoLimit()) as way:
        return await CommonCrawl(way, crawls=crawls).captures(URL, near=near, deadline=soon()), seen


def paths(requests: Iterable[httpx.Request]) -> list[str]:
    return [request.url.path for request in requests]


async def test_the_crawl_of_the_date_is_asked_and_names_where_a_record_lies() -> None:
    outcome, seen = await captures(listed(), index(row("20200602030405"), row("20200609030405")))
    assert isinstance(outcome, Ok)
    first, second = outcome.value
    assert (first.captured_at.day, second.captured_at.day) == (9, 2)
    assert first.url == "https://index.commoncrawl.org/CC-2020-24/20200609030405/http://n.example/a"
    assert first.raw_url == f"https://data.commoncrawl.org/{FILE}#bytes=1000-1899"
    assert paths(seen) == ["/collinfo.json", "/CC-2020-24-index"]
    assert seen[1].url.params["filter"] == "=status:200"
    assert seen[1].url.params["url"] == URL


async def test_a_crawl_without_the_page_sends_us_to_the_next_nearest() -> None:
    outcome, seen = await captures(listed(), NONE, index(row("20200703000000")))
    assert isinstance(outcome, Ok)
    assert len(outcome.value) == 1
    assert paths(seen)[1:] == ["/CC-2020-24-index", "/CC-2020-29-index"]


async def test_the_next_crawl_is_asked_only_when_it_can_be_nearer() -> None:
    near = datetime(2020, 6, 25, tzinfo=UTC)
    outcome, seen = await captures(listed(), index(row("20200703000000")), near=near)
    assert isinstance(outcome, Ok)
    assert paths(seen)[1:] == ["/CC-2020-29-index"]


async def test_a_neighbour_that_may_be_nearer_is_asked_too() -> None:
    near = datetime(2020, 6, 16, tzinfo=UTC)
    found = index(row("20200520000000")), index(row("20200702000000"))
    outcome, _ = await captures(listed(), *found, near=near, crawls=2)
    assert isinstance(outcome, Ok)
    assert [c.captured_at.month for c in outcome.value] == [7, 5]


async def test_without_a_date_the_newest_crawl_is_asked_first() -> None:
    outcome, seen = await captures(listed(), index(row("20210115000000")), near=None)
    assert isinstance(outcome, Ok)
    assert paths(seen)[1:] == ["/CC-2021-index"]


async def test_none_in_some_crawls_is_not_none_in_the_archive() -> None:
    assert (await captures(listed(), NONE, NONE, NONE))[0] == NOT_ASKED
    assert (await captures(listed(), NONE, NONE_OF_OLD, NONE, NONE, crawls=9))[0] == Ok([])
    unread = [*CRAWLS[:1], {"id": "CC-2014"}]
    assert (await captures(listed(unread), NONE))[0] == NOT_ASKED


async def test_a_crawl_that_cannot_be_asked_measures_nothing_but_what_was_found_holds() -> None:
    outcome, _ = await captures(listed(), httpx.Response(503, text="Slow Down"))
    assert isinstance(outcome, NotMeasured)
    assert outcome.why is Why.RATE_LIMITED
    near = datetime(2020, 6, 16, tzinfo=UTC)
    limited = httpx.Response(403, text="blocked")
    outcome, _ = await captures(listed(), index(row("20200501000000")), limited, near=near)
    assert isinstance(outcome, Ok)
    assert len(outcome.value) == 1
    assert outcome.missing is not None
    assert outcome.missing.why is Why.RATE_LIMITED


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (httpx.Response(404, text="<html>no such collection"), Why.MISCONFIGURED),
        (httpx.Response(200, text=""), Why.INVALID_RESPONSE),
        (httpx.Response(200, text="<html>"), Why.INVALID_RESPONSE),
        (httpx.Response(500, text="<html>"), Why.SOURCE_DOWN),
    ],
)
async def test_a_page_that_is_not_there_is_told_from_an_index_that_is_not(
    answer: httpx.Response, why: Why
) -> None:
    outcome, _ = await captures(listed(CRAWLS[1:2]), answer, answer)
    assert isinstance(outcome, NotMeasured)
    assert outcome.why is why


@pytest.mark.parametrize(
    "line",
    [
        row("20200602000000", status="301"),
        row("20200602000000", url="http://n.example/other"),
        row("20200602000000", filename=""),
        row("20200602000000", offset="-1"),
        row("20200602000000", length="many"),
    ],
)
async def test_rows_that_lead_to_no_page_are_left_out(line: dict[str, str]) -> None:
    outcome, _ = await captures(listed(CRAWLS[1:2]), index(line))
    assert outcome == Ok([])


async def test_a_row_without_a_readable_date_is_left_out_but_is_not_no_capture() -> None:
    unreadable, good = row("20200600000000"), row("20200602000000")
    outcome, _ = await captures(listed(CRAWLS[1:2]), index(unreadable, good))
    assert isinstance(outcome, Ok)
    assert len(outcome.value) == 1
    outcome, _ = await captures(listed(CRAWLS[1:2]), index(unreadable))
    assert outcome == NotMeasured(Why.INVALID_RESPONSE, "no capture that can be read")


@pytest.mark.parametrize(
    "crawls",
    [[], {}, [1], [crawl("CC", "soon", "later")], [crawl("CC", "2020-06-01", "2020-06-15", "evil.example")]],
)
async def test_what_is_no_list_of_crawls_measures_nothing(crawls: object) -> None:
    outcome, seen = await captures(listed(crawls))
    assert outcome == NotMeasured(Why.INVALID_RESPONSE, "not a list of crawls")
    assert len(seen) == 1


# Records


def record(
    body: bytes = b"<p>Then",
    *,
    url: str = URL,
    kind: str = "response",
    headers: tuple[tuple[str, str], ...] = (),
) -> bytes:
    file = BytesIO()
    http = StatusAndHeaders("200 OK", [("Content-Type", "text/html"), *headers], protocol="HTTP/1.1")
    writer = WARCWriter(file, gzip=True)
    made = writer.create_warc_record(
        url,
        kind,
        payload=BytesIO(body),
        http_headers=http,
        warc_headers_dict={"WARC-Date": "2020-06-09T03:04:05Z"},
    )
    writer.write_record(made)
    made.raw_stream.close()  # warcio digests into a file that it leaves open
    return file.getvalue()


def part(content: bytes, status: int = 206) -> httpx.Response:
    return httpx.Response(status, content=content, headers={"Content-Type": "application/octet-stream"})


async def fetched(
    answer: httpx.Response, raw_url: str = f"https://data.commoncrawl.org/{FILE}#bytes=1000-1899"
) -> tuple[Outcome[Page], list[httpx.Request]]:
    handler, seen = sequence([answer])
    capture = Capture(archive="commoncrawl", original=URL, captured_at=NEAR, url=URL, raw_url=raw_url)
    async with transport(handler, budget=NoLimit()) as way:
        return await CommonCrawl(way).fetch(capture, deadline=soon()), seen


async def test_a_record_is_fetched_by_its_bytes_and_is_a_page_with_its_date() -> None:
    outcome, seen = await fetched(part(record()))
    assert isinstance(outcome, Ok)
    page = outcome.value
    assert (page.status, page.content_type, page.body) == (200, "text/html", b"<p>Then")
    assert page.captured_at == datetime(2020, 6, 9, 3, 4, 5, tzinfo=UTC)
    assert seen[0].headers["range"] == "bytes=1000-1899"
    assert str(seen[0].url) == f"https://data.commoncrawl.org/{FILE}"


async def test_a_packed_page_is_unpacked() -> None:
    packed = record(gzip.compress(b"<p>Then"), headers=(("Content-Encoding", "gzip"),))
    outcome, _ = await fetched(part(packed))
    assert isinstance(outcome, Ok)
    assert outcome.value.body == b"<p>Then"


@pytest.mark.parametrize(
    "answer",
    [
        part(record(), 200),
        part(record(url="http://n.example/other")),
        part(record(kind="request")),
        part(record()[:-40]),
        part(gzip.compress(gzip.decompress(record()).replace(b"<p>Then", b"<p>Thus"))),
        part(record(gzip.compress(b"x" * 9_000_000), headers=(("Content-Encoding", "gzip"),))),
        part(record(b"\x8b\x02", headers=(("Content-Encoding", "br"),))),
        part(
            gzip.compress(gzip.decompress(record()).replace(b"2020-06-09T03:04:05Z", b"some day or another!"))
        ),
        part(b"nothing of the kind"),
        part(b""),
    ],
    ids=[
        "whole file",
        "other page",
        "request",
        "cut off",
        "changed",
        "bomb",
        "brotli",
        "undated",
        "junk",
        "empty",
    ],
)
async def test_what_is_no_record_of_the_page_measures_nothing(answer: httpx.Response) -> None:
    outcome, _ = await fetched(answer)
    assert isinstance(outcome, NotMeasured)
    assert outcome.why is Why.INVALID_RESPONSE


@pytest.mark.parametrize(
    "raw_url",
    [
        f"https://evil.example/{FILE}#bytes=1-2",
        f"https://data.commoncrawl.org/{FILE}",
        f"https://data.commoncrawl.org/{FILE}#bytes=1-",
        f"https://data.commoncrawl.org/{FILE}#bytes=0-9999999",
    ],
)
async def test_no_other_address_and_no_larger_part_is_fetched(raw_url: str) -> None:
    outcome, seen = await fetched(part(record()), raw_url)
    assert isinstance(outcome, (Misused, NotMeasured))
    assert not seen
