from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import service.claims
from service.claims.checkworthiness import CheckWorthiness, WeightsError
from service.claims.worth_features import SIZE, features

FOLDER = Path(service.claims.__file__).parent.parent / "artifacts/checkworthiness"


def test_figures_are_worth_more_than_greetings() -> None:
    model = CheckWorthiness.load(FOLDER)
    figures, greeting, opinion = model.score(
        [
            "Unemployment fell by 2.3 percent last year, to 4.1 million people.",
            "Good evening and welcome.",
            "I think that we should talk about our values.",
        ]
    )
    assert figures > 0.8
    assert greeting < 0.2
    assert opinion < 0.2


def test_nothing_to_score() -> None:
    assert CheckWorthiness.load(FOLDER).score([]) == []


def test_weights_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "model")
    meta = json.loads((tmp_path / "model/model.json").read_text())
    (tmp_path / "model/model.json").write_text(json.dumps({**meta, "features": SIZE - 1}))
    with pytest.raises(WeightsError):
        CheckWorthiness.load(tmp_path / "model")


def test_the_features_are_the_same_in_every_process() -> None:
    assert features("109 troops")[0][:3] == [29333, 39719, 40225]


@given(st.text(max_size=200))
def test_any_text_has_features_in_range(text: str) -> None:
    indices, values = features(text)
    assert len(set(indices)) == len(indices) == len(values)
    assert all(0 <= i < SIZE for i in indices)
    assert all(0 < value <= 1 for value in values)
