"""Pairs per second over HTTP, beside the bare runtime on the same cores in the same run.

    python -m benchmarks.throughput [--tokens 32,128,256] [--pairs 256] [--rounds 5] [--judge FOLDER]

Writes ``throughput.json`` and ``throughput.md`` into ``--to``; ``--strict`` ends with 1 when something that
is asked was missed. Nothing else may run on the machine meanwhile: on busy cores even the ratios say little.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.throughput.bare import Bare
from benchmarks.throughput.figures import Length, of_rounds
from benchmarks.throughput.measuring import AT_ONCE, Bench
from benchmarks.throughput.report import Run, as_json, as_markdown
from benchmarks.throughput.serving import served
from service.api.requests import MAX_ITEMS
from service.inference.artifact import Artifact, open_artifact
from service.inference.encoding import PairEncoder
from service.verdict.calibration import Calibration

ROOT = Path(__file__).parents[2]
ARTIFACTS = ROOT / "service" / "artifacts"
FEWEST_ROUNDS = 5
ENDED = 128 + signal.SIGTERM


def measure(options: argparse.Namespace, artifact: Artifact) -> tuple[Length, ...]:
    with (
        TemporaryDirectory() as folder,
        served(Path(folder), threads=options.threads, judge=options.judge) as service,
    ):
        bench = Bench(
            service=service,
            bare=Bare(artifact.weights, options.threads),
            encoder=PairEncoder.load(artifact.tokenizer, max_tokens=artifact.max_tokens),
            calibration=Calibration.load(ARTIFACTS / "calibration"),
            pairs=options.pairs,
            singles=options.singles,
        )
        found = []
        for asked in options.tokens:
            tokens = min(asked, artifact.max_tokens)
            found.append(of_rounds(asked, tokens, bench.rounds(tokens, options.rounds)))
            print(f"{tokens} tokens: ratio {found[-1].ratio:.2f}", file=sys.stderr)
        return tuple(found)


def command(options: argparse.Namespace) -> str:
    tokens = ",".join(map(str, options.tokens))
    return (
        f"python -m benchmarks.throughput --tokens {tokens} --pairs {options.pairs} --rounds {options.rounds}"
    )


def lengths(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


def within(low: int, high: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"from {low} to {high}")
        return int(text)

    return number


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("--tokens", type=lengths, default=(32, 128, 256), help="of a pair, marks included")
    found.add_argument("--pairs", type=within(AT_ONCE, MAX_ITEMS), default=MAX_ITEMS, help="a way and round")
    found.add_argument("--singles", type=within(1, 10_000), default=40, help="pairs alone in a round")
    found.add_argument("--rounds", type=within(1, 1000), default=FEWEST_ROUNDS)
    found.add_argument("--judge", type=Path, default=ARTIFACTS / "stance")
    found.add_argument("--threads", type=int, default=2)
    found.add_argument("--to", type=Path, default=ROOT / "benchmarks" / "results")
    found.add_argument("--strict", action="store_true", help="end with 1 when what is asked was missed")
    return found


def main() -> None:
    options = parser().parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(ENDED))  # the service ends with us
    artifact = open_artifact(options.judge)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    run = Run(
        command=command(options),
        judge=artifact.name,
        judge_sha256=artifact.sha256,
        max_tokens=artifact.max_tokens,
        threads=options.threads,
        pairs=options.pairs,
        singles=options.singles,
        load=load,
        lengths=measure(options, artifact),
    )
    options.to.mkdir(parents=True, exist_ok=True)
    (options.to / "throughput.json").write_text(as_json(run), encoding="utf-8")
    (options.to / "throughput.md").write_text(as_markdown(run), encoding="utf-8")
    print(as_markdown(run))
    if options.strict and not run.met:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
