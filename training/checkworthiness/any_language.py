"""Fits the scorer for other languages on the English sentences: what it sees needs no words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import cross_val_predict

from service.claims.worth_any_language import FEATURES, features
from training.checkworthiness.data import WORTHY, Sentence


def fit(sentences: Sequence[Sentence], to: Path) -> None:
    """Writes the coefficients, with their quality in five-fold cross-validation, as JSON."""
    rows = [row for row in sentences if row.label is not None]
    x = np.array([features(row.text) for row in rows])
    y = np.array([row.label == WORTHY for row in rows])
    guesses = cross_val_predict(LogisticRegression(), x, y, cv=5, method="predict_proba")[:, 1]
    model = LogisticRegression().fit(x, y)
    weights = {name: round(float(w), 4) for name, w in zip(FEATURES, model.coef_[0], strict=True)}
    written = {
        "what": "log-odds that a sentence is worth checking = bias + sum of coefficient * feature",
        "code": "service/claims/worth_any_language.py",
        "fitted_on": f"{len(rows)} sentences of checkworthy/train/claimbuster_*, all English",
        "average_precision_cross_validated": round(float(average_precision_score(y, guesses)), 4),
        "coefficients": {**weights, "bias": round(float(model.intercept_[0]), 4)},
    }
    to.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
