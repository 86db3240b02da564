"""Dates, preferences, entity tags: rules without I/O."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.api.dates import AS_OF_PATTERN, PUBLISHED_PATTERN, as_of, published_at
from service.api.etag import matches, strong_etag
from service.api.prefer import Preferences, preferences
from service.domain.times import Precision

DAYS = st.dates(date(1000, 1, 1), date(2099, 12, 31))
DIGITS = st.integers(0, 99)


@pytest.mark.parametrize(
    ("text", "value", "precision", "offset_known"),
    [
        ("2016", "2016-01-01T00:00:00", Precision.YEAR, False),
        ("2016-02", "2016-02-01T00:00:00", Precision.MONTH, False),
        ("2016-02-29", "2016-02-29T00:00:00", Precision.DAY, False),
        ("2016-01-29T14:58", "2016-01-29T14:58:00", Precision.MINUTE, False),
        ("2016-01-29T14:58:07", "2016-01-29T14:58:07", Precision.SECOND, False),
        ("2016-01-29T14:58Z", "2016-01-29T14:58:00+00:00", Precision.MINUTE, True),
        (
            "2016-01-29T14:58:07+02:00",
            "2016-01-29T14:58:07+02:00",
            Precision.SECOND,
            True,
        ),
    ],
)
def test_a_date_keeps_its_precision(text: str, value: str, precision: Precision, offset_known: bool) -> None:
    assert re.fullmatch(PUBLISHED_PATTERN, text)
    read = published_at(text)
    assert (read.value.isoformat(), read.precision, read.offset_known) == (value, precision, offset_known)


@given(DAYS)
def test_every_day_of_the_calendar_fits_and_is_read(day: date) -> None:
    assert re.fullmatch(AS_OF_PATTERN, day.isoformat())
    assert published_at(day.isoformat()).day() == day
    assert as_of(day.isoformat()) == datetime(day.year, day.month, day.day, 23, 59, 59, 999_999, tzinfo=UTC)


@given(st.integers(1000, 2099), DIGITS, DIGITS)
def test_what_fits_is_a_day_of_the_calendar(year: int, month: int, day: int) -> None:
    text = f"{year}-{month:02}-{day:02}"
    try:
        real = date(year, month, day) is not None
    except ValueError:
        real = False
    assert bool(re.fullmatch(AS_OF_PATTERN, text)) == real


@given(st.from_regex(AS_OF_PATTERN, fullmatch=True).filter(lambda text: not text.endswith("\n")))
def test_whatever_fits_is_a_moment_with_a_zone(text: str) -> None:
    assert as_of(text).tzinfo is not None


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", Preferences()),
        ("wait=5", Preferences(5, wait_given=True)),
        ('wait="5"', Preferences(5, wait_given=True)),
        ("WAIT = 5; foo=bar", Preferences(5, wait_given=True)),
        ("wait=5, wait=9", Preferences(5, wait_given=True)),
        ("handling=strict, respond-async, wait=0", Preferences(0, wait_given=True, respond_async=True)),
        ("wait=-1", Preferences()),
        ("wait=soon", Preferences()),
        ("wait", Preferences()),
        ("return=minimal,,;", Preferences()),
    ],
)
def test_preferences(header: str, expected: Preferences) -> None:
    assert preferences(header) == expected


@given(st.text(max_size=60))
def test_no_header_is_a_fault(header: str) -> None:
    assert preferences(header).wait_s >= 0


def test_entity_tags_are_strong_and_compared_weakly() -> None:
    etag = strong_etag(b"a")
    assert etag.startswith('"')
    assert etag != strong_etag(b"b")
    assert matches(etag, etag)
    assert matches(f"W/{etag}", etag)
    assert matches(f'"x", {etag}', etag)
    assert matches("*", etag)
    assert not matches(None, etag)
    assert not matches('"x"', etag)
    assert not matches("", etag)
