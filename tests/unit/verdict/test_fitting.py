"""The fit finds what is in the data, and its figures mean what they say."""

from __future__ import annotations

import numpy as np
import pytest

from training.calibration import softmax
from training.calibration.claims import derived


def drawn(rows: int = 4000) -> tuple[softmax.Floats, softmax.Ints, softmax.Floats]:
    """Labels drawn from a known model."""
    rng = np.random.default_rng(5)
    features = rng.normal(size=(rows, 2))
    beta = np.array([[0.3, 2.0, -1.0], [-0.2, -1.0, 1.5]])
    chances = softmax.probabilities(features, beta)
    labels = np.array([rng.choice(3, p=row) for row in chances])
    return features, labels, beta


def test_the_model_that_drew_the_labels_is_found() -> None:
    features, labels, beta = drawn()
    found = softmax.fit(features, labels, np.ones(len(labels)), ridge=1e-3)
    assert np.abs(found - beta).max() < 0.25


def test_a_row_of_weight_two_counts_twice() -> None:
    features, labels, _ = drawn(200)
    weights = np.where(np.arange(200) < 50, 2.0, 1.0)
    twice = np.concatenate([features, features[:50]]), np.concatenate([labels, labels[:50]])
    one = softmax.fit(features, labels, weights, ridge=1.0)
    other = softmax.fit(*twice, np.ones(250), ridge=1.0)
    assert np.allclose(one, other, atol=1e-6)


def test_true_probabilities_are_calibrated_and_sharpened_ones_are_not() -> None:
    features, labels, beta = drawn()
    scores = softmax.scores(features, beta)
    assert softmax.calibration_error(softmax.softmax(scores), labels) < 0.03
    assert softmax.calibration_error(softmax.softmax(scores * 3), labels) > 0.08
    assert softmax.best_temperature(scores * 1.8, labels) == pytest.approx(1.8, rel=0.1)


def test_brier_runs_from_nought_to_two() -> None:
    sure = np.array([[1.0, 0.0, 0.0]])
    assert softmax.brier(sure, np.array([0])) == 0.0
    assert softmax.brier(sure, np.array([1])) == 2.0


@pytest.mark.parametrize(
    ("labels", "verdict"),
    [
        ([], "not_enough_info"),
        (["not_enough_info"], "not_enough_info"),
        (["supported", "not_enough_info"], "supported"),
        (["refuted"], "refuted"),
        (["refuted", "supported"], "conflicting"),
    ],
)
def test_the_rule_of_the_data_set(labels: list[str], verdict: str) -> None:
    assert derived(labels) == verdict
