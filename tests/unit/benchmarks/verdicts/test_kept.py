"""A run that was stopped goes on where it was."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.rows import Row
from benchmarks.verdicts.answers import ByStance
from benchmarks.verdicts.kept import KeptStances
from service.domain.stance import JudgeCard, JudgeFailed, StanceProbabilities, StatementPassage
from tests.unit.benchmarks.verdicts.answered import S

STANCE = StanceProbabilities(0.1, 0.7, 0.2)
ROWS = [Row("a claim", f"evidence {number % 50}", S) for number in range(80)]


class Stopping:
    """Answers ``until`` so many pairs were asked, then fails; counts what it read."""

    def __init__(self, until: int = 1_000) -> None:
        self.until, self.read = until, 0

    @property
    def card(self) -> JudgeCard:
        return JudgeCard("stopping", "aa")

    async def judge(self, pairs: Sequence[StatementPassage]) -> list[StanceProbabilities]:
        if self.read + len(pairs) > self.until:
            raise JudgeFailed
        self.read += len(pairs)
        return [STANCE for _ in pairs]


@pytest.mark.anyio
async def test_only_what_was_not_read_before_is_read(tmp_path: Path) -> None:
    with pytest.raises(JudgeFailed):
        await ByStance(Stopping(40), KeptStances(tmp_path, "aa")).answer(ROWS)
    again = Stopping()
    kept = KeptStances(tmp_path, "aa")
    found = await ByStance(again, kept).answer(ROWS)
    assert (again.read, kept.read, kept.found) == (18, 18, 32)  # 50 distinct, the first chunk is kept
    assert {answer.chances for answer in found} == {(0.1, 0.7, 0.2)}
    third = Stopping()
    await ByStance(third, KeptStances(tmp_path, "aa")).answer(ROWS)
    assert third.read == 0


@pytest.mark.anyio
async def test_other_weights_know_nothing_of_it(tmp_path: Path) -> None:
    await KeptStances(tmp_path, "aa").put_many([("k", STANCE)], scope=None)
    assert await KeptStances(tmp_path, "bb").get_many(["k"], scope=None) == [None]
    assert await KeptStances(tmp_path, "aa").get_many(["k", "l"], scope=None) == [STANCE, None]


def test_keys_differ_by_judge_statement_and_passage(tmp_path: Path) -> None:
    kept = KeptStances(tmp_path, "aa")
    keys = {
        kept.key(*parts) for parts in [("a", "b", "c"), ("x", "b", "c"), ("a", "x", "c"), ("a", "b", "x")]
    }
    assert len(keys) == 4


@pytest.mark.anyio
@pytest.mark.parametrize("cut", ['["l", 0.5, 0.2', '["l", 0.5]\n', "{}\n", "5\n", '["l", "x", 0, 1]\n'])
async def test_a_line_cut_short_is_read_anew_and_spoils_no_other(tmp_path: Path, cut: str) -> None:
    await KeptStances(tmp_path, "aa").put_many([("k", STANCE)], scope=None)
    with (tmp_path / "aa.jsonl").open("a", encoding="utf-8") as out:
        out.write(cut)
    kept = KeptStances(tmp_path, "aa")
    assert await kept.get_many(["k", "l"], scope=None) == [STANCE, None]
    await kept.put_many([("m", STANCE)], scope=None)
    assert await KeptStances(tmp_path, "aa").get_many(["k", "m"], scope=None) == [STANCE, STANCE]
