from __future__ import annotations

import hashlib
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from clients.outcome import NotMeasured, Why
from clients.transport.deadline import Deadline
from service.domain.evidence import CaptureLink, CaptureStatus, Document, Passage
from service.domain.spans import Span
from service.domain.times import Precision, PublishedAt
from service.evidence.captures import MARGIN_S, CaptureFinder
from service.evidence.urls import is_public
from tests.unit.evidence.doubles import DOWN, Archive, document

pytestmark = pytest.mark.anyio
NEAR = datetime(2016, 1, 29, tzinfo=UTC)
URL = "https://a.example/1"
REFUSED = NotMeasured(Why.MISCONFIGURED, "no such collection")


def after(days: float) -> datetime:
    return NEAR + timedelta(days=days)


async def found(*archives: Archive, near: datetime | None = NEAR, seconds: float = 5.0) -> CaptureLink:
    """The capture of one cited page."""
    deadline = Deadline.after(seconds)
    finder = CaptureFinder(archives, is_public)
    links = await finder.capture_all([passage(document("x", URL))], near=near, deadline=deadline)
    return links[URL]


async def test_the_nearest_over_all_archives_wins() -> None:
    link = await found(
        Archive({after(-30): "", after(200): ""}), Archive({after(12): "", after(-12.2): ""}, name="arquivo")
    )
    assert link.status is CaptureStatus.FOUND
    assert link.captured_at == after(12)
    assert link.gap_days == 12
    assert link.url is not None
    assert link.url.endswith(URL)


async def test_none_near_enough_is_said_only_when_all_have_answered() -> None:
    far = Archive({after(4000): ""})
    assert (await found(far, Archive())).status is CaptureStatus.NONE_IN_WINDOW
    assert (await found(far, Archive(failure=DOWN))).status is CaptureStatus.NOT_MEASURED
    assert (await found(far, Archive(seconds=30), seconds=0.1)).status is CaptureStatus.NOT_MEASURED
    assert (await found()).status is CaptureStatus.NOT_MEASURED


@pytest.mark.parametrize("first", [Archive(failure=DOWN), Archive(failure=REFUSED), Archive(seconds=30)])
async def test_an_archive_that_fails_or_hangs_does_not_hide_another(
    first: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.evidence.captures.GRACE_S", 0.1)
    started = time.monotonic()
    link = await found(first, Archive({after(1): "as it was"}, name="arquivo"))
    assert link.status is CaptureStatus.FOUND
    assert link.captured_at == after(1)
    assert time.monotonic() - started < 3


async def test_none_is_not_said_for_an_archive_that_told_only_a_part() -> None:
    """As the availability API does, and Common Crawl, which is asked for some of its crawls."""
    assert (await found(Archive({after(4000): ""}, missing=DOWN))).status is CaptureStatus.NOT_MEASURED
    assert (await found(Archive({after(4): ""}, missing=DOWN))).status is CaptureStatus.FOUND


async def test_a_slow_archive_is_waited_for_a_little_once_there_is_a_capture(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("service.evidence.captures.GRACE_S", 0.1)
    started = time.monotonic()
    link = await found(Archive({after(1): ""}), Archive(seconds=30))
    assert link.status is CaptureStatus.FOUND
    assert time.monotonic() - started < 1


async def test_without_a_date_the_newest_counts_and_there_is_no_gap() -> None:
    link = await found(Archive({after(1): "", after(900): ""}), near=None)
    assert link.captured_at == after(900)
    assert link.gap_days is None


# What a capture holds


async def test_the_hash_of_what_was_captured_is_told() -> None:
    link = await found(Archive({after(1): "as it was"}))
    assert link.sha256 == hashlib.sha256(b"as it was").hexdigest()


@pytest.mark.parametrize("archive", [Archive({NEAR: "x"}, unread=DOWN), Archive({NEAR: "x"}, reading_s=30)])
async def test_a_capture_that_cannot_be_read_in_time_is_linked_without_a_hash(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.evidence.captures.READING_S", 0.1)
    started = time.monotonic()
    link = await found(archive)
    assert (link.status, link.captured_at, link.sha256) == (CaptureStatus.FOUND, NEAR, None)
    assert time.monotonic() - started < 3


async def test_the_capture_is_known_though_the_deadline_comes_while_it_is_read() -> None:
    link = await found(Archive({NEAR: "x"}, reading_s=30), seconds=0.5)
    assert (link.status, link.sha256) == (CaptureStatus.FOUND, None)


async def test_what_was_found_is_told_before_the_deadline() -> None:
    deadline = Deadline.after(0.5)
    finder = CaptureFinder([Archive(seconds=30)], is_public)
    await finder.capture_all([passage(document("x", URL))], near=NEAR, deadline=deadline)
    assert 0 < deadline.remaining() <= MARGIN_S


async def test_an_error_that_was_captured_is_no_capture_of_the_page() -> None:
    errors = Archive({after(1): "not found"}, status=404)
    link = await found(errors, Archive({after(20): "as it was"}, name="arquivo"))
    assert link.captured_at == after(20)
    assert (await found(errors)).status is CaptureStatus.NOT_MEASURED


async def test_another_capture_played_than_was_listed_has_its_own_date() -> None:
    texts = {after(1): "listed", after(9): "played", after(4000): "too late"}
    link = await found(Archive(texts, plays=after(9)))
    assert (link.captured_at, link.gap_days) == (after(9), 9)
    assert link.sha256 == hashlib.sha256(b"played").hexdigest()
    assert (await found(Archive(texts, plays=after(4000)))).status is CaptureStatus.NOT_MEASURED


# Cited pages


def passage(of: Document) -> Passage:
    return Passage(document=of, span=Span(0, 1), score=0.5, origin="o")


async def test_each_cited_page_is_looked_up_once_near_its_own_date() -> None:
    dated = replace(
        document("x", "https://b.example/2"),
        published_at=PublishedAt(after(500), Precision.DAY, offset_known=True),
    )
    archive = Archive({after(1): "", after(499): ""})
    links = await CaptureFinder([archive], is_public).capture_all(
        [passage(document("x")), passage(document("x")), passage(dated), passage(document("x", None))],
        near=NEAR,
        deadline=Deadline.after(5),
    )
    assert {url: link.captured_at for url, link in links.items()} == {
        URL: after(1),
        "https://b.example/2": after(499),
    }
    assert sorted(archive.asked) == [URL, "https://b.example/2"]


async def test_private_addresses_are_not_told_and_known_captures_stay() -> None:
    known = CaptureLink(status=CaptureStatus.FOUND, url="https://archive.example/x")
    archive = Archive({NEAR: ""})
    links = await CaptureFinder([archive], is_public).capture_all(
        [
            passage(document("x", "http://10.0.0.1/secret")),
            passage(replace(document("x", "https://b.example/2"), capture=known)),
        ],
        near=NEAR,
        deadline=Deadline.after(5),
    )
    assert archive.asked == []
    assert links["http://10.0.0.1/secret"].status is CaptureStatus.NOT_MEASURED
    assert links["https://b.example/2"] is known


async def test_the_deadline_leaves_the_rest_not_measured() -> None:
    started = time.monotonic()
    links = await CaptureFinder([Archive({NEAR: ""}, seconds=30)], is_public).capture_all(
        [passage(document("x", f"https://{n}.example/")) for n in range(9)],
        near=NEAR,
        deadline=Deadline.after(0.2),
    )
    assert time.monotonic() - started < 1
    assert len(links) == 9
    assert {link.status for link in links.values()} == {CaptureStatus.NOT_MEASURED}
