"""The constant and the word rule."""

from __future__ import annotations

from benchmarks.rows import Label, Row
from benchmarks.verdicts.baselines import OverlapRule, measure, strongest_constant, tune

RULE = OverlapRule(enough=0.5, agree=0.5)
SIDE = Label.SUPPORTED


def row(claim: str, evidence: str, label: Label = SIDE) -> Row:
    return Row(claim, evidence, label)


def test_constant_is_the_most_frequent_label() -> None:
    labels = [Label.REFUTED, Label.NOT_ENOUGH, Label.REFUTED]
    assert strongest_constant([row("a", "b", label) for label in labels]) is Label.REFUTED


def test_shared_words_support() -> None:
    found = measure(row("The bridge was built by Romans.", "Romans were builders. The bridge stands."))
    assert (found.share, found.clash) == (2 / 3, False)
    assert RULE.open_answer(found) is Label.SUPPORTED


def test_little_in_common_says_nothing_unless_forced() -> None:
    found = measure(row("Owls hunt mice at night.", "The parliament met on Tuesday."))
    assert RULE.open_answer(found) is Label.NOT_ENOUGH
    assert RULE.forced_answer(found) is Label.REFUTED


def test_negation_on_one_side_only_refutes() -> None:
    assert measure(row("The bridge is open.", "The bridge isn't open.")).negated
    assert measure(row("The bridge never opened.", "The bridge opened.")).negated
    assert not measure(row("The bridge is not open.", "The bridge is not open now.")).negated


def test_negation_counts_in_the_nearest_sentence_only() -> None:
    assert not measure(row("The bridge is open.", "No boat came. The bridge is open.")).negated


def test_a_number_the_evidence_lacks_refutes() -> None:
    assert measure(row("It has 1,200 beds.", "It has 1,500 beds.")).other_number
    assert not measure(row("It has 1,200 beds.", "It has 1200 beds.")).other_number
    assert not measure(row("It has 1,200 beds.", "It has many beds.")).other_number
    assert not measure(row("It has beds.", "It has 1,500 beds.")).other_number


def test_empty_texts_say_nothing() -> None:
    assert RULE.open_answer(measure(row("", ""))) is Label.NOT_ENOUGH


def test_tuning_finds_the_threshold_that_parts_the_rows() -> None:
    rows = [
        row("alpha beta gamma delta", "alpha beta gamma delta", Label.SUPPORTED),
        row("alpha beta gamma delta", "alpha beta gamma", Label.SUPPORTED),
        row("alpha beta gamma delta", "alpha beta", Label.NOT_ENOUGH),
        row("alpha beta gamma delta", "alpha is not beta gamma delta", Label.REFUTED),
    ]
    assert 0.5 < tune([rows]).enough <= 0.75
