# ruff: noqa: DTZ001, SIM905 - datelines have no zone; a list of words reads best as words
from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.times import Precision, PublishedAt, TimeMention, TimeRole
from service.language.calendar_spans import OPEN_END
from service.language.times import find_times, read_times, unreadable_dates

FRIDAY = PublishedAt(datetime(2016, 1, 29, 14, 58), Precision.MINUTE, offset_known=False)


def only(text: str, anchor: PublishedAt | None = FRIDAY) -> TimeMention:
    (mention,) = read_times(text, anchor=anchor)
    return mention


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("It happened on September 30, 2015.", "2015-09-30", "2015-09-30", "day"),
        ("the 11th of September, 2001", "2001-09-11", "2001-09-11", "day"),
        ("on 2016-01-29 14:58:00", "2016-01-29", "2016-01-29", "day"),
        ("on 14.02.2015", "2015-02-14", "2015-02-14", "day"),
        ("on January 19", "2016-01-19", "2016-01-19", "day"),
        ("on 30 December", "2015-12-30", "2015-12-30", "day"),
        ("on March 3-5, 2014", "2014-03-03", "2014-03-05", "day"),
        ("it opens, and will do so on February 10", "2016-02-10", "2016-02-10", "day"),
        ("last September", "2015-09-01", "2015-09-30", "month"),
        ("last January", "2015-01-01", "2015-01-31", "month"),
        ("next March", "2016-03-01", "2016-03-31", "month"),
        ("signed last year in May", "2015-05-01", "2015-05-31", "month"),
        ("in May of this year", "2016-05-01", "2016-05-31", "month"),
        ("in June 2014", "2014-06-01", "2014-06-30", "month"),
        ("last year", "2015-01-01", "2015-12-31", "year"),
        ("in 2012", "2012-01-01", "2012-12-31", "year"),
        ("the 1990s", "1990-01-01", "1999-12-31", "year"),
        ("the third quarter of 2015", "2015-07-01", "2015-09-30", "month"),
        ("on Tuesday", "2016-01-26", "2016-01-26", "day"),
        ("on Friday", "2016-01-29", "2016-01-29", "day"),
        ("last Friday", "2016-01-22", "2016-01-22", "day"),
        ("yesterday", "2016-01-28", "2016-01-28", "day"),
        ("two weeks ago", "2016-01-11", "2016-01-17", "day"),
        ("three years ago", "2013-01-01", "2013-12-31", "year"),
        ("last summer", "2015-06-01", "2015-08-31", "month"),
    ],
)
def test_dates(text: str, start: str, end: str, precision: str) -> None:
    mention = only(text)
    assert (mention.start.isoformat(), mention.end.isoformat(), mention.precision) == (start, end, precision)
    assert mention.role is TimeRole.EVENT


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("109 died since last September", "2015-09-01", "2016-01-29"),
        ("killed since the start of the operation on September 30, 2015", "2015-09-30", "2016-01-29"),
        ("have died since Moscow launched a campaign in Syria last September", "2015-09-01", "2016-01-29"),
        ("from January to March 2015", "2015-01-01", "2015-03-31"),
        ("from November to February 2015", "2014-11-01", "2015-02-28"),
        ("between 2010 and 2014", "2010-01-01", "2014-12-31"),
        ("2010-15", "2010-01-01", "2015-12-31"),
        ("in the past five years", "2011-01-29", "2016-01-29"),
    ],
)
def test_windows(text: str, start: str, end: str) -> None:
    mention = only(text)
    assert (mention.start.isoformat(), mention.end.isoformat()) == (start, end)
    assert mention.role is TimeRole.WINDOW


def test_without_an_anchor_a_since_stays_open() -> None:
    mention = only("since 2011", anchor=None)
    assert (mention.start, mention.end) == (date(2011, 1, 1), OPEN_END)


@pytest.mark.parametrize("text", ["last September", "on Tuesday", "yesterday", "on January 19", "a year ago"])
def test_relative_dates_need_an_anchor(text: str) -> None:
    assert read_times(text, anchor=None) == ()


def test_an_anchor_that_knows_only_its_year_dates_no_weekday() -> None:
    coarse = PublishedAt(datetime(2016, 1, 1), Precision.YEAR, offset_known=False)
    assert read_times("on Tuesday", anchor=coarse) == ()
    assert only("last year", anchor=coarse).start == date(2015, 1, 1)


@pytest.mark.parametrize(
    "text",
    [
        "it may march on", "nearly four months", "February 30, 2015", "02/03/2015", "of 2000 people",
        "9999 years ago", "Room 2015", "April Jones said", "2000 people came", "flight 370",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert read_times(text, anchor=FRIDAY) == ()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "last|next|since|from|to|and|May|January|31|29 February|2015|1999|0|years ago|Tuesday|the past|99"
            "|months|Q3|-|,|of|weekend|summer".split("|")
        ),
        max_size=12,
    ),
    st.dates(),
)
def test_any_words_give_ordered_periods_in_place(words: list[str], day: date) -> None:
    text = " ".join(words)
    anchor = PublishedAt(datetime(day.year, day.month, day.day), Precision.DAY, offset_known=False)
    for found in find_times(text, anchor=anchor):
        assert found.mention.start <= found.mention.end
        assert text[found.span.start : found.span.end] == found.mention.text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("It failed on 03/04/2016.", "day and month could be either"),
        ("It failed on 29 February 2015.", "there is no such day"),
        ("It failed on April 31, 2015.", "there is no such day"),
    ],
)
def test_dates_that_name_no_day_are_told(text: str, why: str) -> None:
    ((span, reason),) = unreadable_dates(text).items()
    assert (text[span.start : span.end].strip(), reason) == (text[13:-1], why)
    assert read_times(text, anchor=None) == ()


@pytest.mark.parametrize(
    "text", ["It failed on 29/01/2016.", "It failed on 04/04/2016.", "It failed on 29 May 2015."]
)
def test_dates_that_name_one_day_are_not(text: str) -> None:
    assert unreadable_dates(text) == {}
    assert len(read_times(text, anchor=None)) == 1
