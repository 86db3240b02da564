"""The card of the sentence vectors: ``card.json`` for the service, ``CARD.md`` for people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from service.inference.artifact import CARD, TOKENIZER, file_sha256
from service.inference.static_encoder import SCALES, VECTORS
from training.retrieval.recipe import Recipe
from training.stance.sources import BASE, SOURCES

NAME = "secondsource-retrieval-static-256"


@dataclass(frozen=True, slots=True)
class Agreement:
    """By how much int8 moves the similarity of claim and evidence, on dev rows."""

    rows: int
    mean_moved: float
    most_moved: float


def write_card(
    folder: Path, recipe: Recipe, texts: Mapping[str, int], pairs: Mapping[str, int], kept: Agreement | None
) -> None:
    """Write both cards into ``folder``, which already holds vectors and tokenizer.

    ``texts`` and ``pairs`` count by file what was distilled on and what the pairs were.
    """
    files = {name: file_sha256(folder / name) for name in (VECTORS, SCALES, TOKENIZER)}
    card = {
        "name": NAME,
        "dimensions": recipe.dimensions,
        "files": files,
        "licence": "Apache-2.0 for the vectors; see the training data for what they were learned from",
        "base": BASE,
        "training_data": [
            asdict(source) | {"texts": texts.get(source.file, 0), "pairs": pairs.get(source.file, 0)}
            for source in SOURCES
        ],
        "recipe": asdict(recipe),
        "quantisation": {"method": "int8, a scale a row"} | (asdict(kept) if kept else {}),
    }
    (folder / CARD).write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    (folder / "CARD.md").write_text(_markdown(files, recipe, texts, pairs, kept), encoding="utf-8")


def _markdown(
    files: Mapping[str, str],
    recipe: Recipe,
    texts: Mapping[str, int],
    pairs: Mapping[str, int],
    kept: Agreement | None,
) -> str:
    data = "\n".join(
        f"| {one.file} | {texts.get(one.file, 0)} | {pairs.get(one.file, 0)} | {one.origin} | {one.licence} |"
        for one in SOURCES
    )
    moved = "not yet compared with what it was made of"
    if kept is not None:
        mean, most = f"{kept.mean_moved:.4f} on average", f"{kept.most_moved:.4f} at most"
        moved = f"int8 moves it by {mean}, {most} ({kept.rows} dev rows)"
    return f"""# {NAME}

Says how near a sentence is to a claim in meaning, so that passages that share few words with it are read too.
It ranks beside the words (`service/library/candidates.py`, `service/evidence/ranking.py`, docs/decisions/0017) and decides nothing:
what a passage says of a claim is judged by others.

- A table of {recipe.dimensions} numbers for each of 30,522 word pieces; a text is the mean of its pieces, the likeness of two
  texts the cosine. No network is run: some 20,000 sentences a second on one core.
- Vectors sha256 `{files[VECTORS]}`; int8 with one scale a row: {moved}.
- Base: {BASE}.
- Recipe: the base reads the training texts; the table starts from what it makes of each piece alone, in the
  {recipe.dimensions} directions in which its vectors of texts differ most, and learns in {recipe.distil_passes} passes to place texts as it does and beside
  the same neighbours; then in {recipe.pair_passes} passes, among the evidence of one file, which belongs to a claim, held to where it was
  (seed {recipe.seed}).

## Measured

On `retrieval/citint` and `retrieval/climatefever` through the embedded library, beside plain BM25 and the same
library without it: `benchmarks/results/retrieval.md`.

## Weak at

The order of words, negation and who did what to whom: sentences with the same words are the same to it. Names
and numbers it hardly knows are cut into pieces; those are what the words are for. English only. It learned from
the evidence texts of the training files; evidence texts recur in test files of climatefever (909 of 2,555 rows).

## Training data

Files of `verdict/train`; claims of test files were removed from them. Texts are what it was distilled on, pairs are claims with
evidence on them, whatever their label.

| file | texts | pairs | from | licence as stated there |
| --- | --- | --- | --- | --- |
{data}
"""  # noqa: E501 - lines of a page
