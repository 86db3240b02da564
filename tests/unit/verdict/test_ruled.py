"""A rule of known precision gives its own probability; one without, or against an origin, does not."""

from __future__ import annotations

import pytest

from service.domain.evidence import WeighedPassage
from service.domain.stance import StanceProbabilities
from service.domain.verdict import Signal
from service.verdict.calibration import RuleFigure
from service.verdict.consent import Consent, Decided
from service.verdict.pooling import by_origin
from service.verdict.ruled import by_rule
from service.verdict.rules.ruling import CONFIRMED, RULED
from service.verdict.weighing import Weighed
from tests.unit.verdict.examples import SUPPORTS, passage

FIGURES = {
    "quantities_conflict, strict, judge agrees": RuleFigure(precision=0.95, fired=40, data="pairs"),
    "quantities_conflict, loose, judge agrees": RuleFigure(precision=0.8, fired=100, data="pairs"),
    "dates_conflict, loose, judge agrees": RuleFigure(precision=0.6, fired=50, data="pairs"),
    "any rule, loose, judge agrees": RuleFigure(precision=0.85, fired=200, data="pairs"),
    "any rule, strict, judge undecided": RuleFigure(precision=0.75, fired=25, data="pairs"),
}


def weighed(
    rule: str,
    stance: StanceProbabilities,
    origin: str = "a",
    weight: float = 1.0,
    *,
    strict: bool = False,
    consent: Consent = Consent.AGREES,
) -> Weighed:
    one = passage(f"Text of {origin}.", origin=origin)
    return Weighed(
        WeighedPassage(
            passage=one, stance=stance.label(), probabilities=stance, weight=weight, quote_span=one.span
        ),
        (Signal(rule, "", ""),),
        Decided(rule, strict, consent) if stance in {RULED, CONFIRMED} else None,
    )


def verdict(
    *found: Weighed, figures: dict[str, RuleFigure] | None = None
) -> tuple[float, float, float] | None:
    known = FIGURES if figures is None else figures
    chances = by_rule(found, by_origin([one.passage for one in found]), known)
    return None if chances is None else (chances.supported, chances.refuted, chances.not_enough_evidence)


def test_the_precision_of_the_rule_in_such_cases_is_the_probability() -> None:
    assert verdict(weighed("quantities_conflict", RULED)) == pytest.approx((0.1, 0.8, 0.1))
    assert verdict(weighed("quantities_conflict", RULED, strict=True)) == pytest.approx((0.025, 0.95, 0.025))


def test_a_rule_of_too_few_cases_has_the_figure_of_all_rules_in_them() -> None:
    assert verdict(weighed("record_agrees", CONFIRMED)) == pytest.approx((0.85, 0.075, 0.075))
    undecided = weighed("ranks_conflict", RULED, strict=True, consent=Consent.OPEN)
    assert verdict(undecided) == pytest.approx((0.125, 0.75, 0.125))


def test_against_the_judge_what_was_not_counted_is_a_coin_toss() -> None:
    contested = weighed("quantities_conflict", RULED, strict=True, consent=Consent.OBJECTS)
    assert verdict(contested) == pytest.approx((0.25, 0.5, 0.25))


def test_a_later_lower_total_is_a_conflict_of_numbers() -> None:
    assert verdict(weighed("later_lower_count", RULED)) == pytest.approx((0.1, 0.8, 0.1))


def test_what_the_model_says_of_another_passage_of_that_origin_does_not_count() -> None:
    both = (weighed("quantities_conflict", RULED), weighed("", SUPPORTS, "a"))
    assert verdict(*both) == pytest.approx((0.1, 0.8, 0.1))


def test_of_two_rules_the_more_precise_counts() -> None:
    both = (weighed("dates_conflict", RULED), weighed("quantities_conflict", RULED, "b"))
    assert verdict(*both) == pytest.approx((0.1, 0.8, 0.1))


def test_without_any_figures_the_pooled_model_speaks() -> None:
    assert verdict(weighed("quantities_conflict", RULED), figures={}) is None


@pytest.mark.parametrize(
    "found",
    [
        (),
        (weighed("quantities_conflict", SUPPORTS),),
        (weighed("quantities_conflict", RULED, weight=0.0),),
        (weighed("quantities_conflict", RULED), weighed("", SUPPORTS, "b")),
        (weighed("quantities_conflict", RULED), weighed("record_agrees", CONFIRMED, "a")),
    ],
    ids=["nothing", "the model spoke", "does not count", "an origin against", "disputed"],
)
def test_otherwise_the_pooled_model_speaks(found: tuple[Weighed, ...]) -> None:
    assert verdict(*found) is None
