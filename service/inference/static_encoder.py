"""Sentence vectors without a network: the mean of learned vectors of word pieces.

Reading a text costs a look-up per word piece, so whole pages are compared with a claim in milliseconds. The
order of words is lost on the way; what a sentence says of a claim is judged by others.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from service.inference.artifact import CARD, TOKENIZER, file_sha256
from service.inference.failures import ArtifactError

VECTORS = "vectors.npy"
SCALES = "scales.npy"
MOST_CHARACTERS = 2_000
"""What is read of one text; a chunk of the library has at most half of it."""


class StaticEncoder:
    """Implements ``Similarity``. ``vectors`` has one row per word piece, ``(pieces, dimensions)``."""

    def __init__(self, vectors: NDArray[np.float32], tokenizer: Tokenizer) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._vectors = vectors
        self._tokenizer = tokenizer

    @classmethod
    def load(cls, folder: Path) -> StaticEncoder:
        """Verify and read the model in ``folder``; a tenth of a second. Raises ``ArtifactError``."""
        try:
            files = json.loads((folder / CARD).read_text(encoding="utf-8"))["files"]
            for name in (VECTORS, SCALES, TOKENIZER):
                if file_sha256(folder / name) != files[name]:
                    raise ArtifactError(f"{folder / name} is not the file that its card names")
            vectors = np.load(folder / VECTORS, allow_pickle=False)
            scales = np.load(folder / SCALES, allow_pickle=False)
            tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        except OSError as error:
            raise ArtifactError(f"no model in {folder}: {error.strerror}") from error
        except (ValueError, KeyError, TypeError) as error:
            raise ArtifactError(f"{folder} holds no model: {error!r}") from error
        pieces = tokenizer.get_vocab_size()
        if vectors.shape[:-1] != (pieces,) or scales.shape != (pieces,):
            raise ArtifactError(f"{folder} has {vectors.shape} vectors for {pieces} word pieces")
        return cls(vectors.astype(np.float32) * scales[:, None].astype(np.float32), tokenizer)

    def similarities(self, statement: str, texts: Sequence[str]) -> list[float]:
        if not texts:
            return []
        vectors = self.vectors([statement, *texts])
        found: list[float] = (vectors[1:] @ vectors[0]).tolist()
        return found

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Of length 1, or 0 for a text without words; shape ``(len(texts), dimensions)``."""
        read = self._tokenizer.encode_batch(
            [text[:MOST_CHARACTERS] for text in texts], add_special_tokens=False
        )
        rows = np.zeros((len(texts), self._vectors.shape[1]), dtype=np.float32)
        for row, one in zip(rows, read, strict=True):
            self._vectors.take(one.ids, axis=0).sum(axis=0, out=row)
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        np.divide(rows, norms, out=rows, where=norms > 0)
        return rows
