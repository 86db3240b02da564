"""Measure the committed check-worthiness model on ``checkworthy/test/claimbuster_disjoint_2000``.

``.venv/bin/python -m training.checkworthiness.evaluate``; needs only what the service needs. The test file is
for reporting, never for choosing.
"""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import numpy as np

from service.claims.checkworthiness import CheckWorthiness

TEST = (
    Path(os.environ.get("SECONDSOURCE_DATA", "../shared/data"))
    / "checkworthy/test/claimbuster_disjoint_2000.jsonl.gz"
)


def average_precision(labels: list[bool], scores: list[float]) -> float:
    """Area under precision over recall, each positive weighing alike."""
    hits, total = 0, 0.0
    for rank, i in enumerate(sorted(range(len(scores)), key=lambda j: -scores[j]), start=1):
        if labels[i]:
            hits += 1
            total += hits / rank
    return total / hits


def f1(labels: list[bool], guesses: list[bool]) -> float:
    both = sum(label and guess for label, guess in zip(labels, guesses, strict=True))
    return 2 * both / (sum(labels) + sum(guesses))


def calibration_error(labels: list[bool], scores: list[float], *, bins: int = 10) -> float:
    """Expected calibration error over bins of equal width."""
    truth, guess = np.array(labels, dtype=float), np.array(scores)
    which = np.minimum((guess * bins).astype(int), bins - 1)
    return float(
        sum(
            abs(truth[which == b].mean() - guess[which == b].mean()) * (which == b).mean()
            for b in range(bins)
            if (which == b).any()
        )
    )


def main() -> None:
    with gzip.open(TEST, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    labels = [row["label"] == "check_worthy" for row in rows]
    scores = CheckWorthiness.load(Path("service/artifacts/checkworthiness")).score([r["text"] for r in rows])
    print(f"{len(rows)} sentences, {sum(labels)} check-worthy")
    print(f"AP {average_precision(labels, scores):.4f}")
    print(f"F1 at 0.5 {f1(labels, [s >= 0.5 for s in scores]):.4f}")
    print(f"ECE (10 bins) {calibration_error(labels, scores):.4f}")


if __name__ == "__main__":
    main()
