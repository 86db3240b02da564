from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from clients.search.dates import Coarse
from service.domain.article import DocumentRole, SuppliedDocument
from service.domain.evidence import AsOfEnforced, Rating, Timing
from service.domain.times import Precision, PublishedAt
from service.evidence.dates import timing_of
from service.evidence.documents import PageText, from_hit, from_page, from_supplied
from tests.unit.evidence.doubles import hit

AS_OF = datetime(2016, 1, 29, tzinfo=UTC)
EARLIER, LATER = datetime(2015, 1, 1, tzinfo=UTC), datetime(2017, 1, 1, tzinfo=UTC)


def test_a_hit_keeps_the_text_returned_and_its_hash() -> None:
    found = from_hit(hit("Ωne", whole=False), None)
    assert (found.text, found.whole) == ("Ωne", False)
    assert found.text_sha256 == hashlib.sha256("Ωne".encode()).hexdigest()


def test_what_has_no_web_address_has_no_url() -> None:
    assert from_hit(hit("x", "urn:secondsource:library:library:1"), None).url is None


@pytest.mark.parametrize(
    ("enforced", "dates", "expected", "timing"),
    [
        (True, {"revised_at": EARLIER}, AsOfEnforced.REVISION, Timing.BEFORE),
        (True, {"revised_at": LATER}, AsOfEnforced.NONE, Timing.UNKNOWN),
        (False, {"revised_at": EARLIER}, AsOfEnforced.NONE, Timing.UNKNOWN),
        (True, {"captured_at": EARLIER}, AsOfEnforced.CAPTURE, Timing.BEFORE),
        (True, {"captured_at": LATER}, AsOfEnforced.NONE, Timing.UNKNOWN),
        (False, {"captured_at": EARLIER}, AsOfEnforced.NONE, Timing.UNKNOWN),
        (False, {"published_at": EARLIER}, AsOfEnforced.PUBLISHER_DATE, Timing.BEFORE),
        (True, {"published_at": EARLIER, "captured_at": LATER}, AsOfEnforced.PUBLISHER_DATE, Timing.BEFORE),
        (True, {"published_at": EARLIER, "revised_at": LATER}, AsOfEnforced.NONE, Timing.UNKNOWN),
        (False, {"published_at": LATER}, AsOfEnforced.PUBLISHER_DATE, Timing.AFTER),
        (True, {}, AsOfEnforced.NONE, Timing.UNKNOWN),
    ],
)
def test_how_a_hit_was_held_to_the_cut_off(
    enforced: bool, dates: dict[str, datetime], expected: AsOfEnforced, timing: Timing
) -> None:
    found = replace(hit("x", enforced=enforced), **dates)  # type: ignore[arg-type]
    document = from_hit(found, AS_OF)
    assert (document.as_of_enforced, timing_of(document, AS_OF)) == (expected, timing)
    assert from_hit(found, None).as_of_enforced is AsOfEnforced.NONE


@pytest.mark.parametrize(
    ("first", "only_to", "timing"),
    [
        ("2015-01-01", "year", Timing.BEFORE),
        ("2016-01-01", "year", Timing.UNKNOWN),
        ("2017-01-01", "year", Timing.AFTER),
        ("2015-12-01", "month", Timing.BEFORE),
        ("2016-01-01", "month", Timing.UNKNOWN),
        ("2016-02-01", "month", Timing.AFTER),
    ],
)
def test_a_month_or_a_year_counts_when_it_was_over(first: str, only_to: Coarse, timing: Timing) -> None:
    moment = datetime.fromisoformat(first).replace(tzinfo=UTC)
    document = from_hit(replace(hit("x"), published_at=moment, only_to=only_to), AS_OF)
    assert document.published_at == PublishedAt(
        datetime.fromisoformat(first), Precision(only_to), offset_known=False
    )
    assert timing_of(document, AS_OF) is timing


def test_a_rating_is_kept_apart_from_the_text() -> None:
    found = replace(hit("Rating: False"), reviewed="It rains.", rating="False", publisher="Full Check")
    day = PublishedAt(EARLIER, Precision.DAY, offset_known=True)
    assert from_hit(replace(found, published_at=EARLIER), None).rating == Rating(
        reviewed="It rains.", words="False", by="Full Check", at=day
    )
    assert from_hit(replace(found, rating=None), None).rating == Rating(
        reviewed="It rains.", words=None, by="Full Check", at=None
    )
    assert from_hit(hit("x"), None).rating is None


def test_the_words_of_a_page_replace_the_excerpt() -> None:
    found = from_page(
        hit("Promised words.", whole=False),
        PageText(text="Other words.", published="2016-02-01", publisher="Paper"),
        None,
    )
    assert (found.text, found.whole, found.publisher) == ("Other words.", True, "Paper")
    assert found.published_at == PublishedAt(
        datetime.fromisoformat("2016-02-01"), Precision.DAY, offset_known=False
    )


def test_a_page_that_tells_the_time_and_zone_is_dated_to_the_second() -> None:
    found = from_page(hit("x"), PageText(text="x", published="2016-02-01T10:00:00+01:00"), None)
    assert found.published_at == PublishedAt(
        datetime.fromisoformat("2016-02-01T10:00:00+01:00"), Precision.SECOND, offset_known=True
    )


def test_the_apis_date_goes_before_the_pages() -> None:
    found = from_page(hit("x", published_at=EARLIER), PageText(text="x", published="2016-02-01"), None)
    assert found.published_at is not None
    assert found.published_at.value == EARLIER


def test_a_date_says_who_gave_it() -> None:
    page = PageText(text="x", published="2016-02-01", published_origin="meta: pubdate")
    assert from_page(hit("x"), page, None).published_origin == "meta: pubdate"
    assert from_page(hit("x", published_at=EARLIER), page, None).published_origin == "source"
    assert from_hit(hit("x", published_at=EARLIER), None).published_origin == "source"
    given = PublishedAt(EARLIER, Precision.DAY, offset_known=True)
    assert (
        from_supplied(SuppliedDocument(id="e", text="x", published_at=given), None).published_origin
        == "caller"
    )


def test_without_a_date_nobody_gave_it() -> None:
    page = PageText(text="x", published="soon", published_origin="meta: pubdate")
    assert from_page(hit("x"), page, None).published_origin is None
    assert from_hit(hit("x"), None).published_origin is None
    assert from_supplied(SuppliedDocument(id="e", text="x"), None).published_origin is None


def test_the_wire_copy_is_marked_and_evidence_is_not() -> None:
    wire = SuppliedDocument(id="w", text="x", role=DocumentRole.SOURCE_OF_ARTICLE)
    assert from_supplied(wire, None).of_article
    assert not from_supplied(SuppliedDocument(id="e", text="x"), None).of_article


def test_half_a_character_is_hashed_and_not_a_crash() -> None:
    assert len(from_supplied(SuppliedDocument(id="e", text="\ud800"), None).text_sha256) == 64
