"""Fit pooling, calibration, floor and conflict rule on labelled claims; write the table the service reads.

    python -m training.calibration.fit --judge service/artifacts/stance --data ../shared/data

With ``--configured`` it is the judge the service would use by its settings, a remote one too.

Features come from the service's own code (windows, rules, pooling). Claims with several pieces of evidence
come from climate-fever: half of a claim's weight lies on all its sentences, half on random subsets of them
(labelled by the data set's own rule), so that one decisive sentence, or none, is calibrated too; those
labelled ``conflicting`` are left out of the three-way fit and measure the conflict rule. Claims with one
piece of evidence come from the other files. Figures are by cross-validation over claims.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from os.path import relpath
from pathlib import Path

import numpy as np

from clients.transport.guard import HostPort
from clients.transport.transport import Transport
from service.domain.stance import JudgeCard
from service.inference.stance import OnnxStanceJudge
from service.judging import OpenJudge, open_judge
from service.settings import Settings
from service.verdict.calibration import Linear, RuleFigure, Table
from service.verdict.pooling import FEATURES
from training.calibration import rules, softmax
from training.calibration.claims import StanceFile, WeighedClaim, climate, single, weigh
from training.calibration.design import cross_validated, rows_of
from training.calibration.figures import choose_floor, conflict_rule, decided_at, measured
from training.calibration.softmax import Floats

POPULATION = (
    "{claims} claims that the judge was not trained on: climate-fever dev (real claims, each with five "
    "Wikipedia sentences; conflicting ones left out), which weighs 4, and with one piece of evidence "
    "each, each file weighing 1, {files}"
)
COMMAND = "python -m training.calibration.fit"
RIDGES = (0.1, 0.3, 1.0, 3.0, 10.0)


def table(
    claims: list[WeighedClaim],
    figures: dict[str, RuleFigure],
    card: JudgeCard,
    arguments: argparse.Namespace,
) -> Table:
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
        rules=figures,
        measured=measured(chances, held, floor),
        by_population={
            name: measured(chances[held.population == name], held.where(held.population == name), floor)
            for name in names
        },
        command=f"{COMMAND} {_which(arguments)} --data DATA",
    )


def _which(arguments: argparse.Namespace) -> str:
    return "--configured" if arguments.configured else f"--judge {relpath(arguments.judge)}"


def _linear(row: Floats) -> Linear:
    coefficients = {name: round(float(value), 5) for name, value in zip(FEATURES, row[1:], strict=True)}
    return Linear(intercept=round(float(row[0]), 5), coefficients=coefficients)


async def run(arguments: argparse.Namespace) -> Table:
    claims = climate(arguments.data)[: arguments.sample] + single(arguments.data, arguments.sample or 400)
    arguments.stances.parent.mkdir(parents=True, exist_ok=True)
    async with opened(arguments) as judge:
        known = StanceFile(arguments.stances)
        counted = await rules.measure(arguments.data / "verdict", judge, known)
        weighed = await weigh(claims, judge, known)
        return table(weighed, counted, judge.card, arguments)


@asynccontextmanager
async def opened(arguments: argparse.Namespace) -> AsyncIterator[OpenJudge]:
    """The model in a folder, or whatever judge the environment configures for the service."""
    if arguments.configured:
        settings = Settings()
        hosts = frozenset(HostPort(*pair) for pair in settings.private_addresses())
        async with Transport(configured=hosts) as transport:
            judge = await open_judge(settings, transport)
            try:
                yield judge
            finally:
                await judge.aclose()
        return
    embedded = OnnxStanceJudge.load(arguments.judge, threads=arguments.threads)
    try:
        yield embedded
    finally:
        await embedded.aclose()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--judge", type=Path, default=Path("service/artifacts/stance"))
    parser.add_argument(
        "--configured",
        action="store_true",
        help="the judge of the environment (SECONDSOURCE_JUDGE…); name --out",
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("service/artifacts/calibration/default.json"))
    parser.add_argument("--stances", type=Path, default=Path("checkpoints/calibration/stances.jsonl"))
    parser.add_argument("--sample", type=int, default=None, help="only so many claims (to try it out)")
    parser.add_argument("--precision", type=float, default=0.88, help="asked of verdicts at the floor")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    fitted = asyncio.run(run(arguments))
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(json.dumps(asdict(fitted), indent=2) + "\n", encoding="utf-8")
    print(json.dumps(asdict(fitted.measured)), asdict(fitted.conflict), "floor", fitted.floor)


if __name__ == "__main__":
    main()
