"""Train the stance model; a run killed at any moment resumes from its last checkpoint.

    python -m training.stance.train --checkpoints checkpoints/stance [--mixture FILE] [--minutes 95]

The learning rate falls with the larger of two shares, of examples seen and of minutes spent,
so that a slower machine ends with a trained model too.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import torch

from training.stance.bias import weights
from training.stance.model import MAX_TOKENS, StanceModel, base_folder, load_tokenizer
from training.stance.rows import SEED, Example, read

BATCH = 48
PEAK_RATE = 1.6e-4
WARM_UP = 0.04
LABEL_SMOOTHING = 0.05
LENGTHS = 16
"""Batches are padded to a multiple of so many tokens: few shapes keep kernels and memory in use again."""
CHECKPOINT_EVERY = 200  # steps
REPORT_EVERY = 50  # steps

Weighed = tuple[Example, float]


def learning_rate(progress: float) -> float:
    """Linear warm-up, then linear decay to zero; ``progress`` runs from 0 to 1."""
    if progress < WARM_UP:
        return PEAK_RATE * (progress + 1e-4) / WARM_UP
    return PEAK_RATE * max(0.0, (1.0 - progress) / (1.0 - WARM_UP))


def batches(rows: list[Weighed], seed: int, passes: int) -> list[list[Weighed]]:
    """Batches of like length (within pools of 64 batches), in random order, another one in each pass."""
    made: list[list[Weighed]] = []
    for turn in range(passes):
        rng = random.Random(seed + turn)
        order = rng.sample(rows, len(rows))
        for start in range(0, len(order), BATCH * 64):
            pool = sorted(
                order[start : start + BATCH * 64], key=lambda one: len(one[0].statement) + len(one[0].passage)
            )
            groups = [pool[i : i + BATCH] for i in range(0, len(pool), BATCH)]
            rng.shuffle(groups)
            made.extend(groups)
    return made


def encode(tokenizer: object, rows: list[Example]) -> dict[str, torch.Tensor]:
    encoded = tokenizer(  # type: ignore[operator]
        [row.statement for row in rows],
        [row.passage for row in rows],
        truncation="longest_first" if any(len(row.statement) > 500 for row in rows) else "only_second",
        max_length=MAX_TOKENS,
        padding=True,
        pad_to_multiple_of=LENGTHS,
        return_tensors="pt",
    )
    return dict(encoded)


def macro_f1(model: StanceModel, tokenizer: object, rows: list[Example]) -> tuple[float, float]:
    """(accuracy, macro-F1) over ``rows``."""
    model.eval()
    table = [[0] * 3 for _ in range(3)]
    ordered = sorted(rows, key=lambda row: len(row.passage))
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        for start in range(0, len(ordered), 64):
            part = ordered[start : start + 64]
            for row, guess in zip(part, model(**encode(tokenizer, part)).argmax(-1).tolist(), strict=True):
                table[row.label][guess] += 1
    model.train()
    scores = []
    for label in range(3):
        hit, said, true = table[label][label], sum(r[label] for r in table), sum(table[label])
        if true:
            scores.append(2 * hit / (said + true) if said + true else 0.0)
    return sum(table[i][i] for i in range(3)) / len(rows), sum(scores) / len(scores)


def loss_of(model: StanceModel, tokenizer: object, batch: list[Weighed]) -> torch.Tensor:
    """The weighted mean loss; where the processor has bfloat16, its products train twice as fast."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = model(**encode(tokenizer, [row for row, _ in batch])).float()
    labels = torch.tensor([row.label for row, _ in batch])
    losses = torch.nn.functional.cross_entropy(
        logits, labels, label_smoothing=LABEL_SMOOTHING, reduction="none"
    )
    return (losses * torch.tensor([weight for _, weight in batch], dtype=torch.float32)).mean()


def steps_from(made: list[list[Weighed]], first: int) -> Iterator[tuple[int, list[Weighed]]]:
    yield from ((number, made[number]) for number in range(first, len(made)))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mixture", type=Path, default=Path("checkpoints/stance/mixture.jsonl.gz"))
    parser.add_argument("--checkpoints", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=95.0, help="time budget of the whole run")
    parser.add_argument("--passes", type=int, default=2, help="times that every row is seen")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()

    torch.manual_seed(options.seed)
    options.checkpoints.mkdir(parents=True, exist_ok=True)
    latest = options.checkpoints / "latest.pt"
    base = base_folder()
    tokenizer, model = load_tokenizer(base), StanceModel(base)
    trainable = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(trainable, lr=PEAK_RATE, weight_decay=0.01, fused=True)
    rows = read(options.mixture)
    weighed = list(zip(rows, map(float, weights(rows)), strict=True))
    made = batches(weighed, options.seed, options.passes)
    first, spent = 0, 0.0
    if latest.exists():
        state = torch.load(latest, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        first, spent = state["step"], state["seconds"]
    print(json.dumps({"batches": len(made), "from": first, "spent_s": round(spent)}), flush=True)

    model.train()
    started, mean_loss = time.monotonic() - spent, 0.0
    step = first
    for step, batch in steps_from(made, first):
        seconds = time.monotonic() - started
        progress = max(step / len(made), seconds / (60 * options.minutes))
        if progress >= 1.0:
            break
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(progress)
        loss = loss_of(model, tokenizer, batch)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trainable, 1.0)
        optimizer.step()
        if math.isnan(loss.item()):
            raise SystemExit(f"loss is not a number at step {step}")
        mean_loss = 0.98 * mean_loss + 0.02 * loss.item() if mean_loss else loss.item()
        if step % REPORT_EVERY == 0:
            report = {
                "step": step,
                "loss": round(mean_loss, 4),
                "rate": round((step - first + 1) * BATCH / max(1.0, seconds - spent), 1),
                "progress": round(progress, 3),
            }
            print(json.dumps(report), flush=True)
        if step % CHECKPOINT_EVERY == CHECKPOINT_EVERY - 1:
            save(latest, model, optimizer, step + 1, seconds)
    save(latest, model, optimizer, step + 1, time.monotonic() - started)
    choose(model, tokenizer, read(options.mixture.with_name("choosing.jsonl.gz")))


def choose(model: StanceModel, tokenizer: object, rows: list[Example]) -> None:
    """Print how good the model is on rows it has not seen, by file."""
    by_file: dict[str, list[Example]] = defaultdict(list)
    for row in rows:
        by_file[row.source].append(row)
    for name, some in by_file.items():
        accuracy, f1 = macro_f1(model, tokenizer, some)
        print(
            json.dumps({"rows": name, "accuracy": round(accuracy, 3), "macro_f1": round(f1, 3)}), flush=True
        )


def save(path: Path, model: StanceModel, optimizer: torch.optim.Optimizer, step: int, seconds: float) -> None:
    """Write beside, then rename: a kill in between leaves the earlier checkpoint."""
    beside = path.with_suffix(".new")
    torch.save(
        {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step, "seconds": seconds},
        beside,
    )
    beside.replace(path)


if __name__ == "__main__":
    main()
