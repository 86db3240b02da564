"""Sentences as tensors, in batches of like length."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from training.checkworthiness.data import Sentence
from training.checkworthiness.model import WorthModel
from training.checkworthiness.recipe import MAX_TOKENS, OUTPUTS

JITTER = 6  # word pieces by which lengths in a batch may differ, so that batches differ between epochs


class Reader:
    """``[CLS] sentence [SEP]`` as the service encodes it, at most ``MAX_TOKENS``."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._start, self._end = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        encoded = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [[self._start, *one.ids[: MAX_TOKENS - 2], self._end] for one in encoded]


def padded(rows: Sequence[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids and attention mask, both of shape (batch, longest)."""
    ids = torch.zeros(len(rows), max(map(len, rows)), dtype=torch.long)
    mask = torch.zeros_like(ids)
    for number, row in enumerate(rows):
        ids[number, : len(row)] = torch.tensor(row)
        mask[number, : len(row)] = 1
    return ids, mask


def epoch(rows: Sequence[Sentence], *, unpicked: int, batch: int, rng: random.Random) -> list[list[Sentence]]:
    """Every row once, but of debate sentences nobody picked only ``unpicked``, drawn anew."""
    plenty = [row for row in rows if row.picked is False]
    kept = [row for row in rows if row.picked is not False]
    kept += rng.sample(plenty, min(unpicked, len(plenty)))
    keyed = sorted(((len(row.text) / 5 + JITTER * rng.random(), number) for number, row in enumerate(kept)))
    order = [number for _, number in keyed]
    made = [[kept[i] for i in order[start : start + batch]] for start in range(0, len(order), batch)]
    rng.shuffle(made)
    return made


def predict(model: WorthModel, reader: Reader, texts: Sequence[str]) -> NDArray[np.float32]:
    """Logits of shape (texts, outputs), in order, in full precision."""
    ids = reader.ids(texts)
    answer = np.zeros((len(ids), len(OUTPUTS)), np.float32)
    model.eval()
    with torch.inference_mode():
        for part in _by_length(ids, 64):
            answer[part] = model(*padded([ids[i] for i in part])).numpy()
    model.train()
    return answer


def _by_length(ids: list[list[int]], batch: int) -> Iterator[list[int]]:
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    yield from (order[start : start + batch] for start in range(0, len(order), batch))
