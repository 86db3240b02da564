"""From the torch model to int8 ONNX."""

from __future__ import annotations

import warnings
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.checkworthiness.lean import OneSentence
from training.checkworthiness.model import WorthModel
from training.checkworthiness.recipe import MAX_TOKENS


def to_onnx(model: WorthModel, path: Path) -> None:
    """Write the fp32 graph for one sentence of free length."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter warns of its own internals
        torch.onnx.export(
            OneSentence(model).eval(),
            (torch.ones((1, 9), dtype=torch.long),),
            str(path),
            input_names=["input_ids"],
            output_names=["logits"],
            dynamic_shapes=({1: torch.export.Dim("length", min=2, max=MAX_TOKENS)},),
            dynamo=True,
            external_data=False,
        )
    graph = onnx.load(str(path))
    del graph.graph.value_info[:]  # the exporter leaves shapes from before its own rewriting
    for part in (graph, graph.graph, *graph.graph.node):  # and on each node the file it came from
        del part.metadata_props[:]
        part.doc_string = ""
    onnx.save(graph, str(path))


def to_int8(fp32: Path, path: Path) -> None:
    """Per channel, with reduced range: full range overflows on processors without VNNI."""
    quantize_dynamic(str(fp32), str(path), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
