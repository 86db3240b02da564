"""A model folder is opened only when it holds what its card says."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.inference.artifact import CARD, LABELS, TOKENIZER, WEIGHTS, file_sha256, open_artifact
from service.inference.failures import ArtifactError
from tests.unit.inference.tiny import write_card, write_folder


def test_names_the_weights_by_their_hash(tmp_path: Path) -> None:
    artifact = open_artifact(write_folder(tmp_path, max_tokens=24))
    assert artifact.name == "tiny"
    assert artifact.sha256 == file_sha256(artifact.weights)
    assert artifact.max_tokens == 24


@pytest.mark.parametrize("file", [WEIGHTS, TOKENIZER])
def test_refuses_a_changed_file_and_names_it(tmp_path: Path, file: str) -> None:
    path = write_folder(tmp_path) / file
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(ArtifactError, match=rf"{file} has sha256 [0-9a-f]+, its card says [0-9a-f]+"):
        open_artifact(tmp_path)


@pytest.mark.parametrize("file", [CARD, WEIGHTS, TOKENIZER])
def test_refuses_a_folder_with_a_file_missing(tmp_path: Path, file: str) -> None:
    (write_folder(tmp_path) / file).unlink()
    with pytest.raises(ArtifactError, match="No such file"):
        open_artifact(tmp_path)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"name": "x"}', '{"labels": 3}', "\udcff"])
def test_refuses_what_is_not_a_card(tmp_path: Path, text: str) -> None:
    (write_folder(tmp_path) / CARD).write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(ArtifactError, match="is not a model card"):
        open_artifact(tmp_path)


def test_refuses_another_order_of_labels(tmp_path: Path) -> None:
    write_card(write_folder(tmp_path), labels=list(reversed(LABELS)))
    with pytest.raises(ArtifactError, match="orders its labels"):
        open_artifact(tmp_path)


def test_refuses_a_card_that_vouches_for_half(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    write_card(folder, files={WEIGHTS: file_sha256(folder / WEIGHTS)})
    with pytest.raises(ArtifactError, match=r"does not name tokenizer\.json"):
        open_artifact(folder)


def test_every_file_the_card_names_is_verified(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    (folder / "more.json").write_text("{}")
    files = {name: file_sha256(folder / name) for name in (WEIGHTS, TOKENIZER, "more.json")}
    write_card(folder, files=files)
    assert open_artifact(folder).card["files"] == files
    (folder / "more.json").write_text("{ }")
    with pytest.raises(ArtifactError, match=r"more\.json has sha256"):
        open_artifact(folder)


def test_the_reader_says_which_labels_it_expects(tmp_path: Path) -> None:
    write_card(write_folder(tmp_path), labels=["a", "b"])
    assert open_artifact(tmp_path, labels=("a", "b")).name == "tiny"
    with pytest.raises(ArtifactError, match="orders its labels"):
        open_artifact(tmp_path, labels=("b", "a"))
