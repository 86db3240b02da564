"""Two texts as the model was trained to see them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tokenizers import Tokenizer
from tokenizers.processors import RobertaProcessing

from service.domain.stance import StatementPassage
from service.inference.judges.failures import JudgeRefused
from service.inference.judges.hf_tokens import PairTokens
from service.inference.judges.pairs import PairOrder, both
from tests.unit.inference.judges.folders import paired
from tests.unit.inference.tiny import WORDS, tokenizer

CLS, SEP = WORDS.index("[CLS]"), WORDS.index("[SEP]")
PASSAGE_FIRST, STATEMENT_FIRST = PairOrder.PASSAGE_FIRST, PairOrder.STATEMENT_FIRST


def words(*numbers: int) -> str:
    return " ".join(f"w{number}" for number in numbers)


def ids(*numbers: int) -> list[int]:
    return [WORDS.index(f"w{number}") for number in numbers]


def tokens(most: int = 20, order: PairOrder = PASSAGE_FIRST, words: Tokenizer | None = None) -> PairTokens:
    return PairTokens(words or paired(), max_tokens=most, order=order)


def test_models_of_inference_read_the_passage_first() -> None:
    pair = StatementPassage("the statement", "the passage", "Title")
    assert both(pair, PASSAGE_FIRST) == ("Title: the passage", "the statement")
    assert both(pair, STATEMENT_FIRST) == ("the statement", "Title: the passage")


def test_marks_and_token_types_are_those_of_the_tokenizer() -> None:
    pair = tokens().encode(words(1, 2), words(3))
    assert list(pair.ids) == [CLS, *ids(1, 2), SEP, *ids(3), SEP]
    assert list(pair.type_ids) == [0, 0, 0, 0, 1, 1]


def test_another_family_marks_otherwise() -> None:
    roberta = tokenizer()
    roberta.post_processor = RobertaProcessing(("[SEP]", SEP), ("[CLS]", CLS), add_prefix_space=False)
    pair = tokens(words=roberta).encode(words(1), words(2))
    assert list(pair.ids) == [CLS, *ids(1), SEP, SEP, *ids(2), SEP]
    assert set(pair.type_ids) == {0}


@pytest.mark.parametrize("order", list(PairOrder))
def test_the_passage_is_cut_and_not_the_statement(order: PairOrder) -> None:
    statement, passage = words(1, 2), words(*range(10, 30))
    given = (passage, statement) if order is PASSAGE_FIRST else (statement, passage)
    pair = tokens(12, order).encode(*given)
    kept = ids(*range(10, 17))
    first, second = (kept, ids(1, 2)) if order is PASSAGE_FIRST else (ids(1, 2), kept)
    assert list(pair.ids) == [CLS, *first, SEP, *second, SEP]


@pytest.mark.parametrize("order", list(PairOrder))
def test_a_long_statement_leaves_room_for_the_passage(order: PairOrder) -> None:
    statement, passage = words(*range(30)), words(*range(30, 60))
    given = (passage, statement) if order is PASSAGE_FIRST else (statement, passage)
    pair = tokens(13, order).encode(*given)
    assert len(pair.ids) == 13
    assert set(ids(*range(6))) <= set(pair.ids), "six tenths of the room are the statement's"
    assert set(ids(*range(30, 34))) <= set(pair.ids)


def test_saved_truncation_and_padding_are_not_taken_over() -> None:
    saved = paired()
    saved.enable_truncation(4)
    saved.enable_padding(length=40)
    assert len(tokens(words=saved).encode(words(1, 2, 3), words(4, 5)).ids) == 8


def test_a_tokenizer_that_puts_nothing_together_is_refused() -> None:
    with pytest.raises(JudgeRefused, match="post-processor"):
        tokens(words=tokenizer())


def test_a_missing_or_broken_tokenizer_is_refused(tmp_path: Path) -> None:
    with pytest.raises(JudgeRefused, match=r"no tokenizer\.json"):
        PairTokens.load(tmp_path, max_tokens=20, order=PASSAGE_FIRST)
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(JudgeRefused, match="cannot be read"):
        PairTokens.load(tmp_path, max_tokens=20, order=PASSAGE_FIRST)
