from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest

from service.domain.article import DocumentRole, SuppliedDocument
from service.domain.evidence import AsOfEnforced
from service.domain.times import Precision, PublishedAt
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
    ("enforced", "revised", "published", "expected"),
    [
        (True, EARLIER, None, AsOfEnforced.REVISION),
        (True, LATER, None, AsOfEnforced.NONE),
        (False, EARLIER, None, AsOfEnforced.NONE),
        (False, None, EARLIER, AsOfEnforced.PUBLISHER_DATE),
        (True, None, None, AsOfEnforced.NONE),
    ],
)
def test_how_a_hit_was_held_to_the_cut_off(
    enforced: bool, revised: datetime | None, published: datetime | None, expected: AsOfEnforced
) -> None:
    found = hit("x", enforced=enforced, revised_at=revised, published_at=published)
    assert from_hit(found, AS_OF).as_of_enforced is expected
    assert from_hit(found, None).as_of_enforced is AsOfEnforced.NONE


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
