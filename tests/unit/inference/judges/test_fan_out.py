"""Several questions at once, and what a failure leaves of the others."""

from __future__ import annotations

import anyio
import pytest

from service.domain.stance import JudgeFailed, StanceProbabilities, StatementPassage
from service.domain.verdict import Reason
from service.inference.judges.failures import Unreadable
from service.inference.judges.fan_out import Read, read_all

pytestmark = pytest.mark.anyio
STANCE = StanceProbabilities(0.9, 0.05, 0.05)


def pair(number: int) -> StatementPassage:
    return StatementPassage("s", str(number))


async def test_no_more_at_once_than_there_are_places() -> None:
    running, most = 0, 0

    async def ask(number: int) -> Read:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await anyio.sleep(0.01)
        running -= 1
        return {pair(number): STANCE}

    places = anyio.Semaphore(3)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(read_all, range(6), ask, places)
        read = await read_all(range(6, 12), ask, places)
    assert most == 3, "over all callers"
    assert set(read) == {pair(number) for number in range(6, 12)}


async def test_one_unreadable_question_costs_itself() -> None:
    async def ask(number: int) -> Read:
        if number == 1:
            raise Unreadable("refused", reason=Reason.INVALID_RESPONSE)
        return {pair(number): STANCE}

    with pytest.raises(JudgeFailed) as failed:
        await read_all(range(4), ask, anyio.Semaphore(1))
    assert set(failed.value.read) == {pair(0), pair(2), pair(3)}
    assert failed.value.reason is Reason.INVALID_RESPONSE


async def test_a_judge_that_is_down_is_asked_no_more() -> None:
    asked = []

    async def ask(number: int) -> Read:
        asked.append(number)
        if number == 2:
            raise JudgeFailed("status 503", reason=Reason.SOURCE_DOWN)
        if number == 1:
            raise Unreadable("refused", reason=Reason.INVALID_RESPONSE, read={pair(1): STANCE})
        return {pair(number): STANCE}

    with pytest.raises(JudgeFailed) as failed:
        await read_all(range(9), ask, anyio.Semaphore(1))
    assert asked == [0, 1, 2]
    assert set(failed.value.read) == {pair(0), pair(1)}
    assert failed.value.reason is Reason.SOURCE_DOWN, "the worst failure names the reason"
