"""Dates and addresses as archives write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clients.archive.stamps import (
    as_raw,
    http_date,
    original_in,
    parse_http_date,
    parse_stamp,
    same_page,
    stamp,
    stamp_in,
)

seconds = st.integers(820454400, 1767225600).map(lambda second: datetime.fromtimestamp(second, UTC))


@settings(max_examples=50)
@given(seconds)
def test_moments_survive_both_spellings(moment: datetime) -> None:
    assert parse_stamp(stamp(moment)) == moment
    assert parse_http_date(http_date(moment)) == moment


@pytest.mark.parametrize(
    "text", ["20200100000000", "20200000000000", "2020", "2020010203040٥", "", "20201301000000"]
)
def test_what_is_no_date_is_null(text: str) -> None:
    assert parse_stamp(text) is None


def test_a_capture_of_days_to_come_has_no_date() -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    assert parse_stamp(stamp(now + timedelta(days=2))) is None
    assert parse_stamp(stamp(now + timedelta(hours=1))) == now + timedelta(hours=1)


def test_the_captured_address_stands_behind_the_stamp() -> None:
    assert original_in("https://a.example/web/20200102030405id_/http://n.example/a") == "http://n.example/a"
    assert original_in("https://a.example/ABCD-1234") is None


def test_a_moment_without_a_zone_is_utc() -> None:
    assert stamp(datetime(2020, 1, 2, 3, 4, 5)) == "20200102030405"  # noqa: DTZ001 - on purpose


def test_a_date_in_the_future_is_no_capture() -> None:
    assert parse_http_date(http_date(datetime.now(UTC) + timedelta(days=800))) is None
    assert parse_http_date("yesterday") is None
    assert parse_http_date(None) is None


@pytest.mark.parametrize(
    "shown",
    [
        "http://a.example/web/20200102030405/http://news.example/20190101000000/x?y=1",
        "http://a.example/web/20200102030405mp_/http://news.example/20190101000000/x?y=1",
        "http://a.example/web/20200102030405id_/http://news.example/20190101000000/x?y=1",
    ],
)
def test_a_replay_address_becomes_that_of_the_raw_bytes(shown: str) -> None:
    assert as_raw(shown) == (
        "http://a.example/web/20200102030405id_/http://news.example/20190101000000/x?y=1"
    )
    assert stamp_in(shown) == datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_an_address_without_a_stamp_has_no_raw_form() -> None:
    assert as_raw("http://news.example/2020/a") is None
    assert stamp_in("http://news.example/2020/a") is None


@pytest.mark.parametrize(
    "other",
    ["https://news.example/a?x=1&y=2", "http://www.news.example:80/a/?y=2&x=1#top", "http://NEWS.example/A?x=1&y=2",
     "http://news.example/%61?x=1&y=2"],
)  # fmt: skip
def test_addresses_an_index_folds_together(other: str) -> None:
    assert same_page("http://news.example/a?x=1&y=2", other)


@pytest.mark.parametrize(
    "other",
    ["http://news.example/b?x=1&y=2", "http://news.example/a?x=1", "http://other.example/a?x=1&y=2",
     "http://news.example:8080/a?x=1&y=2", "mailto:a", "http://[::1/a"],
)  # fmt: skip
def test_addresses_of_different_pages(other: str) -> None:
    assert not same_page("http://news.example/a?x=1&y=2", other)
