"""Scores, worked out by hand."""

from __future__ import annotations

import pytest

from benchmarks.verdicts.scores import score
from tests.unit.benchmarks.verdicts.answered import N, R, S


def test_three_classes() -> None:
    found = score([S, S, R, N], [S, R, R, N], (S, R, N))
    assert found.accuracy == 0.75
    # F1: supported 2/3, refuted 2/3, not enough 1
    assert found.macro_f1 == pytest.approx(7 / 9)
    assert found.recall == {S: 1.0, R: 0.5, N: 1.0}
    assert found.decided == 0.75
    assert found.precision == pytest.approx(2 / 3)


def test_who_never_takes_a_side_has_no_precision() -> None:
    assert score([N, N], [S, N], (S, N)).precision is None


def test_abstaining_is_wrong_where_the_file_has_two_classes() -> None:
    found = score([S, N, R, N], [S, S, R, R], (S, R))
    assert found.accuracy == 0.5
    assert found.macro_f1 == pytest.approx(2 / 3)


def test_a_side_the_file_does_not_have_is_wrong_and_no_class() -> None:
    # supported: said once, true twice, hit once: 2/3; not enough: said once, true twice, hit once: 2/3
    found = score([S, R, N, R], [S, S, N, N], (S, N))
    assert found.macro_f1 == pytest.approx(2 / 3)
    assert found.recall == {S: 0.5, N: 0.5}


def test_a_class_without_rows_counts_only_when_it_is_answered() -> None:
    unsaid = score([S, R], [S, R], (S, R, N))
    assert (unsaid.macro_f1, unsaid.recall) == (1.0, {S: 1.0, R: 1.0})
    # supported 1, refuted 0, not enough 0
    assert score([S, N], [S, R], (S, R, N)).macro_f1 == pytest.approx(1 / 3)


def test_a_constant_answer_on_a_balanced_file() -> None:
    found = score([S, S], [S, R], (S, R))
    assert found.accuracy == 0.5
    assert found.macro_f1 == pytest.approx(1 / 3)


def test_answers_and_labels_must_pair_up() -> None:
    with pytest.raises(ValueError, match="zip"):
        score([S], [S, R], (S, R))
