"""Labels and length, from the folder's own files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from service.domain.stance import StanceLabel
from service.inference.judges.failures import JudgeRefused
from service.inference.judges.hf_config import MOST_TOKENS, read_config
from tests.unit.inference.judges.folders import write


def test_labels_come_from_the_config(tmp_path: Path) -> None:
    config = read_config(write(tmp_path, labels=("contradiction", "entailment", "neutral")), stated=())
    assert config.labels == (StanceLabel.REFUTES, StanceLabel.SUPPORTS, StanceLabel.NEITHER)


@pytest.mark.parametrize(
    ("config", "tokenizer", "most"),
    [
        ({"max_position_embeddings": 512}, {}, 512),
        ({"max_position_embeddings": 512}, {"model_max_length": 256}, 256),
        ({"max_position_embeddings": 512}, {"model_max_length": 1e30}, 512),
        ({"max_position_embeddings": 514, "model_type": "roberta", "pad_token_id": 1}, {}, 512),
        ({"max_position_embeddings": 514, "model_type": "xlm-roberta"}, {"model_max_length": 512}, 512),
        ({"max_position_embeddings": None}, {}, MOST_TOKENS),
        ({"max_position_embeddings": -1}, {"model_max_length": 100}, 100),
    ],
)
def test_the_length_is_the_least_of_what_is_said(
    tmp_path: Path, config: dict[str, Any], tokenizer: dict[str, object], most: int
) -> None:
    folder = write(tmp_path, **config)
    (folder / "tokenizer_config.json").write_text(json.dumps(tokenizer))
    assert read_config(folder, stated=()).max_tokens == most


def test_a_model_that_reads_next_to_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(JudgeRefused, match="too few"):
        read_config(write(tmp_path, max_position_embeddings=8), stated=())


def test_without_labels_the_stated_order_stands_in(tmp_path: Path) -> None:
    folder = write(tmp_path, labels=None)
    with pytest.raises(JudgeRefused, match="SECONDSOURCE_JUDGE_LABELS"):
        read_config(folder, stated=())
    assert read_config(folder, stated=("supports", "neither", "refutes")).labels[1] is StanceLabel.NEITHER


def test_a_folder_without_a_config_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(JudgeRefused, match=r"no config\.json"):
        read_config(tmp_path, stated=())


@pytest.mark.parametrize("text", ["", "{", "[]", '"x"'])
def test_a_broken_config_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "config.json").write_text(text)
    with pytest.raises(JudgeRefused, match="JSON"):
        read_config(tmp_path, stated=())
