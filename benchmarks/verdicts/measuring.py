"""Every answerer on every file of rows, then what holds of all files together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.rows import Label, Row
from benchmarks.verdicts.answers import Answer, Answerer
from benchmarks.verdicts.baselines import RULE, measure, strongest_constant
from benchmarks.verdicts.confidence import (
    bins,
    brier,
    calibration_error,
    confident,
    risk_coverage,
    stated,
)
from benchmarks.verdicts.results import (
    CONSTANT,
    OVERLAP,
    TWO_CLASSES,
    VERDICT,
    Calibrated,
    Figures,
    FileResult,
    Together,
)
from benchmarks.verdicts.scores import score
from benchmarks.verdicts.signals import count_rules

BATCH = 100  # rows between two words of progress

Progress = Callable[[str, int], None]
"""Who answers, and how many rows it has answered."""


@dataclass(frozen=True, slots=True)
class Answered:
    """Rows of a file with the answers of everyone who states probabilities; ``classes`` are the file's."""

    file: str
    rows: Sequence[Row]
    classes: tuple[Label, ...]
    answers: Mapping[str, Sequence[Answer]]

    @property
    def truth(self) -> list[Label]:
        return [row.label for row in self.rows]


async def answer_file(
    file: str,
    rows: Sequence[Row],
    classes: tuple[Label, ...],
    answerers: Mapping[str, Answerer],
    progress: Progress,
) -> Answered:
    answers: dict[str, Sequence[Answer]] = {}
    for who, answerer in answerers.items():
        given: list[Answer] = []
        for start in range(0, len(rows), BATCH):
            given += await answerer.answer(rows[start : start + BATCH])
            progress(who, len(given))
        answers[who] = given
    return Answered(file, rows, classes, answers)


def result_of(answered: Answered, known: frozenset[str] | None) -> FileResult:
    """``known`` are the evidence texts of the training rows."""
    rows, truth, present = answered.rows, answered.truth, answered.classes
    figures = {who: figures_of(answers, truth, present) for who, answers in answered.answers.items()}
    return FileResult(
        file=answered.file,
        rows=len(rows),
        classes=present,
        seen=None if known is None else sum(row.evidence in known for row in rows),
        figures=figures | baselines(rows, truth, present),
        rules=count_rules(answered.answers.get(VERDICT, ()), truth, present),
    )


def figures_of(answers: Sequence[Answer], truth: Sequence[Label], present: Sequence[Label]) -> Figures:
    chances = [answer.chances for answer in answers]
    forced = [one.side() for one in chances]
    return Figures(
        open=score([one.likeliest() for one in chances], truth, present),
        given=score([answer.given for answer in answers], truth, present),
        forced=score(forced, truth, present) if tuple(present) == TWO_CLASSES else None,
        calibrated=Calibrated(
            brier=brier(chances, truth),
            ece=calibration_error(bins(stated(answers, truth))),
            confident=confident(answers, truth),
        ),
    )


def baselines(rows: Sequence[Row], truth: Sequence[Label], present: Sequence[Label]) -> dict[str, Figures]:
    overlaps = [measure(row) for row in rows]
    constant = score([strongest_constant(rows)] * len(rows), truth, present)
    two = tuple(present) == TWO_CLASSES
    forced = score([RULE.forced_answer(one) for one in overlaps], truth, present) if two else None
    overlap = score([RULE.open_answer(one) for one in overlaps], truth, present)
    return {
        OVERLAP: Figures(overlap, None, forced, None),
        CONSTANT: Figures(constant, None, constant if two else None, None),
    }


def together(files: Sequence[Answered], who: str) -> Together:
    answers = [answer for file in files for answer in file.answers[who]]
    truth = [label for file in files for label in file.truth]
    top = stated(answers, truth)
    binned = bins(top)
    return Together(
        rows=len(truth),
        accuracy=sum(one.right for one in top) / len(top),
        brier=brier([answer.chances for answer in answers], truth),
        ece=calibration_error(binned),
        confident=confident(answers, truth),
        confident_sides=confident(answers, truth, sides=True),
        bins=tuple(binned),
        curve=tuple(risk_coverage(top)),
    )
