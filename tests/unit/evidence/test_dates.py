from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.evidence import AsOfEnforced, CaptureLink, CaptureStatus, Document, Timing
from service.domain.times import Interval, Precision, PublishedAt
from service.evidence.dates import about, at_moment, from_metadata, timing_of
from tests.unit.evidence.doubles import document

AS_OF = datetime(2016, 1, 29, 12, tzinfo=UTC)
naive = datetime.fromisoformat


def published(value: datetime, precision: Precision) -> Document:
    return replace(document("x"), published_at=PublishedAt(value, precision, offset_known=False))


@pytest.mark.parametrize(
    ("value", "precision", "timing"),
    [
        (naive("2016-01-28"), Precision.DAY, Timing.BEFORE),
        (naive("2016-01-29"), Precision.DAY, Timing.UNKNOWN),
        (naive("2016-01-30"), Precision.DAY, Timing.AFTER),
        (naive("2016-01-29T11:59"), Precision.MINUTE, Timing.BEFORE),
        (naive("2016-01-29T12:01"), Precision.MINUTE, Timing.AFTER),
        (naive("2016-01-01"), Precision.MONTH, Timing.UNKNOWN),
        (naive("2015-01-01"), Precision.YEAR, Timing.BEFORE),
    ],
)
def test_a_publication_date_decides_when_all_of_it_lies_on_one_side(
    value: datetime, precision: Precision, timing: Timing
) -> None:
    assert timing_of(published(value, precision), AS_OF) is timing


def test_without_a_cut_off_or_a_date_nothing_is_known() -> None:
    assert timing_of(published(naive("2016-01-01"), Precision.DAY), None) is Timing.UNKNOWN
    assert timing_of(document("x"), AS_OF) is Timing.UNKNOWN


def test_a_capture_or_revision_before_the_cut_off_makes_undated_evidence_count() -> None:
    earlier = AS_OF - timedelta(days=3)
    link = CaptureLink(status=CaptureStatus.FOUND, url="u", captured_at=earlier)
    captured = replace(document("x"), capture=link, as_of_enforced=AsOfEnforced.CAPTURE)
    revised = replace(document("x"), revised_at=earlier, as_of_enforced=AsOfEnforced.REVISION)
    assert timing_of(captured, AS_OF) is Timing.BEFORE
    assert timing_of(revised, AS_OF) is Timing.BEFORE
    assert timing_of(replace(revised, revised_at=AS_OF + timedelta(days=1)), AS_OF) is Timing.UNKNOWN
    assert timing_of(replace(revised, as_of_enforced=AsOfEnforced.NONE), AS_OF) is Timing.UNKNOWN


@settings(deadline=None)
@given(st.datetimes(min_value=naive("1900-01-01")), st.datetimes(min_value=naive("1900-01-01")))
def test_a_moment_is_before_or_after_and_never_both(value: datetime, cut: datetime) -> None:
    timing = timing_of(published(value, Precision.SECOND), cut)
    assert timing is (Timing.AFTER if value > cut else Timing.BEFORE)


@pytest.mark.parametrize(
    "text", [None, "", "yesterday", "2016-13-01", "16-1-1", "20160129", "2016-01-29T25:00"]
)
def test_a_date_that_is_none_is_none(text: str | None) -> None:
    assert from_metadata(text) is None


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("2016", "2016-01-01", Precision.YEAR),
        ("2016-02", "2016-02-01", Precision.MONTH),
        ("2016-02-29", "2016-02-29", Precision.DAY),
        ("2016-02-29T10:05", "2016-02-29T10:05", Precision.MINUTE),
        ("2016-02-29T10:05+01:00", "2016-02-29T10:05+01:00", Precision.MINUTE),
        ("2016-02-29T10:05:00", "2016-02-29T10:05", Precision.SECOND),
        ("2016-02-29T10:05:07+00:00", "2016-02-29T10:05:07+00:00", Precision.SECOND),
        ("2016-02-29T00:00:00+02:00", "2016-02-29T00:00+02:00", Precision.DAY),
    ],
)
def test_a_date_of_a_page_is_as_precise_as_it_is_told(text: str, value: str, precision: Precision) -> None:
    assert from_metadata(text) == PublishedAt(
        naive(value), precision, offset_known=naive(value).tzinfo is not None
    )


def test_midnight_sharp_is_a_day() -> None:
    assert at_moment(datetime(2016, 1, 29, tzinfo=UTC)).precision is Precision.DAY
    assert at_moment(datetime(2016, 1, 29, 1, tzinfo=UTC)).precision is Precision.SECOND


def test_what_a_passage_is_about_is_its_one_period_else_the_titles() -> None:
    year = Interval(date(2017, 1, 1), date(2017, 12, 31))
    assert about("In 2017 it rained.", None, None) == year
    assert about("It rained.", "Floods of 2017", None) == year
    assert about("In 2015 it rained and in 2016 it snowed.", None, None) is None
    assert about("It rained.", None, None) is None
    assert about("It has rained since 30 September 2015.", None, None) is None, "until when is not said"
