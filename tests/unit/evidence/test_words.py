from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.evidence.words import content_tokens, fold, magnitude, plain_words


@pytest.mark.parametrize(
    "forms",
    [("Russia", "Russian", "Russians"), ("kill", "killed", "kills", "killing"), ("country", "countries")],
)
def test_forms_of_a_word_meet(forms: tuple[str, ...]) -> None:
    assert len({fold(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Iran", "Iraq"), ("1.3", "13"), ("2015", "2016"), ("war", "ward")]
)
def test_other_words_do_not(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_numbers_are_read_with_their_scale() -> None:
    assert content_tokens("4.2 million of 68,000,000") == ["4200000", "68000000"]
    assert content_tokens("a million ferries") == ["million", "ferry"]


def test_magnitude_joins_a_rounded_number_with_the_exact_one() -> None:
    assert magnitude("68000000") == magnitude("68512806") != magnitude("3449444")
    assert magnitude("0") == 0
    assert magnitude("1.2.3") == 0


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_text_breaks_them(text: str) -> None:
    for token in content_tokens(text):
        magnitude(token) if token[:1].isdigit() and token.isascii() else fold(token)
    plain_words(text)
