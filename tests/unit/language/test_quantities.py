# ruff: noqa: SIM905 - a list of words reads best as words
from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.quantities import Comparator, Quantity
from service.domain.times import Interval
from service.language.quantities import find_quantities, read_quantities


def only(text: str) -> Quantity:
    (quantity,) = read_quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "value", "comparator", "unit", "counted"),
    [
        ("109 Russian troops killed in Syria", 109, "exactly", None, "Russian troops"),
        ("More than a hundred Russian soldiers have died", 100, "more_than", None, "Russian soldiers"),
        ("hundreds of Russian troops", 200, "at_least", None, "Russian troops"),
        ("tens of thousands of refugees", 20_000, "at_least", None, "refugees"),
        ("only 1.3 percent of land", 1.3, "exactly", "percent", "land"),
        ("for nearly four months", 4, "nearly", "months", None),
        ("half of Aleppo province", 50, "exactly", "percent", "Aleppo province"),
        ("three-quarters of voters", 75, "exactly", "percent", "voters"),
        ("one in five children", 20, "exactly", "percent", "children"),
        ("$4.2 million", 4_200_000, "exactly", "USD", None),
        ("£5m", 5_000_000, "exactly", "GBP", None),
        ("12bn euros", 12e9, "exactly", "EUR", None),
        ("half a million people", 500_000, "exactly", None, "people"),
        ("two and a half years", 2.5, "exactly", "years", None),
        ("a death toll of 109", 109, "exactly", None, "death toll"),
        ("The unemployment rate in France is 7.3%.", 7.3, "exactly", "percent", "unemployment rate"),
        ("In Syria 300 troops were killed.", 300, "exactly", None, "troops"),
        ("a population of 22.8 million", 22_800_000, "exactly", None, "population"),
        ("12,000 square kilometers", 12_000, "exactly", "sq km", None),
        ("two hundred and thirty cows", 230, "exactly", None, "cows"),
        ("twenty-three United States soldiers", 23, "exactly", None, "United States soldiers"),
        ("at least one soldier", 1, "at_least", None, "soldier"),
        ("3,000+ cars", 3000, "at_least", None, "cars"),
        ("up to 1,500 fighters were killed", 1500, "at_most", None, "fighters"),
        ("about 20 or so", 20, "about", None, None),
        ("minus 5 degrees Celsius", -5, "exactly", "°C", None),
        ("a 21-year-old woman", 21, "exactly", "years", None),
        ("1 000 000 people", 1_000_000, "exactly", None, "people"),
    ],
)
def test_quantities(text: str, value: float, comparator: str, unit: str | None, counted: str | None) -> None:
    found = only(text)
    assert found.value == pytest.approx(value)
    assert (found.comparator, found.unit, found.counted) == (comparator, unit, counted)
    assert found.text in text


@pytest.mark.parametrize(
    ("text", "language", "value", "unit", "written"),
    [
        ("It has 1.234.567 people.", "en", 1_234_567, None, "1.234.567 people"),
        ("It has 1 234 567 people.", "en", 1_234_567, None, "1 234 567 people"),
        ("It has 1\u202f234\u202f567 people.", "en", 1_234_567, None, "1\u202f234\u202f567 people"),
        ("It has 12,34,567 people.", "en", 1_234_567, None, "12,34,567 people"),
        ("It costs 5 lakh rupees.", "en", 500_000, "INR", "5 lakh rupees"),
        ("Es kostet 3,5 Millionen Euro.", "de", 3_500_000, "EUR", "3,5 Millionen Euro"),
        ("Es kostet 1.234,50 Euro.", "de", 1234.5, "EUR", "1.234,50 Euro"),
        ("Die Stadt zählt 2.500 Menschen.", "de", 2500, None, "2.500 Menschen"),
        ("Le chômage a baissé de 3,5\u202f% en 2015.", "fr", 3.5, "percent", "3,5\u202f%"),
        ("Il costo è di 1.500 euro.", "it", 1500, "EUR", "1.500 euro"),
        ("IT LOST 40 SHIPS IN 2015.", "en", 40, None, "40 ships"),
    ],
)
def test_conventions_of_writing(
    text: str, language: str, value: float, unit: str | None, written: str
) -> None:
    (found,) = read_quantities(text, language=language)
    assert (found.value, found.unit, found.text) == (value, unit, written)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("between 80% and 90% of voters", 80, 90, "percent"),
        ("4 to 5 million people", 4e6, 5e6, None),
        ("between 15 and 20 million dollars", 15e6, 20e6, "USD"),
        ("10-15 fighters", 10, 15, None),
        ("it cost $3-5 million", 3e6, 5e6, "USD"),
        ("15,000–20,000 fighters", 15_000, 20_000, None),
    ],
)
def test_ranges(text: str, low: float, high: float, unit: str | None) -> None:
    found = only(text)
    assert (found.value, found.low, found.high, found.unit) == (None, low, high, unit)


@pytest.mark.parametrize("base", ["per 100 inhabitants", "for every 1,000 births", "out of every 10 voters"])
def test_what_is_counted_against_is_no_quantity(base: str) -> None:
    (found,) = read_quantities(f"There were 48 cases {base}.")
    assert found.value == 48


def test_a_change_from_one_value_to_another_is_two_quantities() -> None:
    assert [q.value for q in read_quantities("unemployment rose from 5% to 7%")] == [5, 7]


@pytest.mark.parametrize(
    "text",
    [
        "One area was lost", "an F-16 and Flight 370", "the 21st century", "on January 19, 2016 at 14:58",
        "in 2015", "at 3 p.m.", "5G in the G20", "won 3-1", "a third person", "No. 10 is closed",
        "see https://example.org/12345", "call +44 20 7946 0018", "on 03/04/2016", "on 29 February 2015",
        "on Dec. 1 or 2", "one hundred and two hundred", "9" * 400,
    ],
)  # fmt: skip
def test_what_is_no_quantity(text: str) -> None:
    assert read_quantities(text) == ()


def test_dates_beside_counts_are_left_out() -> None:
    assert [q.value for q in read_quantities("In 2015 Germany took 1.1 million refugees")] == [1_100_000]


def test_the_window_is_that_of_the_caller() -> None:
    window = Interval(date(2015, 9, 1), date(2016, 1, 29))
    assert [q.window for q in read_quantities("109 troops and 3 tanks", window=window)] == [window, window]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "one five hundred million and 1,200 3.5 % $ between to of half - people a dozen in"
            " bn € more than or"
            " so 99999999999999999999 ۱۲ hundreds".split()
        ),
        max_size=14,
    )
)
def test_any_words_give_finite_quantities_in_place(words: list[str]) -> None:
    text = " ".join(words)
    for found in find_quantities(text):
        quantity = found.quantity
        assert text[found.span.start : found.span.end] == quantity.text
        assert (quantity.value is None) == (quantity.low is not None and quantity.high is not None)
        assert all(math.isfinite(n) for n in (quantity.value, quantity.low, quantity.high) if n is not None)
        assert quantity.low is None or quantity.high is None or quantity.low < quantity.high
        assert quantity.comparator in Comparator
