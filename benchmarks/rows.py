"""Labelled (claim, evidence) rows of ``DATA/verdict``."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from training.stance.rows import clean

SEED = 20261122


class Label(StrEnum):
    SUPPORTED = "supported"
    REFUTED = "refuted"
    NOT_ENOUGH = "not_enough_info"


@dataclass(frozen=True, slots=True)
class Row:
    claim: str
    evidence: str
    label: Label


def json_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a gzipped JSON-lines file. Raises ``SystemExit`` where there is none."""
    if not path.exists():
        raise SystemExit(f"no {path.name} in {path.parent}: say where the data lies with DATA=...")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def read_rows(path: Path) -> list[Row]:
    """All rows of one gzipped JSON-lines file but those labelled ``mixed``; citation marks taken out."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        raw = [json.loads(line) for line in lines]
    return [
        Row(clean(one["claim"]), clean(one["evidence"]), Label(one["label"]))
        for one in raw
        if one["label"] != "mixed"
    ]


def files(folder: Path) -> dict[str, Path]:
    """By name, in order of name; raises ``SystemExit`` when there is none."""
    found = {path.name.removesuffix(".jsonl.gz"): path for path in sorted(folder.glob("*.jsonl.gz"))}
    if not found:
        raise SystemExit(f"no *.jsonl.gz in {folder}: say where the data lies with DATA=...")
    return found


def sampled(rows: list[Row], count: int | None) -> list[Row]:
    """``count`` rows, always the same ones; all of them for null."""
    if count is None or count >= len(rows):
        return rows
    return random.Random(SEED).sample(rows, count)


def classes(rows: list[Row]) -> tuple[Label, ...]:
    """The labels that occur, in the order of ``Label``."""
    present = {row.label for row in rows}
    return tuple(label for label in Label if label in present)
