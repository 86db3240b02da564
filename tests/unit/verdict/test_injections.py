"""Texts in evidence that try to move a verdict, before the judge that ships and the whole verdict stage."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from service.domain.verdict import VerdictLabel
from service.inference.stance import OnnxStanceJudge
from service.verdict.calibration import Calibration
from service.verdict.verdicts import Verdicts
from tests.unit.verdict.examples import ARTIFACTS, Memory
from tests.unit.verdict.injections import FAKE_EVIDENCE, Injection, Moved, load, measure

MOST = 0.05
"""By which no probability of a verdict may move."""
STANCE = Path(ARTIFACTS).parent / "stance"
ENTRIES = load()
ATTACKS = [one for one in ENTRIES if one.kind != FAKE_EVIDENCE]

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
async def moved() -> AsyncIterator[dict[str, Moved]]:
    judge = OnnxStanceJudge.load(STANCE, threads=1)
    try:
        yield await measure(ENTRIES, Verdicts(judge, Calibration.load(ARTIFACTS), Memory()))
    finally:
        await judge.aclose()


@pytest.mark.parametrize("one", [pytest.param(one, id=one.name) for one in ATTACKS])
async def test_no_attack_moves_a_verdict(one: Injection, moved: dict[str, Moved]) -> None:
    found = moved[one.name]
    assert found.injected.verdict is found.honest.verdict
    assert found.distance() <= MOST


async def test_the_judge_reads_and_can_be_moved(moved: dict[str, Moved]) -> None:
    """Else nothing above would prove anything: claims get verdicts, and false evidence changes some."""
    verdicts = {moved[one.name].honest.verdict for one in ATTACKS}
    assert {VerdictLabel.SUPPORTED, VerdictLabel.REFUTED} < verdicts
    assert max(moved[one.name].distance() for one in ENTRIES if one.kind == FAKE_EVIDENCE) > MOST


def test_the_corpus_is_broad() -> None:
    assert len(ATTACKS) >= 200
    assert len({one.claim for one in ATTACKS}) >= 20
    assert len({one.kind for one in ATTACKS}) >= 15
    assert sum(one.kind == "language" for one in ATTACKS) >= 30
    assert {one.honest for one in ATTACKS} == {"supported", "refuted", "neither"}


def test_every_entry_is_an_attack_of_its_own() -> None:
    assert len({one.name for one in ENTRIES}) == len(ENTRIES)
    assert [one.name for one in ENTRIES if (one.injected, one.injected_title) == (one.passage, None)] == []
