"""Fit pooling, calibration, floor and conflict rule on labelled claims; write the table the service reads.

    python -m training.calibration.fit --judge service/artifacts/stance --data ../shared/data

Features come from the service's own code (windows, rules, pooling). Claims with several pieces of evidence
come from climate-fever: half of a claim's weight lies on all its sentences, half on random subsets of them
(labelled by the data set's own rule), so that one decisive sentence, or none, is calibrated too; those
labelled ``conflicting`` are left out of the three-way fit and measure the conflict rule. Claims with one
piece of evidence come from the other files. Every file weighs alike. Figures are by cross-validation.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
from dataclasses import asdict, dataclass
from os.path import relpath
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from service.domain.stance import JudgeCard
from service.inference.stance import OnnxStanceJudge
from service.verdict.calibration import ConflictRule, Linear, Measured, Table
from service.verdict.pooling import FEATURES, by_origin, features, in_conflict
from training.calibration import rules, softmax
from training.calibration.claims import CLASSES, StanceFile, WeighedClaim, climate, derived, single, weigh
from training.calibration.softmax import Floats, Ints

POPULATION = (
    "{claims} claims that the judge was not trained on, every file weighing alike: climate-fever dev "
    "(real claims, each with five Wikipedia sentences; conflicting ones left out), and with one piece of "
    "evidence each {files}"
)
COMMAND = "python -m training.calibration.fit"
FOLDS = 5
SUBSET_SHARES = {0: 0.04, 1: 0.2, 2: 0.13, 3: 0.13}
"""Weight of a random subset of so many sentences; the full set has the rest."""
RIDGES = (0.1, 0.3, 1.0, 3.0, 10.0)
FLOORS = np.arange(0.4, 0.9, 0.01)
ENOUGH = 15
"""Cases from which a share of right answers is worth stating."""
CONFLICT_PRECISION = 0.35
"""Asked of the conflict rule; one claim in ten of the population is conflicting."""
STRICTEST = 0.9


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
    found: list[tuple[tuple[float, ...], int, float, int, bool, str]] = []
    for one in claims:
        fold = rng.randrange(FOLDS)
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
    """Factors that give every population the same weight, and leave the sum as it is."""
    names = np.unique(population)
    factors = np.zeros(len(population))
    for name in names:
        factors[population == name] = weights.sum() / len(names) / weights[population == name].sum()
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
    precision = round(right / len(fired), 4) if fired else None
    return ConflictRule(threshold=threshold, precision=precision, fired=len(fired))


def table(claims: list[WeighedClaim], card: JudgeCard, arguments: argparse.Namespace) -> Table:
    rows = rows_of(claims, random.Random(7))
    ridge = min(
        RIDGES,
        key=lambda r: softmax.log_loss(softmax.softmax((c := cross_validated(rows, r))[0]), c[1].labels),
    )
    scores, held = cross_validated(rows, ridge)
    temperature = softmax.best_temperature(scores, held.labels)
    chances = softmax.softmax(scores / temperature)
    floor = choose_floor(chances, held, arguments.precision)
    beta = softmax.fit(rows.features, rows.labels, rows.weights, ridge)
    names = sorted(set(held.population.tolist()))
    for name, row in zip(("supported", "refuted"), beta, strict=True):
        print(name, "intercept", round(row[0], 3), dict(zip(FEATURES, row[1:].round(3), strict=True)))
    for at in np.arange(0.4, 0.95, 0.05):
        print("floor {:.2f}: decided {:.3f}, right {:.3f}".format(at, *decided_at(chances, held, float(at))))
    return Table(
        name="several-files",
        population=POPULATION.format(
            claims=len(held.labels), files=", ".join(name for name in names if name != "climatefever")
        ),
        judge_name=card.name,
        judge_sha256=card.sha256,
        supported=_linear(beta[0]),
        refuted=_linear(beta[1]),
        temperature=round(temperature, 4),
        floor=floor,
        conflict=conflict_rule([one for one in claims if len(one.weighed) > 1]),
        rules=rules.measure(arguments.data / "verdict"),
        measured=measured(chances, held, floor),
        by_population={
            name: measured(chances[held.population == name], held.where(held.population == name), floor)
            for name in names
        },
        command=f"{COMMAND} --judge {relpath(arguments.judge)} --data DATA",
    )


def _linear(row: Floats) -> Linear:
    coefficients = {name: round(float(value), 5) for name, value in zip(FEATURES, row[1:], strict=True)}
    return Linear(intercept=round(float(row[0]), 5), coefficients=coefficients)


async def run(arguments: argparse.Namespace) -> Table:
    claims = climate(arguments.data)[: arguments.sample] + single(arguments.data, arguments.sample or 400)
    judge = OnnxStanceJudge.load(arguments.judge, threads=arguments.threads)
    try:
        arguments.stances.parent.mkdir(parents=True, exist_ok=True)
        weighed = await weigh(claims, judge, StanceFile(arguments.stances))
        return table(weighed, judge.card, arguments)
    finally:
        await judge.aclose()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--judge", type=Path, default=Path("service/artifacts/stance"))
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("service/artifacts/calibration/default.json"))
    parser.add_argument("--stances", type=Path, default=Path("checkpoints/calibration/stances.jsonl"))
    parser.add_argument("--sample", type=int, default=None, help="only so many claims (to try it out)")
    parser.add_argument("--precision", type=float, default=0.85, help="asked of verdicts at the floor")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    fitted = asyncio.run(run(arguments))
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(json.dumps(asdict(fitted), indent=2) + "\n", encoding="utf-8")
    print(json.dumps(asdict(fitted.measured)), asdict(fitted.conflict), "floor", fitted.floor)


if __name__ == "__main__":
    main()
