"""What makes a match strict: everything in the claim is accounted for in one sentence or line."""

from __future__ import annotations

import pytest

from service.verdict.rules.asserts import prepared, rule_on_sentences
from tests.unit.verdict.examples import asserted, reading


def strict(claim: str, text: str, **given: str) -> bool | None:
    ruling = rule_on_sentences(prepared(asserted(claim)), reading(text, **given))
    return None if ruling is None else ruling.strict


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("The fire at Orm burned 500 hectares.", "The fire at Orm burned five square kilometres of pine."),
        ("The Orm tower is 300 metres tall.", "The Orm tower is 300 feet tall."),
        ("Orm pier was opened in June 1904.", "Orm pier was opened on 4 June 1904."),
        ("Orm pier was opened before 1905.", "Orm pier was opened in 1903."),
        ("Orm is the third oldest port in Ostland.", "Orm is the fifth oldest port in Ostland."),
        ("Orm is the oldest port in Ostland.", "No port in Ostland is older than Orm."),
        ("Ivo Dahl signed the Orm charter.", "Ivo Dahl never signed the Orm charter."),
        (
            "Fewer than 100 copies of the Orm atlas survive.",
            "Divers have counted 61 surviving copies of the Orm atlas.",
        ),
        ("The Orm wind farm has 40 turbines.", "Name: Orm wind farm\nTurbines: 40"),
    ],
)
def test_numbers_dates_orders_and_denials_in_a_sentence_that_says_nothing_else(claim: str, text: str) -> None:
    assert strict(claim, text) is True


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("Ada wrote novels in Turin.", "Ada wrote novels in Turin."),
        ("The mill employs 90 people.", "The owner of the mill in Dell wants to employ 90 people."),
        ("The boats carry three sails.", "The boats carry three small sails."),
        ("Ayr beat Orm 4-2.", "In the film Ayr beat Orm 4-2."),
        ("Pell sold Orm 40 ships.", "Orm sold Pell 40 ships."),
        (
            "The Orm mill employs 90 people.",
            "Ayr, where the Orm mill was, has a baker who employs 90 people.",
        ),
        (
            "Ivo Dahl signed the charter.",
            "Ivo Dahl, tired of waiting for the mayor, never signed the charter.",
        ),
        ("Since 1990 Orm has had 4 mayors.", "Orm has had 4 mayors in living memory."),
    ],
)
def test_mere_likeness_and_whatever_else_is_said_are_not(claim: str, text: str) -> None:
    assert strict(claim, text) is not True
