"""The card that training writes is the card the service reads."""

from __future__ import annotations

import json
from pathlib import Path

from service.inference.artifact import CARD, open_artifact
from tests.unit.inference.tiny import write_folder
from training.stance.card import Agreement, Recipe, write_card


def test_the_service_opens_what_was_written(tmp_path: Path) -> None:
    write_folder(tmp_path)
    (tmp_path / CARD).unlink()
    write_card(
        tmp_path,
        max_tokens=160,
        recipe=Recipe([10, 5], 320, 1000, 60.0, [7, 8]),
        rows={"fm2": 12},
        agreement=Agreement(100, 0.7, 0.69, 0.6, 0.59, 0.97, 0.01),
    )
    artifact = open_artifact(tmp_path)
    assert artifact.max_tokens == 160
    card = json.loads((tmp_path / CARD).read_text())
    assert card["pair_order"] == ["statement", "passage"]
    assert [one["rows"] for one in card["training_data"] if one["file"] == "fm2"] == [12]
    assert card["quantisation"]["int8_accuracy"] == 0.69
    text = (tmp_path / "CARD.md").read_text()
    assert artifact.sha256 in text
    assert "320 examples, in runs of 10 and 5 steps" in text
    assert "the last of 1000 rows; seeds 7 and 8" in text
