"""The statement and the passage share the tokens; the passage is cut first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from service.inference.encoding import PairEncoder
from tests.unit.inference.tiny import WORDS, tokenizer

MAX_TOKENS = 16
CLS, SEP = WORDS.index("[CLS]"), WORDS.index("[SEP]")
ENCODER = PairEncoder(tokenizer(), max_tokens=MAX_TOKENS)


def words(count: int, first: int = 0) -> str:
    return " ".join(f"w{first + number}" for number in range(count))


def ids(text: str) -> list[int]:
    return [WORDS.index(word) for word in text.split()]


def test_statement_comes_first_and_each_has_its_type() -> None:
    pair = ENCODER.encode(words(2), words(3, 10))
    assert pair.ids == (CLS, *ids(words(2)), SEP, *ids(words(3, 10)), SEP)
    assert pair.type_ids == (0, 0, 0, 0, 1, 1, 1, 1)


def test_long_passage_is_cut_and_the_statement_kept_whole() -> None:
    pair = ENCODER.encode(words(5), words(40, 10))
    assert pair.ids == (CLS, *ids(words(5)), SEP, *ids(words(8, 10)), SEP)


def test_long_statement_beside_a_short_passage_is_kept_as_far_as_there_is_room() -> None:
    pair = ENCODER.encode(words(40), words(2, 50))
    assert pair.ids == (CLS, *ids(words(11)), SEP, *ids(words(2, 50)), SEP)


def test_long_statement_leaves_the_passage_its_share() -> None:
    pair = ENCODER.encode(words(40), words(20, 40))
    assert pair.type_ids.count(0) == 1 + int(13 * 0.6) + 1
    assert len(pair.ids) == MAX_TOKENS


@given(st.text(max_size=200), st.text(max_size=400))
def test_any_two_texts_fit(statement: str, passage: str) -> None:
    pair = ENCODER.encode(statement, passage)
    assert len(pair.ids) == len(pair.type_ids) <= MAX_TOKENS
    assert pair.ids[0] == CLS
    assert pair.ids[-1] == SEP
    assert pair.ids.count(SEP) >= 2
    assert list(pair.type_ids) == sorted(pair.type_ids)


def test_text_far_beyond_the_room_changes_nothing() -> None:
    assert ENCODER.encode("w1", words(60) + " w3" * 500_000) == ENCODER.encode("w1", words(60))


def test_a_tokenizer_without_the_marks_is_refused() -> None:
    from tokenizers.models import WordLevel  # noqa: PLC0415 - only this test builds one

    with pytest.raises(ValueError, match="CLS"):
        PairEncoder(Tokenizer(WordLevel({"a": 0}, unk_token="a")), max_tokens=8)
