"""A model folder: weights, tokenizer, and the card that says what they are and how to feed them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from service.inference.failures import ArtifactError

CARD = "card.json"
WEIGHTS = "model.onnx"
TOKENIZER = "tokenizer.json"
LABELS = ("supports", "refutes", "neither")
_CHUNK = 1 << 20  # bytes


@dataclass(frozen=True, slots=True)
class StanceArtifact:
    """A verified model folder.

    ``max_tokens`` counts statement, passage and the three marks between and around them.
    """

    folder: Path
    name: str
    sha256: str
    max_tokens: int

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


def open_artifact(folder: Path) -> StanceArtifact:
    """Read the card and verify every file it names; raises ``ArtifactError``."""
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        name, labels, max_tokens = card["name"], tuple(card["labels"]), int(card["max_tokens"])
        files = {str(file): str(digest) for file, digest in card["files"].items()}
    except OSError as error:
        raise ArtifactError(f"no stance model in {folder}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ArtifactError(f"{folder / CARD} is not a model card: {error!r}") from error
    if labels != LABELS:
        raise ArtifactError(f"{folder / CARD} orders its labels {labels}, expected {LABELS}")
    for file in (WEIGHTS, TOKENIZER):
        _verify(folder / file, files.get(file))
    return StanceArtifact(folder, str(name), files[WEIGHTS], max_tokens)


def _verify(path: Path, expected: str | None) -> None:
    if expected is None:
        raise ArtifactError(f"{path.parent / CARD} does not name {path.name}")
    try:
        found = file_sha256(path)
    except OSError as error:
        raise ArtifactError(f"cannot read {path}: {error.strerror}") from error
    if found != expected:
        raise ArtifactError(f"{path} has sha256 {found}, its card says {expected}")
