"""Which numbers agree, which conflict, and which cannot be told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.quantities import Comparator, Quantity
from service.language.quantities import read_quantities
from service.verdict.rules.bounds import Comparison, bounds, compare

AGREE, HIGHER, LOWER, UNCLEAR = Comparison.AGREE, Comparison.HIGHER, Comparison.LOWER, Comparison.UNCLEAR


@pytest.mark.parametrize(
    ("claimed", "evidence", "expected"),
    [
        ("more than a hundred soldiers", "109 soldiers", AGREE),
        ("more than 5 volumes", "5 volumes", UNCLEAR),
        ("at least 5 volumes", "5 volumes", AGREE),
        ("more than 110 soldiers", "20 soldiers", LOWER),
        ("more than ten songs", "more than ten songs", AGREE),
        ("about 1 percent", "1.3 percent", AGREE),
        ("1.3 percent", "5 percent", HIGHER),
        ("109 soldiers", "109 soldiers", AGREE),
        ("109 soldiers", "160 soldiers", HIGHER),
        ("three events", "two events", LOWER),
        ("109 soldiers", "111 soldiers", UNCLEAR),
        ("109 soldiers", "more than 100 soldiers", UNCLEAR),
        ("68 million people", "68,374,591 people", AGREE),
        ("20 million people", "68,374,591 people", HIGHER),
        ("about 100 soldiers", "140 soldiers", HIGHER),
        ("between 80 and 90 soldiers", "85 soldiers", AGREE),
        ("between 80 and 90 soldiers", "120 soldiers", HIGHER),
        ("nearly four months", "three and a half months", AGREE),
        ("nearly four months", "six months", HIGHER),
        ("2.4 million square kilometres", "2,381,740 sq km", AGREE),
        ("100 square kilometres", "38.6 square miles", AGREE),
        ("100 miles", "100 km", LOWER),
        ("5 percent of soldiers", "5 soldiers", UNCLEAR),
        ("$5 million", "€9 million", UNCLEAR),
        ("less than 5 percent", "7 percent", HIGHER),
        ("5 percent", "6 percent", UNCLEAR),
        ("20 percent", "21 percent", UNCLEAR),
        ("20 percent", "20.4 percent", AGREE),
        ("20.4 percent", "20 percent", AGREE),
        ("13 years", "14 years", UNCLEAR),
        ("about 100 soldiers", "about 108 soldiers", AGREE),
        ("about 100 soldiers", "about 115 soldiers", UNCLEAR),
    ],
)
def test_compare(claimed: str, evidence: str, expected: Comparison) -> None:
    (asked,), (given_,) = read_quantities(claimed), read_quantities(evidence)
    assert compare(asked, given_) is expected


def test_a_quantity_without_a_number_has_no_bounds() -> None:
    assert bounds(Quantity(text="many")) is None


def test_an_unknown_unit_compares_only_with_itself() -> None:
    parsecs, smoots = (Quantity(value=5, unit=unit, text="5") for unit in ("parsecs", "smoots"))
    assert compare(parsecs, smoots) is UNCLEAR
    assert compare(parsecs, parsecs) is AGREE


numbers = st.builds(
    lambda value, comparator: Quantity(value=value, comparator=comparator, text=f"{value}"),
    st.integers(0, 10**9).map(float),
    st.sampled_from([Comparator.EXACTLY, Comparator.ABOUT]),
)


@given(numbers)
def test_a_number_never_conflicts_with_itself(number: Quantity) -> None:
    assert compare(number, number) is AGREE


@given(numbers, numbers)
def test_higher_one_way_is_lower_the_other(one: Quantity, other: Quantity) -> None:
    turned = {HIGHER: LOWER, LOWER: HIGHER}
    there, back = compare(one, other), compare(other, one)
    assert back is turned.get(there, there)
