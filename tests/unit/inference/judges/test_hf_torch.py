"""The same model run by torch and by onnxruntime. Skipped where the extra ``torch`` is not installed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from service.domain.stance import StatementPassage
from service.inference.judges.hf import HfStanceJudge
from service.inference.judges.pairs import PairOrder
from tests.unit.inference.judges.folders import NLI, SHIPPED

torch = pytest.importorskip("torch", reason="the extra “torch” is not installed")
transformers = pytest.importorskip("transformers", reason="the extra “torch” is not installed")
pytestmark = pytest.mark.filterwarnings("ignore")
MOST = 64


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A BERT of one layer with random weights, inclined to its first label."""
    torch.manual_seed(0)
    config = transformers.BertConfig(
        vocab_size=30_522,
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=MOST,
        num_labels=3,
        id2label=dict(enumerate(NLI)),
    )
    model = transformers.BertForSequenceClassification(config)
    with torch.no_grad():
        model.classifier.bias[0] = 2.0
    model.save_pretrained(tmp_path)
    shutil.copy(SHIPPED / "tokenizer.json", tmp_path)
    (tmp_path / "tokenizer_config.json").write_text(
        f'{{"tokenizer_class": "BertTokenizerFast", "model_max_length": {MOST}}}'
    )
    return tmp_path


def test_both_runtimes_read_alike(folder: Path) -> None:
    by_torch = HfStanceJudge.load(str(folder), labels=(), order=PairOrder.PASSAGE_FIRST, threads=1)
    model = transformers.BertForSequenceClassification.from_pretrained(folder).eval()
    names = ("input_ids", "attention_mask", "token_type_ids")
    example = tuple(torch.ones((1, 8), dtype=torch.int64) for _ in names)
    torch.onnx.export(
        model,
        example,
        str(folder / "model.onnx"),
        input_names=list(names),
        output_names=["logits"],
        dynamic_axes={name: {0: "batch", 1: "length"} for name in names},
        dynamo=False,
    )
    by_onnx = HfStanceJudge.load(str(folder), labels=(), order=PairOrder.PASSAGE_FIRST, threads=1)

    for pair in (
        StatementPassage("It rains in Lima.", "It never rains there.", "Lima"),
        StatementPassage("It rains.", "It rained all day. " * 60),
    ):
        one, other = by_torch.read(pair), by_onnx.read(pair)
        assert (one.supports, one.refutes, one.neither) == pytest.approx(
            (other.supports, other.refutes, other.neither), abs=1e-5
        )
    assert by_torch.card.sha256 != by_onnx.card.sha256, "what runs a model is part of the judge"
