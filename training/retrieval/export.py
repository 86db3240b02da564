"""From the learned table to the artifact that the service reads: int8 vectors, tokenizer and cards.

    python -m training.retrieval.export --data DATA/verdict [--checkpoints FOLDER] [--to FOLDER]

Refuses when int8 moves a similarity of dev rows by more than 0.02.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from service.inference.artifact import TOKENIZER
from service.inference.static_encoder import SCALES, VECTORS, StaticEncoder
from training.retrieval.card import Agreement, write_card
from training.retrieval.recipe import Recipe
from training.retrieval.student import Reader
from training.retrieval.teacher import base_folder
from training.retrieval.texts import PAIRED, distinct_texts, pairs, read_rows
from training.stance.rows import load

ROOT = Path(__file__).parents[2]
MOST_MOVED = 0.02


def quantised(table: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Each row as int8 with a scale of its own."""
    scales = np.abs(table).max(axis=1) / 127
    scales[scales == 0] = 1
    return np.round(table / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def agreement(encoder: StaticEncoder, table: NDArray[np.float32], data: Path) -> Agreement:
    """The artifact beside the table it was made of, on dev rows."""
    exact = StaticEncoder(table, Tokenizer.from_file(str(base_folder() / "tokenizer.json")))
    files = [data / "dev" / f"{name}.jsonl.gz" for name in PAIRED]
    rows = [one for file in files if file.exists() for one in load(file)]
    moved = [
        abs(
            encoder.similarities(one.statement, [one.passage])[0]
            - exact.similarities(one.statement, [one.passage])[0]
        )
        for one in rows
    ]
    return Agreement(rows=len(rows), mean_moved=float(np.mean(moved)), most_moved=float(np.max(moved)))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--checkpoints", type=Path, default=Path("checkpoints/retrieval"))
    parser.add_argument("--to", type=Path, default=ROOT / "service" / "artifacts" / "retrieval")
    options = parser.parse_args()
    table = torch.load(options.checkpoints / "learned.pt", weights_only=True).numpy()
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    table[list(Reader(tokenizer).wordless)] = 0
    vectors, scales = quantised(table)
    options.to.mkdir(parents=True, exist_ok=True)
    np.save(options.to / VECTORS, vectors)
    np.save(options.to / SCALES, scales)
    shutil.copyfile(base_folder() / "tokenizer.json", options.to / TOKENIZER)
    rows = read_rows(options.data)
    texts = {name: len(distinct_texts({name: some})) for name, some in rows.items()}
    learned = pairs(rows)
    paired = {name: sum(one.source == name for one in learned) for name in PAIRED}
    # Without a card nothing can be loaded; the one that says how int8 compares replaces it.
    write_card(options.to, Recipe(), texts, paired, None)
    kept = agreement(StaticEncoder.load(options.to), table, options.data)
    if kept.most_moved > MOST_MOVED:
        raise SystemExit(f"int8 moves a similarity by {kept.most_moved:.3f}")
    write_card(options.to, Recipe(), texts, paired, kept)
    print(f"{options.to}: {vectors.nbytes / 1e6:.1f} MB, int8 moves similarities by {kept.mean_moved:.4f}")


if __name__ == "__main__":
    main()
