from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.pages.corpus import DEVELOPMENT, HELD_OUT, SamplePage
from benchmarks.pages.measuring import measure
from benchmarks.pages.reading import Found
from benchmarks.pages.report import as_json, as_markdown
from benchmarks.pages.scores import f1, leaked, same_day, same_moment

PAGE = SamplePage(
    name="p",
    split=HELD_OUT,
    shape="lists",
    url="https://a.example/",
    content_type="text/html",
    body=b"",
    unreadable=None,
    title="Rain",
    text="It rained all day",
    date="2016-01-29T10:00:00+01:00",
    hidden=("never",),
)


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("It rained all day", 1.0),
        ("Rain\nit RAINED: all day.", 1.0),
        ("It rained", 2 * 2 / 6),
        ("It rained all day day", 2 * 4 / 9),
        ("Snow", 0.0),
        ("", 0.0),
    ],
)
def test_f1_counts_words_and_not_the_headline(text: str, score: float) -> None:
    assert f1(text, PAGE) == pytest.approx(score)


def test_where_words_are_not_parted_characters_count() -> None:
    assert f1("灯台", replace(PAGE, text="灯台が")) == pytest.approx(2 * 2 / 5)


@pytest.mark.parametrize(
    ("found", "day", "moment"),
    [
        ("2016-01-29T10:00:00+01:00", True, True),
        ("2016-01-29T09:00:00+00:00", True, False),
        ("2016-01-29", True, False),
        ("2016-01-30", False, False),
        ("2016-01-29Tx", True, False),
        (None, False, False),
    ],
)
def test_dates(found: str | None, day: bool, moment: bool) -> None:
    assert same_day(found, PAGE) is day
    assert same_moment(found, PAGE) is moment


def test_a_month_is_not_its_first_day_and_none_is_none() -> None:
    month, none = replace(PAGE, date="2016-01"), replace(PAGE, date="")
    assert not same_day("2016-01-01", month)
    assert same_moment("2016-01", month)
    assert same_day(None, none)
    assert not same_day("2016-01-01", none)


def test_what_leaks_is_told() -> None:
    assert leaked("It never rained", PAGE) == ("never",)
    assert leaked("It rained", PAGE) == ()


def test_the_report_tells_what_was_missed() -> None:
    wall = replace(PAGE, name="wall", unreadable="paywall", text="", shape="")
    half = measure("r", lambda page: Found("It never rained", "2016-01-30"), [PAGE, wall], HELD_OUT, 1)
    report = as_markdown("command", [half])
    assert "`p`: F1 0.571, date 2016-01-30, 1 hidden phrases" in report
    assert "`wall`: paywall taken for a text" in report
    assert not half.met
    assert '"asked": "paywall"' in as_json("command", [half])


def test_a_readable_page_refused_is_a_miss_however_good_the_rest() -> None:
    def reader(page: SamplePage) -> Found:
        return Found(page.text, page.date, kind="paywall")

    half = measure("r", reader, [PAGE, replace(PAGE, split=DEVELOPMENT)], HELD_OUT, 1)
    assert (half.f1, half.days, half.false_alarms, half.met) == (1.0, 1, 1, False)
