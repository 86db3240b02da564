"""Verdicts on climate claims, by evidence found in a library and by labelled evidence.

    python -m benchmarks.climate --data DATA [--sample N] [--judge FOLDER] [--without library|gold]

Writes ``climate.json`` and ``climate.md`` into ``--to``, with ``-sample`` and ``-without-…`` in their names
where it is not the whole run. What the judge says of a pair is kept in ``--stances`` under the hash of its
weights, so that another run reads only what it has not read.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.climate.claims import LabelledClaim, read_claims, read_corpus, sampled
from benchmarks.climate.report import GOLD, LIBRARY, NAMES, Run, as_json, as_markdown
from benchmarks.climate.routes import FromGold, FromLibrary, Route, index
from benchmarks.climate.scores import Judged, always, figures
from service.domain.stance import StanceJudge
from service.inference.stance import OnnxStanceJudge
from service.inference.static_encoder import StaticEncoder
from service.verdict.calibration import Calibration
from service.verdict.verdicts import Verdicts
from training.calibration.claims import StanceFile

ROOT = Path(__file__).parents[2]
ARTIFACTS = ROOT / "service" / "artifacts"
STEP = 50
Progress = Callable[[str], None]


async def judged(
    claims: Sequence[LabelledClaim], route: Route, progress: Progress = lambda _: None
) -> list[Judged]:
    """Each claim with its answer, in order."""
    found: list[Judged] = []
    for claim in claims:
        found.append((claim, await route.answer(claim.text, tuple(claim.gold))))
        if len(found) % STEP == 0:
            progress(f"{len(found)} of {len(claims)} claims judged")
    return found


async def run(options: argparse.Namespace, judge: StanceJudge, progress: Progress) -> Run:
    """Raises ``SystemExit`` for a judge that no calibration table was measured with."""
    calibration = Calibration.load(options.calibration)
    table = calibration.of_judge(judge.card.sha256)
    if table is None:
        raise SystemExit(f"{options.calibration} holds no table of this judge: fit one (training/README.md)")
    corpus = read_corpus(options.data)
    claims = sampled(read_claims(options.data, corpus), options.sample)
    options.stances.parent.mkdir(parents=True, exist_ok=True)
    verdicts = Verdicts(judge, calibration, StanceFile(options.stances))
    answers: dict[str, list[Judged]] = {}
    with TemporaryDirectory() as folder:
        if options.without != LIBRARY:
            library = index(corpus, Path(folder))
            progress(NAMES[LIBRARY])
            route = FromLibrary(verdicts, library, corpus, StaticEncoder.load(options.similarity))
            answers[LIBRARY] = await judged(claims, route, progress)
        if options.without != GOLD:
            progress(NAMES[GOLD])
            answers[GOLD] = await judged(claims, FromGold(verdicts, corpus), progress)
    return Run(
        command=command(options.sample, options.without),
        sample=options.sample,
        sentences=len(corpus),
        judge=judge.card.name,
        judge_sha256=judge.card.sha256,
        calibration=table.name,
        floor=table.floor,
        conflict_threshold=table.conflict.threshold,
        always=always(next(iter(answers.values()))),
        figures={name: figures(of_route) for name, of_route in answers.items()},
    )


def command(sample: int | None, without: str | None) -> str:
    parts = ["python -m benchmarks.climate --data DATA"]
    parts += [f"--sample {sample}"] if sample else []
    parts += [f"--without {without}"] if without else []
    return " ".join(parts)


def file_name(sample: int | None, without: str | None) -> str:
    return "-".join(
        ["climate", *(["sample"] if sample else []), *([f"without-{without}"] if without else [])]
    )


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("--data", type=Path, required=True)
    found.add_argument("--sample", type=int, default=None, help="only so many claims, always the same")
    found.add_argument("--without", choices=(LIBRARY, GOLD), default=None, help="leave one route out")
    found.add_argument("--judge", type=Path, default=ARTIFACTS / "stance")
    found.add_argument("--similarity", type=Path, default=ARTIFACTS / "retrieval")
    found.add_argument("--calibration", type=Path, default=ARTIFACTS / "calibration")
    found.add_argument("--stances", type=Path, default=ROOT / "checkpoints" / "climate" / "stances.jsonl")
    found.add_argument("--threads", type=int, default=2)
    found.add_argument("--to", type=Path, default=ROOT / "benchmarks" / "results")
    return found


def main() -> None:
    options = parser().parse_args()

    async def measured() -> Run:
        judge = OnnxStanceJudge.load(options.judge, threads=options.threads)
        try:
            return await run(options, judge, lambda line: print(line, file=sys.stderr))
        finally:
            await judge.aclose()

    done = asyncio.run(measured())
    options.to.mkdir(parents=True, exist_ok=True)
    name = file_name(options.sample, options.without)
    (options.to / f"{name}.json").write_text(as_json(done), encoding="utf-8")
    (options.to / f"{name}.md").write_text(as_markdown(done), encoding="utf-8")
    print(as_markdown(done))


if __name__ == "__main__":
    main()
