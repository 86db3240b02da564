"""What answers the rows: the whole verdict stage, the stance model alone, or it without evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple, Protocol

from benchmarks.rows import Label, Row
from clients.transport.deadline import Deadline
from service.domain.ports import StanceCache
from service.domain.stance import JudgeFailed, StanceJudge, StanceProbabilities, StatementPassage
from service.domain.verdict import Probabilities, Signal, VerdictLabel
from service.verdict.calibration import Calibration, Table
from service.verdict.stances import read_stances
from service.verdict.verdicts import Verdicts
from service.verification.assess import Assessment, AssessmentItem, GivenPassage, assess

READ_ON = date(2019, 1, 1)
"""Now, for claims that name no time: when most files were made, and the same on every run."""
_LONG = 24 * 3600.0  # seconds
_OF_VERDICT = {VerdictLabel.SUPPORTED: Label.SUPPORTED, VerdictLabel.REFUTED: Label.REFUTED}


class Chances(NamedTuple):
    """Of the three labels, in the order of ``Label``."""

    supported: float
    refuted: float
    not_enough: float

    def likeliest(self) -> Label:
        """Not enough when that is as likely as a side."""
        if self.not_enough == max(self):
            return Label.NOT_ENOUGH
        return self.side()

    def side(self) -> Label:
        return Label.SUPPORTED if self.supported >= self.refuted else Label.REFUTED


@dataclass(frozen=True, slots=True)
class Answer:
    """``given`` is what was said, with ``confidence``; ``chances`` may lead elsewhere, below a floor."""

    given: Label
    confidence: float | None
    chances: Chances
    signals: tuple[Signal, ...] = ()


class Answerer(Protocol):
    async def answer(self, rows: Sequence[Row]) -> list[Answer]:
        """One per row, in order; raises ``JudgeFailed`` when one could not be read."""
        ...


class ByVerdict:
    """The service's own answer to ``POST /v1/assessments``; every abstention counts as not enough."""

    def __init__(self, judge: StanceJudge, calibration: Calibration, cache: StanceCache) -> None:
        self._verdicts = Verdicts(judge, calibration, cache, today=lambda: READ_ON)

    async def answer(self, rows: Sequence[Row]) -> list[Answer]:
        items = [AssessmentItem(claim=row.claim, passages=(GivenPassage(text=row.evidence),)) for row in rows]
        found = await assess(items, self._verdicts, deadline=Deadline.after(_LONG))
        return [of_assessment(assessment) for assessment in found]


class ByStance:
    """The model's own three probabilities, of the whole evidence or, ``blind``, of an empty passage."""

    def __init__(self, judge: StanceJudge, cache: StanceCache, *, blind: bool = False) -> None:
        self._judge = judge
        self._cache = cache
        self._blind = blind

    async def answer(self, rows: Sequence[Row]) -> list[Answer]:
        pairs = [StatementPassage(row.claim, "" if self._blind else row.evidence) for row in rows]
        stances = await read_stances(
            pairs, self._judge, self._cache, deadline=Deadline.after(_LONG), scope=None
        )
        if stances.missing is not None:
            raise JudgeFailed(f"not all pairs were read: {stances.missing}")
        return [of_stance(stances.known[pair]) for pair in pairs]


def of_stance(stance: StanceProbabilities) -> Answer:
    chances = Chances(stance.supports, stance.refutes, stance.neither)
    return Answer(chances.likeliest(), max(chances), chances)


def of_assessment(assessment: Assessment) -> Answer:
    """Raises ``JudgeFailed`` for what was not checked or has no measured probabilities: no abstention."""
    found: Probabilities | None = assessment.probabilities
    if assessment.verdict is VerdictLabel.NOT_CHECKED or found is None:
        raise JudgeFailed(f"{assessment.verdict}: {assessment.reason}")
    return Answer(
        given=_OF_VERDICT.get(assessment.verdict, Label.NOT_ENOUGH),
        confidence=assessment.confidence,
        chances=Chances(found.supported, found.refuted, found.not_enough_evidence),
        signals=assessment.signals,
    )


def calibrated(folder: Path, judge: StanceJudge) -> tuple[Calibration, Table]:
    """The tables of a folder and the one measured with this judge; ``SystemExit`` without such a one."""
    tables = Calibration.load(folder)
    table = tables.of_judge(judge.card.sha256)
    if table is None:
        raise SystemExit(
            f"no calibration in {folder} was measured with weights {judge.card.sha256[:12]}: "
            "make one with python -m training.calibration.fit"
        )
    return tables, table
