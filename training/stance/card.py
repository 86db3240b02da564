"""The stance model's card: ``card.json`` for the service, ``CARD.md`` for people."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from service.inference.artifact import CARD, LABELS, TOKENIZER, WEIGHTS, file_sha256
from training.stance.sources import BASE, SOURCES

NAME = "secondsource-stance-minilm-l6"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the weights came about: one or more runs, each over a mixture made with its own seed.

    ``examples_in_mixture`` counts the last mixture; each was read more than once.
    """

    steps: Sequence[int]
    examples_seen: int
    examples_in_mixture: int
    seconds: float
    seeds: Sequence[int]


@dataclass(frozen=True, slots=True)
class Agreement:
    """int8 beside fp32 on the same dev rows, accuracies in [0, 1]."""

    rows: int
    fp32_accuracy: float
    int8_accuracy: float
    fp32_macro_f1: float
    int8_macro_f1: float
    same_label: float
    mean_difference: float


def write_card(
    folder: Path, *, max_tokens: int, recipe: Recipe, rows: Mapping[str, int], agreement: Agreement
) -> None:
    """Write both cards into ``folder``, which already holds weights and tokenizer."""
    files = {name: file_sha256(folder / name) for name in (WEIGHTS, TOKENIZER)}
    card = {
        "name": NAME,
        "labels": list(LABELS),
        "pair_order": ["statement", "passage"],
        "max_tokens": max_tokens,
        "files": files,
        "licence": "Apache-2.0 for the weights; see the training data for what they were learned from",
        "base": BASE,
        "training_data": [asdict(source) | {"rows": rows.get(source.file, 0)} for source in SOURCES],
        "recipe": asdict(recipe),
        "quantisation": {"method": "dynamic int8, per channel, reduced range", **asdict(agreement)},
    }
    (folder / CARD).write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    (folder / "CARD.md").write_text(_markdown(files, max_tokens, recipe, rows, agreement), encoding="utf-8")


def _markdown(
    files: Mapping[str, str], max_tokens: int, recipe: Recipe, rows: Mapping[str, int], agreement: Agreement
) -> str:
    data = "\n".join(
        f"| {source.file} | {rows.get(source.file, 0)} | {source.origin} | {source.licence} |"
        for source in SOURCES
    )
    return f"""# {NAME}

Reads a statement and a passage and answers with the probability that the passage supports the statement,
refutes it, or does neither. Weights sha256 `{files[WEIGHTS]}`.

- Input: `[CLS] statement [SEP] passage [SEP]`, at most {max_tokens} word pieces, the passage cut first.
- Output: logits in the order {", ".join(LABELS)}. They are not calibrated; the verdict stage calibrates.
- Base: {BASE}; one linear layer over the first and the mean token state.
- Recipe: {recipe.examples_seen} examples, in runs of {_and(recipe.steps)} steps, each over a mixture made
  anew (the last of {recipe.examples_in_mixture} rows; seeds {_and(recipe.seeds)}),
  {recipe.seconds / 60:.0f} minutes on two shared cores, AdamW, dropout off, word embeddings frozen, label
  smoothing 0.05, rows that the claim alone gives away weighed less; classes balanced within each source
  (`training/stance/mixture.py`).
- int8 (dynamic, per channel, reduced range) against fp32 on {agreement.rows} rows kept out of training:
  accuracy {agreement.int8_accuracy:.3f} against {agreement.fp32_accuracy:.3f}, macro-F1
  {agreement.int8_macro_f1:.3f} against {agreement.fp32_macro_f1:.3f},
  same label in {agreement.same_label:.1%}.
- Measured quality: `benchmarks/results/verdicts.md`.

## Weak at

English only. Arithmetic, tables of many rows and long statements are read badly; a passage on the right topic
without the deciding fact is still taken for support or refutation at times (`sufficient_facts_*`). Numbers
are compared by rule, beside this model.

## Training data

Rows after balancing and after adding made ones: evidence of other claims, evidence without its telling part,
names, numbers, dates and negation changed on either side. Half of the claims of climatefever are left out:
confidence is fitted on them. One evidence text in thirty is left out of every file, to choose by.

| file | rows | from | licence as stated there |
| --- | --- | --- | --- |
{data}
"""


def _and(numbers: Sequence[int]) -> str:
    return " and ".join(map(str, numbers))
