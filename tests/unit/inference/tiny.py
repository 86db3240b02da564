"""A model small enough to write by hand, so that tests run the real runtimes on it.

Its logits are the mean token id times fixed weights. The ONNX file is written in protobuf's wire
format (https://protobuf.dev/programming-guides/encoding/) with the field numbers of onnx.proto.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from service.inference.artifact import CARD, LABELS, TOKENIZER, WEIGHTS, file_sha256

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *(f"w{number}" for number in range(60))]
FLOAT, INT64 = 1, 7
PAIRS = ("input_ids", "attention_mask", "token_type_ids")
SENTENCES = ("input_ids",)


def tokenizer() -> Tokenizer:
    words = Tokenizer(WordLevel({word: number for number, word in enumerate(WORDS)}, unk_token="[UNK]"))
    words.pre_tokenizer = Whitespace()
    return words


def write_folder(
    folder: Path,
    *,
    max_tokens: int = 16,
    weights: Sequence[float] = (0.1, -0.1, 0.02),
    inputs: Sequence[str] = PAIRS,
) -> Path:
    """A complete model folder with a right card."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / WEIGHTS).write_bytes(onnx_model(weights, inputs))
    tokenizer().save(str(folder / TOKENIZER))
    write_card(folder, max_tokens=max_tokens)
    return folder


def write_card(folder: Path, **changed: object) -> None:
    files = {name: file_sha256(folder / name) for name in (WEIGHTS, TOKENIZER)}
    card = {"name": "tiny", "labels": list(LABELS), "max_tokens": 16, "files": files} | changed
    (folder / CARD).write_text(json.dumps(card))


def onnx_model(weights: Sequence[float], inputs: Sequence[str] = PAIRS) -> bytes:
    graph = b"".join(
        (
            _node("Cast", ["input_ids"], "numbers", {"to": FLOAT}),
            _node("ReduceMean", ["numbers"], "mean", {"keepdims": 1}),
            _node("MatMul", ["mean", "weights"], "logits", {}),
            _text(2, "tiny"),
            _message(5, _tensor("weights", (1, len(weights)), weights)),
            *(_message(11, _value(name, INT64, ("batch", "length"))) for name in inputs),
            _message(12, _value("logits", FLOAT, (1, len(weights)))),
        )
    )
    return _number(1, 8) + _message(7, graph) + _message(8, _text(1, "") + _number(2, 17))


def _node(operator: str, inputs: Sequence[str], output: str, attributes: dict[str, int]) -> bytes:
    body = b"".join(_text(1, name) for name in inputs) + _text(2, output) + _text(4, operator)
    for name, value in attributes.items():
        body += _message(5, _text(1, name) + _number(3, value) + _number(20, 2))
    return _message(1, body)


def _tensor(name: str, shape: Sequence[int], values: Sequence[float]) -> bytes:
    dimensions = b"".join(_number(1, size) for size in shape)
    raw = struct.pack(f"<{len(values)}f", *values)
    return dimensions + _number(2, FLOAT) + _text(8, name) + _message(9, raw)


def _value(name: str, kind: int, shape: Sequence[int | str]) -> bytes:
    sizes = b"".join(
        _message(1, _number(1, size) if isinstance(size, int) else _text(2, size)) for size in shape
    )
    return _text(1, name) + _message(2, _message(1, _number(1, kind) + _message(2, sizes)))


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _message(field: int, body: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(body)) + body


def _text(field: int, text: str) -> bytes:
    return _message(field, text.encode())
