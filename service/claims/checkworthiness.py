"""How much a sentence is worth checking: a logistic model over hashed n-grams, numpy only.

Trained on sentences of US debates (see the card beside the weights); in news it ranks, it does not decide
what is a claim.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from service.claims.worth_features import SIZE, features


class WeightsError(Exception):
    """The artifact does not fit the code that reads it."""


@dataclass(frozen=True, slots=True)
class CheckWorthiness:
    """``name`` goes into the report; ``slope`` and ``shift`` are the calibration of the raw score."""

    name: str
    weights: NDArray[np.float32]
    bias: float
    slope: float
    shift: float

    @classmethod
    def load(cls, folder: Path) -> CheckWorthiness:
        """Reads ``model.json`` and ``weights.npz``; raises ``WeightsError`` when they do not fit."""
        meta = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
            weights = arrays["weights"].astype(np.float32)
        if weights.shape != (SIZE,) or meta["features"] != SIZE:
            raise WeightsError(f"check-worthiness weights have shape {weights.shape}, not ({SIZE},)")
        return cls(
            str(meta["name"]), weights, float(meta["bias"]), float(meta["slope"]), float(meta["shift"])
        )

    def score(self, sentences: Sequence[str]) -> list[float]:
        """Calibrated probability that a fact-checker would mark each sentence, in order."""
        return [self._probability(sentence) for sentence in sentences]

    def _probability(self, sentence: str) -> float:
        indices, values = features(sentence)
        raw = float(self.weights[indices] @ np.asarray(values, dtype=np.float32)) + self.bias
        return float(1 / (1 + np.exp(-(self.slope * raw + self.shift))))
