"""Figures weigh in any script; questions and greetings do not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import service.claims
from service.claims.worth_any_language import FEATURES, AnyLanguageWorth, CoefficientsError, features

FILE = Path(service.claims.__file__).parent.parent / "artifacts/checkworthiness/any_language.json"
FLAT = dict.fromkeys((*FEATURES, "bias"), 0.0)


@pytest.fixture(scope="module")
def worth() -> AnyLanguageWorth:
    return AnyLanguageWorth.of(json.loads(FILE.read_text(encoding="utf-8"))["coefficients"])


@pytest.mark.parametrize(
    ("figures", "talk"),
    [
        ("Die Arbeitslosigkeit sank 2015 um 2,3 Prozent auf 1,9 Millionen.", "Guten Abend, meine Damen."),
        ("El déficit aumentó un 12 % hasta 45.000 millones de € en 2019.", "¿Qué piensa usted de eso?"),
        ("Безработица снизилась до 4,3% в 2018 году.", "Добрый вечер."),
        ("2015年,中国的失业率下降了2.3%。", "大家晚上好。"),
        ("انخفضت البطالة إلى ٤٫٣٪ في عام ٢٠١٨.", "مساء الخير."),
    ],
)
def test_figures_are_worth_more_than_talk(worth: AnyLanguageWorth, figures: str, talk: str) -> None:
    assert worth.probability(figures) > 0.7
    assert worth.probability(talk) < 0.3


def named(sentence: str) -> dict[str, float]:
    return dict(zip(FEATURES, features(sentence), strict=True))


def test_a_number_with_separators_is_one() -> None:
    assert named("1.234.567,8 und 3")["numbers"] == 2
    assert named("٤٫٣ و ٥")["numbers"] == 2


@pytest.mark.parametrize("sign", ["€5", "5 £", "¥5", "₹5"])
def test_money_is_seen_by_its_sign(sign: str) -> None:
    assert named(sign)["money"] == 1
    assert named("5 m")["money"] == 0


@pytest.mark.parametrize("question", ["Was?", "何ですか？", "ما هذا؟", "¿Y bien", '"Was?" '])
def test_questions_are_seen_in_any_script(question: str) -> None:
    assert named(question)["question"] == 1


def test_the_first_word_is_no_name() -> None:
    assert named("Paris est belle")["names"] == 0
    assert named("Hier Paris et Marie Curie")["names"] == 3


def test_length_counts_letters_and_an_ideograph_as_three() -> None:
    assert named("晚上好")["length"] == named("abcdefghi 12 !!")["length"]


def test_more_than_can_matter_changes_nothing() -> None:
    assert features("9 " * 50 + "Ab " * 500) == features("9 " * 500 + "Ab " * 5000)


@given(st.text(max_size=300))
def test_any_text_has_features_in_range(text: str) -> None:
    assert all(0 <= value <= 5 for value in features(text))


def test_without_weights_all_is_even() -> None:
    assert AnyLanguageWorth.of(FLAT).probability("1 000 €") == 0.5


@pytest.mark.parametrize("wrong", [{}, {"bias": 0.0}, FLAT | {"words": 1.0}])
def test_coefficients_for_other_features_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(CoefficientsError):
        AnyLanguageWorth.of(wrong)
