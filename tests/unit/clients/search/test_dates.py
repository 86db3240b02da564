"""Dates as APIs give them, and what may be said of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clients.search.dates import in_utc, known_by, published, published_in, stated
from clients.transport.classify import Json


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]  # year, month, day and further


@pytest.mark.parametrize(
    "value",
    [
        None,
        3,
        "",
        "yesterday",
        "2016",
        "2016-13-01",
        "2016-02-30",
        "April 30, 2025",
        "3 days ago",
        "9999-12-31",
        "0",
    ],
)
def test_what_is_no_date_is_none(value: Json) -> None:
    assert published(value) is None
    assert stated(published(value)) is None
    assert not known_by(published(value), utc(2030, 1, 1))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2016-01-29", utc(2016, 1, 29)),
        (" 2016-01-29T00:00:00.000Z ", utc(2016, 1, 29)),
        ("2023-11-22T21:59:53", utc(2023, 11, 22, 21, 59, 53)),
        ("2023-11-16T01:36:32.547Z", utc(2023, 11, 16, 1, 36, 32, 547000)),
        ("2018-09-27T11:17:58+01:00", utc(2018, 9, 27, 10, 17, 58)),
        ("Mon, 05 Aug 2024 12:00:00 GMT", utc(2024, 8, 5, 12)),
    ],
)
def test_days_and_moments_are_stated(text: str, moment: datetime) -> None:
    assert stated(published(text)) == moment


def test_a_day_keeps_the_zone_it_was_given_in() -> None:
    found = stated(published("2016-01-29T00:00:00+05:30"))
    assert found == datetime(2016, 1, 29, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    assert found is not None
    assert found.day == 29


@pytest.mark.parametrize(
    ("text", "cut", "known"),
    [
        ("2016-01-29T12:00:00Z", utc(2016, 1, 29, 12), True),
        ("2016-01-29T12:00:01Z", utc(2016, 1, 29, 12), False),
        ("2016-01-29T12:00:00", utc(2016, 1, 29, 23, 59), False),
        ("2016-01-29T12:00:00", utc(2016, 1, 30), True),
        ("2016-01-29", utc(2016, 1, 29, 23, 59), False),
        ("2016-01-29", utc(2016, 1, 30, 11), False),
        ("2016-01-29", utc(2016, 1, 30, 12), True),
        ("2016-01-29T00:00:00Z", utc(2016, 1, 30), True),
    ],
)
def test_known_by_then_means_all_of_it(text: str, cut: datetime, known: bool) -> None:
    assert known_by(published(text), cut) is known


@pytest.mark.parametrize("parts", [None, "2020", [], [None], ["2020"], [0], [20200], {"a": 1}, [10**30]])
def test_parts_without_a_year_are_no_date(parts: Json) -> None:
    assert published_in(parts) is None


@pytest.mark.parametrize(
    ("parts", "day", "only_to", "known_from"),
    [
        ([2020], utc(2020, 1, 1), "year", utc(2021, 1, 1, 12)),
        ([2020, 2], utc(2020, 2, 1), "month", utc(2020, 3, 1, 12)),
        ([2020, 2, 17], utc(2020, 2, 17), None, utc(2020, 2, 18, 12)),
        ([2020, 2, None], utc(2020, 2, 1), "month", utc(2020, 3, 1, 12)),
        ([2020, 13], utc(2020, 1, 1), "year", utc(2021, 1, 1, 12)),
        ([2020, 2, 30], utc(2020, 2, 1), "month", utc(2020, 3, 1, 12)),
        ([2020, 2, 17, 5], utc(2020, 2, 17), None, utc(2020, 2, 18, 12)),
    ],
)
def test_what_is_known_of_a_date_is_said_and_a_year_is_known_when_it_is_over(
    parts: Json, day: datetime, only_to: str | None, known_from: datetime
) -> None:
    found = published_in(parts)
    assert stated(found) == day
    assert found is not None
    assert found.only_to == only_to
    assert known_by(found, known_from)
    assert not known_by(found, known_from - timedelta(seconds=1))
    assert not known_by(found, None)


@settings(max_examples=60)
@given(
    st.text(max_size=40) | st.dates().map(str) | st.datetimes().map(str), st.lists(st.integers(), max_size=4)
)
def test_nothing_makes_it_fail(text: str, parts: list[int]) -> None:
    for found in (published(text), published_in(list(parts))):
        assert found is None or found.first <= found.last


def test_no_zone_is_read_as_utc() -> None:
    assert in_utc(datetime(2020, 1, 1)) == utc(2020, 1, 1)  # noqa: DTZ001 - as a caller may give it
    assert in_utc(datetime(2020, 1, 1, tzinfo=timezone(timedelta(hours=2)))) == utc(2019, 12, 31, 22)
