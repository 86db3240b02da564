from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.pages.protocol import Page
from clients.search.protocol import Hit
from clients.transport.deadline import Deadline
from service.domain.evidence import AsOfEnforced
from service.evidence.documents import UnreadablePage
from service.evidence.following import Followed, PageAllowance, PageFollower
from service.evidence.patience import until
from service.pages.kinds import NotReadable
from tests.unit.evidence.doubles import DOWN, Archive, Pages, Reader, hit, page, texts

pytestmark = pytest.mark.anyio
URL = "https://a.example/1"
AS_OF = datetime(2016, 1, 29, tzinfo=UTC)
EXCERPT = hit("… excerpt …", URL, whole=False)


def before(days: float) -> datetime:
    return AS_OF - timedelta(days=days)


async def follow(
    hits: Sequence[Hit],
    pages: Pages | None = None,
    *archives: Archive,
    reader: Reader | None = None,
    as_of: datetime | None = None,
    pages_left: int = 4,
    seconds: float = 5.0,
) -> Followed:
    follower = PageFollower(pages, archives, reader or Reader())
    deadline = Deadline.after(seconds)
    return await follower.follow(
        hits, PageAllowance(pages_left), as_of=as_of, near=AS_OF, deadline=deadline, limit=until(deadline)
    )


async def test_the_page_is_read_and_its_text_replaces_the_excerpt() -> None:
    followed = await follow([EXCERPT], Pages({URL: Ok(page("The page itself."))}))
    assert texts(followed.documents) == ["The page itself."]
    assert followed.documents[0].whole
    assert followed.failures == ()
    assert followed.tried == (URL,)


async def test_a_hit_that_promises_what_its_page_does_not_say_is_not_quoted() -> None:
    liar = hit("The moon is made of cheese.", URL, whole=False)
    followed = await follow([liar], Pages({URL: Ok(page("The moon is made of rock."))}))
    assert "cheese" not in followed.documents[0].text


async def test_whole_hits_are_left_alone() -> None:
    pages = Pages()
    followed = await follow([hit("whole", URL)], pages)
    assert texts(followed.documents) == ["whole"]
    assert pages.fetched == []


@pytest.mark.parametrize(
    ("fetched", "why"),
    [
        (DOWN, Why.SOURCE_DOWN),
        (NotMeasured(Why.RATE_LIMITED), Why.RATE_LIMITED),
        (Ok(page("<h1>error</h1>", status=500)), Why.SOURCE_DOWN),
    ],
)
async def test_a_page_that_cannot_be_read_leaves_the_excerpt_and_a_failure(
    fetched: Outcome[Page], why: Why
) -> None:
    followed = await follow([EXCERPT], Pages({URL: fetched}))
    assert texts(followed.documents) == [EXCERPT.text]
    assert not followed.documents[0].whole
    (failure,) = followed.failures
    assert isinstance(failure, NotMeasured)
    assert failure.why is why


async def test_an_address_that_may_not_be_fetched_is_no_failure_of_the_world() -> None:
    followed = await follow([EXCERPT], Pages({URL: Misused("not a public address")}))
    assert texts(followed.documents) == [EXCERPT.text]
    assert followed.failures == ()


async def test_a_page_that_reading_fails_on_leaves_the_excerpt_and_a_failure() -> None:
    hostile = NotMeasured(Why.INVALID_RESPONSE, "too much")
    followed = await follow([EXCERPT], Pages({URL: Ok(page("x"))}), reader=Reader(hostile))
    assert texts(followed.documents) == [EXCERPT.text]
    assert followed.failures == (hostile,)


async def test_a_dead_page_is_read_from_the_nearest_capture() -> None:
    archive = Archive({before(400): "old", before(-3): "as it was"})
    followed = await follow([EXCERPT], Pages({URL: Ok(page("", status=404))}), archive)
    (document,) = followed.documents
    assert document.text == "as it was"
    assert document.capture is not None
    assert document.capture.captured_at == before(-3)
    assert document.capture.sha256 == hashlib.sha256(b"as it was").hexdigest()


async def test_a_dead_page_nobody_kept_leaves_the_excerpt_and_no_failure() -> None:
    followed = await follow([EXCERPT], Pages({URL: Ok(page("", status=410))}), Archive())
    assert texts(followed.documents) == [EXCERPT.text]
    assert followed.failures == ()


@pytest.mark.parametrize(
    ("kind", "text"), [(NotReadable.NOT_FOUND, "as it was"), (NotReadable.PAYWALL, None)]
)
async def test_a_page_that_says_not_found_with_status_200_is_dead(
    kind: NotReadable, text: str | None
) -> None:
    reader = Reader(UnreadablePage(Why.INVALID_RESPONSE, kind=kind), unreadable=b"Sorry!")
    archive = Archive({before(-3): "as it was"})
    followed = await follow([EXCERPT], Pages({URL: Ok(page("Sorry!"))}), archive, reader=reader)
    assert texts(followed.documents) == [text or EXCERPT.text]
    assert bool(archive.asked) is (text is not None)


async def test_a_captured_not_found_is_no_page_and_the_next_archive_is_asked() -> None:
    reader = Reader(UnreadablePage(Why.INVALID_RESPONSE, kind=NotReadable.NOT_FOUND), unreadable=b"Sorry!")
    sorry, kept = Archive({before(1): "Sorry!"}), Archive({before(2): "as it was"})
    followed = await follow([EXCERPT], None, sorry, kept, reader=reader, as_of=AS_OF)
    assert texts(followed.documents) == ["as it was"]
    nobody = await follow([EXCERPT], None, sorry, Archive(), reader=reader, as_of=AS_OF)
    assert texts(nobody.documents) == [EXCERPT.text]
    assert nobody.failures == ()


async def test_with_a_cut_off_only_captures_before_it_are_read_and_never_the_live_page() -> None:
    pages = Pages({URL: Ok(page("live"))})
    archive = Archive({before(-1): "a day too late", before(20): "in time", before(300): "long before"})
    followed = await follow([EXCERPT], pages, archive, as_of=AS_OF)
    (document,) = followed.documents
    assert document.text == "in time"
    assert document.as_of_enforced is AsOfEnforced.CAPTURE
    assert document.capture is not None
    assert document.capture.gap_days == 20
    assert pages.fetched == []


async def test_an_archive_that_names_only_later_captures_is_asked_about_earlier_days() -> None:
    archive = Archive({before(-1): "late", before(-2): "later", before(100): "in time"}, most=2)
    followed = await follow([EXCERPT], None, archive, as_of=AS_OF)
    assert texts(followed.documents) == ["in time"]


@pytest.mark.parametrize("archive", [Archive({before(-1): "late"}), Archive({before(1): "gone"}, status=404)])
async def test_no_usable_capture_leaves_the_excerpt_undated(archive: Archive) -> None:
    followed = await follow([EXCERPT], Pages(), archive, as_of=AS_OF)
    assert texts(followed.documents) == [EXCERPT.text]
    assert followed.documents[0].as_of_enforced is AsOfEnforced.NONE
    assert followed.failures == ()


async def test_the_next_archive_is_asked_when_one_fails() -> None:
    followed = await follow([EXCERPT], None, Archive(failure=DOWN), Archive({before(1): "x"}), as_of=AS_OF)
    assert texts(followed.documents) == ["x"]
    assert followed.failures == ()


async def test_an_archive_that_hangs_leaves_time_for_the_next() -> None:
    hanging, next_one = Archive(seconds=30), Archive({before(1): "x"})
    followed = await follow([EXCERPT], None, hanging, next_one, as_of=AS_OF, seconds=2.0)
    assert texts(followed.documents) == ["x"]


async def test_an_archive_that_told_a_part_has_not_said_that_there_is_none() -> None:
    later = Archive({before(-1): "late"}, missing=DOWN)
    assert (await follow([EXCERPT], None, later, as_of=AS_OF)).failures == (DOWN,)


async def test_archives_are_not_told_of_pages_on_private_networks() -> None:
    archive = Archive({before(1): "x"})
    inside = hit("… excerpt …", "http://10.0.0.1/secret", whole=False)
    followed = await follow([inside], None, archive, as_of=AS_OF)
    assert texts(followed.documents) == [inside.text]
    assert (archive.asked, followed.failures) == ([], ())


async def test_archives_that_fail_are_a_failure() -> None:
    assert (await follow([EXCERPT], None, Archive(failure=DOWN), Archive(), as_of=AS_OF)).failures == (DOWN,)


async def test_no_more_pages_than_allowed() -> None:
    pages = Pages()
    hits = [hit("x", f"https://a.example/{n}", whole=False) for n in range(9)]
    followed = await follow(hits, pages, pages_left=3)
    assert len(pages.fetched) == len(followed.tried) == 3
    assert len(followed.documents) == 9


async def test_the_deadline_keeps_what_is_there() -> None:
    started = time.monotonic()
    followed = await follow([EXCERPT, hit("whole", "https://b.example/")], Pages(seconds=30), seconds=0.2)
    assert time.monotonic() - started < 1
    assert texts(followed.documents) == [EXCERPT.text, "whole"]
    (failure,) = followed.failures
    assert isinstance(failure, NotMeasured)
    assert failure.why is Why.DEADLINE


async def test_without_a_page_client_or_archives_that_is_said() -> None:
    for as_of in (None, AS_OF):
        (failure,) = (await follow([EXCERPT], None, as_of=as_of)).failures
        assert isinstance(failure, NotMeasured)
        assert failure.why is Why.MISCONFIGURED
