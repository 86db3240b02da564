"""Labelled claims as rows of features: every kind of claim weighing alike, folds by claim."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from service.verdict.pooling import by_origin, features
from service.verdict.rules.ruling import DECIDED
from training.calibration import softmax
from training.calibration.claims import CLASSES, WeighedClaim, derived
from training.calibration.softmax import Floats, Ints

FOLDS = 5
SUBSET_SHARES = {0: 0.04, 1: 0.4, 2: 0.13, 3: 0.13}
"""Weight of a random subset of so many pieces of evidence; the full set has the rest."""
SEARCHED = {"climatefever": 4.0}
"""Files whose evidence was searched for, as the service's is, and what they weigh; any other weighs 1."""


@dataclass(frozen=True, slots=True)
class Rows:
    """``whole`` marks rows with all evidence of a claim; ``group`` is its fold, ``population`` its file."""

    features: Floats
    labels: Ints
    weights: Floats
    group: Ints
    whole: NDArray[np.bool_]
    population: NDArray[np.str_]

    def where(self, mask: NDArray[np.bool_]) -> Rows:
        return Rows(
            self.features[mask],
            self.labels[mask],
            self.weights[mask],
            self.group[mask],
            self.whole[mask],
            self.population[mask],
        )


def rows_of(claims: list[WeighedClaim], rng: random.Random) -> Rows:
    """Claims on which a rule decided are left out: its own precision is their probability."""
    found: list[tuple[tuple[float, ...], int, float, int, bool, str]] = []
    for one in claims:
        fold = rng.randrange(FOLDS)
        if any(weighed.probabilities in DECIDED for weighed in one.weighed):
            continue
        pairs = list(zip(one.claim.labels, one.weighed, strict=True))
        sizes = SUBSET_SHARES.items() if len(pairs) > 1 else ()
        subsets = [(rng.sample(pairs, size), share) for size, share in sizes if size < len(pairs)]
        rest = 1 - sum(share for _, share in subsets)
        for chosen, share in [(pairs, rest), *subsets]:
            label = derived([label for label, _ in chosen])
            if label in CLASSES:
                row = features(by_origin([weighed for _, weighed in chosen]))
                whole = chosen is pairs
                found.append((row, CLASSES.index(label), share, fold, whole, one.claim.population))
    population = np.array([one[5] for one in found])
    weights = np.array([one[2] for one in found])
    return Rows(
        features=np.array([one[0] for one in found]),
        labels=np.array([one[1] for one in found]),
        weights=weights * alike(population, weights),
        group=np.array([one[3] for one in found]),
        whole=np.array([one[4] for one in found]),
        population=population,
    )


def alike(population: NDArray[np.str_], weights: Floats) -> Floats:
    """Factors that give every population its weight however many rows it has, and leave the sum as it is."""
    shares = {name: SEARCHED.get(name, 1.0) for name in np.unique(population)}
    whole = weights.sum() / sum(shares.values())
    factors = np.zeros(len(population))
    for name, share in shares.items():
        factors[population == name] = whole * share / weights[population == name].sum()
    return factors


def cross_validated(rows: Rows, ridge: float) -> tuple[Floats, Rows]:
    """Scores of the whole rows, each by a fit that has not seen its claim, and the rows in their order."""
    held = rows.where(rows.whole)
    scores = np.zeros((len(held.labels), 3))
    for fold in range(FOLDS):
        seen = rows.where(rows.group != fold)
        beta = softmax.fit(seen.features, seen.labels, seen.weights, ridge)
        scores[held.group == fold] = softmax.scores(held.features[held.group == fold], beta)
    return scores, held
