"""Train the check-worthiness model; a run killed at any moment resumes from its last checkpoint.

    python -m training.checkworthiness.train --data DATA/checkworthy --checkpoints checkpoints/checkworthiness

One teacher a fold, which answers for the fold it has not seen; then a student, taught by the labels and by
those answers. That is done twice: without fold 0, teachers included, to measure and calibrate; and on
everything, to ship. ``--part`` runs one model, so that teachers can be trained side by side; a part that is
done is not done again.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from training.checkworthiness.base import Base, read_base
from training.checkworthiness.batches import Reader, epoch, padded, predict
from training.checkworthiness.data import Corpus, Sentence, load
from training.checkworthiness.loss import loss_of
from training.checkworthiness.model import WorthModel
from training.checkworthiness.recipe import PARTS, Part

BATCH = 32
WARM_UP = 0.08
WEIGHT_DECAY = 0.01
HEAD_RATE = 3.0  # times the rate of the encoder
CHECKPOINT_EVERY = 200  # steps


def fresh(base: Base, part: Part) -> WorthModel:
    torch.manual_seed(part.seed)
    return WorthModel(base.folder, base.kept, layers=part.recipe.layers, dropout=part.recipe.dropout)


def run(
    part: Part, base: Base, corpus: Corpus, soft: dict[str, NDArray[np.float32]], file: Path
) -> WorthModel:
    """The trained model of ``part``; ``file`` holds it, finished or not."""
    model, reader = fresh(base, part), Reader(base.tokenizer)
    head = list(model.head.parameters())
    body = [p for name, p in model.named_parameters() if p.requires_grad and not name.startswith("head")]
    optimizer = torch.optim.AdamW(
        [{"params": body, "times": 1.0}, {"params": head, "times": HEAD_RATE}],
        lr=part.recipe.rate,
        weight_decay=WEIGHT_DECAY,
        fused=True,
    )
    first, spent = 0, 0.0
    if file.exists():
        state = torch.load(file, weights_only=True)
        model.load_state_dict(state["model"])
        if state["optimizer"] is None:
            return model
        optimizer.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["random"])
        first, spent = state["step"], state["seconds"]
    rng = random.Random(part.seed)
    rows = corpus.without(part.held_out)
    made = [
        b
        for _ in range(part.recipe.epochs)
        for b in epoch(rows, unpicked=part.recipe.unpicked, batch=BATCH, rng=rng)
    ]
    print(json.dumps({"part": part.name, "steps": len(made), "from": first}), flush=True)
    model.train()
    started, mean = time.monotonic() - spent, 0.0
    for step in range(first, len(made)):
        share = step / len(made)
        rate = part.recipe.rate * min(share / WARM_UP, (1 - share) / (1 - WARM_UP))
        for group in optimizer.param_groups:
            group["lr"] = rate * group["times"]
        loss = _loss(model, reader, made[step], soft, part.recipe.picked_weight)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        mean = 0.98 * mean + 0.02 * loss.item() if mean else loss.item()
        if step % CHECKPOINT_EVERY == CHECKPOINT_EVERY - 1:
            if not np.isfinite(mean):
                raise SystemExit(f"{part.name}: loss is not a number at step {step}")
            seconds = time.monotonic() - started
            print(
                json.dumps(
                    {"part": part.name, "step": step + 1, "loss": round(mean, 4), "s": round(seconds)}
                ),
                flush=True,
            )
            _save(file, model, optimizer, step + 1, seconds)
    _save(file, model, None, len(made), time.monotonic() - started)
    return model


def _loss(
    model: WorthModel,
    reader: Reader,
    rows: list[Sentence],
    soft: dict[str, NDArray[np.float32]],
    picked_weight: float,
) -> torch.Tensor:
    ids, mask = padded(reader.ids([row.text for row in rows]))
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = model(ids, mask)
    taught = None if not soft else torch.from_numpy(np.stack([soft[row.text] for row in rows]))
    return loss_of(logits.float(), rows, taught, picked_weight)


def _save(
    file: Path, model: WorthModel, optimizer: torch.optim.Optimizer | None, step: int, seconds: float
) -> None:
    """Write beside, then rename: a kill in between leaves the earlier checkpoint. No optimizer: finished."""
    beside = file.with_suffix(".new")
    state = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict() if optimizer else None,
        "random": torch.get_rng_state(),
        "step": step,
        "seconds": seconds,
    }
    torch.save(state, beside)
    beside.replace(file)


def answers_of(
    teachers: Sequence[Part], base: Base, corpus: Corpus, folder: Path
) -> dict[str, NDArray[np.float32]]:
    """Each sentence's logits by the teacher that has not seen it; trains the teachers that are missing."""
    soft: dict[str, NDArray[np.float32]] = {}
    for part in teachers:
        texts = [row.text for row in corpus.only(part.held_out[-1])]
        kept = folder / f"{part.name}.npy"
        if not kept.exists():
            model = run(part, base, corpus, {}, folder / f"{part.name}.pt")
            np.save(kept, predict(model, Reader(base.tokenizer), texts))
        soft |= dict(zip(texts, np.load(kept), strict=True))
    return soft


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with train/ and test/")
    parser.add_argument("--checkpoints", type=Path, default=Path("checkpoints/checkworthiness"))
    parser.add_argument("--part", choices=[part.name for part in PARTS], default=None)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.checkpoints.mkdir(parents=True, exist_ok=True)
    corpus = load(options.data)
    print(json.dumps({"dropped because they are in a test file": corpus.dropped}), flush=True)
    base = read_base(corpus, options.data.parent / "articles/news_bodies.jsonl.gz")
    for part in PARTS:
        if options.part not in {None, part.name}:
            continue
        if part.taught_by:
            soft = answers_of(part.taught_by, base, corpus, options.checkpoints)
            run(part, base, corpus, soft, options.checkpoints / f"{part.name}.pt")
        else:
            answers_of([part], base, corpus, options.checkpoints)


if __name__ == "__main__":
    main()
