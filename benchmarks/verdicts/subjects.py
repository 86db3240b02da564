"""Who is measured: the service's model through the verdict stage and alone, and before quantisation."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from benchmarks.rows import read_rows
from benchmarks.verdicts.answers import Answerer, ByStance, ByVerdict, calibrated
from benchmarks.verdicts.kept import KeptStances
from benchmarks.verdicts.results import CLAIM_ONLY, FP32, STANCE, VERDICT
from service.domain.stance import JudgeCard
from service.inference.artifact import Artifact, open_artifact
from service.inference.failures import ArtifactError
from service.inference.stance import OnnxStanceJudge
from service.verdict.calibration import Table

OF_TRAINING = ("recipe", "training_data", "base")
"""What two cards share when their weights come from one training."""


@dataclass(frozen=True, slots=True)
class Subjects:
    """``fp32`` says what was measured before quantisation, or why nothing was."""

    answerers: Mapping[str, Answerer]
    judge: JudgeCard
    table: Table
    fp32: str
    kept: tuple[KeptStances, ...]


@asynccontextmanager
async def open_subjects(
    folder: Path, fp32: Path, calibration: Path, stances: Path, *, threads: int
) -> AsyncIterator[Subjects]:
    """Raises ``ArtifactError`` for a broken model, ``SystemExit`` for one that has no calibration."""
    async with AsyncExitStack() as stack:
        judge = OnnxStanceJudge.load(folder, threads=threads)
        stack.push_async_callback(judge.aclose)
        tables, table = calibrated(calibration, judge)
        kept = [KeptStances(stances, judge.card.sha256)]
        answerers: dict[str, Answerer] = {
            VERDICT: ByVerdict(judge, tables, kept[0]),
            STANCE: ByStance(judge, kept[0]),
            CLAIM_ONLY: ByStance(judge, kept[0], blind=True),
        }
        full = before_quantisation(fp32, open_artifact(folder))
        if isinstance(full, Artifact):
            before = OnnxStanceJudge.load(fp32, threads=threads)
            stack.push_async_callback(before.aclose)
            kept.append(KeptStances(stances, before.card.sha256))
            answerers[FP32] = ByStance(before, kept[1])
        said = f"weights sha256 `{full.sha256}`." if isinstance(full, Artifact) else full
        yield Subjects(answerers, judge.card, table, said, tuple(kept))


def before_quantisation(folder: Path, quantised: Artifact) -> Artifact | str:
    """The fp32 model of the same training, or why there is none and how to make it."""
    make = "`python -m training.stance.export` makes it from the training's checkpoint (training/README.md)."
    if not folder.exists():
        return f"not measured, `checkpoints/stance/fp32` is not there; {make}"
    try:
        full = open_artifact(folder)
    except ArtifactError:
        return f"not measured, what is in `checkpoints/stance/fp32` is no whole model; {make}"
    if any(full.card.get(part) != quantised.card.get(part) for part in OF_TRAINING):
        return f"not measured, `checkpoints/stance/fp32` is of another training; {make}"
    return full


def evidence_of_training(data: Path, model: Path) -> frozenset[str] | None:
    """Evidence texts of the files the model learned from; null where one of them is not there."""
    sources = cast("list[dict[str, object]]", open_artifact(model).card.get("training_data", []))
    paths = [
        data / "verdict" / "train" / f"{source['file']}.jsonl.gz" for source in sources if source["rows"]
    ]
    if not paths or not all(path.exists() for path in paths):
        return None
    return frozenset(row.evidence for path in paths for row in read_rows(path))
