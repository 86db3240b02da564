"""Hugging Face folders, written by hand: a tiny real ONNX model, or the repository's own."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer
from tokenizers.processors import TemplateProcessing

from tests.unit.inference.tiny import PAIRS, onnx_model, tokenizer

SHIPPED = Path(__file__).parents[4] / "service" / "artifacts" / "stance"
NLI = ("entailment", "neutral", "contradiction")
SURE = (0.1, -0.1, 0.02)
"""Weights with which the first output of the tiny model is always the highest."""


def paired() -> Tokenizer:
    """As BERT puts two texts together: type 0 up to the first mark, type 1 after it."""
    words = tokenizer()
    words.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1",
        special_tokens=[("[CLS]", words.token_to_id("[CLS]")), ("[SEP]", words.token_to_id("[SEP]"))],
    )
    return words


def write(
    folder: Path,
    *,
    labels: Sequence[str] | None = NLI,
    weights: Sequence[float] = SURE,
    inputs: Sequence[str] = PAIRS,
    place: str = "model.onnx",
    **config: object,
) -> Path:
    """``labels`` null writes a config.json without ``id2label``."""
    (folder / place).parent.mkdir(parents=True, exist_ok=True)
    (folder / place).write_bytes(onnx_model(weights, inputs))
    paired().save(str(folder / "tokenizer.json"))
    described: dict[str, object] = {"model_type": "bert", "max_position_embeddings": 64}
    if labels is not None:
        described["id2label"] = {str(number): name for number, name in enumerate(labels)}
    (folder / "config.json").write_text(json.dumps(described | config))
    return folder


def shipped(folder: Path, *, labels: Sequence[str] = ("SUPPORTS", "REFUTES", "NOT ENOUGH INFO")) -> Path:
    """The embedded judge's own model, as Hugging Face would lay it out."""
    folder.mkdir(parents=True)
    for name in ("model.onnx", "tokenizer.json"):
        shutil.copy(SHIPPED / name, folder / name)
    named = {str(number): name for number, name in enumerate(labels)}
    most = json.loads((SHIPPED / "card.json").read_text())["max_tokens"]
    (folder / "config.json").write_text(json.dumps({"model_type": "bert", "id2label": named}))
    (folder / "tokenizer_config.json").write_text(json.dumps({"model_max_length": most}))
    return folder
