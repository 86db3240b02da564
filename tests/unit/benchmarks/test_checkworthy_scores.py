"""Metrics of check-worthiness, on cases small enough to count."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import (  # type: ignore[import-untyped]  # ships no types
    average_precision_score,
    f1_score,
)

from benchmarks.claims.checkworthy_baselines import bag_of_words, length_and_numbers
from benchmarks.claims.checkworthy_scores import (
    average_precision,
    best_threshold,
    calibration_error,
    found,
    precision_at,
    weighted_f1,
)
from training.checkworthiness.data import OTHER, WORTHY, Sentence

TRUTH = np.array([True, False, True, False])
SCORES = np.array([0.9, 0.8, 0.3, 0.1])


def test_average_precision_is_the_mean_precision_at_each_hit() -> None:
    assert average_precision(TRUTH, SCORES) == pytest.approx((1 / 1 + 2 / 3) / 2)


def test_of_equal_scores_the_earlier_sentence_ranks_higher() -> None:
    flat = np.zeros(3)
    assert average_precision(np.array([False, True, False]), flat) == 0.5
    assert precision_at(np.array([False, True, False]), flat, 2) == 0.5


def test_the_best_threshold_gives_the_best_f1() -> None:
    chosen = best_threshold(TRUTH, SCORES)
    assert chosen == 0.3
    assert found(TRUTH, chosen <= SCORES).f1 == pytest.approx(0.8)


def test_saying_nothing_finds_nothing() -> None:
    nothing = found(TRUTH, np.zeros(4, dtype=bool))
    assert (nothing.precision, nothing.recall, nothing.f1) == (0.0, 0.0, 0.0)


def test_calibration_error_weighs_bins_by_their_rows() -> None:
    truth, guesses = np.array([True, True, False, False]), np.array([0.75, 0.75, 0.75, 0.0])
    assert calibration_error(truth, guesses) == pytest.approx(0.75 * abs(2 / 3 - 0.75))


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 10_000)), min_size=2, max_size=30))
def test_metrics_are_those_of_scikit_learn(rows: list[tuple[bool, int]]) -> None:
    truth = np.array([flag for flag, _ in rows])
    truth[0] = True
    scores = np.array([score + i / 100 for i, (_, score) in enumerate(rows)])  # no two alike
    assert average_precision(truth, scores) == pytest.approx(average_precision_score(truth, scores))
    said = scores > 5000
    labels = [str(flag) for flag in truth]
    expected = f1_score(labels, [str(flag) for flag in said], average="weighted", zero_division=0)
    assert weighted_f1(labels, [str(flag) for flag in said]) == pytest.approx(expected)


def test_the_bag_of_words_is_tuned_on_training_rows_and_finds_the_word_that_tells() -> None:
    rows = [Sentence(f"the deficit grew again {n % 9}", WORTHY, None, "x", 0) for n in range(40)]
    rows += [Sentence(f"good evening and welcome {n % 9}", 0, None, "x", 0) for n in range(40)]
    rows += [Sentence(f"well we agree {n % 9}", OTHER, None, "x", 0) for n in range(40)]
    answer = bag_of_words(rows, ["the deficit grew again", "good evening"])
    assert answer.scores[0] >= answer.threshold > answer.scores[1]
    assert answer.kinds == ("check_worthy", "not_factual")
    assert answer.out_of_fold == 1.0


def test_length_and_numbers_takes_the_variant_that_ranks_training_debates_best() -> None:
    rows = [
        Sentence(text, None, picked, "x", 0, debate)
        for debate in "abcdefgh"
        for text, picked in (
            ("it rose by 3", True),
            ("a very long sentence without any of them at all", False),
        )
    ]
    ranked = length_and_numbers(rows, ["9 of 10", "short", "longer than short"])
    assert ranked.mean_precision == 1.0
    assert ranked.scores.argmax() == 0
