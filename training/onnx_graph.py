"""From a torch model to an ONNX file, and from that to int8."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

Dimensions = Mapping[int, "torch.export.Dim"]


def to_onnx(
    model: torch.nn.Module,
    example: tuple[torch.Tensor, ...],
    path: Path,
    *,
    inputs: Sequence[str],
    free: Dimensions,
) -> None:
    """Write the fp32 graph; each input has the ``free`` dimensions. Nothing in it tells where it was made."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter warns of its own internals
        torch.onnx.export(
            model,
            example,
            str(path),
            input_names=list(inputs),
            output_names=["logits"],
            dynamic_shapes=tuple(free for _ in inputs),
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
