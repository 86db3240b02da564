from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.evidence.ranking import MEANING, Bag, Wanted, mixed, scores

words = st.lists(st.sampled_from("skerry ferry people 1,400 2009 the million winter".split()), max_size=9)  # noqa: SIM905


def rated(statement: str, *sentences: str, names: tuple[str, ...] = ()) -> list[float]:
    return scores(Wanted.of(statement, names), [Bag.of(sentence, frozenset()) for sentence in sentences])


@settings(deadline=None)
@given(words, st.lists(words, max_size=6))
def test_scores_lie_between_0_and_1(statement: list[str], sentences: list[list[str]]) -> None:
    found = rated(" ".join(statement), *map(" ".join, sentences), names=("Skerry",))
    assert len(found) == len(sentences)
    assert all(0 <= score <= 1 for score in found)


def test_numbers_alone_are_nothing() -> None:
    assert rated("41 permits were granted.", "41 of 41.", "Years.") == [0.0, 0.0]


def test_the_rare_word_tells_more_than_the_frequent_one() -> None:
    frequent, rare, *_ = rated("ferry engine", "ferry today", "engine today", "ferry one", "ferry two")
    assert rare > frequent


def test_a_sentence_with_more_of_the_statement_is_better() -> None:
    all_, two, one = rated("ferry needs engine", "ferry needs engine", "ferry needs paint", "ferry is old")
    assert all_ > two > one > 0


def test_a_number_of_the_same_size_beats_another() -> None:
    same, other = rated("Skerry has 68 million people.", "Skerry people: 68,512,806", "Skerry people: 12")
    assert same > other


def test_likeness_in_meaning_counts_beside_words_and_not_without() -> None:
    assert mixed([0.5, 0.5, 0.0], [0.2, 0.8, 1.0]) == [
        pytest.approx((1 - MEANING) * 0.5 + MEANING * 0.2),
        pytest.approx((1 - MEANING) * 0.5 + MEANING * 0.8),
        0.0,
    ]


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(-1, 1)), max_size=6))
def test_mixed_scores_lie_between_0_and_1(pairs: list[tuple[float, float]]) -> None:
    found = mixed([words for words, _ in pairs], [meaning for _, meaning in pairs])
    assert all(0 <= score <= 1 for score in found)


def test_the_same_year_beats_another() -> None:
    same, other = rated(
        "The bridge fell in 2009.", "The bridge was shut in 2009", "The bridge was shut in 1998"
    )
    assert same > other > 0
