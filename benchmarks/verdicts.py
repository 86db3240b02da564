"""How often the judge is right on public claims with evidence, beside two baselines.

    python -m benchmarks.verdicts --data DATA [--sample N|all] [--judge FOLDER] [--through stance|verdict]

Reads every file of ``DATA/verdict/test``. Writes ``verdicts.json`` and ``verdicts.md`` into ``--to``, with
``-sample`` and ``-through`` in their names where it is not the whole run of the stance model alone.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.answers import Answerer, ByStance, ByVerdict
from benchmarks.baselines import RULE, measure, strongest_constant
from benchmarks.rows import Label, Row, classes, files, read_rows, sampled
from benchmarks.scores import Scores, score
from benchmarks.table import CONSTANT, FORCED, MODEL, OVERLAP, FileResult, Run, as_json, as_markdown, goals
from service.inference.stance import OnnxStanceJudge
from training.stance.mixture import CAPS

ROOT = Path(__file__).parent.parent
Progress = Callable[[str], None]


async def run(
    data: Path, sample: int | None, answerer: Answerer, progress: Progress
) -> tuple[tuple[FileResult, ...], float]:
    """The results, and the pairs read per second."""
    known = evidence_of_training(data)
    results, pairs, seconds = [], 0, 0.0
    for name, path in files(data / "verdict" / "test").items():
        rows = sampled(read_rows(path), sample)
        started = time.monotonic()
        scores = await answer_file(rows, answerer)
        seconds += time.monotonic() - started
        pairs += len(rows)
        seen = None if known is None else sum(row.evidence in known for row in rows)
        results.append(FileResult(name, len(rows), classes(rows), seen, scores))
        progress(f"{name}: {len(rows)} rows, macro-F1 {scores[MODEL].macro_f1:.3f}")
    return tuple(results), pairs / seconds


async def answer_file(rows: Sequence[Row], answerer: Answerer) -> dict[str, Scores]:
    truth, present = [row.label for row in rows], classes(list(rows))
    overlaps = [measure(row) for row in rows]
    answers = await answerer.answer(rows)
    given: dict[str, list[Label]] = {
        MODEL: [answer.free for answer in answers],
        CONSTANT: [strongest_constant(rows)] * len(rows),
        OVERLAP: [RULE.open_answer(overlap) for overlap in overlaps],
    }
    if present == (Label.SUPPORTED, Label.REFUTED):
        given[MODEL + FORCED] = [answer.forced for answer in answers]
        given[OVERLAP + FORCED] = [RULE.forced_answer(overlap) for overlap in overlaps]
    return {who: score(labels, truth, present) for who, labels in given.items()}


def evidence_of_training(data: Path) -> set[str] | None:
    """Evidence texts of the training rows; null where the training files are not there."""
    paths = [data / "verdict" / "train" / f"{name}.jsonl.gz" for name in CAPS]
    if not all(path.exists() for path in paths):
        return None
    return {row.evidence for path in paths for row in read_rows(path)}


def sample_size(text: str) -> int | None:
    return None if text == "all" else int(text)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sample", type=sample_size, default=None, help="rows a file, or all")
    parser.add_argument("--judge", type=Path, default=ROOT / "service" / "artifacts" / "stance")
    parser.add_argument("--through", choices=("stance", "verdict"), default="stance")
    parser.add_argument("--calibration", type=Path, default=ROOT / "service" / "artifacts" / "calibration")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--to", type=Path, default=ROOT / "benchmarks" / "results")
    parser.add_argument("--strict", action="store_true", help="end with 1 when the model misses a goal")
    options = parser.parse_args()

    judge = OnnxStanceJudge.load(options.judge, threads=options.threads)
    answerer = ByStance(judge) if options.through == "stance" else ByVerdict(judge, options.calibration)

    async def measured() -> tuple[tuple[FileResult, ...], float]:
        try:
            return await run(
                options.data, options.sample, answerer, lambda line: print(line, file=sys.stderr)
            )
        finally:
            await judge.aclose()

    results, rate = asyncio.run(measured())
    done = Run(
        command=command(options.sample, options.through),
        sample=options.sample,
        judge=judge.card.name,
        judge_sha256=judge.card.sha256,
        through=options.through,
        pairs_per_second=round(rate, 1),
        files=results,
    )
    options.to.mkdir(parents=True, exist_ok=True)
    name = file_name(options.sample, options.through)
    (options.to / f"{name}.json").write_text(as_json(done), encoding="utf-8")
    (options.to / f"{name}.md").write_text(as_markdown(done), encoding="utf-8")
    print(as_markdown(done))
    if options.strict and options.through == "stance" and not all(goal.met for goal in goals(results)):
        raise SystemExit(1)


def command(sample: int | None, through: str) -> str:
    size = "all" if sample is None else str(sample)
    return f"python -m benchmarks.verdicts --data DATA --sample {size} --through {through}"


def file_name(sample: int | None, through: str) -> str:
    parts = ["verdicts", *(["through"] if through == "verdict" else []), *(["sample"] if sample else [])]
    return "-".join(parts)


if __name__ == "__main__":
    main()
