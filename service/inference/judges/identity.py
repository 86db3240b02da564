"""What makes a judge the same judge, and whether it reads at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from service.domain.stance import StanceLabel, StanceProbabilities, StatementPassage
from service.inference.artifact import file_sha256
from service.inference.judges.failures import JudgeRefused

PROBE = StatementPassage(
    "Water boils at 100 degrees Celsius at sea level.",
    "At sea level, water boils at 100 degrees Celsius.",
)
"""Supported by any reading. Nothing of a draft is needed to see whether a judge works."""


def fingerprint(**parts: object) -> str:
    """Hex sha256 of all that decides how a judge answers: model, labels, order of texts, prompt."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def digests(folder: Path, files: list[Path]) -> Mapping[str, str]:
    """sha256 by name within ``folder``."""
    return {str(path.relative_to(folder)): file_sha256(path) for path in sorted(files)}


def refuse_unless_it_reads(name: str, stance: StanceProbabilities) -> None:
    """``stance`` is its answer to ``PROBE``. Raises ``JudgeRefused`` when that is not ``supports``."""
    if stance.label() is not StanceLabel.SUPPORTS:
        raise JudgeRefused(
            f"{name} says “{stance.label()}” of a statement whose passage says the same: the order of its "
            "labels is wrong (SECONDSOURCE_JUDGE_LABELS), or it was not trained for this"
        )
