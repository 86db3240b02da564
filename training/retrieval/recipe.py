"""How the sentence vectors are learned; goes into their card."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """``hold`` weighs how far a text may move from where distillation put it."""

    dimensions: int = 256
    distil_passes: int = 6
    distil_rate: float = 1e-2
    distil_batch: int = 512
    pair_passes: int = 3
    pair_rate: float = 1e-3
    pair_batch: int = 256
    hold: float = 2.0
    seed: int = 20261126
