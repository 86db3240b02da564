"""Trying again, and how little of it there is when nothing answers."""

from __future__ import annotations

import pytest
import stamina
from hypothesis import given, settings
from hypothesis import strategies as st

from clients.outcome import NotMeasured, Ok, Outcome, Why
from clients.transport.response import Response
from clients.transport.retry import RetryBudget, Tried, retried
from tests.unit.clients.net import response, soon

DOWN = NotMeasured(Why.SOURCE_DOWN, "no connection")
REFUSED = NotMeasured(Why.SOURCE_DOWN, "resting after failures")


class Upstream:
    """Answers as it is told, and with failures that may pass when it was told no more."""

    def __init__(self, *tries: Tried) -> None:
        self.tries = list(tries)
        self.asked = 0

    async def __call__(self) -> Tried:
        self.asked += 1
        return self.tries.pop(0) if self.tries else Tried(DOWN, again=True)


async def call(upstream: Upstream, budget: RetryBudget, attempts: int = 3) -> Outcome[Response]:
    with stamina.set_testing(True, attempts=attempts):  # without its pauses
        return await retried(upstream, attempts=attempts, budget=budget, deadline=soon(30.0))


@pytest.mark.anyio
async def test_where_nothing_answers_calls_cost_a_fifth_more_than_was_asked_for() -> None:
    upstream, budget = Upstream(), RetryBudget()
    for asked in range(1, 101):
        assert await call(upstream, budget) == DOWN
        assert upstream.asked <= 1.1 * asked + 2
    assert 105 <= upstream.asked <= 1.2 * 100


@pytest.mark.anyio
async def test_a_source_that_fails_once_in_ten_calls_is_tried_again_each_time() -> None:
    budget = RetryBudget()
    for _ in range(30):
        upstream = Upstream(Tried(DOWN, again=True), *[Tried(Ok(response("x")))] * 10)
        assert isinstance(await call(upstream, budget), Ok)
        for _ in range(9):
            assert isinstance(await call(upstream, budget), Ok)
        assert upstream.asked == 11


@pytest.mark.anyio
async def test_calls_that_were_not_let_out_earn_nothing() -> None:
    budget = RetryBudget(left=0.0)
    for _ in range(100):
        assert await call(Upstream(Tried(REFUSED, sent=False)), budget) == REFUSED
    assert budget.left == 0.0


@pytest.mark.anyio
async def test_a_failure_keeps_its_name_when_there_is_nothing_left_to_try_again_with() -> None:
    upstream = Upstream()
    assert await call(upstream, RetryBudget(left=0.5)) == DOWN
    assert upstream.asked == 1


@settings(max_examples=50)
@given(st.lists(st.integers(0, 4), max_size=200))
def test_tries_again_are_never_more_than_a_tenth_of_the_calls_and_two(wishes: list[int]) -> None:
    budget, again = RetryBudget(), 0
    for calls, wished in enumerate(wishes, start=1):
        budget.earn()
        again += sum(budget.spend() for _ in range(wished))
        assert again <= 0.1 * calls + 2 + 1e-6
