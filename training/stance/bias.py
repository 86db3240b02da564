"""Weights that take from the model what it could learn from the claim alone.

A plain word model guesses each label from the claim; a row it guesses well counts less (the reweighting of
Schuster et al., 2019, "Towards Debiasing Fact Verification Models").
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier

from training.stance.rows import Example

FOLDS = 3
LIGHTEST, HEAVIEST = 0.4, 2.0


def weights(rows: Sequence[Example]) -> NDArray[np.float64]:
    """One weight a row, 1 on average; each row is guessed by a word model that has not seen its claim."""
    labels = np.array([row.label for row in rows])
    folds = np.array([hashlib.sha256(row.statement.encode()).digest()[0] % FOLDS for row in rows])
    features = HashingVectorizer(ngram_range=(1, 2), n_features=2**18, norm="l2").transform(
        [f"{row.source} {row.statement}" for row in rows]
    )
    guessed = np.zeros(len(rows))
    for fold in range(FOLDS):
        model = SGDClassifier(loss="log_loss", alpha=1e-6, random_state=fold)
        model.fit(features[folds != fold], labels[folds != fold])
        held = np.flatnonzero(folds == fold)
        guessed[held] = model.predict_proba(features[held])[np.arange(len(held)), labels[held]]
    raw = np.clip((1 - guessed) / (1 - guessed).mean(), LIGHTEST, HEAVIEST)
    return np.asarray(raw / raw.mean())
