"""How long a verification waits for its upstreams: ``python -m benchmarks.waiting --help``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.waiting.composed import Lift
from benchmarks.waiting.figures import Run
from benchmarks.waiting.measuring import ROOT, verified
from benchmarks.waiting.report import Measured, as_json, as_markdown
from tests.e2e.pages import world

ARTICLE = "articles/000_400fd4530af4f708.txt"
LONG_S = 60.0
"""A deadline that cuts nothing off, where no budget is to be shown."""


def main() -> None:
    options = parser().parse_args()
    text = (options.data / ARTICLE).read_text(encoding="utf-8")
    pages = world(text)

    def run(lift: Lift, delay_s: float) -> Run:
        deadline_s = options.deadline if lift is Lift.NOTHING else LONG_S
        found = verified(text, pages, delay_s=delay_s, lift=lift, deadline_s=deadline_s)
        print(f"{lift.value}, {delay_s} s: {found.wall_s:.2f} s, ratio {found.ratio:.2f}", file=sys.stderr)
        return found

    measured = Measured(
        command=f"python -m benchmarks.waiting --delay {options.delay} --repeats {options.repeats}",
        article=ARTICLE,
        delay_s=options.delay,
        deadline_s=options.deadline,
        undelayed=run(Lift.ALL, 0.0),
        lifted={
            lift: [run(lift, options.delay) for _ in range(options.repeats)]
            for lift in (Lift.ALL, Lift.RATES, Lift.NOTHING)
        },
    )
    options.to.mkdir(parents=True, exist_ok=True)
    (options.to / "waiting.json").write_text(as_json(measured), encoding="utf-8")
    (options.to / "waiting.md").write_text(as_markdown(measured), encoding="utf-8")
    print(as_markdown(measured))
    if options.strict and not measured.met:
        raise SystemExit(1)


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("--data", type=Path, default=ROOT / "../shared/data", help="folder with the article")
    found.add_argument("--delay", type=float, default=0.3, help="seconds each upstream takes")
    found.add_argument("--deadline", type=float, default=30.0, help="seconds, with the real budgets")
    found.add_argument("--repeats", type=int, default=3)
    found.add_argument("--to", type=Path, default=ROOT / "benchmarks" / "results")
    found.add_argument("--strict", action="store_true", help="end with 1 when the goal was missed")
    return found


if __name__ == "__main__":
    main()
