"""Brier score, calibration error, coverage: worked out by hand."""

from __future__ import annotations

import pytest

from benchmarks.verdicts.answers import Answer, Chances
from benchmarks.verdicts.confidence import (
    Confident,
    Point,
    Stated,
    bins,
    brier,
    calibration_error,
    confident,
    risk_coverage,
    stated,
)
from tests.unit.benchmarks.verdicts.answered import N, R, S, answer


def test_brier_is_summed_over_the_three_classes() -> None:
    # 0.3² + 0.2² + 0.1² = 0.14 and 0.5² + 0.7² + 0.2² = 0.78
    found = brier([Chances(0.7, 0.2, 0.1), Chances(0.5, 0.3, 0.2)], [S, R])
    assert found == pytest.approx((0.14 + 0.78) / 2)
    assert brier([Chances(1.0, 0.0, 0.0)], [N]) == 2.0


def test_calibration_error_weighs_bins_by_their_answers() -> None:
    found = bins([Stated(0.61, right=True), Stated(0.65, right=False), Stated(0.95, right=True)])
    assert [(one.answers, one.right) for one in found] == [(2, 0.5), (1, 1.0)]
    # |0.63 - 0.5| for two answers, |0.95 - 1| for one
    assert calibration_error(found) == pytest.approx((2 * 0.13 + 0.05) / 3)


def test_there_are_fifteen_bins_and_certainty_is_in_the_last() -> None:
    # 0.6 = 9/15 opens the tenth bin, 0.59 lies below it, 1.0 belongs to the fifteenth
    found = bins([Stated(1.0, right=True), Stated(0.59, right=True), Stated(0.6, right=True)])
    assert [one.low for one in found] == pytest.approx([8 / 15, 9 / 15, 14 / 15])


def test_errors_of_one_bin_cancel_and_of_two_do_not() -> None:
    apart = bins([Stated(0.95, right=False), Stated(0.35, right=True)])
    assert calibration_error(apart) == pytest.approx((0.95 + 0.65) / 2)
    assert calibration_error(bins([Stated(0.5, right=True), Stated(0.5, right=False)])) == 0.0


def test_what_is_stated_is_the_most_probable_answer_whatever_was_given() -> None:
    below_floor = Answer(N, 0.2, Chances(0.6, 0.2, 0.2))
    assert stated([below_floor], [S]) == [Stated(0.6, right=True)]


def test_confident_answers_are_those_given_at_nine_tenths() -> None:
    answers = [
        answer(0.9, 0.05, 0.05),  # right
        answer(0.02, 0.95, 0.03),  # wrong
        answer(0.0, 0.05, 0.95),  # right, takes no side
        answer(0.89, 0.1, 0.01),  # not confident
        Answer(N, 0.04, Chances(0.95, 0.01, 0.04)),  # sure, yet given as something else
        Answer(N, None, Chances(0.95, 0.01, 0.04)),
    ]
    truth = [S, S, N, S, S, S]
    assert confident(answers, truth) == Confident(0.5, 2 / 3)
    assert confident(answers, truth, sides=True) == Confident(2 / 6, 0.5)
    assert confident(answers[3:], truth[3:]) == Confident(0.0, None)


def test_confident_in_another_answer_than_the_most_probable() -> None:
    conflicting = Answer(N, 0.92, Chances(0.95, 0.04, 0.01))
    assert confident([conflicting], [S]) == Confident(1.0, 0.0)


def test_risk_rises_with_coverage_and_ties_come_in_together() -> None:
    found = [Stated(0.9, right=True), Stated(0.7, right=False), Stated(0.7, right=True)]
    found.append(Stated(0.5, right=False))
    assert risk_coverage(found) == [Point(0.25, 0.0), Point(0.75, 1 / 3), Point(1.0, 0.5)]
    assert risk_coverage(found[::-1]) == risk_coverage(found)


def test_a_curve_has_no_points_on_a_handful_of_answers_and_ends_with_all() -> None:
    found = [Stated(1 - number / 10_000, right=number > 0) for number in range(1_001)]
    points = risk_coverage(found)
    assert points[0].coverage == pytest.approx(6 / 1_001)
    assert points[-1] == Point(1.0, 1 / 1_001)
    assert len(points) < 202


def test_equal_chances_are_no_side() -> None:
    assert Chances(0.4, 0.2, 0.4).likeliest() is N
    assert Chances(0.4, 0.4, 0.2).likeliest() is S
    assert Chances(0.1, 0.3, 0.6).side() is R
