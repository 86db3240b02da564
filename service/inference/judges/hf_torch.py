"""A Hugging Face classifier of pairs run with torch, for folders without ONNX. Needs the extra ``torch``."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType
from typing import Any

from service.inference.encoding import CHARACTERS_PER_TOKEN
from service.inference.judges.failures import JudgeRefused

WEIGHTS = "*.safetensors"
"""The only format read: the older one holds pickled objects, which may run code when opened."""


class TorchClassifier:
    """Blocking; may be called from several threads at once."""

    def __init__(self, model: Any, tokenizer: Any, torch: ModuleType, *, max_tokens: int) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._torch = torch
        self._max_tokens = max_tokens

    @classmethod
    def load(cls, folder: Path, *, max_tokens: int) -> TorchClassifier:
        """Raises ``JudgeRefused``. Code that comes with a model is never run."""
        if not any(folder.glob(WEIGHTS)):
            raise JudgeRefused(
                f"neither model.onnx nor onnx/model.onnx nor safetensors in {folder}: export the model "
                "to ONNX"
            )
        try:
            torch, transformers = (importlib.import_module(name) for name in ("torch", "transformers"))
        except ImportError as error:
            raise JudgeRefused(
                f"{folder} holds no ONNX model, and torch and transformers are not installed: export the "
                "model to ONNX, or install the extra “torch” (pip install '.[torch]')"
            ) from error
        torch.set_num_threads(1)
        kept = {"local_files_only": True, "trust_remote_code": False}
        try:
            tokenizer = transformers.AutoTokenizer.from_pretrained(folder, **kept)
            model = transformers.AutoModelForSequenceClassification.from_pretrained(
                folder, use_safetensors=True, **kept
            )
        except Exception as error:  # whatever the libraries raise, the model is not there
            raise JudgeRefused(f"transformers cannot open {folder}: {type(error).__name__}") from error
        model.eval()
        return cls(model, tokenizer, torch, max_tokens=max_tokens)

    def logits(self, first: str, second: str) -> tuple[float, ...]:
        """One per class. Of texts too long together the longer one is cut."""
        most = self._max_tokens * CHARACTERS_PER_TOKEN
        fed = self._tokenizer(
            first[:most],
            second[:most],
            truncation=True,
            max_length=self._max_tokens,
            return_tensors="pt",
        )
        with self._torch.inference_mode():
            return tuple(self._model(**fed).logits[0].double().tolist())
