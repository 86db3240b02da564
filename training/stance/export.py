"""From a training checkpoint to the folder the service loads: int8 ONNX, tokenizer, card.

    python -m training.stance.export --checkpoint checkpoints/stance/latest.pt --to FOLDER

Ends with an error, and leaves FOLDER as it was, when the exported fp32 graph answers other than
the torch model, or when int8 costs more than ``MAX_LOSS`` of accuracy on rows kept out of training.
The fp32 model is kept beside the checkpoint, in the same shape, to be measured beside the int8 one.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer

from service.domain.stance import StanceProbabilities
from service.inference.artifact import CARD, TOKENIZER, WEIGHTS
from service.inference.cross_encoder import CrossEncoder
from training.onnx_graph import to_int8, to_onnx
from training.stance.card import Agreement, Recipe, write_card
from training.stance.model import MAX_TOKENS, StanceModel, base_folder
from training.stance.rows import Example, read
from training.stance.train import BATCH, encode

MAX_LOSS = 0.02  # accuracy
TOLERANCE = 1e-3  # of a logit, torch against ONNX
INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def write_tokenizer(base: Path, path: Path) -> None:
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(path))


def few_of_each(rows: Sequence[Example], per_file: int) -> list[Example]:
    """The first rows of each file; they stand in random order."""
    taken: Counter[str] = Counter()
    found = []
    for row in rows:
        taken[row.source] += 1
        if taken[row.source] <= per_file:
            found.append(row)
    return found


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
    parser.add_argument("--mixture", type=Path, default=Path("checkpoints/stance/mixture.jsonl.gz"))
    parser.add_argument("--to", type=Path, default=Path("service/artifacts/stance"))
    parser.add_argument("--rows", type=int, default=120, help="rows per file for the comparison")
    options = parser.parse_args()

    from training.stance.model import load_tokenizer  # noqa: PLC0415 - transformers takes seconds

    base = base_folder()
    model = StanceModel(base)
    state = torch.load(options.checkpoint, weights_only=True, map_location="cpu")
    model.load_state_dict(state["model"])
    model.eval()
    counts = Counter(row.source for row in read(options.mixture))
    runs = state["runs"]
    recipe = Recipe(
        steps=[run["steps"] for run in runs],
        examples_seen=sum(run["steps"] for run in runs) * BATCH,
        examples_in_mixture=counts.total(),
        seconds=round(sum(run["seconds"] for run in runs)),
        seeds=[run["seed"] for run in runs],
    )
    with tempfile.TemporaryDirectory() as scratch:
        built, full_size = Path(scratch) / "int8", Path(scratch) / "fp32"
        for folder in (built, full_size):
            folder.mkdir()
            write_tokenizer(base, folder / TOKENIZER)
        free = {0: torch.export.Dim("batch"), 1: torch.export.Dim("length", max=512)}
        example = tuple(torch.ones((2, 9), dtype=torch.long) for _ in INPUTS)
        to_onnx(model, example, full_size / WEIGHTS, inputs=INPUTS, free=free)
        to_int8(full_size / WEIGHTS, built / WEIGHTS)
        rows = few_of_each(read(options.mixture.with_name("choosing.jsonl.gz")), options.rows)
        full = CrossEncoder.load(full_size / WEIGHTS, full_size / TOKENIZER, max_tokens=MAX_TOKENS)
        small = CrossEncoder.load(built / WEIGHTS, built / TOKENIZER, max_tokens=MAX_TOKENS)
        check_same(model, load_tokenizer(base), full, rows)
        agreement = compare(full, small, rows)
        if agreement.fp32_accuracy - agreement.int8_accuracy > MAX_LOSS:
            raise SystemExit(f"int8 loses too much: {agreement}")
        for folder, to in ((built, options.to), (full_size, options.checkpoint.with_name("fp32"))):
            write_card(folder, max_tokens=MAX_TOKENS, recipe=recipe, rows=counts, agreement=agreement)
            to.mkdir(parents=True, exist_ok=True)
            for name in (WEIGHTS, TOKENIZER, "CARD.md", CARD):
                shutil.move(folder / name, to / name)
    print(json.dumps(json.loads((options.to / CARD).read_text())["quantisation"]))


if __name__ == "__main__":
    main()
