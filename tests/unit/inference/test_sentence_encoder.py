"""Sentences are read one by one, in order, whatever they look like."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.inference.artifact import TOKENIZER, WEIGHTS
from service.inference.failures import InferenceError
from service.inference.sentence_encoder import SentenceEncoder
from tests.unit.inference.tiny import SENTENCES, WORDS, write_folder

MAX_TOKENS = 8
CLS, SEP, UNK = (WORDS.index(mark) for mark in ("[CLS]", "[SEP]", "[UNK]"))


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> SentenceEncoder:
    return load(tmp_path_factory.mktemp("tiny"), (1.0, -1.0))


def load(folder: Path, weights: tuple[float, ...]) -> SentenceEncoder:
    write_folder(folder, weights=weights, inputs=SENTENCES)
    return SentenceEncoder.load(folder / WEIGHTS, folder / TOKENIZER, max_tokens=MAX_TOKENS)


def test_a_sentence_stands_between_its_marks(encoder: SentenceEncoder) -> None:
    assert encoder.encode("w0 w6") == [CLS, WORDS.index("w0"), WORDS.index("w6"), SEP]


def test_a_long_sentence_loses_its_end(encoder: SentenceEncoder) -> None:
    ids = encoder.encode(" ".join(f"w{n}" for n in range(40)))
    assert ids == [CLS, *(WORDS.index(f"w{n}") for n in range(MAX_TOKENS - 2)), SEP]


def test_text_far_beyond_the_room_changes_nothing(encoder: SentenceEncoder) -> None:
    assert encoder.encode("w1 " * 1_000_000) == encoder.encode("w1 " * 60)


def test_rows_come_in_the_order_of_the_sentences_whatever_their_length(encoder: SentenceEncoder) -> None:
    # means of ids: (2+4+3)/3, (2+3)/2, (2+10+9+3)/4
    rows = encoder.logits(["w0", "", "w6 w5"], outputs=2)
    assert rows == pytest.approx(np.array([[3.0, -3.0], [2.5, -2.5], [6.0, -6.0]]))


def test_neighbours_change_nothing(encoder: SentenceEncoder) -> None:
    alone = [encoder.logits([one], outputs=2)[0].tolist() for one in ("w3", "w40 w41 w42", "w9")]
    assert encoder.logits(["w3", "w40 w41 w42", "w9"], outputs=2).tolist() == alone


def test_threads_share_one_encoder(encoder: SentenceEncoder) -> None:
    texts = [f"w{n % 60} w{n % 7}" for n in range(200)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: encoder.logits([text], outputs=2)[0].tolist(), texts))
    assert together == encoder.logits(texts, outputs=2).tolist()


def test_nothing_in_nothing_out(encoder: SentenceEncoder) -> None:
    assert encoder.logits([], outputs=2).shape == (0, 2)


@given(st.text(max_size=300))
def test_any_text_fits(encoder: SentenceEncoder, text: str) -> None:
    ids = encoder.encode(text)
    assert 2 <= len(ids) <= MAX_TOKENS
    assert (ids[0], ids[-1]) == (CLS, SEP)
    assert np.isfinite(encoder.logits([text], outputs=2)).all()


def test_words_nobody_knows_are_read_as_such(encoder: SentenceEncoder) -> None:
    assert encoder.encode("Привет 😀") == [CLS, UNK, UNK, SEP]


def test_another_number_of_outputs_is_a_failure(encoder: SentenceEncoder) -> None:
    with pytest.raises(InferenceError, match=r"shape \(1, 2\), not \(1, 4\)"):
        encoder.logits(["w1"], outputs=4)


@pytest.mark.parametrize("weight", [math.nan, math.inf])
def test_an_answer_that_is_no_number_is_a_failure(tmp_path: Path, weight: float) -> None:
    with pytest.raises(InferenceError, match="not a number"):
        load(tmp_path, (1.0, weight)).logits(["w1"], outputs=2)
