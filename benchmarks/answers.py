"""What answers the rows: the stance model alone, or the verdict stage with one passage a claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from benchmarks.rows import Label, Row
from clients.transport.deadline import Deadline
from service.domain.stance import StanceJudge, StanceLabel, StanceProbabilities, StatementPassage
from service.domain.verdict import Probabilities, VerdictLabel
from service.verdict.calibration import Calibration
from service.verdict.verdicts import Verdicts
from service.verification.assess import Assessment, AssessmentItem, GivenPassage, assess

_OF_STANCE = {
    StanceLabel.SUPPORTS: Label.SUPPORTED,
    StanceLabel.REFUTES: Label.REFUTED,
    StanceLabel.NEITHER: Label.NOT_ENOUGH,
}
_OF_VERDICT = {VerdictLabel.SUPPORTED: Label.SUPPORTED, VerdictLabel.REFUTED: Label.REFUTED}


@dataclass(frozen=True, slots=True)
class Answer:
    """``free`` may abstain; ``forced`` is the likelier of supported and refuted."""

    free: Label
    forced: Label


class Answerer(Protocol):
    async def answer(self, rows: Sequence[Row]) -> list[Answer]: ...


class ByStance:
    """The most probable of the model's three answers."""

    def __init__(self, judge: StanceJudge) -> None:
        self._judge = judge

    async def answer(self, rows: Sequence[Row]) -> list[Answer]:
        pairs = [StatementPassage(row.claim, row.evidence) for row in rows]
        return [of_stance(stance) for stance in await self._judge.judge(pairs)]


def of_stance(stance: StanceProbabilities) -> Answer:
    return Answer(_OF_STANCE[stance.label()], _side(stance.supports, stance.refutes))


class ByVerdict:
    """The service's own answer to ``POST /v1/assessments``; every abstention counts as not enough."""

    def __init__(self, judge: StanceJudge, calibration: Path) -> None:
        self._verdicts = Verdicts(judge, Calibration.load(calibration), NoStances())

    async def answer(self, rows: Sequence[Row]) -> list[Answer]:
        items = [AssessmentItem(claim=row.claim, passages=(GivenPassage(text=row.evidence),)) for row in rows]
        found = await assess(items, self._verdicts, deadline=Deadline.after(24 * 3600.0))
        return [of_assessment(assessment) for assessment in found]


def of_assessment(assessment: Assessment) -> Answer:
    sides: Probabilities | StanceProbabilities | None = assessment.probabilities
    free = _OF_VERDICT.get(assessment.verdict, Label.NOT_ENOUGH)
    if free is not Label.NOT_ENOUGH:
        return Answer(free, free)
    if isinstance(sides, Probabilities):
        return Answer(free, _side(sides.supported, sides.refuted))
    passage = assessment.passages[0]
    if passage is None:
        return Answer(free, Label.SUPPORTED)
    return Answer(free, _side(passage.probabilities.supports, passage.probabilities.refutes))


def _side(supported: float, refuted: float) -> Label:
    return Label.SUPPORTED if supported >= refuted else Label.REFUTED


class NoStances:
    """A stance cache that keeps nothing: every row is read."""

    def key(self, judge_sha256: str, statement: str, passage: str) -> str:  # noqa: ARG002 - of the port
        return ""

    async def get_many(
        self,
        keys: Sequence[str],
        *,
        scope: str | None,  # noqa: ARG002 - the port has it
    ) -> list[StanceProbabilities | None]:
        return [None] * len(keys)

    async def put_many(self, items: Sequence[tuple[str, StanceProbabilities]], *, scope: str | None) -> None:
        """Nothing is kept."""
