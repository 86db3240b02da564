"""The model that ships: its files are whole, and it can tell the plainest cases apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from service.domain.stance import StanceLabel, StatementPassage
from service.inference.artifact import CARD, open_artifact
from service.inference.stance import OnnxStanceJudge

FOLDER = Path(__file__).parents[3] / "service" / "artifacts" / "stance"
PLAIN = [
    ("Oslo is the capital of Norway.", "The capital of Norway is Oslo.", StanceLabel.SUPPORTS),
    ("The museum opened in 1998.", "The museum was opened to the public in 1998.", StanceLabel.SUPPORTS),
    ("Nobody was hurt in the fire.", "Three people were hurt in the fire.", StanceLabel.REFUTES),
    ("The bridge is closed.", "The bridge is not closed.", StanceLabel.REFUTES),
    ("The company makes shoes.", "The weather in the valley is mild.", StanceLabel.NEITHER),
    ("Anna Berg wrote the report.", "The lake freezes every winter.", StanceLabel.NEITHER),
]


def test_files_are_those_of_the_card() -> None:
    artifact = open_artifact(FOLDER)
    card = json.loads((FOLDER / CARD).read_text())
    assert artifact.max_tokens == 256
    assert artifact.weights.stat().st_size < 25_000_000
    assert all(source["rows"] > 0 and source["licence"] for source in card["training_data"])


@pytest.mark.anyio
async def test_tells_plain_cases_apart() -> None:
    judge = OnnxStanceJudge.load(FOLDER, threads=1)
    try:
        answers = await judge.judge([StatementPassage(statement, passage) for statement, passage, _ in PLAIN])
    finally:
        await judge.aclose()
    right = [answer.label() is label for answer, (_, _, label) in zip(answers, PLAIN, strict=True)]
    assert sum(right) >= 5, answers
