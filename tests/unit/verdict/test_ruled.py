"""A rule of known precision gives its own probability; one without, or against an origin, does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service.domain.evidence import WeighedPassage
from service.domain.stance import StanceProbabilities
from service.domain.verdict import Signal
from service.verdict.calibration import RuleFigure
from service.verdict.pooling import by_origin
from service.verdict.ruled import by_rule
from service.verdict.rules.ruling import CONFIRMED, RULED
from service.verdict.weighing import Weighed
from tests.unit.verdict.examples import SUPPORTS, passage

FIGURES = {
    "quantities_conflict": RuleFigure(precision=0.8, fired=100, data="pairs"),
    "dates_conflict": RuleFigure(precision=0.6, fired=50, data="pairs"),
    "record_agrees": RuleFigure(precision=0.85, fired=100, data="pairs"),
    "says_the_same": RuleFigure(precision=0.97, fired=100, data="pairs"),
}


def weighed(rule: str, stance: StanceProbabilities, origin: str = "a", weight: float = 1.0) -> Weighed:
    one = passage(f"Text of {origin}.", origin=origin)
    return Weighed(
        WeighedPassage(
            passage=one, stance=stance.label(), probabilities=stance, weight=weight, quote_span=one.span
        ),
        (Signal(rule, "", ""),),
    )


def verdict(*found: Weighed) -> tuple[float, float, float] | None:
    chances = by_rule(found, by_origin([one.passage for one in found]), FIGURES)
    return None if chances is None else (chances.supported, chances.refuted, chances.not_enough_evidence)


def test_the_precision_of_the_rule_is_the_probability() -> None:
    assert verdict(weighed("quantities_conflict", RULED)) == pytest.approx((0.1, 0.8, 0.1))
    assert verdict(weighed("record_agrees", CONFIRMED)) == pytest.approx((0.85, 0.075, 0.075))


def test_no_rule_is_surer_than_rule_and_judge_are_together() -> None:
    assert verdict(weighed("says_the_same", CONFIRMED)) == pytest.approx((0.89, 0.055, 0.055))


def test_a_rule_against_the_judge_is_a_coin_toss() -> None:
    contested = replace(weighed("quantities_conflict", RULED), contested=True)
    assert verdict(contested) == pytest.approx((0.25, 0.5, 0.25))


def test_a_later_lower_total_is_a_conflict_of_numbers() -> None:
    assert verdict(weighed("later_lower_count", RULED)) == pytest.approx((0.1, 0.8, 0.1))


def test_what_the_model_says_of_another_passage_of_that_origin_does_not_count() -> None:
    both = (weighed("quantities_conflict", RULED), weighed("", SUPPORTS, "a"))
    assert verdict(*both) == pytest.approx((0.1, 0.8, 0.1))


def test_of_two_rules_the_more_precise_counts() -> None:
    both = (weighed("dates_conflict", RULED), weighed("quantities_conflict", RULED, "b"))
    assert verdict(*both) == pytest.approx((0.1, 0.8, 0.1))


@pytest.mark.parametrize(
    "found",
    [
        (),
        (weighed("names_another", RULED),),
        (weighed("quantities_conflict", SUPPORTS),),
        (weighed("quantities_conflict", RULED, weight=0.0),),
        (weighed("quantities_conflict", RULED), weighed("", SUPPORTS, "b")),
        (weighed("quantities_conflict", RULED), weighed("record_agrees", CONFIRMED, "a")),
    ],
    ids=["nothing", "no figure", "the model spoke", "does not count", "an origin against", "disputed"],
)
def test_otherwise_the_pooled_model_speaks(found: tuple[Weighed, ...]) -> None:
    assert verdict(*found) is None
