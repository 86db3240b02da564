"""What the model is taught: three labels where they are known, check-worthy or not, and what was picked."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch.nn.functional import binary_cross_entropy_with_logits, kl_div, log_softmax

from training.checkworthiness.data import LABELS, OTHER, WORTHY, Sentence

SOFT_WEIGHT = 0.6
"""Share of the teachers' answers, where there are some, beside that of the labels."""
TEMPERATURE = 1.8
"""How far teachers are too sure of themselves out of fold: their calibrated slope is 0.53 to 0.54."""


def loss_of(
    logits: torch.Tensor, rows: Sequence[Sentence], taught: torch.Tensor | None, picked_weight: float
) -> torch.Tensor:
    """Mean over ``rows`` of logits (batch, 4); ``taught`` are teachers' logits of the same shape."""
    hard = _labels(logits, rows, picked_weight)
    if taught is None:
        return hard / len(rows)
    taught = taught / TEMPERATURE
    kinds = kl_div(
        log_softmax(logits[:, : len(LABELS)], -1),
        log_softmax(taught[:, : len(LABELS)], -1),
        log_target=True,
        reduction="sum",
    )
    picked = binary_cross_entropy_with_logits(logits[:, -1], taught[:, -1].sigmoid(), reduction="sum")
    soft = kinds + picked_weight * picked
    return ((1 - SOFT_WEIGHT) * hard + SOFT_WEIGHT * soft) / len(rows)


def _labels(logits: torch.Tensor, rows: Sequence[Sentence], picked_weight: float) -> torch.Tensor:
    shares = log_softmax(logits[:, : len(LABELS)], -1)
    total = logits.new_zeros(())
    for number, row in enumerate(rows):
        if row.label == OTHER:
            total = total - torch.log1p(-shares[number, WORTHY].exp().clamp(max=1 - 1e-6))
        elif row.label is not None:
            total = total - shares[number, row.label]
    known = torch.tensor([row.picked is not None for row in rows])
    if known.any():
        picked = torch.tensor([float(row.picked) for row in rows if row.picked is not None])
        total = total + picked_weight * binary_cross_entropy_with_logits(
            logits[known, -1], picked, reduction="sum"
        )
    return total
