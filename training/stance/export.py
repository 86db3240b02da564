"""From a training checkpoint to the folder the service loads: int8 ONNX, tokenizer, card.

    python -m training.stance.export --checkpoint checkpoints/stance/latest.pt --data DATA/verdict --to FOLDER

Ends with an error, and leaves FOLDER as it was, when the exported fp32 graph answers other than
the torch model, or when int8 costs more than ``MAX_LOSS`` of accuracy on dev rows.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import tempfile
from collections import Counter
from pathlib import Path

import torch
from tokenizers import Tokenizer

from service.domain.stance import StanceProbabilities
from service.inference.artifact import CARD, TOKENIZER, WEIGHTS
from service.inference.cross_encoder import CrossEncoder
from training.onnx_graph import to_int8, to_onnx
from training.stance.card import Agreement, Recipe, write_card
from training.stance.mixture import Example, load, mixture
from training.stance.model import MAX_TOKENS, StanceModel, base_folder
from training.stance.train import BATCH, encode

MAX_LOSS = 0.02  # accuracy
TOLERANCE = 1e-3  # of a logit, torch against ONNX
INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def write_tokenizer(base: Path, path: Path) -> None:
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(path))


def dev_rows(folder: Path, per_file: int) -> list[Example]:
    rows: list[Example] = []
    for path in sorted(folder.glob("*.jsonl.gz")):
        found = load(path)
        random.Random(0).shuffle(found)
        rows += found[:per_file]
    return rows


def check_same(model: StanceModel, tokenizer: object, fp32: CrossEncoder, rows: list[Example]) -> None:
    """Torch with the training's own encoding, and ONNX with the service's, must give the same logits."""
    short = [row for row in rows if len(row.statement) <= 500]
    for row in short[:40]:
        with torch.inference_mode():
            expected = model(**encode(tokenizer, [row]))[0].tolist()
        found = fp32.logits(fp32.encode(row.statement, row.passage))
        distance = max(abs(a - b) for a, b in zip(expected, found, strict=True))
        if distance > TOLERANCE:
            raise SystemExit(f"ONNX differs from torch by {distance:.4f}")


def accuracy(answers: list[int], rows: list[Example]) -> float:
    return sum(answer == row.label for answer, row in zip(answers, rows, strict=True)) / len(rows)


def macro_f1(answers: list[int], rows: list[Example]) -> float:
    scores = []
    for label in range(3):
        hit = sum(a == label == row.label for a, row in zip(answers, rows, strict=True))
        named = sum(a == label for a in answers) + sum(row.label == label for row in rows)
        scores.append(2 * hit / named if named else 0.0)
    return sum(scores) / 3


def compare(fp32: CrossEncoder, int8: CrossEncoder, rows: list[Example]) -> Agreement:
    before = [_shares(fp32.judge(row.statement, row.passage)) for row in rows]
    after = [_shares(int8.judge(row.statement, row.passage)) for row in rows]
    said, says = ([max(range(3), key=one.__getitem__) for one in answers] for answers in (before, after))
    gaps = [abs(a - b) for x, y in zip(before, after, strict=True) for a, b in zip(x, y, strict=True)]
    return Agreement(
        rows=len(rows),
        fp32_accuracy=round(accuracy(said, rows), 4),
        int8_accuracy=round(accuracy(says, rows), 4),
        fp32_macro_f1=round(macro_f1(said, rows), 4),
        int8_macro_f1=round(macro_f1(says, rows), 4),
        same_label=round(sum(a == b for a, b in zip(said, says, strict=True)) / len(rows), 4),
        mean_difference=round(sum(gaps) / len(gaps), 4),
    )


def _shares(answer: StanceProbabilities) -> tuple[float, float, float]:
    return answer.supports, answer.refutes, answer.neither


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--checkpoint", type=Path, default=Path("checkpoints/stance/latest.pt"))
    parser.add_argument("--data", type=Path, required=True, help="folder with train/ and dev/")
    parser.add_argument("--to", type=Path, default=Path("service/artifacts/stance"))
    parser.add_argument("--rows", type=int, default=200, help="dev rows per file for the comparison")
    parser.add_argument("--seed", type=int, default=20261122, help="the seed the training ran with")
    options = parser.parse_args()

    from training.stance.model import load_tokenizer  # noqa: PLC0415 - transformers takes seconds

    base = base_folder()
    model = StanceModel(base)
    state = torch.load(options.checkpoint, weights_only=True, map_location="cpu")
    model.load_state_dict(state["model"])
    model.eval()
    counts = Counter(row.source for row in mixture(options.data / "train", options.seed))
    total = counts.total()
    recipe = Recipe(
        state["step"], min(total, state["step"] * BATCH), total, round(state["seconds"]), options.seed
    )
    with tempfile.TemporaryDirectory() as scratch:
        built = Path(scratch)
        fp32 = built / "fp32.onnx"
        free = {0: torch.export.Dim("batch"), 1: torch.export.Dim("length", max=512)}
        example = tuple(torch.ones((2, 9), dtype=torch.long) for _ in INPUTS)
        to_onnx(model, example, fp32, inputs=INPUTS, free=free)
        to_int8(fp32, built / WEIGHTS)
        write_tokenizer(base, built / TOKENIZER)
        rows = dev_rows(options.data / "dev", options.rows)
        full = CrossEncoder.load(fp32, built / TOKENIZER, max_tokens=MAX_TOKENS)
        small = CrossEncoder.load(built / WEIGHTS, built / TOKENIZER, max_tokens=MAX_TOKENS)
        check_same(model, load_tokenizer(base), full, rows)
        agreement = compare(full, small, rows)
        if agreement.fp32_accuracy - agreement.int8_accuracy > MAX_LOSS:
            raise SystemExit(f"int8 loses too much: {agreement}")
        write_card(built, max_tokens=MAX_TOKENS, recipe=recipe, rows=counts, agreement=agreement)
        options.to.mkdir(parents=True, exist_ok=True)
        for name in (WEIGHTS, TOKENIZER, "CARD.md", CARD):
            shutil.move(built / name, options.to / name)
    print(json.dumps(json.loads((options.to / CARD).read_text())["quantisation"]))


if __name__ == "__main__":
    main()
