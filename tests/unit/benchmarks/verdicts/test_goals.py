"""What is asked, against figures worked out by hand."""

from __future__ import annotations

import pytest

from benchmarks.verdicts.confidence import Confident
from benchmarks.verdicts.goals import ASKED, Goal, goals
from benchmarks.verdicts.results import (
    CLAIM_ONLY,
    CONSTANT,
    VERDICT,
    Calibrated,
    Figures,
    FileResult,
    Together,
)
from benchmarks.verdicts.scores import Scores
from tests.unit.benchmarks.verdicts.answered import N, R, S


def scores(accuracy: float, macro_f1: float = 0.5, abstains: float | None = None) -> Scores:
    recall = {} if abstains is None else {N: abstains}
    return Scores(accuracy, macro_f1, recall, 1.0, accuracy)


def result(file: str, verdict: Figures, *, claim: float = 0.5, constant: float = 0.5) -> FileResult:
    figures = {
        VERDICT: verdict,
        CLAIM_ONLY: Figures(scores(0.1), None, scores(claim), None),
        CONSTANT: Figures(scores(constant), None, scores(constant), None),
    }
    return FileResult(file, 10, (S, R), None, figures, ())


def together(coverage: float, accuracy: float | None) -> dict[str, Together]:
    found = Confident(coverage, accuracy)
    return {VERDICT: Together(10, 0.5, 0.6, 0.1, found, found, (), ())}


def by_what(
    results: list[FileResult], coverage: float = 0.2, accuracy: float | None = 0.95
) -> dict[str, Goal]:
    return {goal.what: goal for goal in goals(results, together(coverage, accuracy))}


def test_fm2_is_asked_for_forced_accuracy_and_little_from_the_claim_alone() -> None:
    figures = Figures(scores(0.4), None, scores(0.75), Calibrated(0.5, 0.2, Confident(0.0, None)))
    found = by_what([result("fm2", figures, claim=0.585, constant=0.506)])
    assert found["fm2: forced accuracy"] == Goal("fm2: forced accuracy", 0.75, 0.75)
    assert found["fm2: forced accuracy"].met
    above = found["fm2: claim only above the constant, forced"]
    assert above.figure == pytest.approx(0.079)
    assert above.met
    assert not by_what([result("fm2", figures, claim=0.6, constant=0.506)])[above.what].met


def test_the_most_probable_answer_counts_not_the_given_one() -> None:
    worse = scores(0.1, 0.1, 0.1)
    figures = Figures(scores(0.9, 0.59, 0.6), worse, None, Calibrated(0.5, 0.05, Confident(0.0, None)))
    found = by_what([result("sufficient_facts_fever", figures)])
    assert [goal.figure for goal in found.values()][:2] == [0.59, 0.6]
    assert all(goal.met for goal in found.values())


def test_what_is_asked_of_calibration_depends_on_what_it_was_fitted_on() -> None:
    figures = Figures(scores(0.9, 0.9), None, scores(0.9), Calibrated(0.5, 0.05, Confident(0.0, None)))
    files = [result(name, figures) for name in ("citint", "factcheck_bench")]
    found = by_what(files)
    assert not found["citint: calibration error"].met
    assert found["factcheck_bench: calibration error"].met


def test_confident_answers_must_be_right_and_many() -> None:
    met = [goal.met for goal in by_what([], 0.15, 0.9).values()]
    assert met == [True, True]
    assert [goal.met for goal in by_what([], 0.149, 0.899).values()] == [False, False]
    assert [goal.met for goal in by_what([], 0.0, None).values()] == [False, False]


def test_files_that_were_not_run_are_not_asked_for() -> None:
    assert len(by_what([])) == 2


def test_every_file_that_is_asked_for_has_its_value() -> None:
    least = {(one.file, one.what): one.value for one in ASKED if not one.at_most}
    assert least == {
        ("fm2", "forced accuracy"): 0.75,
        ("fever_symmetric_v01", "forced accuracy"): 0.82,
        ("sufficient_facts_fever", "macro-F1"): 0.58,
        ("sufficient_facts_fever", "recall of not enough"): 0.60,
        ("sufficient_facts_hover", "macro-F1"): 0.50,
        ("sufficient_facts_vitaminc", "macro-F1"): 0.50,
        ("factcheck_bench", "macro-F1"): 0.50,
        ("healthver", "macro-F1"): 0.60,
        ("climatefever", "macro-F1"): 0.50,
        ("infotabs_alpha1", "accuracy"): 0.66,
        ("infotabs_alpha3", "accuracy"): 0.56,
        ("tabfact", "forced accuracy"): 0.58,
        ("cad_nli", "accuracy"): 0.72,
        ("citint", "macro-F1"): 0.42,
    }
