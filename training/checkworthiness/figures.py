"""Figures on held-out training rows: what recipes are chosen by, and what goes into the card."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, f1_score, precision_recall_curve
from sklearn.model_selection import cross_val_predict

from training.checkworthiness.card import Calibrated, Quality
from training.checkworthiness.data import WORTHY, Sentence

RANK_WEIGHTS = (0.0, 0.25, 0.5, 1.0, 2.0)
BINS = 10


def log_odds(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    """Of check-worthy against the other two labels; shape (rows,)."""
    wide = logits.astype(np.float64)
    return np.asarray(wide[:, WORTHY] - np.logaddexp(wide[:, 0], wide[:, 1]))


def best_rank_weight(rows: Sequence[Sentence], logits: NDArray[np.float32]) -> float:
    """How much check-worthiness counts beside being picked, for the best MAP."""
    return max(RANK_WEIGHTS, key=lambda weight: mean_average_precision(rows, rank(logits, weight)))


def calibrate(rows: Sequence[Sentence], logits: NDArray[np.float32], rank_by_worth: float) -> Calibrated:
    known = np.array([row.label is not None for row in rows])
    truth = np.array([row.label == WORTHY for row in rows])[known]
    odds = log_odds(logits)[known]
    column = odds.reshape(-1, 1)
    platt = LogisticRegression(C=1e6)
    crossed = cross_val_predict(platt, column, truth, cv=5, method="predict_proba")[:, 1]
    platt.fit(column, truth)
    probabilities = platt.predict_proba(column)[:, 1]
    return Calibrated(
        slope=round(float(platt.coef_[0, 0]), 4),
        shift=round(float(platt.intercept_[0]), 4),
        threshold=round(best_threshold(truth, probabilities), 4),
        rank_by_worth=rank_by_worth,
        error=round(calibration_error(truth, crossed), 4),
    )


def quality(rows: Sequence[Sentence], logits: NDArray[np.float32], by: Calibrated) -> Quality:
    known = np.array([row.label is not None for row in rows])
    three = np.array([row.label is not None and row.label >= 0 for row in rows])
    truth = np.array([row.label == WORTHY for row in rows])[known]
    probabilities = 1 / (1 + np.exp(-(by.slope * log_odds(logits)[known] + by.shift)))
    labels = [row.label for row in rows if row.label is not None and row.label >= 0]
    return Quality(
        sentences=int(known.sum()),
        average_precision=round(float(average_precision_score(truth, probabilities)), 4),
        f1=round(float(f1_score(truth, probabilities >= by.threshold)), 4),
        weighted_f1=round(float(f1_score(labels, logits[three, :3].argmax(1), average="weighted")), 4),
        mean_average_precision=round(mean_average_precision(rows, rank(logits, by.rank_by_worth)), 4),
    )


def rank(logits: NDArray[np.float32], weight: float) -> NDArray[np.float64]:
    return np.asarray(logits[:, -1] + weight * log_odds(logits))


def mean_average_precision(rows: Sequence[Sentence], scores: NDArray[np.float64]) -> float:
    """Mean over debates."""
    debates = np.array([row.debate or "" for row in rows])
    picked = np.array([bool(row.picked) for row in rows])
    inside = [debates == debate for debate in sorted(set(debates) - {""})]
    return float(np.mean([average_precision_score(picked[i], scores[i]) for i in inside]))


def best_threshold(truth: NDArray[np.bool_], probabilities: NDArray[np.float64]) -> float:
    precision, recall, thresholds = precision_recall_curve(truth, probabilities)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    return float(thresholds[f1[:-1].argmax()])


def calibration_error(truth: NDArray[np.bool_], probabilities: NDArray[np.float64]) -> float:
    which = np.minimum((probabilities * BINS).astype(int), BINS - 1)
    gaps = [
        abs(truth[which == b].mean() - probabilities[which == b].mean()) * (which == b).mean()
        for b in np.unique(which)
    ]
    return float(sum(gaps))
