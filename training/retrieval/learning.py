"""The two lessons: to see texts as the teacher does, then to know a claim's evidence among other evidence."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch.nn.functional import cross_entropy

from training.retrieval.recipe import Recipe
from training.retrieval.student import vectors
from training.retrieval.texts import PAIRED, Pair

SHARPNESS = 20.0
"""What a cosine is multiplied by before softmax."""
NEVER = -1e4


def distilled(
    table: torch.Tensor, texts: Sequence[Sequence[int]], targets: torch.Tensor, recipe: Recipe
) -> torch.Tensor:
    """``targets`` are the teacher's vectors, of length 1 and as wide as ``table``.

    Each text is drawn to its target, and in a batch each text is to have the neighbours it has there.
    """
    learned = table.clone().requires_grad_()
    optimizer = torch.optim.Adam([learned], lr=recipe.distil_rate)
    batches = list(_passes(len(texts), recipe.distil_batch, recipe.distil_passes, recipe.seed))
    for step, batch in enumerate(batches):
        _set_rate(optimizer, recipe.distil_rate * (1 - step / len(batches)))
        own, wanted = vectors(learned, [texts[at] for at in batch]), targets[batch]
        apart = (1 - (own * wanted).sum(1)).mean()
        there = (wanted @ wanted.T * SHARPNESS).fill_diagonal_(NEVER).softmax(1)
        here = (own @ own.T * SHARPNESS).fill_diagonal_(NEVER).log_softmax(1)
        _descend(optimizer, apart - (there * here).sum(1).mean())
        if step % 200 == 0:
            print(
                json.dumps({"distil": step, "of": len(batches), "apart": round(apart.item(), 4)}), flush=True
            )
    return learned.detach()


def paired(
    table: torch.Tensor,
    claims: Sequence[Sequence[int]],
    evidence: Sequence[Sequence[int]],
    pairs: Sequence[Pair],
    recipe: Recipe,
) -> torch.Tensor:
    """Batches are of one file each, so that what a claim is told apart from is of its own kind."""
    learned = table.clone().requires_grad_()
    optimizer = torch.optim.Adam([learned], lr=recipe.pair_rate)
    batches = [
        batch for turn in range(recipe.pair_passes) for batch in _by_source(pairs, recipe, recipe.seed + turn)
    ]
    for step, batch in enumerate(batches):
        _set_rate(optimizer, recipe.pair_rate * (1 - step / len(batches)))
        left, right = [claims[at] for at in batch], [evidence[at] for at in batch]
        one, other = vectors(learned, left), vectors(learned, right)
        scores = (one @ other.T * SHARPNESS).masked_fill(_same([pairs[at] for at in batch]), NEVER)
        right_ones = torch.arange(len(batch))
        loss = (cross_entropy(scores, right_ones) + cross_entropy(scores.T, right_ones)) / 2
        moved = 2 - (one * vectors(table, left)).sum(1).mean() - (other * vectors(table, right)).sum(1).mean()
        _descend(optimizer, loss + recipe.hold * moved)
        if step % 100 == 0:
            print(json.dumps({"pairs": step, "of": len(batches), "loss": round(loss.item(), 4)}), flush=True)
    return learned.detach()


def _same(pairs: Sequence[Pair]) -> torch.Tensor:
    """Where another pair of the batch has the same claim or evidence: it is no wrong answer."""
    claims: dict[str, int] = {}
    evidence: dict[str, int] = {}
    one = torch.tensor([claims.setdefault(pair.claim, len(claims)) for pair in pairs])
    other = torch.tensor([evidence.setdefault(pair.evidence, len(evidence)) for pair in pairs])
    same = (one[:, None] == one) | (other[:, None] == other)
    return same & ~torch.eye(len(pairs), dtype=torch.bool)


def _by_source(pairs: Sequence[Pair], recipe: Recipe, seed: int) -> list[list[int]]:
    by_source: dict[str, list[int]] = defaultdict(list)
    for at, pair in enumerate(pairs):
        by_source[pair.source].append(at)
    rng = np.random.default_rng(seed)
    made = [
        [places[at] for at in batch]
        for source, places in by_source.items()
        for batch in _passes(len(places), recipe.pair_batch, PAIRED[source], int(rng.integers(1 << 30)))
    ]
    return [made[at] for at in rng.permutation(len(made))]


def _passes(count: int, batch: int, passes: int, seed: int) -> Iterator[list[int]]:
    """Batches in random order, another one each time; a rest of less than half a batch is left out."""
    rng = np.random.default_rng(seed)
    for _ in range(passes):
        order = rng.permutation(count).tolist()
        for start in range(0, max(1, count - batch // 2), batch):
            yield order[start : start + batch]


def _set_rate(optimizer: torch.optim.Optimizer, rate: float) -> None:
    for group in optimizer.param_groups:
        group["lr"] = rate


def _descend(optimizer: torch.optim.Optimizer, loss: torch.Tensor) -> None:
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    optimizer.step()
