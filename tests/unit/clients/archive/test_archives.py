"""Asking archives for captures: order, limits, and what an empty answer may mean."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import anyio
import httpx2 as httpx
import pytest

from clients.archive.memento import MementoArchive
from clients.archive.nearest import nearest_first
from clients.archive.protocol import Capture
from clients.archive.wayback import WaybackArchive
from clients.outcome import NotMeasured, Ok, Outcome, Why
from tests.unit.clients.net import Handler, sequence, soon, transport

URL = "http://n.example/a"
NEAR = datetime(2020, 6, 1, tzinfo=UTC)
HEADER = ["timestamp", "original", "statuscode", "digest", "mimetype"]
pytestmark = pytest.mark.anyio


def index(*stamps: str, original: str = URL) -> httpx.Response:
    lines = [[stamp, original, "200", "X", "text/html"] for stamp in stamps]
    return httpx.Response(200, text=json.dumps([HEADER, *lines] if lines else []))


async def wayback(handler: Handler, near: datetime | None = NEAR) -> Outcome[list[Capture]]:
    async with transport(handler) as way:
        return await WaybackArchive(way).captures(URL, near=near, deadline=soon())


async def arquivo(handler: Handler, near: datetime | None = NEAR) -> Outcome[list[Capture]]:
    async with transport(handler) as way:
        archive = MementoArchive(
            way,
            name="arquivo",
            timegate="https://arquivo.pt/wayback/",
            timemap="https://arquivo.pt/wayback/timemap/link/",
            replay="https://arquivo.pt/noFrame/replay/",
        )
        return await archive.captures(URL, near=near, deadline=soon())


def capture(moment: datetime) -> Capture:
    return Capture(archive="x", original=URL, captured_at=moment, url=URL, raw_url=URL)


def test_nearest_first_and_newest_first() -> None:
    moments = [datetime(year, 1, 1, tzinfo=UTC) for year in (2016, 2021, 2019, 2020)]
    captures = [capture(moment) for moment in moments]
    assert [c.captured_at.year for c in nearest_first(captures, NEAR)] == [2020, 2021, 2019, 2016]
    assert [c.captured_at.year for c in nearest_first(captures, None)] == [2021, 2020, 2019, 2016]


async def test_the_wayback_machine_is_asked_once_and_answers_nearest_first() -> None:
    handler, seen = sequence([index("20100101000000", "20200601000000", "20200601000000", "20210101000000")])
    outcome = await wayback(handler)
    assert isinstance(outcome, Ok)
    assert [c.captured_at.year for c in outcome.value] == [2020, 2021, 2010]
    assert outcome.value[0].url == "https://web.archive.org/web/20200601000000/http://n.example/a"
    assert outcome.value[0].raw_url == "https://web.archive.org/web/20200601000000id_/http://n.example/a"
    assert seen[0].url.path == "/cdx/search/cdx"
    assert seen[0].url.params["closest"] == "20200601000000"


async def test_captures_of_a_page_that_only_looks_alike_are_left_out() -> None:
    handler, _ = sequence([index("20200601000000", original="http://n.example/a?other=1")])
    assert await wayback(handler) == Ok([])


async def test_an_index_without_rows_says_there_is_no_capture() -> None:
    handler, _ = sequence([index()])
    assert await wayback(handler) == Ok([])


async def test_a_429_stops_everything_for_a_minute() -> None:
    handler, seen = sequence([httpx.Response(429, text="<html>Too many</html>")])
    async with transport(handler) as way:
        archive = WaybackArchive(way)
        first = await archive.captures(URL, near=NEAR, deadline=soon(30))
        with anyio.fail_after(1):
            again = await archive.captures("http://n.example/b", near=NEAR, deadline=soon(30))
            page = await archive.fetch(capture_of("20200601000000"), deadline=soon(30))
    assert len(seen) == 1
    for outcome in (first, again, page):
        assert isinstance(outcome, NotMeasured)
        assert (outcome.retry_after or 0) > 50
    assert isinstance(again, NotMeasured)
    assert again.why is Why.RATE_LIMITED


def capture_of(stamp: str) -> Capture:
    raw = f"https://web.archive.org/web/{stamp}id_/{URL}"
    return Capture(archive="wayback", original=URL, captured_at=NEAR, url=raw, raw_url=raw)


# Memento


async def test_a_timegate_answers_with_one_capture() -> None:
    where = "https://arquivo.pt/wayback/20200530000000/http://n.example/a"
    handler, seen = sequence([httpx.Response(302, headers={"Location": where, "Vary": "accept-datetime"})])
    outcome = await arquivo(handler)
    assert isinstance(outcome, Ok)
    [found] = outcome.value
    assert found.url == where
    assert found.raw_url == "https://arquivo.pt/noFrame/replay/20200530000000id_/http://n.example/a"
    assert seen[0].headers["accept-datetime"] == "Mon, 01 Jun 2020 00:00:00 GMT"


async def test_a_move_within_the_archive_is_followed_and_one_out_of_it_is_not() -> None:
    where = "https://arquivo.pt/wayback/20200530000000/http://n.example/a"
    moved = httpx.Response(301, headers={"Location": "https://arquivo.pt/new/http://n.example/a"})
    handler, seen = sequence([moved, httpx.Response(302, headers={"Location": where})])
    assert isinstance(await arquivo(handler), Ok)
    assert [str(request.url) for request in seen] == [
        "https://arquivo.pt/wayback/http://n.example/a",
        "https://arquivo.pt/new/http://n.example/a",
    ]
    away = httpx.Response(302, headers={"Location": "http://n.example/a"})
    handler, seen = sequence([away, httpx.Response(302, headers={"Location": "http://n.example/b"})])
    outcome = await arquivo(handler)
    assert isinstance(outcome, NotMeasured)
    assert all(request.url.host == "arquivo.pt" for request in seen)


async def test_a_frame_sends_us_to_the_timemap() -> None:
    body = '<http://n.example/a>; rel="original",\n' + ",\n".join(
        f'<https://arquivo.pt/wayback/{stamp}mp_/http://n.example/a>; rel="memento"'
        for stamp in ("20100101000000", "20200530000000")
    )
    handler, seen = sequence([httpx.Response(200, text="<iframe>"), httpx.Response(200, text=body)])
    outcome = await arquivo(handler)
    assert isinstance(outcome, Ok)
    assert [c.captured_at.year for c in outcome.value] == [2020, 2010]
    assert outcome.value[0].raw_url.endswith("/20200530000000id_/http://n.example/a")
    assert seen[1].url.path.startswith("/wayback/timemap/link/")


async def test_nothing_archived_is_a_404() -> None:
    handler, _ = sequence([httpx.Response(404)])
    assert await arquivo(handler) == Ok([])
    handler, _ = sequence([httpx.Response(404)])
    assert await arquivo(handler, near=None) == Ok([])


async def test_a_timemap_in_pages_is_read_on() -> None:
    root = "https://arquivo.pt/wayback/timemap"
    first = httpx.Response(200, text=f'<{root}/2/{URL}>; rel="timemap"')
    entry = f'<https://arquivo.pt/wayback/20200530000000/{URL}>; rel="memento"'
    handler, seen = sequence([first, httpx.Response(200, text=entry)])
    outcome = await arquivo(handler, near=None)
    assert isinstance(outcome, Ok)
    assert len(outcome.value) == 1
    assert len(seen) == 2


@pytest.mark.parametrize("answer", [httpx.Response(200, text="<html>Sorry</html>"), httpx.Response(302)])
async def test_no_timemap_measures_nothing(answer: httpx.Response) -> None:
    handler, _ = sequence([answer])
    outcome = await arquivo(handler, near=None)
    assert isinstance(outcome, NotMeasured)
