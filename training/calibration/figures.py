"""What a fit is worth: floor, conflict rule, and the figures that go into the table."""

from __future__ import annotations

import numpy as np

from service.verdict.calibration import ConflictRule, Measured
from service.verdict.pooling import by_origin, in_conflict
from training.calibration import softmax
from training.calibration.claims import WeighedClaim
from training.calibration.design import FOLDS, Rows
from training.calibration.softmax import Floats

FLOORS = np.arange(0.4, 0.9, 0.01)
ENOUGH = 15
"""Cases from which a share of right answers is worth stating."""
CONFLICT_PRECISION = 0.35
"""Asked of the conflict rule; one claim in ten of climate-fever is conflicting."""
STRICTEST = 0.9


def decided_at(chances: Floats, held: Rows, floor: float) -> tuple[float, float]:
    """Share of claims with a verdict at this floor, and how many of those are right, every file alike."""
    top = chances.argmax(axis=1)
    decided = (top != 2) & (chances.max(axis=1) >= floor)
    weights = held.weights / held.weights.sum()
    if not decided.any():
        return 0.0, 0.0
    right = np.average(top[decided] == held.labels[decided], weights=weights[decided])
    return float(weights[decided].sum()), float(right)


def choose_floor(chances: Floats, held: Rows, precision: float) -> float:
    """The lowest floor from which on verdicts are right often enough."""
    enough = [floor for floor in FLOORS if decided_at(chances, held, float(floor))[1] >= precision]
    return round(float(enough[0] if enough else FLOORS[-1]), 2)


def measured(chances: Floats, held: Rows, floor: float) -> Measured:
    share, right = decided_at(chances, held, floor)
    return Measured(
        claims=len(held.labels),
        folds=FOLDS,
        accuracy=round(float((chances.argmax(axis=1) == held.labels).mean()), 4),
        ece=round(softmax.calibration_error(chances, held.labels), 4),
        brier=round(softmax.brier(chances, held.labels), 4),
        decided=round(share, 4),
        decided_precision=round(right, 4),
    )


def conflict_rule(claims: list[WeighedClaim]) -> ConflictRule:
    """The lowest threshold that is right often enough; failing that, both sides must be all but certain."""
    strictest = _conflicts(claims, STRICTEST)
    for threshold in np.arange(0.5, STRICTEST, 0.05):
        rule = _conflicts(claims, round(float(threshold), 2))
        print(f"conflict at {rule.threshold}: fired {rule.fired}, right {rule.precision}")
        if rule.fired >= ENOUGH and (rule.precision or 0.0) >= CONFLICT_PRECISION:
            return rule
    return strictest


def _conflicts(claims: list[WeighedClaim], threshold: float) -> ConflictRule:
    fired = [one for one in claims if in_conflict(by_origin(one.weighed), threshold)]
    right = sum(one.claim.verdict == "conflicting" for one in fired)
    precision = round(right / len(fired), 4) if len(fired) >= ENOUGH else None
    return ConflictRule(threshold=threshold, precision=precision, fired=len(fired))
