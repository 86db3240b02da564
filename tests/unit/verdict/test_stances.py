"""Stances of many pairs, by a judge that fails on some of them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from service.domain.stance import JudgeCard, JudgeFailed, StanceProbabilities, StatementPassage
from service.domain.verdict import Reason
from service.verdict.stances import CHUNK, read_stances
from tests.unit.verdict.examples import SUPPORTS, Memory, later

pytestmark = pytest.mark.anyio


class Picky:
    """Reads every pair but those whose passage has the word "refused"."""

    card = JudgeCard("picky", "0" * 64)

    def __init__(self) -> None:
        self.calls = 0

    async def judge(self, pairs: Sequence[StatementPassage]) -> list[StanceProbabilities]:
        self.calls += 1
        read = {pair: SUPPORTS for pair in pairs if "refused" not in pair.passage}
        if len(read) < len(pairs):
            raise JudgeFailed("refused", reason=Reason.INVALID_RESPONSE, read=read)
        return list(read.values())


def pairs(count: int, word: str) -> list[StatementPassage]:
    return [StatementPassage("s", f"{word} {number}") for number in range(count)]


async def test_what_was_read_before_a_failure_is_kept_and_the_rest_says_why() -> None:
    judge, cache = Picky(), Memory()
    asked = [*pairs(2, "fine"), *pairs(1, "refused")]

    found = await read_stances(asked, judge, cache, deadline=later(), scope=None)

    assert dict(found.known) == dict.fromkeys(asked[:2], SUPPORTS)
    assert found.missing is Reason.INVALID_RESPONSE
    again = await read_stances(asked[:2], judge, cache, deadline=later(), scope=None)
    assert (len(again.known), again.missing, judge.calls) == (2, None, 1)


async def test_one_pair_that_cannot_be_read_does_not_keep_later_ones_from_being_read() -> None:
    judge = Picky()
    asked = [*pairs(1, "refused"), *pairs(CHUNK, "fine")]

    found = await read_stances(asked, judge, Memory(), deadline=later(), scope=None)

    assert (len(found.known), found.missing) == (CHUNK, Reason.INVALID_RESPONSE)


async def test_a_judge_that_could_read_nothing_is_asked_no_more() -> None:
    judge = Picky()

    found = await read_stances(pairs(2 * CHUNK, "refused"), judge, Memory(), deadline=later(), scope=None)

    assert (judge.calls, found.known, found.missing) == (1, {}, Reason.INVALID_RESPONSE)
