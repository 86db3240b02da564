"""A country has its capital and no other."""

from __future__ import annotations

import pytest

from service.verdict.rules.single_value import names_another
from tests.unit.verdict.examples import asserted, reading


def rule(claim: str, line: str, title: str) -> str | None:
    found = names_another(asserted(claim), reading(line, title=title))
    return found.signal.name if found else None


@pytest.mark.parametrize(
    "claim",
    [
        "The capital of Algeria is Oran.",
        "Oran is the capital of Algeria.",
        "Oran is the capital city of Algeria.",
    ],
)
def test_another_capital_is_refuted(claim: str) -> None:
    assert rule(claim, "Capital of Algeria: Algiers", "Algeria") == "names_another"


@pytest.mark.parametrize(
    ("claim", "line", "title"),
    [
        ("The capital of Algeria is Algiers.", "Capital of Algeria: Algiers", "Algeria"),
        ("Sucre is the capital of Bolivia.", "Capital of Bolivia: La Paz (seat); Sucre (by law)", "Bolivia"),
        ("The capital of Nigeria is Abuja.", "Capital of Niger: Niamey", "Niger"),
        ("Oran is the second city of Algeria.", "Capital of Algeria: Algiers", "Algeria"),
        ("The capital of Algeria is large.", "Capital of Algeria: Algiers", "Algeria"),
        ("The capital of Algeria is Oran.", "Climate of Algeria: arid", "Algeria"),
    ],
)
def test_what_is_not_about_this_capital_is_left_alone(claim: str, line: str, title: str) -> None:
    assert rule(claim, line, title) is None
