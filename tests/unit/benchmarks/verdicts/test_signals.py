"""Rules counted by what they did and whether the label agrees."""

from __future__ import annotations

from benchmarks.verdicts.signals import RuleCount, count_rules, in_all
from service.domain.verdict import Signal
from tests.unit.benchmarks.verdicts.answered import N, R, S, answer

REFUTES = Signal("dates_conflict", "refutes", "1990 and 1991")
SUPPORTS = Signal("record_agrees", "supports", "born")
SILENCED = Signal("other_subject", "weight 0", "page: x")
SHIELDED = Signal("windows_differ", "refutation weight 0", "")
POOLED = Signal("pooled_origins", "probabilities", "")
AGREES = Signal("quantities_agree", "none", "")


def test_right_is_judged_by_the_effect() -> None:
    answers = [
        answer(0.1, 0.8, 0.1, REFUTES, POOLED),
        answer(0.1, 0.8, 0.1, REFUTES, SHIELDED),
        answer(0.8, 0.1, 0.1, SUPPORTS, AGREES),
        answer(0.2, 0.1, 0.7, SILENCED),
        answer(0.2, 0.1, 0.7, SILENCED, SHIELDED),
    ]
    found = count_rules(answers, [R, S, S, N, R], (S, R, N))
    assert found == (
        RuleCount("dates_conflict", "refutes", 2, 1),
        RuleCount("other_subject", "weight 0", 2, 1),
        RuleCount("record_agrees", "supports", 1, 1),
        RuleCount("windows_differ", "refutation weight 0", 2, 1),
    )


def test_a_rule_counts_once_a_row() -> None:
    again = Signal("dates_conflict", "refutes", "another date")
    (found,) = count_rules([answer(0.1, 0.8, 0.1, REFUTES, again)], [R], (R,))
    assert (found.fired, found.right) == (1, 1)


def test_silence_cannot_be_right_where_the_file_has_no_such_label() -> None:
    (found,) = count_rules([answer(0.2, 0.1, 0.7, SILENCED)], [S], (S, R))
    assert found == RuleCount("other_subject", "weight 0", 1, None)


def test_an_effect_of_which_nothing_is_known_is_counted_and_not_judged() -> None:
    (found,) = count_rules([answer(0.2, 0.1, 0.7, Signal("new", "doubles", ""))], [N], (S, R, N))
    assert found == RuleCount("new", "doubles", 1, None)


def test_neither_is_right_where_evidence_does_not_suffice() -> None:
    neither = Signal("place_differs", "neither", "")
    (found,) = count_rules([answer(0.2, 0.1, 0.7, neither)] * 2, [N, S], (S, R, N))
    assert found == RuleCount("place_differs", "neither", 2, 1)


def test_in_all_counts_the_files_that_can_tell() -> None:
    told, untold = RuleCount("r", "weight 0", 4, 3), RuleCount("r", "weight 0", 9, None)
    assert in_all([[told], [untold], [told]]) == [RuleCount("r", "weight 0", 8, 6)]
    assert in_all([[untold], [untold]]) == [RuleCount("r", "weight 0", 18, None)]
