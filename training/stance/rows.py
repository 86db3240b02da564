"""Labelled pairs as the training sees them, and which of them it must not see."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

SEED = 20261125
LABELS = {"supported": 0, "refuted": 1, "not_enough_info": 2}
SUPPORTS, REFUTES, NEITHER = 0, 1, 2

DENIAL = re.compile(r"\b(?:not|never|no|none|nor|without|neither|cannot)\b|n[’']t\b", re.IGNORECASE)

_WORD = re.compile(r"[A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Example:
    """``label`` is 0 = supports, 1 = refutes, 2 = neither; ``source`` the file it comes from."""

    statement: str
    passage: str
    label: int
    source: str


def load(path: Path) -> list[Example]:
    """Rows of one ``{claim, evidence, label}`` file; ``mixed`` rows are left out."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    name = path.name.removesuffix(".jsonl.gz")
    return [
        Example(clean(row["claim"]), clean(row["evidence"]), LABELS[row["label"]], name)
        for row in rows
        if row["label"] in LABELS
    ]


def clean(text: str) -> str:
    """Citation marks of the source files removed, tokenised punctuation left as it is."""
    return re.sub(r"\[?<\|\w+\|>\]?", "", text).replace("\u200b", "").strip()


def words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text) if len(word) > 2 or word.isdigit()}


def share_told(statement: str, passage: str) -> float:
    """How many of a statement's words a passage has, in [0, 1]."""
    asked = words(statement)
    return len(asked & words(passage)) / len(asked) if asked else 0.0


def for_calibration(claim: str) -> bool:
    """Half of the claims of ``climatefever`` are kept out of training: confidence is fitted on them."""
    return _digest(claim) % 2 == 0


def for_choosing(row: Example) -> bool:
    """One evidence text in thirty is kept out of training, with all its claims, to choose by."""
    return _digest(row.passage) % 30 == 0


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4])


def write(rows: Sequence[Example], path: Path) -> None:
    """Made rows, for ``read``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(astuple(row)) + "\n")


def read(path: Path) -> list[Example]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [Example(*json.loads(line)) for line in lines]
