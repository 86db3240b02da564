"""Answers and files for the tests of the verdict benchmark."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

from benchmarks.rows import Label, Row
from benchmarks.verdicts.answers import Answer, Chances
from service.domain.verdict import Signal

S, R, N = Label.SUPPORTED, Label.REFUTED, Label.NOT_ENOUGH


def answer(supported: float, refuted: float, not_enough: float, *signals: Signal) -> Answer:
    """An answer that gives its most probable label."""
    chances = Chances(supported, refuted, not_enough)
    return Answer(chances.likeliest(), max(chances), chances, signals)


class Oracle:
    """Right and sure wherever the evidence says ``clear``; elsewhere it abstains, leaning to support."""

    async def answer(self, rows: Sequence[Row]) -> list[Answer]:
        return [self._one(row) for row in rows]

    def _one(self, row: Row) -> Answer:
        if "clear" not in row.evidence:
            return answer(0.3, 0.2, 0.5)
        supported, refuted, not_enough = (0.96 if label is row.label else 0.02 for label in Label)
        return answer(supported, refuted, not_enough)


def write_rows(path: Path, rows: Sequence[tuple[str, str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        for claim, evidence, label in rows:
            lines.write(json.dumps({"claim": claim, "evidence": evidence, "label": label}) + "\n")
