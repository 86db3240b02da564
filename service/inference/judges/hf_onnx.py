"""A Hugging Face classifier of pairs exported to ONNX, run with onnxruntime."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime

from service.inference.encoding import EncodedPair
from service.inference.failures import InferenceError
from service.inference.judges.failures import JudgeRefused
from service.inference.judges.hf_tokens import PairTokens

PLACES = ("model.onnx", "onnx/model.onnx")
_KNOWN_INPUTS = {"input_ids", "attention_mask", "token_type_ids"}
_TYPES = {"tensor(int64)": np.int64, "tensor(int32)": np.int32}


def find_weights(folder: Path) -> Path | None:
    return next((folder / place for place in PLACES if (folder / place).is_file()), None)


def weight_files(weights: Path) -> list[Path]:
    """The model and the files beside it that may hold its tensors (``model.onnx_data`` and the like)."""
    return [
        path
        for path in weights.parent.iterdir()
        if path.is_file() and (path.name.startswith(weights.name) or path.suffix == ".data")
    ]


class OnnxClassifier:
    """Blocking; may be called from several threads at once, each call uses one core."""

    def __init__(self, session: onnxruntime.InferenceSession, tokens: PairTokens) -> None:
        self._session = session
        self._tokens = tokens
        self._inputs = {one.name: _TYPES.get(one.type) for one in session.get_inputs()}
        if not set(self._inputs) <= _KNOWN_INPUTS or None in self._inputs.values():
            raise JudgeRefused(f"the ONNX model wants inputs that are not known: {', '.join(self._inputs)}")
        outputs = [one.name for one in session.get_outputs()]
        self._output = "logits" if "logits" in outputs else outputs[0]

    @classmethod
    def load(cls, weights: Path, tokens: PairTokens) -> OnnxClassifier:
        """Raises ``JudgeRefused``."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        try:
            session = onnxruntime.InferenceSession(
                str(weights), sess_options=options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime's own exceptions have no common base
            raise JudgeRefused(f"onnxruntime cannot open {weights}: {type(error).__name__}") from error
        return cls(session, tokens)

    def logits(self, first: str, second: str) -> tuple[float, ...]:
        """One per class. Raises ``InferenceError`` when the answer has another shape."""
        pair = self._tokens.encode(first, second)
        answer = self._session.run([self._output], self._fed(pair))[0]
        if answer.ndim != 2 or answer.shape[0] != 1:  # noqa: PLR2004 - batch and classes
            raise InferenceError(f"the model answers in shape {answer.shape}")
        return tuple(float(one) for one in answer[0])

    def _fed(self, pair: EncodedPair) -> dict[str, object]:
        rows = {
            "input_ids": pair.ids,
            "attention_mask": (1,) * len(pair.ids),
            "token_type_ids": pair.type_ids,
        }
        return {name: np.array([rows[name]], dtype=kind) for name, kind in self._inputs.items()}
