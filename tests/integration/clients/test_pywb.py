"""The archive clients against a real archive."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest

from clients.archive.cdx import Dialect
from clients.archive.memento import MementoArchive
from clients.archive.protocol import ArchiveClient, Capture
from clients.archive.wayback import WaybackArchive
from clients.outcome import NotMeasured, Ok, Outcome, Why
from clients.transport.deadline import Deadline
from clients.transport.guard import HostPort
from clients.transport.transport import Transport
from tests.servers import pywb as archives

pytestmark = pytest.mark.anyio

ARTICLE = "http://news.example/a"
HTML = ("Content-Type", "text/html; charset=utf-8")
FIRST = datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
SECOND = datetime(2022, 6, 7, 8, 9, 10, tzinfo=UTC)
PAGES = [
    archives.Capture(ARTICLE, "20200102030405", "<p>The bridge opened in 2019.</p>"),
    archives.Capture(ARTICLE, "20220607080910", "<p>Correction: the bridge opened in 2018.</p>"),
    archives.Capture(ARTICLE, "20210301000000", "not found", status=404),
    archives.Capture("http://news.example/gone", "20210101000000", "not found", status=404),
    archives.Capture("http://news.example/old", "20210201000000", "", 301, (("Location", ARTICLE), HTML)),
    archives.Capture(
        "http://news.example/circle", "20210201000000", "", 302, (("Location", "/circle"), HTML)
    ),
    archives.Capture(
        "http://news.example/away", "20210201000000", "", 302, (("Location", "http://169.254.169.254/"), HTML)
    ),
    archives.Capture(
        "http://news.example/packed",
        "20210201000000",
        gzip.compress(b"<p>Packed.</p>"),
        headers=(("Content-Encoding", "gzip"), HTML),
    ),
]


@dataclass(frozen=True)
class World:
    """A running archive and its clients: by CDX, and by Memento."""

    root: str
    clients: tuple[ArchiveClient, ...]

    def capture(self, path: str, stamp: str) -> Capture:
        raw = f"{self.root}/web/{stamp}id_/http://news.example/{path}"
        original = f"http://news.example/{path}"
        return Capture(archive="x", original=original, captured_at=FIRST, url=raw, raw_url=raw)


@pytest.fixture(scope="module")
def plain() -> Iterator[str]:
    with archives.pywb(PAGES) as root:
        yield root


@pytest.fixture
async def world(plain: str) -> AsyncIterator[World]:
    web = f"{plain}/web/"
    async with Transport(configured=frozenset({HostPort.of(plain)})) as way:
        yield World(
            plain,
            (
                WaybackArchive(way, cdx=f"{web}cdx", replay=web, dialect=Dialect.PYWB),
                MementoArchive(way, timegate=web, timemap=f"{web}timemap/link/", replay=web),
            ),
        )


def soon() -> Deadline:
    return Deadline.after(20)


def found(outcome: Outcome[list[Capture]]) -> list[Capture]:
    assert isinstance(outcome, Ok), outcome
    return outcome.value


async def test_the_nearest_capture_comes_first_and_replays(world: World) -> None:
    for client in world.clients:
        near = found(await client.captures(ARTICLE, near=datetime(2020, 2, 1, tzinfo=UTC), deadline=soon()))
        assert near[0].captured_at == FIRST
        assert urlsplit(near[0].url).path == f"/web/20200102030405/{ARTICLE}"
        page = await client.fetch(near[0], deadline=soon())
        assert isinstance(page, Ok)
        assert page.value.body == b"<p>The bridge opened in 2019.</p>"
        assert page.value.captured_at == FIRST


async def test_without_a_date_the_newest_comes_first(world: World) -> None:
    by_index, by_memento = world.clients
    captures = found(await by_index.captures(ARTICLE, near=None, deadline=soon()))
    assert [capture.captured_at for capture in captures] == [SECOND, FIRST]
    assert found(await by_memento.captures(ARTICLE, near=None, deadline=soon()))[0].captured_at == SECOND


async def test_addresses_are_folded_as_archives_do(world: World) -> None:
    for client in world.clients:
        same = await client.captures("https://www.NEWS.example/a/#top", near=FIRST, deadline=soon())
        assert found(same)[0].captured_at == FIRST


async def test_a_page_nobody_captured_has_no_captures(world: World) -> None:
    for client in world.clients:
        for near in (None, FIRST):
            assert found(await client.captures("http://news.example/none", near=near, deadline=soon())) == []


async def test_the_index_leaves_out_captures_of_errors(world: World) -> None:
    assert (
        found(await world.clients[0].captures("http://news.example/gone", near=FIRST, deadline=soon())) == []
    )


async def test_an_archived_error_is_a_page_with_its_status(world: World) -> None:
    page = await world.clients[0].fetch(world.capture("gone", "2021"), deadline=soon())
    assert isinstance(page, Ok)
    assert (page.value.status, page.value.body) == (404, b"not found")


async def test_an_archived_redirect_is_followed_inside(world: World) -> None:
    page = await world.clients[0].fetch(world.capture("old", "20210201000000"), deadline=soon())
    assert isinstance(page, Ok)
    assert page.value.url.startswith(world.root)
    assert page.value.captured_at in {FIRST, SECOND, datetime(2021, 3, 1, tzinfo=UTC)}


async def test_no_redirect_leads_out_or_round(world: World) -> None:
    away = await world.clients[1].fetch(world.capture("away", "20210201000000"), deadline=soon())
    assert isinstance(away, NotMeasured)
    round_ = await world.clients[1].fetch(world.capture("circle", "20210201000000"), deadline=soon())
    assert isinstance(round_, NotMeasured)
    assert round_.why is Why.INVALID_RESPONSE


async def test_a_packed_body_is_read(world: World) -> None:
    page = await world.clients[0].fetch(world.capture("packed", "20210201000000"), deadline=soon())
    assert isinstance(page, Ok)
    assert page.value.body == b"<p>Packed.</p>"


async def test_a_capture_that_is_not_there_measures_nothing(world: World) -> None:
    page = await world.clients[0].fetch(world.capture("none", "20210201000000"), deadline=soon())
    assert isinstance(page, NotMeasured)
    elsewhere = replace(
        world.capture("a", "2020"), raw_url="http://127.0.0.1:9/web/2020id_/http://news.example/a"
    )
    assert not isinstance(await world.clients[0].fetch(elsewhere, deadline=soon()), Ok)


async def test_a_framed_archive_is_read_by_its_timemap() -> None:
    with archives.pywb(PAGES[:2], framed=True) as root:
        async with Transport(configured=frozenset({HostPort.of(root)})) as way:
            web = f"{root}/web/"
            client = MementoArchive(way, timegate=web, timemap=f"{web}timemap/link/", replay=web)
            captures = found(await client.captures(ARTICLE, near=SECOND, deadline=soon()))
            assert [capture.captured_at for capture in captures] == [SECOND, FIRST]
            page = await client.fetch(captures[1], deadline=soon())
    assert isinstance(page, Ok)
    assert page.value.body == b"<p>The bridge opened in 2019.</p>"
