"""The side a fact-checker's rating takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.stance import StanceLabel
from service.verdict.rules.ratings import DEGREES, OPENINGS, REFUTING, SUPPORTING, stance_of_rating

SIDED = st.sampled_from(sorted(SUPPORTING | REFUTING))


@pytest.mark.parametrize(
    "rating",
    [
        "True", "TRUE", "true.", " True ", "Mostly True", "mostly-true", "Correct", "Mostly correct",
        "Accurate", "Mostly accurate", "100% true", "This is true.", "It’s true", "Truth!", "One Pinocchio",
        "Geppetto Checkmark", "Verdadero", "Verdadera", "Cierto", "Es verdad", "Mayormente verdadero",
        "Vrai", "Plutôt vrai", "C'est vrai", "Exact", "Wahr", "Richtig", "Größtenteils richtig",
        "GRÖẞTENTEILS RICHTIG", "Groesstenteils wahr", "Stimmt", "Verdadeiro", "É #FATO", "É verdade",
        "True, accurate",
    ],
)  # fmt: skip
def test_ratings_that_support(rating: str) -> None:
    assert stance_of_rating(rating) is StanceLabel.SUPPORTS


@pytest.mark.parametrize(
    "rating",
    [
        "False", "FALSE", "False.", "Mostly False", "mostly-false", "Pants on Fire", "Pants on Fire!",
        "Barely True", "Three Pinocchios", "Four Pinocchios", "4 Pinocchios", "Bottomless Pinocchio",
        "Fake", "FAKE NEWS", "Hoax!", "Incorrect", "Inaccurate", "Untrue", "Not true", "Not True.",
        "Isn't true", "Isn’t accurate", "This is not true", "It's not true", "The claim is false",
        "Completely false", "Totally fabricated", "Verdict: False", "Falso", "Falsa", "FALSO", "Bulo",
        "Mayormente falso", "Es falso", "No es cierto", "Faux", "Plutôt faux", "Plutot faux", "C’est faux",
        "Ce n'est pas vrai", "Infox", "Falsch", "Falsch.", "Größtenteils falsch", "Überwiegend falsch",
        "Frei erfunden", "Das ist falsch", "Stimmt nicht", "É falso", "É #FAKE", "#FAKE", "Não é verdade",
        "Pimenta na Língua", "False, fabricated",
    ],
)  # fmt: skip
def test_ratings_that_refute(rating: str) -> None:
    assert stance_of_rating(rating) is StanceLabel.REFUTES


@pytest.mark.parametrize(
    "rating",
    [
        "Half True", "Half-true", "Mixture", "Mixed", "Partly false", "Partially true", "Partly True",
        "Two Pinocchios", "Misleading", "Missing context", "Needs context", "Out of context", "Satire",
        "Labeled Satire", "Originated as Satire", "Unproven", "Unrated", "Unsupported", "No evidence",
        "Outdated", "Miscaptioned", "Altered", "Manipulated", "Misattributed", "Correct Attribution", "Scam",
        "Legend", "Research in progress", "Exaggerated", "Cherry Picks", "Spins the Facts",
        "Distorts the Facts", "Not the Whole Story", "Experts Disagree", "Full Flop", "Flawed reasoning",
        "Engañoso", "Verdad a medias", "Verdadero, pero…", "Exagerado", "Insostenible", "Cuestionable",
        "Trompeur", "Infondé", "Manque de contexte", "Mélangé", "Irreführend", "Teilweise falsch",
        "Fehlender Kontext", "Unbelegt", "Manipuliert", "Enganoso", "Distorcido", "Impreciso",
        "Insustentável", "Verdadeiro, mas…", "Não é bem assim", "Fora de contexto", "Contraditório",
    ],
)  # fmt: skip
def test_ratings_that_take_no_side_stay_unknown(rating: str) -> None:
    assert stance_of_rating(rating) is None


@pytest.mark.parametrize(
    "rating",
    [
        "true but misleading", "True, but missing context", "Not entirely true", "Not false", "Not untrue",
        "Not mostly true", "Hardly true", "Is it true?", "True?", "¿Verdadero?", "True or false",
        "True/False", "False/Misleading", "true false", "Truth! & Fiction!", "Half truth", "50% true",
        "0% true", "½ true", "Five Pinocchios", "No es falso", "pas faux", "nicht falsch", "No false",
        "False positive", "Trueish", "falsehoods abound", "correctness", "incorrectly captioned", "True…",
        "False. The video is from 2015 and shows another town.", "Mostly", "This is", "", "   ", "!!!", "假",
    ],
)  # fmt: skip
def test_nothing_is_guessed_from_a_part(rating: str) -> None:
    assert stance_of_rating(rating) is None


@given(SIDED, st.sampled_from(sorted(DEGREES)), st.sampled_from(sorted(OPENINGS)), st.booleans())
def test_degrees_openings_and_case_change_no_side(
    rating: str, degree: str, opening: str, upper: bool
) -> None:
    expected = StanceLabel.SUPPORTS if rating in SUPPORTING else StanceLabel.REFUTES
    dressed = f"{opening} {degree} {rating}!"
    assert stance_of_rating(dressed.upper() if upper else dressed) is expected


@given(SIDED, st.sampled_from(["not", "partly", "half", "but", "pero", "teilweise", "mas", "presque", "zzz"]))
def test_a_word_that_is_not_listed_leaves_it_unknown(rating: str, word: str) -> None:
    assert stance_of_rating(f"{rating} {word}") is None
    if word != "not":
        assert stance_of_rating(f"{word} {rating}") is None


@given(st.sampled_from(sorted(SUPPORTING)), st.sampled_from(sorted(REFUTING)))
def test_two_sides_are_none(one: str, other: str) -> None:
    assert stance_of_rating(f"{one}; {other}") is None


def test_no_word_of_the_table_is_on_two_sides() -> None:
    tables = [SUPPORTING, REFUTING, DEGREES]
    assert sum(map(len, tables)) == len(frozenset().union(*tables))


@given(st.text(max_size=40))
def test_any_text_is_read(text: str) -> None:
    assert stance_of_rating(text) in {None, StanceLabel.SUPPORTS, StanceLabel.REFUTES}
