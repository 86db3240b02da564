"""Train the check-worthiness model and write it as plain arrays.

Needs scikit-learn, which the service does not: ``uv venv .venv-cw && uv pip install scikit-learn``, then
``.venv-cw/bin/python -m training.checkworthiness.train``. Data: the folder named by ``SECONDSOURCE_DATA``
(default ``../shared/data``), files ``checkworthy/train/claimbuster_*``. Ten minutes on a busy core.
"""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, f1_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from service.claims.worth_features import SIZE, features

DATA = Path(os.environ.get("SECONDSOURCE_DATA", "../shared/data")) / "checkworthy"
OUT = Path("service/artifacts/checkworthiness")
STRENGTHS = (0.5, 1.0, 2.0, 4.0, 8.0)


def rows(path: Path) -> list[tuple[str, int]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        read = [json.loads(line) for line in lines]
    return [(row["text"], int(row["label"] == "check_worthy")) for row in read]


def training_rows() -> list[tuple[str, int]]:
    """Each sentence once; where the two files disagree the three-class one, labelled later, counts."""
    labels = dict(rows(DATA / "train/claimbuster_2class.jsonl.gz"))
    labels.update(rows(DATA / "train/claimbuster_3class.jsonl.gz"))
    return sorted(labels.items())


def matrix(sentences: list[str]) -> csr_matrix:
    indices, values, ends = [], [], [0]
    for sentence in sentences:
        found, weights = features(sentence)
        indices += found
        values += weights
        ends.append(len(indices))
    return csr_matrix((values, indices, ends), shape=(len(sentences), SIZE))


def main() -> None:
    data = training_rows()
    x, y = matrix([text for text, _ in data]), np.array([label for _, label in data])
    print(f"{len(y)} sentences, {int(y.sum())} check-worthy")
    folds = StratifiedKFold(5, shuffle=True, random_state=1)
    best, best_raw, best_ap = 1.0, np.zeros(len(y)), 0.0
    for strength in STRENGTHS:
        model = LogisticRegression(C=strength, max_iter=2000)
        raw = cross_val_predict(model, x, y, cv=folds, method="decision_function")
        ap = average_precision_score(y, raw)
        print(f"C={strength}: out-of-fold AP {ap:.4f}, F1 {f1_score(y, raw > 0):.4f}")
        if ap > best_ap:
            best, best_raw, best_ap = strength, raw, ap
    calibration = LogisticRegression(C=1e6).fit(best_raw.reshape(-1, 1), y)
    slope, shift = float(calibration.coef_[0, 0]), float(calibration.intercept_[0])
    model = LogisticRegression(C=best, max_iter=2000).fit(x, y)
    OUT.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(OUT / "weights.npz", weights=model.coef_[0].astype(np.float16))
    meta = {
        "name": "secondsource-checkworthiness-1",
        "features": SIZE,
        "bias": round(float(model.intercept_[0]), 6),
        "slope": round(slope, 6),
        "shift": round(shift, 6),
        "C": best,
        "sentences": len(y),
    }
    (OUT / "model.json").write_text(json.dumps(meta, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(meta))


if __name__ == "__main__":
    main()
