"""From the trained parts to the folder the service loads: int8 ONNX, tokenizer, coefficients, cards.

    python -m training.checkworthiness.export --data DATA/checkworthy --to FOLDER

What is measured and calibrated is the student that has not seen fold 0; what ships is its twin, trained by
the same recipe on everything. Ends with an error, and leaves FOLDER as it was, when an exported graph
answers other than the torch model, or when int8 costs more than ``MAX_LOSS``.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from service.inference.artifact import CARD, TOKENIZER, WEIGHTS
from service.inference.sentence_encoder import SentenceEncoder
from training.checkworthiness import any_language
from training.checkworthiness.base import Base, read_base
from training.checkworthiness.batches import Reader, predict
from training.checkworthiness.card import ANY_LANGUAGE, Made, write_card
from training.checkworthiness.data import Sentence, counts, load
from training.checkworthiness.figures import (
    best_rank_weight,
    calibrate,
    mean_average_precision,
    quality,
    rank,
)
from training.checkworthiness.lean import OneSentence
from training.checkworthiness.model import WorthModel
from training.checkworthiness.recipe import (
    DEV_STUDENT,
    HELD_OUT,
    MAX_TOKENS,
    OUTPUTS,
    STUDENT,
    TEACHERS,
    Part,
)
from training.checkworthiness.train import answers_of, fresh
from training.onnx_graph import to_int8, to_onnx

MAX_LOSS = 0.01  # F1 of check-worthy
TOLERANCE = 2e-3  # of a logit, torch against ONNX


def trained(part: Part, base: Base, folder: Path) -> tuple[WorthModel, float]:
    """The finished model of a part, and the seconds it took."""
    state = torch.load(folder / f"{part.name}.pt", weights_only=True)
    if state["optimizer"] is not None:
        raise SystemExit(f"{part.name} is not finished")
    model = fresh(base, part)
    model.load_state_dict(state["model"])
    model.eval()
    return model, float(state["seconds"])


def built(model: WorthModel, base: Base, folder: Path, texts: Sequence[str]) -> dict[str, SentenceEncoder]:
    """Both graphs as the service reads them; the fp32 one must answer like torch."""
    folder.mkdir()
    fp32 = folder / "fp32.onnx"
    free = {1: torch.export.Dim("length", min=2, max=MAX_TOKENS)}
    example = (torch.ones((1, 9), dtype=torch.long),)
    to_onnx(OneSentence(model).eval(), example, fp32, inputs=["input_ids"], free=free)
    to_int8(fp32, folder / WEIGHTS)
    base.tokenizer.save(str(folder / TOKENIZER))
    encoders = {
        name: SentenceEncoder.load(path, folder / TOKENIZER, max_tokens=MAX_TOKENS)
        for name, path in (("fp32", fp32), ("int8", folder / WEIGHTS))
    }
    expected = predict(model, Reader(base.tokenizer), texts)
    distance = float(np.abs(expected - read(encoders["fp32"], texts)).max())
    if distance > TOLERANCE:
        raise SystemExit(f"ONNX differs from torch by {distance:.4f}")
    return encoders


def read(encoder: SentenceEncoder, texts: Sequence[str]) -> NDArray[np.float32]:
    return encoder.logits(texts, outputs=len(OUTPUTS)).astype(np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with train/ and test/")
    parser.add_argument("--checkpoints", type=Path, default=Path("checkpoints/checkworthiness"))
    parser.add_argument("--to", type=Path, default=Path("service/artifacts/checkworthiness"))
    options = parser.parse_args()
    corpus = load(options.data)
    base = read_base(corpus, options.data.parent / "articles/news_bodies.jsonl.gz")
    held: list[Sentence] = list(corpus.only(HELD_OUT))
    texts = [row.text for row in held]
    soft = answers_of(TEACHERS, base, corpus, options.checkpoints)
    teachers = np.stack([soft[row.text] for row in corpus.sentences])
    with tempfile.TemporaryDirectory() as scratch:
        measured, _ = trained(DEV_STUDENT, base, options.checkpoints)
        encoders = built(measured, base, Path(scratch) / "measured", texts[:200])
        answers = {name: read(encoder, texts) for name, encoder in encoders.items()}
        by_worth = best_rank_weight(corpus.sentences, teachers)
        calibrated = calibrate(held, answers["int8"], by_worth)
        figures = {
            "int8": quality(held, answers["int8"], calibrated),
            "fp32": quality(held, answers["fp32"], calibrate(held, answers["fp32"], by_worth)),
        }
        if figures["fp32"].f1 - figures["int8"].f1 > MAX_LOSS:
            raise SystemExit(f"int8 loses too much: {figures}")
        shipped, seconds = trained(STUDENT, base, options.checkpoints)
        folder = Path(scratch) / "shipped"
        built(shipped, base, folder, texts[:200])
        any_language.fit(corpus.sentences, folder / ANY_LANGUAGE)
        made = Made(
            rows=counts(corpus.sentences),
            dropped=corpus.dropped,
            recipe=STUDENT,
            seconds=seconds,
            word_pieces=len(base.kept),
            quality=figures,
            teachers_map=round(mean_average_precision(corpus.sentences, rank(teachers, by_worth)), 4),
            calibration=calibrated,
        )
        write_card(folder, made)
        options.to.mkdir(parents=True, exist_ok=True)
        for name in (WEIGHTS, TOKENIZER, ANY_LANGUAGE, "CARD.md", CARD):
            shutil.move(folder / name, options.to / name)
    print(json.dumps({k: v for k, v in json.loads((options.to / CARD).read_text()).items() if k != "files"}))


if __name__ == "__main__":
    main()
