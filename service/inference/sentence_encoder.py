"""The ONNX encoder of single sentences: one sentence in, one row of logits out.

Like pairs (see ``cross_encoder``), sentences are run one by one: int8 activations are scaled over
everything that runs together, so in a batch the answer for a sentence would depend on its neighbours,
and a claim's score on edits elsewhere in the draft.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from service.inference.encoding import CHARACTERS_PER_TOKEN, required_id
from service.inference.failures import InferenceError


class SentenceEncoder:
    """Blocking; may be called from several threads at once, each call uses one core."""

    def __init__(
        self, session: onnxruntime.InferenceSession, tokenizer: Tokenizer, *, max_tokens: int
    ) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._session = session
        self._tokenizer = tokenizer
        self._start, self._end = required_id(tokenizer, "[CLS]"), required_id(tokenizer, "[SEP]")
        self._room = max_tokens - 2

    @classmethod
    def load(cls, weights: Path, tokenizer: Path, *, max_tokens: int) -> SentenceEncoder:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(
            str(weights), sess_options=options, providers=["CPUExecutionProvider"]
        )
        return cls(session, Tokenizer.from_file(str(tokenizer)), max_tokens=max_tokens)

    def encode(self, sentence: str) -> list[int]:
        """``[CLS] sentence [SEP]`` as ids; what does not fit is cut off at the end."""
        text = sentence[: self._room * CHARACTERS_PER_TOKEN]
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return [self._start, *ids[: self._room], self._end]

    def logits(self, sentences: Sequence[str], *, outputs: int) -> NDArray[np.float64]:
        """Shape ``(len(sentences), outputs)``, in order.

        Raises ``InferenceError`` when the model answers in another shape, or not with numbers.
        """
        rows = np.empty((len(sentences), outputs), dtype=np.float64)
        for row, sentence in zip(rows, sentences, strict=True):
            row[:] = self._read(sentence, outputs)
        return rows

    def _read(self, sentence: str, outputs: int) -> NDArray[np.float32]:
        ids = np.array([self.encode(sentence)], dtype=np.int64)
        answer: NDArray[np.float32] = self._session.run(["logits"], {"input_ids": ids})[0]
        if answer.shape != (1, outputs):
            raise InferenceError(f"the model answers in shape {answer.shape}, not (1, {outputs})")
        if not np.isfinite(answer).all():
            raise InferenceError("the model's answer is not a number")
        row: NDArray[np.float32] = answer[0]
        return row
