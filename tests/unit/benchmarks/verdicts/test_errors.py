"""The worst errors, for reading only."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.rows import Row
from benchmarks.verdicts.errors import CLIP, ROOT, WORST, as_markdown, may_hold_errors, worst
from benchmarks.verdicts.measuring import Answered
from benchmarks.verdicts.results import VERDICT
from service.domain.verdict import Signal
from tests.unit.benchmarks.verdicts.answered import N, R, S, answer


def answered(count: int) -> Answered:
    rows = [Row(f"claim {number}", "line one\nline two " + "x" * 2_000, S) for number in range(count)]
    signal = Signal("dates_conflict", "refutes", "1990")
    answers = [answer(0.0, 0.5 + number / 1_000, 0.5 - number / 1_000, signal) for number in range(count)]
    return Answered("some", rows, (S, R, N), {VERDICT: answers})


def test_the_most_confident_come_first_and_right_ones_not_at_all() -> None:
    few = answered(3)
    right = Answered(few.file, few.rows, few.classes, {VERDICT: [*few.answers[VERDICT][:2], answer(1, 0, 0)]})
    assert [row.claim for row, _ in worst(right)] == ["claim 1", "claim 0"]
    assert len(worst(answered(50))) == WORST


def test_tells_what_is_needed_to_judge_them() -> None:
    text = as_markdown([answered(2)])
    assert "## some 1: supported, answered refuted" in text
    assert "supported / refuted / not enough: 0.00 / 0.50 / 0.50" in text
    assert "dates_conflict (refutes): 1990" in text
    assert "line one ⏎ line two" in text
    assert "x" * CLIP not in text


@pytest.mark.parametrize(
    ("path", "may"),
    [
        (ROOT / "docs" / "errors.md", False),
        (ROOT / "errors.md", False),
        (ROOT / "var" / ".." / "errors.md", False),
        (ROOT / ".cache" / "errors.md", True),
        (Path("/elsewhere/errors.md"), True),
    ],
)
def test_third_party_text_does_not_get_into_the_project(path: Path, may: bool) -> None:
    assert may_hold_errors(path) is may
