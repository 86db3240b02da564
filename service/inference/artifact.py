"""A model folder: weights, tokenizer, and the card that says what they are and how to feed them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from service.inference.failures import ArtifactError

CARD = "card.json"
WEIGHTS = "model.onnx"
TOKENIZER = "tokenizer.json"
LABELS = ("supports", "refutes", "neither")
_CHUNK = 1 << 20  # bytes


@dataclass(frozen=True, slots=True)
class Artifact:
    """A verified model folder. ``sha256`` is that of the weights, ``card`` all that the card says.

    ``max_tokens`` counts the texts and the marks between and around them.
    """

    folder: Path
    name: str
    sha256: str
    max_tokens: int
    card: Mapping[str, object]

    @property
    def weights(self) -> Path:
        return self.folder / WEIGHTS

    @property
    def tokenizer(self) -> Path:
        return self.folder / TOKENIZER


def file_sha256(path: Path) -> str:
    """Hex digest of the file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def open_artifact(folder: Path, *, labels: Sequence[str] = LABELS) -> Artifact:
    """Read the card and verify every file it names; raises ``ArtifactError``.

    ``labels`` are the model's outputs in the order the caller reads them in.
    """
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        name, ordered, max_tokens = card["name"], tuple(card["labels"]), int(card["max_tokens"])
        files = {str(file): str(digest) for file, digest in card["files"].items()}
    except OSError as error:
        raise ArtifactError(f"no model in {folder}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ArtifactError(f"{folder / CARD} is not a model card: {error!r}") from error
    if ordered != tuple(labels):
        raise ArtifactError(f"{folder / CARD} orders its labels {ordered}, expected {tuple(labels)}")
    for file in dict.fromkeys((WEIGHTS, TOKENIZER, *files)):
        _verify(folder / file, files.get(file))
    return Artifact(folder, str(name), files[WEIGHTS], max_tokens, card)


def _verify(path: Path, expected: str | None) -> None:
    if expected is None:
        raise ArtifactError(f"{path.parent / CARD} does not name {path.name}")
    try:
        found = file_sha256(path)
    except OSError as error:
        raise ArtifactError(f"cannot read {path}: {error.strerror}") from error
    if found != expected:
        raise ArtifactError(f"{path} has sha256 {found}, its card says {expected}")
