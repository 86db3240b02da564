"""The ONNX cross-encoder: one pair in, three probabilities out.

Pairs are run one by one, never padded together: int8 activations are scaled over the whole
batch, so in a batch a pair's answer depends on its neighbours (up to 0.09 in probability,
measured on dev rows). Alone it is always the same, and costs no more processor time, because
nothing is spent on padding.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime

from service.domain.stance import StanceProbabilities
from service.inference.encoding import EncodedPair, PairEncoder
from service.inference.failures import InferenceError


class CrossEncoder:
    """Blocking; may be called from several threads at once, each call uses one core."""

    def __init__(self, session: onnxruntime.InferenceSession, encoder: PairEncoder) -> None:
        self._session = session
        self._encoder = encoder

    @classmethod
    def load(cls, weights: Path, tokenizer: Path, *, max_tokens: int) -> CrossEncoder:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(
            str(weights), sess_options=options, providers=["CPUExecutionProvider"]
        )
        return cls(session, PairEncoder.load(tokenizer, max_tokens=max_tokens))

    def judge(self, statement: str, passage: str) -> StanceProbabilities:
        """Raises ``InferenceError`` when the model answers with something that is not a number."""
        supports, refutes, neither = self.logits(self.encode(statement, passage))
        return softmax(supports, refutes, neither)

    def encode(self, statement: str, passage: str) -> EncodedPair:
        return self._encoder.encode(statement, passage)

    def logits(self, pair: EncodedPair) -> tuple[float, float, float]:
        """Of supports, refutes, neither."""
        ids = np.array([pair.ids], dtype=np.int64)
        answer = self._session.run(
            ["logits"],
            {
                "input_ids": ids,
                "attention_mask": np.ones_like(ids),
                "token_type_ids": np.array([pair.type_ids], dtype=np.int64),
            },
        )[0][0]
        return float(answer[0]), float(answer[1]), float(answer[2])


def softmax(supports: float, refutes: float, neither: float) -> StanceProbabilities:
    logits = np.array([supports, refutes, neither], dtype=np.float64)
    if not np.isfinite(logits).all():
        raise InferenceError("the model's answer is not a number")
    powers = np.exp(logits - logits.max())
    shares = powers / powers.sum()
    return StanceProbabilities(float(shares[0]), float(shares[1]), float(shares[2]))
