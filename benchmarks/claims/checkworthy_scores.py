"""How well a score finds and ranks the sentences worth checking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Found:
    """Of one class, at a threshold; all in [0, 1]."""

    precision: float
    recall: float
    f1: float


def found(truth: Flags, said: Flags) -> Found:
    hits = int((truth & said).sum())
    precision = hits / int(said.sum()) if said.any() else 0.0
    recall = hits / int(truth.sum()) if truth.any() else 0.0
    return Found(precision, recall, 2 * hits / max(1, int(said.sum()) + int(truth.sum())))


def weighted_f1(truth: Sequence[str], said: Sequence[str]) -> float:
    """F1 of each class, weighted by how often it is the truth."""
    labels, answers = np.array(truth), np.array(said)
    return float(sum((labels == one).mean() * found(labels == one, answers == one).f1 for one in set(truth)))


def average_precision(truth: Flags, scores: Scores) -> float:
    """Mean precision at the rank of each positive; of equal scores the earlier sentence ranks higher."""
    ranked = truth[np.argsort(-scores, kind="stable")]
    hits = np.cumsum(ranked)
    return float((hits / np.arange(1, len(ranked) + 1))[ranked].mean())


def precision_at(truth: Flags, scores: Scores, depth: int) -> float:
    return float(truth[np.argsort(-scores, kind="stable")][:depth].mean())


def best_threshold(truth: Flags, scores: Scores) -> float:
    """The score from which saying yes gives the highest F1 on these rows."""
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(truth[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + truth.sum())
    return float(scores[order][int(f1.argmax())])


def calibration_error(truth: Flags, probabilities: Scores, *, bins: int = 10) -> float:
    """Expected calibration error over bins of equal width."""
    which = np.minimum((probabilities * bins).astype(int), bins - 1)
    return float(
        sum(
            abs(truth[which == one].mean() - probabilities[which == one].mean()) * (which == one).mean()
            for one in np.unique(which)
        )
    )
