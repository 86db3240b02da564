"""CDX answers of both dialects."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clients.archive.cdx import CdxRow, Dialect, judge_cdx, parameters, rows
from clients.archive.exclusion import NOT_SHOWN
from clients.outcome import Misused, NotMeasured, Why
from tests.unit.clients.net import response

HEADER = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]
GOOD = ["example,n)/a", "20200102030405", "http://n.example:80/a", "text/html", "200", "Q4YU", "1415"]
UNREADABLE = NotMeasured(Why.INVALID_RESPONSE, "no capture that can be read")
ROW = CdxRow("http://n.example:80/a", datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC))


def table(*lines: list[str]) -> str:
    return json.dumps([HEADER, *lines])


def changed(**fields: str) -> list[str]:
    return [fields.get(name, value) for name, value in zip(HEADER, GOOD, strict=True)]


def test_the_arrays_of_the_internet_archive() -> None:
    assert rows(Dialect.IA, response(table(GOOD))) == [ROW]


@pytest.mark.parametrize("body", ["[]", "[]\n", table()])
def test_no_rows_are_no_captures(body: str) -> None:
    assert rows(Dialect.IA, response(body)) == []


@pytest.mark.parametrize(
    "line",
    [changed(timestamp="20200100030405"), changed(original="mailto:x@n.example"), changed(statuscode="302"),
     changed(statuscode="404"), changed(mimetype="image/png"), [], ["org%2Carchive%29%2F+19980109140106%21"]],
)  # fmt: skip
def test_rows_that_are_no_good_capture_are_left_out(line: list[str]) -> None:
    assert rows(Dialect.IA, response(table(line, GOOD))) == [ROW]


@pytest.mark.parametrize("line", [changed(timestamp="42"), changed(original="42")])
def test_rows_none_of_which_can_be_read_are_not_no_captures(line: list[str]) -> None:
    assert rows(Dialect.IA, response(table(line, line))) == UNREADABLE
    assert rows(Dialect.PYWB, response('{"timestamp": 42, "url": 42}\n')) == UNREADABLE


def test_a_revisit_counts_although_it_has_no_status() -> None:
    revisit = changed(mimetype="warc/revisit", statuscode="-")
    assert rows(Dialect.IA, response(table(revisit))) == [ROW]


@pytest.mark.parametrize(
    "body", ['{"a": 1}', '[["a", "b"], ["1", "2"]]', "[1, 2]", "", '[["timestamp"', "<html>"]
)
def test_what_is_no_table_measures_nothing(body: str) -> None:
    outcome = rows(Dialect.IA, response(body))
    assert isinstance(outcome, NotMeasured)
    assert outcome.why is Why.INVALID_RESPONSE


def test_the_lines_of_pywb() -> None:
    line = {
        "timestamp": "20200102030405",
        "url": "http://n.example:80/a",
        "mime": "text/html",
        "status": "200",
    }
    assert rows(Dialect.PYWB, response(f"{json.dumps(line)}\n\n")) == [ROW]
    assert rows(Dialect.PYWB, response("")) == []


@pytest.mark.parametrize("body", ['{"timestamp": "2020', "example,n)/a 20200102030405 {}", "[1]"])
def test_what_is_no_line_measures_nothing(body: str) -> None:
    assert rows(Dialect.PYWB, response(body)) == NotMeasured(Why.INVALID_RESPONSE, "not CDXJ lines")


@pytest.mark.parametrize(
    "word",
    [
        "org.archive.wayback.exception.AdministrativeAccessControlException: Blocked Site",
        "org.archive.wayback.exception.RobotAccessControlException: Blocked By Robots",
    ],
)
@pytest.mark.parametrize("status", [200, 403])
def test_a_blocked_site_is_not_an_empty_one(word: str, status: int) -> None:
    assert judge_cdx(response(word, status=status)) == Misused("the archive does not show this site")


def test_a_page_is_no_index_and_an_empty_body_is_one() -> None:
    judged = judge_cdx(response("<!DOCTYPE html><title>Sorry</title>"))
    assert judged == NotMeasured(Why.INVALID_RESPONSE, "HTML instead of an index")
    assert judge_cdx(response("")) is None


def test_an_empty_page_is_no_index() -> None:
    empty = response("", headers={"Content-Type": "text/html; charset=utf-8"})
    assert judge_cdx(empty) == NotMeasured(Why.INVALID_RESPONSE, "HTML instead of an index")
    assert judge_cdx(response("", headers={"Content-Type": "text/x-ndjson"})) is None


def test_a_site_that_is_closed_may_be_named_in_a_header() -> None:
    named = {"X-Archive-Wayback-Runtime-Error": "RobotAccessControlException: Blocked By Robots"}
    assert judge_cdx(response("", status=403, headers=named)) == NOT_SHOWN


@pytest.mark.parametrize("status", [413, 421])
def test_what_is_said_under_load_is_not_about_the_question(status: int) -> None:
    assert judge_cdx(response("x", status=status)) == NotMeasured(Why.SOURCE_DOWN, f"status {status}")


@pytest.mark.parametrize("dialect", list(Dialect))
def test_the_nearest_are_asked_for_or_else_the_newest(dialect: Dialect) -> None:
    near = parameters(dialect, "http://n.example/a?b=1", datetime(2020, 1, 2, tzinfo=UTC), 5)
    assert ("url", "http://n.example/a?b=1") in near
    assert ("closest", "20200102000000") in near
    assert "closest" not in dict(parameters(dialect, "http://n.example/a", None, 5))


values = st.recursive(
    st.none() | st.integers() | st.text(max_size=9), lambda inner: st.lists(inner, max_size=4), max_leaves=12
)


@settings(max_examples=50)
@given(values)
def test_no_json_breaks_the_table(value: object) -> None:
    outcome = rows(Dialect.IA, response(json.dumps(value)))
    assert isinstance(outcome, (list, NotMeasured))
