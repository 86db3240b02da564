"""What a stance and an assessment come to as an answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.rows import Row
from benchmarks.verdicts.answers import (
    Answer,
    ByStance,
    ByVerdict,
    Chances,
    calibrated,
    of_assessment,
    of_stance,
)
from benchmarks.verdicts.kept import KeptStances
from service.domain.stance import JudgeCard, JudgeFailed, StanceProbabilities, StatementPassage
from service.domain.verdict import Probabilities, Reason, VerdictLabel
from service.verdict.calibration import Calibration
from service.verification.assess import Assessment
from tests.unit.benchmarks.verdicts.answered import N, R, S

TABLES = Path(__file__).parents[4] / "service" / "artifacts" / "calibration"
ROWS = [
    Row("Oslo lies in Norway.", "Oslo lies in Norway.", S),
    Row("Oslo lies in Norway.", "Oslo lies in Sweden.", R),
]


class Repeating:
    """A judge for which a passage that repeats the statement supports it, and any other refutes it."""

    def __init__(self, sha256: str) -> None:
        self._card = JudgeCard("repeating", sha256)

    @property
    def card(self) -> JudgeCard:
        return self._card

    async def judge(self, pairs: Sequence[StatementPassage]) -> list[StanceProbabilities]:
        return [
            StanceProbabilities(0.98, 0.01, 0.01)
            if pair.passage == pair.statement
            else StanceProbabilities(0.01, 0.98, 0.01)
            for pair in pairs
        ]


class Failing(Repeating):
    async def judge(self, pairs: Sequence[StatementPassage]) -> list[StanceProbabilities]:
        raise JudgeFailed


def assessment(verdict: VerdictLabel, found: Probabilities | None, confidence: float | None) -> Assessment:
    return Assessment(
        verdict=verdict,
        confidence=confidence,
        probabilities=found,
        reason=Reason.SOURCE_DOWN,
        signals=(),
        passages=(None,),
    )


def test_the_models_most_probable_stance_is_its_answer() -> None:
    assert of_stance(StanceProbabilities(0.2, 0.3, 0.5)) == Answer(N, 0.5, Chances(0.2, 0.3, 0.5))
    assert of_stance(StanceProbabilities(0.6, 0.3, 0.1)).given is S


@pytest.mark.parametrize(
    ("verdict", "given"),
    [
        (VerdictLabel.SUPPORTED, S),
        (VerdictLabel.REFUTED, R),
        (VerdictLabel.NOT_ENOUGH_EVIDENCE, N),
        (VerdictLabel.CONFLICTING, N),
    ],
)
def test_every_verdict_has_its_label_whatever_is_most_probable(verdict: VerdictLabel, given: object) -> None:
    found = of_assessment(assessment(verdict, Probabilities(0.5, 0.2, 0.3), 0.4))
    assert (found.given, found.confidence) == (given, 0.4)
    assert found.chances.likeliest() is S


def test_a_judge_that_failed_abstained_from_nothing() -> None:
    with pytest.raises(JudgeFailed, match="source_down"):
        of_assessment(assessment(VerdictLabel.NOT_CHECKED, Probabilities(0.5, 0.2, 0.3), None))
    with pytest.raises(JudgeFailed):
        of_assessment(assessment(VerdictLabel.SUPPORTED, None, None))


@pytest.mark.anyio
async def test_nobody_answers_for_a_judge_that_failed(tmp_path: Path) -> None:
    tables = Calibration.load(TABLES)
    judge, kept = Failing(tables.default.judge_sha256), KeptStances(tmp_path, "aa")
    for who in (ByVerdict(judge, tables, kept), ByStance(judge, kept)):
        with pytest.raises(JudgeFailed):
            await who.answer(ROWS)


@pytest.mark.anyio
async def test_verdicts_answer_through_the_stage(tmp_path: Path) -> None:
    tables = Calibration.load(TABLES)
    judge = Repeating(tables.default.judge_sha256)
    answers = await ByVerdict(judge, tables, KeptStances(tmp_path, "aa")).answer(ROWS)
    assert [answer.chances.side() for answer in answers] == [S, R]
    assert all("pooled_origins" in {one.name for one in answer.signals} for answer in answers)
    assert all(sum(answer.chances) == pytest.approx(1) for answer in answers)


@pytest.mark.anyio
async def test_the_claim_alone_is_read_with_an_empty_passage(tmp_path: Path) -> None:
    kept = KeptStances(tmp_path, "aa")
    blind = await ByStance(Repeating("aa"), kept, blind=True).answer(ROWS)
    seeing = await ByStance(Repeating("aa"), kept).answer(ROWS)
    assert [answer.given for answer in blind] == [R, R]
    assert [answer.given for answer in seeing] == [S, R]


def test_a_judge_without_calibration_of_its_own_is_not_measured() -> None:
    with pytest.raises(SystemExit, match=r"training\.calibration\.fit"):
        calibrated(TABLES, Repeating("of other weights"))
    tables, table = calibrated(TABLES, Repeating(Calibration.load(TABLES).default.judge_sha256))
    assert table == tables.default
