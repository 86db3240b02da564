"""What the check-worthiness model is measured beside: a tuned bag of words, and length with numbers.

Everything is chosen on training rows: strength by cross-validation, thresholds out of fold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack  # type: ignore[import-untyped]  # ships no types
from sklearn.feature_extraction.text import (  # type: ignore[import-untyped]  # ships no types
    TfidfVectorizer,
)
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]  # ships no types
from sklearn.model_selection import StratifiedKFold  # type: ignore[import-untyped]  # ships no types
from sklearn.svm import LinearSVC  # type: ignore[import-untyped]  # ships no types

from benchmarks.claims.checkworthy_scores import Flags, Scores, average_precision, best_threshold
from training.checkworthiness.data import LABELS, OTHER, WORTHY, Sentence

STRENGTHS = (0.03, 0.1, 0.3, 1.0)
WEIGHTS = (None, "balanced")
FOLDS = 5
_NUMBER = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class BagOfWords:
    """Answers for the test rows; ``threshold`` on ``scores`` was tuned out of fold for F1 of check-worthy.

    ``kinds`` name the most probable of the three labels; ``chosen`` says which setting won.
    """

    scores: Scores
    threshold: float
    kinds: tuple[str, ...]
    chosen: str
    out_of_fold: float


def bag_of_words(train: Sequence[Sentence], test: Sequence[str]) -> BagOfWords:
    """TF-IDF of words, pairs of words and characters in a linear SVM, fitted on all ClaimBuster rows.

    The three labels are told apart by a second SVM, fitted on the rows that have three.
    """
    rows = [row for row in train if row.label is not None]
    x, unseen = _matrices([row.text for row in rows], test)
    worthy = np.array([row.label == WORTHY for row in rows])
    best: tuple[float, float, str | None, Scores] | None = None
    for strength in STRENGTHS:
        for weight in WEIGHTS:
            scores = _out_of_fold(x, worthy, strength, weight)
            precision = average_precision(worthy, scores)
            if best is None or precision > best[0]:
                best = precision, strength, weight, scores
    assert best is not None  # noqa: S101 - there is at least one setting
    precision, strength, weight, scores = best
    model = LinearSVC(C=strength, class_weight=weight).fit(x, worthy)
    three = np.array([i for i, row in enumerate(rows) if row.label != OTHER])
    kinds = LinearSVC(C=strength, class_weight=weight).fit(x[three], [rows[i].label for i in three])
    return BagOfWords(
        scores=model.decision_function(unseen),
        threshold=best_threshold(worthy, scores),
        kinds=tuple(LABELS[i] for i in kinds.predict(unseen)),
        chosen=f"C {strength}, class weights {weight or 'equal'}",
        out_of_fold=precision,
    )


def _matrices(train: list[str], test: Sequence[str]) -> tuple[csr_matrix, csr_matrix]:
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=3, sublinear_tf=True)
    parts = [(one.fit_transform(train), one.transform(test)) for one in (words, characters)]
    return hstack([x for x, _ in parts]).tocsr(), hstack([x for _, x in parts]).tocsr()


def _out_of_fold(x: csr_matrix, y: Flags, strength: float, weight: str | None) -> Scores:
    scores = np.zeros(len(y))
    for fit, held in StratifiedKFold(FOLDS, shuffle=True, random_state=1).split(x, y):
        scores[held] = (
            LinearSVC(C=strength, class_weight=weight).fit(x[fit], y[fit]).decision_function(x[held])
        )
    return scores


@dataclass(frozen=True, slots=True)
class LengthAndNumbers:
    """Scores of the test rows by the variant that ranks the training debates best (``mean_precision``)."""

    scores: Scores
    chosen: str
    mean_precision: float


def length_and_numbers(train: Sequence[Sentence], test: Sequence[str]) -> LengthAndNumbers:
    """Logistic regression over log length and count of numbers, or a fixed order by numbers, then length."""
    rows = [row for row in train if row.debate]
    debates = sorted({str(row.debate) for row in rows})
    which = np.array([debates.index(str(row.debate)) for row in rows])
    picked = np.array([bool(row.picked) for row in rows])
    x, unseen = _shape([row.text for row in rows]), _shape(test)
    held = np.zeros(len(rows))
    for fold in range(FOLDS):
        inside = which % FOLDS == fold
        held[inside] = LogisticRegression().fit(x[~inside], picked[~inside]).decision_function(x[inside])
    fitted = LogisticRegression().fit(x, picked).decision_function(unseen)
    variants = {
        "logistic regression": (held, fitted),
        "most numbers first, then the longest": (x @ [1e-3, 1.0], unseen @ [1e-3, 1.0]),
        "the longest first": (x[:, 0], unseen[:, 0]),
    }
    means = {
        name: float(np.mean([average_precision(picked[which == d], on[which == d]) for d in set(which)]))
        for name, (on, _) in variants.items()
    }
    chosen = max(means, key=means.__getitem__)
    return LengthAndNumbers(variants[chosen][1], chosen, means[chosen])


def _shape(texts: Sequence[str]) -> NDArray[np.float64]:
    """Columns: log of one and the number of words, count of numbers."""
    return np.array([[np.log1p(len(text.split())), len(_NUMBER.findall(text))] for text in texts])
