"""Train the stance model; a run killed at any moment resumes from its last checkpoint.

    python -m training.stance.train --checkpoints FOLDER [--mixture FILE] [--minutes 95] [--after CHECKPOINT]

``--after`` goes on from the weights of an earlier run, with a mixture and a learning rate of its own.
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
from pathlib import Path
from typing import TypedDict

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


class Run(TypedDict):
    """What one run did: optimizer steps, wall seconds, its seed."""

    steps: int
    seconds: float
    seed: int


def learning_rate(progress: float, peak: float) -> float:
    """Linear warm-up, then linear decay to zero; ``progress`` runs from 0 to 1."""
    if progress < WARM_UP:
        return peak * (progress + 1e-4) / WARM_UP
    return peak * max(0.0, (1.0 - progress) / (1.0 - WARM_UP))


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


class Training:
    """Model and optimizer with what they have seen; ``run`` is the present one."""

    def __init__(self, base: Path, latest: Path, seed: int) -> None:
        self.model = StanceModel(base)
        self._trainable = [parameter for parameter in self.model.parameters() if parameter.requires_grad]
        self._optimizer = torch.optim.AdamW(self._trainable, lr=PEAK_RATE, weight_decay=0.01, fused=True)
        self._latest = latest
        self._earlier: list[Run] = []
        self.run: Run = {"steps": 0, "seconds": 0.0, "seed": seed}

    def resume(self, *, after: Path | None) -> None:
        """Go on with a run that was stopped; at its first start, from the weights of the run ``after``."""
        if self._latest.exists():
            state = torch.load(self._latest, weights_only=True)
            self._optimizer.load_state_dict(state["optimizer"])
            *self._earlier, self.run = state["runs"]
        elif after:
            state = torch.load(after, weights_only=True)
            self._earlier = state["runs"]
        else:
            return
        self.model.load_state_dict(state["model"])

    def step(self, tokenizer: object, batch: list[Weighed], rate: float) -> float:
        """Learn from one batch; the loss before it."""
        for group in self._optimizer.param_groups:
            group["lr"] = rate
        loss = loss_of(self.model, tokenizer, batch)
        self._optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._trainable, 1.0)
        self._optimizer.step()
        return float(loss.item())

    def save(self) -> None:
        """Write beside, then rename: a kill in between leaves the earlier checkpoint."""
        beside = self._latest.with_suffix(".new")
        state = {"model": self.model.state_dict(), "optimizer": self._optimizer.state_dict()}
        torch.save({**state, "runs": [*self._earlier, self.run]}, beside)
        beside.replace(self._latest)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mixture", type=Path, default=Path("checkpoints/stance/mixture.jsonl.gz"))
    parser.add_argument("--checkpoints", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=95.0, help="time budget of the whole run")
    parser.add_argument("--passes", type=int, default=2, help="times that every row is seen")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--after", type=Path, help="checkpoint of an earlier run to go on from")
    parser.add_argument("--peak", type=float, default=PEAK_RATE, help="the highest learning rate")
    options = parser.parse_args()

    torch.manual_seed(options.seed)
    options.checkpoints.mkdir(parents=True, exist_ok=True)
    base = base_folder()
    tokenizer = load_tokenizer(base)
    state = Training(base, options.checkpoints / "latest.pt", options.seed)
    state.resume(after=options.after)
    rows = read(options.mixture)
    made = batches(list(zip(rows, map(float, weights(rows)), strict=True)), options.seed, options.passes)
    first, spent = state.run["steps"], state.run["seconds"]
    print(json.dumps({"batches": len(made), "from": first, "spent_s": round(spent)}), flush=True)

    state.model.train()
    started, mean_loss = time.monotonic() - spent, 0.0
    for step, batch in enumerate(made[first:], start=first):
        seconds = time.monotonic() - started
        progress = max(step / len(made), seconds / (60 * options.minutes))
        if progress >= 1.0:
            break
        loss = state.step(tokenizer, batch, learning_rate(progress, options.peak))
        state.run.update(steps=step + 1, seconds=seconds)
        if math.isnan(loss):
            raise SystemExit(f"loss is not a number at step {step}")
        mean_loss = 0.98 * mean_loss + 0.02 * loss if mean_loss else loss
        if step % REPORT_EVERY == 0:
            report = {
                "step": step,
                "loss": round(mean_loss, 4),
                "rate": round((step - first + 1) * BATCH / max(1.0, seconds - spent), 1),
                "progress": round(progress, 3),
            }
            print(json.dumps(report), flush=True)
        if step % CHECKPOINT_EVERY == CHECKPOINT_EVERY - 1:
            state.save()
    state.save()
    choose(state.model, tokenizer, read(options.mixture.with_name("choosing.jsonl.gz")))


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


if __name__ == "__main__":
    main()
