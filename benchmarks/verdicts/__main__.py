"""How good verdicts are on public claims with evidence, and their confidence, in one run.

    python -m benchmarks.verdicts --data DATA [--sample N|all] [--files A,B] [--errors FILE] [--strict]

Reads every file of ``DATA/verdict/test``. What the model said is kept under ``--stances``, so a run that was
stopped goes on where it was. All rows of all files: results go to ``benchmarks/results/verdicts.json`` and
``.md``, drawings to ``docs/quality``. Anything less goes to ``.cache/bench-verdicts``.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.rows import classes, read_rows, sampled
from benchmarks.verdicts import drawings, errors
from benchmarks.verdicts.confidence import Point
from benchmarks.verdicts.goals import CONFIDENT_ACCURACY, CONFIDENT_COVERAGE
from benchmarks.verdicts.kept import KeptStances
from benchmarks.verdicts.measuring import Answered, answer_file, result_of, together
from benchmarks.verdicts.options import chosen_files, command, options_of, places
from benchmarks.verdicts.report import RELIABILITY, RISK, Run, as_json, as_markdown
from benchmarks.verdicts.results import STANCE, VERDICT
from benchmarks.verdicts.subjects import evidence_of_training, open_subjects

DRAWN = {VERDICT: "verdict", STANCE: "model alone"}
EVERY = 10.0  # seconds between two words of progress


@dataclass(slots=True)
class Telling:
    """Progress on stderr: now and then a line, and one at the end of each answerer."""

    file: str
    rows: int
    kept: tuple[KeptStances, ...]
    clock: Callable[[], float] = time.monotonic
    _last: float = field(default=float("-inf"))

    def __call__(self, who: str, done: int) -> None:
        now = self.clock()
        if done < self.rows and now - self._last < EVERY:
            return
        self._last = now
        read, found = sum(one.read for one in self.kept), sum(one.found for one in self.kept)
        print(f"{self.file}, {who}: {done}/{self.rows} rows; {read} read, {found} known", file=sys.stderr)


async def run(
    options: argparse.Namespace, paths: Mapping[str, Path], drawn: str
) -> tuple[Run, list[Answered]]:
    known = evidence_of_training(options.data, options.judge)
    async with open_subjects(
        options.judge, options.fp32, options.calibration, options.stances, threads=options.threads
    ) as subjects:
        answered = []
        for name, path in paths.items():
            whole = read_rows(path)
            rows = sampled(whole, options.sample)
            telling = Telling(name, len(rows), subjects.kept)
            answered.append(await answer_file(name, rows, classes(whole), subjects.answerers, telling))
        done = Run(
            command=command(options.sample, options.files),
            sample=options.sample,
            judge=subjects.judge.name,
            judge_sha256=subjects.judge.sha256,
            calibration=subjects.table.name,
            floor=subjects.table.floor,
            fp32=subjects.fp32,
            drawings=drawn,
            files=tuple(result_of(one, known) for one in answered),
            together={who: together(answered, who) for who in subjects.answerers},
        )
        return done, answered


def write(done: Run, results: Path, drawn: Path) -> None:
    results.mkdir(parents=True, exist_ok=True)
    drawn.mkdir(parents=True, exist_ok=True)
    (results / "verdicts.json").write_text(as_json(done), encoding="utf-8")
    (results / "verdicts.md").write_text(as_markdown(done), encoding="utf-8")
    of = f"{len(done.files)} files, {done.together[VERDICT].rows} rows"
    reliability = drawings.reliability({DRAWN[who]: done.together[who].bins for who in DRAWN}, of=of)
    asked = Point(CONFIDENT_COVERAGE, 1 - CONFIDENT_ACCURACY)
    risk = drawings.risk_coverage({DRAWN[who]: done.together[who].curve for who in DRAWN}, of=of, asked=asked)
    (drawn / RELIABILITY).write_text(reliability, encoding="utf-8")
    (drawn / RISK).write_text(risk, encoding="utf-8")


def main(arguments: list[str] | None = None) -> None:
    options = options_of(arguments, __doc__)
    paths = chosen_files(options.data, options.files)
    results, drawn = places(options.sample, options.files, options.to)
    done, answered = asyncio.run(run(options, paths, os.path.relpath(drawn, results)))
    write(done, results, drawn)
    if options.errors:
        options.errors.parent.mkdir(parents=True, exist_ok=True)
        options.errors.write_text(errors.as_markdown(answered), encoding="utf-8")
    print(as_markdown(done))
    if options.strict and not all(goal.met for goal in done.goals):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
