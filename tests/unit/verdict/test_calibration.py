"""Tables: read strictly, bound to their judge, probabilities that sum to one."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.verdict.calibration import Calibration, CalibrationError
from tests.unit.verdict.examples import ARTIFACTS, table


def write(folder: Path, file: str, **changed: object) -> None:
    (folder / file).write_text(json.dumps(asdict(table()) | changed), encoding="utf-8")


def test_the_committed_tables_load() -> None:
    assert Calibration.load(ARTIFACTS).default.floor > 1 / 3


def test_a_judge_finds_its_own_table_and_no_other(tmp_path: Path) -> None:
    write(tmp_path, "default.json")
    write(tmp_path, "large.json", judge_sha256="other", name="large")
    tables = Calibration.load(tmp_path)
    found = tables.of_judge("other")
    assert found is not None
    assert found.name == "large"
    assert tables.of_judge("j") == tables.default
    assert tables.of_judge("unknown") is None


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(CalibrationError, match=r"default\.json"):
        Calibration.load(tmp_path)


@pytest.mark.parametrize(
    "changed",
    [
        {"floor": "high"},
        {"supported": None},
        {"refuted": {"intercept": 0.0, "coefficients": {"charm": 1.0}}},
    ],
)
def test_a_broken_table_is_refused(tmp_path: Path, changed: dict[str, object]) -> None:
    write(tmp_path, "default.json", **changed)
    with pytest.raises(CalibrationError, match=r"default\.json"):
        Calibration.load(tmp_path)


@given(st.tuples(*[st.floats(-4, 4)] * 2, *[st.floats(0, 2)] * 2))
def test_probabilities_sum_to_one(row: tuple[float, ...]) -> None:
    found = table().probabilities(row)
    total = found.supported + found.refuted + found.not_enough_evidence
    assert total == pytest.approx(1)
    assert min(found.supported, found.refuted, found.not_enough_evidence) > 0
