"""Statuses, Retry-After and bodies."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients.outcome import Misused, NotMeasured, Why
from clients.transport.classify import MAX_RETRY_AFTER_S, by_status, json_of, plain_success, retry_after
from tests.unit.clients.net import response

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


# RFC 9110 §10.2.3


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0),
        (" 0 ", 0.0),
        ("999999999999", MAX_RETRY_AFTER_S),
        ("Sun, 22 Nov 2026 10:00:30 GMT", 30.0),
        ("Sunday, 22-Nov-26 10:00:30 GMT", 30.0),
        ("Sun, 22 Nov 2026 09:00:00 GMT", 0.0),
        ("Fri, 22 Nov 2030 10:00:00 GMT", MAX_RETRY_AFTER_S),
    ],
)
def test_both_forms_are_read_and_capped(value: str, seconds: float) -> None:
    assert retry_after(response(headers={"Retry-After": value}), now=NOW) == seconds


@pytest.mark.parametrize("value", ["", "soon", "-5", "1.5", "١٢", "Sun, 99 Nov 2026"])
def test_what_is_neither_form_is_nothing(value: str) -> None:
    assert retry_after(response(headers={"Retry-After": value}), now=NOW) is None


@given(st.integers(0, 10_000_000))
def test_a_date_and_seconds_mean_the_same(seconds: int) -> None:
    date = format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)
    by_date = retry_after(response(headers={"Retry-After": date}), now=NOW)
    assert by_date == retry_after(response(headers={"Retry-After": str(seconds)}), now=NOW)


@given(st.text(max_size=40))
def test_no_value_breaks_it(value: str) -> None:
    seconds = retry_after(response(headers={"Retry-After": value}), now=NOW)
    assert seconds is None or 0 <= seconds <= MAX_RETRY_AFTER_S


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (429, Why.RATE_LIMITED), (401, Why.MISCONFIGURED), (403, Why.MISCONFIGURED), (404, Why.MISCONFIGURED),
        (302, Why.MISCONFIGURED), (500, Why.SOURCE_DOWN), (503, Why.SOURCE_DOWN), (522, Why.SOURCE_DOWN),
        (408, Why.SOURCE_DOWN), (304, Why.INVALID_RESPONSE), (418, Why.INVALID_RESPONSE),
    ],
)  # fmt: skip
def test_statuses_that_measure_nothing(status: int, why: Why) -> None:
    outcome = by_status(response(status=status))
    assert isinstance(outcome, NotMeasured)
    assert outcome.why is why


@pytest.mark.parametrize("status", [400, 414, 422])
def test_statuses_that_blame_the_request(status: int) -> None:
    assert isinstance(by_status(response(status=status)), Misused)


@given(st.integers(100, 999))
def test_only_2xx_is_success(status: int) -> None:
    assert (by_status(response(status=status)) is None) == (200 <= status < 300)


def test_an_empty_body_is_no_answer() -> None:
    assert plain_success(response(b"")) == NotMeasured(Why.INVALID_RESPONSE, "empty body")
    assert plain_success(response(b"x")) is None


@pytest.mark.parametrize("body", ["<html>", '{"a":', "", "[" * 100_000, b"\xff\xfe{"])
def test_what_is_not_json_is_invalid(body: str | bytes) -> None:
    outcome = json_of(response(body, headers={"Content-Type": "text/html; charset=x"}))
    assert outcome == NotMeasured(Why.INVALID_RESPONSE, "not JSON (text/html)")


def test_json_is_read() -> None:
    assert json_of(response('{"a": [1, null]}')) == {"a": [1, None]}
