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

from benchmarks.rows import classes, files, read_rows, sampled
from benchmarks.verdicts import drawings, errors
from benchmarks.verdicts.confidence import Point
from benchmarks.verdicts.goals import CONFIDENT_ACCURACY, CONFIDENT_COVERAGE
from benchmarks.verdicts.kept import KeptStances
from benchmarks.verdicts.measuring import STANCE, VERDICT, Answered, answer_file, result_of, together
from benchmarks.verdicts.report import RELIABILITY, RISK, Run, as_json, as_markdown
from benchmarks.verdicts.subjects import evidence_of_training, open_subjects

ROOT = Path(__file__).parents[2]
ARTIFACTS = ROOT / "service" / "artifacts"
SCRATCH = ROOT / ".cache" / "bench-verdicts"
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


def places(sample: int | None, chosen: frozenset[str], to: Path | None) -> tuple[Path, Path]:
    """Folders for results and drawings: the committed ones for a whole run only, unless ``to`` is given."""
    if to is not None:
        return to, to
    if sample is None and not chosen:
        return ROOT / "benchmarks" / "results", ROOT / "docs" / "quality"
    return SCRATCH, SCRATCH


def command(sample: int | None, chosen: frozenset[str]) -> str:
    left = f" --files {','.join(sorted(chosen))}" if chosen else ""
    return f"python -m benchmarks.verdicts --data DATA --sample {sample or 'all'}{left}"


def sample_size(text: str) -> int | None:
    """Null for all rows."""
    if text in {"", "all"}:
        return None
    if (size := int(text)) < 1:
        raise ValueError(text)
    return size


def errors_file(text: str) -> Path:
    path = Path(text)
    if not errors.may_hold_errors(path):
        raise argparse.ArgumentTypeError(
            "errors hold third-party text: outside of the project, or in .cache/"
        )
    return path


def chosen_files(data: Path, chosen: frozenset[str]) -> dict[str, Path]:
    there = files(data / "verdict" / "test")
    if unknown := chosen - there.keys():
        raise SystemExit(f"no such file: {', '.join(sorted(unknown))}; there are {', '.join(there)}")
    return {name: path for name, path in there.items() if not chosen or name in chosen}


def options_of(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sample", type=sample_size, default=None, help="rows a file, or all")
    parser.add_argument(
        "--files", type=lambda text: frozenset(filter(None, text.split(","))), default=frozenset()
    )
    parser.add_argument("--judge", type=Path, default=ARTIFACTS / "stance")
    parser.add_argument("--fp32", type=Path, default=ROOT / "checkpoints" / "stance" / "fp32")
    parser.add_argument("--calibration", type=Path, default=ARTIFACTS / "calibration")
    parser.add_argument(
        "--stances", type=Path, default=SCRATCH / "stances", help="what was read is kept here"
    )
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--to", type=Path, default=None, help="folder for results and drawings")
    parser.add_argument("--errors", type=errors_file, default=None, help="write the worst errors, to be read")
    parser.add_argument("--strict", action="store_true", help="end with 1 when a goal is missed")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> None:
    options = options_of(arguments)
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
