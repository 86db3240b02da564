"""The model before quantisation, and what training has seen."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from benchmarks.verdicts.subjects import before_quantisation, evidence_of_training
from service.inference.artifact import Artifact, open_artifact
from tests.unit.benchmarks.verdicts.answered import write_rows


def model(folder: Path, weights: bytes, *, seed: int = 1, sources: tuple[str, ...] = ("some",)) -> Path:
    folder.mkdir(parents=True)
    files = {"model.onnx": weights, "tokenizer.json": b"{}"}
    for name, content in files.items():
        (folder / name).write_bytes(content)
    card = {
        "name": "a model",
        "labels": ["supports", "refutes", "neither"],
        "max_tokens": 16,
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
        "recipe": {"seed": seed},
        "training_data": [{"file": source, "rows": len(source)} for source in sources],
    }
    (folder / "card.json").write_text(json.dumps(card), encoding="utf-8")
    return folder


def test_the_fp32_model_must_be_of_the_same_training(tmp_path: Path) -> None:
    own = open_artifact(model(tmp_path / "int8", b"small"))
    same = before_quantisation(model(tmp_path / "fp32", b"large"), own)
    assert isinstance(same, Artifact)
    assert same.sha256 == hashlib.sha256(b"large").hexdigest()
    other = before_quantisation(model(tmp_path / "other", b"large", seed=2), own)
    assert isinstance(other, str)
    assert "of another training" in other


def test_says_how_to_make_an_fp32_model_that_is_not_there_or_broken(tmp_path: Path) -> None:
    own = open_artifact(model(tmp_path / "int8", b"small"))
    absent = before_quantisation(tmp_path / "nowhere", own)
    broken = model(tmp_path / "broken", b"large")
    (broken / "model.onnx").write_bytes(b"cut")
    for said, why in [(absent, "is not there"), (before_quantisation(broken, own), "no whole model")]:
        assert isinstance(said, str)
        assert why in said
        assert "training.stance.export" in said


def test_evidence_of_the_files_the_card_names(tmp_path: Path) -> None:
    write_rows(tmp_path / "verdict/train/some.jsonl.gz", [("a claim", "clear facts", "refuted")])
    assert evidence_of_training(tmp_path, model(tmp_path / "one", b"x")) == frozenset({"clear facts"})
    more = model(tmp_path / "two", b"x", sources=("some", "not_here"))
    assert evidence_of_training(tmp_path, more) is None
    unused = model(tmp_path / "three", b"x", sources=("some", ""))
    assert evidence_of_training(tmp_path, unused) == frozenset({"clear facts"})
    assert evidence_of_training(tmp_path, model(tmp_path / "none", b"x", sources=())) is None
