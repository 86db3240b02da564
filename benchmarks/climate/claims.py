"""The claims of climate-fever's test part and the sentences they are to be checked by."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from benchmarks.rows import json_rows

SEED = 20261122
SET = Path("retrieval") / "climatefever"


class Label(StrEnum):
    SUPPORTED = "supported"
    REFUTED = "refuted"
    NOT_ENOUGH = "not_enough_info"
    CONFLICTING = "conflicting"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A document of the corpus: one sentence under the title of its page."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class LabelledClaim:
    """``gold`` gives the label of each sentence, by its id, in the order of the file."""

    text: str
    label: Label
    gold: Mapping[str, Label]

    @property
    def decisive(self) -> frozenset[str]:
        """The sentences that take a side."""
        return frozenset(key for key, label in self.gold.items() if label is not Label.NOT_ENOUGH)


def read_corpus(data: Path) -> dict[str, Sentence]:
    """All sentences by id, in the order of the file."""
    rows = json_rows(data / SET / "corpus.jsonl.gz")
    return {row["id"]: Sentence(row["id"], row["title"], " ".join(row["sentences"])) for row in rows}


def read_claims(data: Path, corpus: Mapping[str, Sentence]) -> list[LabelledClaim]:
    """Raises ``SystemExit`` when a claim is labelled by a sentence that the corpus lacks."""
    claims = [
        LabelledClaim(
            row["claim"], Label(row["label"]), {key: Label(v) for key, v in row["evidence"].items()}
        )
        for row in json_rows(data / SET / "test.jsonl.gz")
    ]
    absent = {key for claim in claims for key in claim.gold if key not in corpus}
    if absent:
        raise SystemExit(f"the corpus lacks {len(absent)} sentences that claims are labelled by")
    return claims


def sampled(claims: list[LabelledClaim], count: int | None) -> list[LabelledClaim]:
    """``count`` claims, always the same ones; all of them for null."""
    if count is None or count >= len(claims):
        return claims
    return random.Random(SEED).sample(claims, count)
