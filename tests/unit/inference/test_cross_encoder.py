"""Probabilities come from logits, and only from numbers."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from service.inference.artifact import TOKENIZER, WEIGHTS
from service.inference.cross_encoder import CrossEncoder, softmax
from service.inference.failures import InferenceError
from tests.unit.inference.tiny import write_folder


def load(folder: Path) -> CrossEncoder:
    return CrossEncoder.load(folder / WEIGHTS, folder / TOKENIZER, max_tokens=16)


def test_logits_are_those_of_the_graph(tmp_path: Path) -> None:
    encoder = load(write_folder(tmp_path, weights=(1.0, -1.0, 0.5)))
    # [CLS]=2 w0=4 [SEP]=3 w6=10 [SEP]=3: mean 4.4
    assert encoder.logits(encoder.encode("w0", "w6")) == pytest.approx((4.4, -4.4, 2.2))


def test_probabilities_sum_to_one_and_keep_the_order(tmp_path: Path) -> None:
    answer = load(write_folder(tmp_path, weights=(0.1, -0.1, 0.02))).judge("w3", "w40 w41")
    assert answer.supports > answer.neither > answer.refutes
    assert answer.supports + answer.refutes + answer.neither == pytest.approx(1.0)


def test_large_logits_do_not_overflow() -> None:
    assert softmax(10_000.0, 0.0, -10_000.0).supports == 1.0


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_an_answer_that_is_no_number_is_a_failure_not_a_stance(value: float) -> None:
    with pytest.raises(InferenceError):
        softmax(value, 0.0, 0.0)
