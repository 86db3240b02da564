"""A three-class softmax regression with ridge penalty, by Newton's method. The last class has score 0."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def fit(features: Floats, labels: Ints, weights: Floats, ridge: float, steps: int = 50) -> Floats:
    """Coefficients of shape (2, 1 + features), intercept first and not penalised."""
    design = np.column_stack([np.ones(len(features)), features])
    size = design.shape[1]
    beta = np.zeros((2, size))
    target = np.eye(3)[labels][:, :2]
    penalty = np.full(size, ridge)
    penalty[0] = 1e-6
    for _ in range(steps):
        chance = probabilities(features, beta)[:, :2]
        gradient = (weights[:, None] * (chance - target)).T @ design + penalty * beta
        hessian = np.zeros((2 * size, 2 * size))
        for a in range(2):
            for b in range(2):
                spread = weights * chance[:, a] * ((a == b) - chance[:, b])
                block = (design * spread[:, None]).T @ design
                hessian[a * size : (a + 1) * size, b * size : (b + 1) * size] = block
        hessian += np.diag(np.tile(penalty, 2))
        step = np.linalg.solve(hessian, gradient.ravel()).reshape(2, size)
        beta -= step
        if np.abs(step).max() < 1e-8:
            break
    return beta


def scores(features: Floats, beta: Floats) -> Floats:
    """Shape (rows, 3)."""
    two = np.column_stack([np.ones(len(features)), features]) @ beta.T
    return np.column_stack([two, np.zeros(len(features))])


def softmax(values: Floats) -> Floats:
    shifted = np.exp(values - values.max(axis=1, keepdims=True))
    result: Floats = shifted / shifted.sum(axis=1, keepdims=True)
    return result


def probabilities(features: Floats, beta: Floats) -> Floats:
    return softmax(scores(features, beta))


def best_temperature(values: Floats, labels: Ints) -> float:
    """The divisor of the scores that makes the labels likeliest, on a grid from 0.5 to 2."""
    grid = np.exp(np.linspace(np.log(0.5), np.log(2.0), 61))
    return float(min(grid, key=lambda t: log_loss(softmax(values / t), labels)))


def log_loss(chances: Floats, labels: Ints) -> float:
    return float(-np.log(np.clip(chances[np.arange(len(labels)), labels], 1e-9, 1)).mean())


def brier(chances: Floats, labels: Ints) -> float:
    """Sum of squared differences over the three classes, averaged over rows."""
    return float(((chances - np.eye(3)[labels]) ** 2).sum(axis=1).mean())


def calibration_error(chances: Floats, labels: Ints, bins: int = 15) -> float:
    """ECE of the top probability in ``bins`` equal bins (Guo et al. 2017, arXiv:1706.04599)."""
    top, right = chances.max(axis=1), chances.argmax(axis=1) == labels
    bin_of = np.minimum((top * bins).astype(int), bins - 1)
    return float(
        sum(
            (bin_of == b).mean() * abs(top[bin_of == b].mean() - right[bin_of == b].mean())
            for b in range(bins)
            if (bin_of == b).any()
        )
    )
