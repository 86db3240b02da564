"""Make the sentence vectors that rank passages; what a killed run has done is not done again.

    python -m training.retrieval.train --data DATA/verdict [--checkpoints checkpoints/retrieval]

First the teacher reads the training texts (a quarter of an hour on two cores, in shards), then a table of
vectors, one a word piece, learns to place texts as the teacher does, then which evidence belongs to which
claim (three minutes).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import torch
from tokenizers import Tokenizer

from training.retrieval.learning import distilled, paired
from training.retrieval.recipe import Recipe
from training.retrieval.student import Reader
from training.retrieval.teacher import Teacher, base_folder, taught
from training.retrieval.texts import distinct_texts, pairs, read_rows


def train(data: Path, checkpoints: Path, recipe: Recipe) -> torch.Tensor:
    """The table, shape ``(word pieces, dimensions)``."""
    torch.manual_seed(recipe.seed)
    rows = read_rows(data)
    texts = distinct_texts(rows)
    reader = Reader(Tokenizer.from_file(str(base_folder() / "tokenizer.json")))

    def from_teacher() -> torch.Tensor:
        targets = torch.from_numpy(taught(texts, checkpoints / "teacher"))
        # The directions in which the teacher's vectors of texts differ most.
        _, _, directions = torch.linalg.svd(targets[:: max(1, len(targets) // 20_000)], full_matrices=False)
        kept = directions[: recipe.dimensions].T
        start = Teacher().word_pieces() @ kept
        narrowed = torch.nn.functional.normalize(targets @ kept, dim=1)
        return distilled(start / start.norm(dim=1).mean(), reader.ids(texts), narrowed, recipe)

    def from_pairs() -> torch.Tensor:
        learned = pairs(rows)
        claims, evidence = ([one.claim for one in learned], [one.evidence for one in learned])
        return paired(first, reader.ids(claims), reader.ids(evidence), learned, recipe)

    first = _once(checkpoints / "distilled.pt", from_teacher)
    return _once(checkpoints / "learned.pt", from_pairs)


def _once(file: Path, make: Callable[[], torch.Tensor]) -> torch.Tensor:
    """What ``file`` holds, made and written beside first where there is none."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_suffix(".new")
        torch.save(make(), beside)
        beside.replace(file)
    found: torch.Tensor = torch.load(file, weights_only=True)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--checkpoints", type=Path, default=Path("checkpoints/retrieval"))
    options = parser.parse_args()
    table = train(options.data, options.checkpoints, Recipe())
    print(f"{options.checkpoints / 'learned.pt'}: {table.shape[0]} vectors of {table.shape[1]}")


if __name__ == "__main__":
    main()
