"""The archive clients against a real archive."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest

from clients.archive.cdxj import CdxjArchive
from clients.archive.memento import MementoArchive
from clients.archive.protocol import ArchiveClient, Capture
from clients.archive.stamps import http_date
from clients.outcome import NotMeasured, Ok, Outcome, Why
from clients.transport.deadline import Deadline
from clients.transport.guard import HostPort
from clients.transport.policy import Policy
from clients.transport.response import Response
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
    """A running archive and its clients: by its index and by Memento."""

    root: str
    clients: tuple[ArchiveClient, ArchiveClient]

    def capture(self, path: str, stamp: str) -> Capture:
        raw = f"{self.root}/web/{stamp}id_/http://news.example/{path}"
        original = f"http://news.example/{path}"
        return Capture(archive="x", original=original, captured_at=FIRST, url=raw, raw_url=raw)


@pytest.fixture(scope="module")
def plain() -> Iterator[str]:
    """A pywb whose TimeGate redirects to the capture."""
    with archives.pywb(PAGES) as root:
        yield root


@pytest.fixture(scope="module")
def framed() -> Iterator[str]:
    """A pywb whose TimeGate answers with a page that holds a frame."""
    with archives.pywb(PAGES, framed=True) as root:
        yield root


@pytest.fixture
async def world(plain: str) -> AsyncIterator[World]:
    async with reaching(plain) as way:
        yield World(plain, clients_of(way, plain))


@pytest.fixture
async def framed_world(framed: str) -> AsyncIterator[World]:
    async with reaching(framed) as way:
        yield World(framed, clients_of(way, framed))


def reaching(root: str) -> Transport:
    return Transport(configured=frozenset({HostPort.of(root)}))


def clients_of(way: Transport, root: str) -> tuple[ArchiveClient, ArchiveClient]:
    web = f"{root}/web/"
    return (
        CdxjArchive(way, collection=web),
        MementoArchive(way, name="memento", timegate=web, timemap=f"{web}timemap/link/", replay=web),
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
    by_index, _ = world.clients
    assert found(await by_index.captures("http://news.example/gone", near=FIRST, deadline=soon())) == []


async def test_a_collection_that_does_not_exist_is_no_archive_without_captures(plain: str) -> None:
    async with reaching(plain) as way:
        nowhere = CdxjArchive(way, collection=f"{plain}/nowhere/")
        assert await nowhere.captures(ARTICLE, near=FIRST, deadline=soon()) == NotMeasured(
            Why.MISCONFIGURED, "no such collection"
        )


async def test_an_archived_error_is_a_page_with_its_status(world: World) -> None:
    page = await world.clients[0].fetch(world.capture("gone", "2021"), deadline=soon())
    assert isinstance(page, Ok)
    assert (page.value.status, page.value.body) == (404, b"not found")


async def led_back(world: World) -> None:
    """The archive gives the address of the time, which a client must not go to."""
    old = world.capture("old", "20210201000000")
    bare = await probed(world.root, old.raw_url)
    assert (bare.status, bare.header("location")) == (301, ARTICLE)
    for client in world.clients:
        page = await client.fetch(old, deadline=soon())
        assert isinstance(page, Ok)
        assert page.value.url.startswith(f"{world.root}/web/2")
        assert page.value.url.endswith(f"id_/{ARTICLE}")
        assert page.value.captured_at in {FIRST, SECOND, datetime(2021, 3, 1, tzinfo=UTC)}


async def probed(root: str, url: str, near: datetime = FIRST) -> Response:
    """What the archive itself answers, whatever it is."""
    policy = Policy(version="probe", judge=lambda _: None)
    dated = {"Accept-Datetime": http_date(near)}
    async with reaching(root) as way:
        outcome = await way.get(url, source="probe", headers=dated, policy=policy, deadline=soon())
    assert isinstance(outcome, Ok)
    return outcome.value


async def test_l12_an_archived_redirect_stays_in_an_archive_without_frames(world: World) -> None:
    await led_back(world)


async def test_l12_an_archived_redirect_stays_in_an_archive_with_frames(framed_world: World) -> None:
    await led_back(framed_world)


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


async def test_l13_a_timegate_that_redirects_names_the_nearest_capture(world: World) -> None:
    gate = await probed(world.root, f"{world.root}/web/{ARTICLE}", SECOND)
    assert gate.redirects
    captures = found(await world.clients[1].captures(ARTICLE, near=SECOND, deadline=soon()))
    assert [capture.captured_at for capture in captures] == [SECOND]


async def test_l13_a_timegate_that_shows_a_frame_sends_us_to_the_timemap(framed_world: World) -> None:
    gate = await probed(framed_world.root, f"{framed_world.root}/web/{ARTICLE}", SECOND)
    assert gate.status == 200
    assert gate.header("memento-datetime") is None
    client = framed_world.clients[1]
    captures = found(await client.captures(ARTICLE, near=SECOND, deadline=soon()))
    assert captures[0].captured_at == SECOND
    assert captures[-1].captured_at == FIRST
    page = await client.fetch(captures[-1], deadline=soon())
    assert isinstance(page, Ok)
    assert page.value.body == b"<p>The bridge opened in 2019.</p>"
