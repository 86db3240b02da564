"""Admission to a lane before anything was heard of its upstream."""

from __future__ import annotations

import anyio
import pytest

from clients.outcome import NotMeasured, Why
from clients.transport.budget import MemoryBudget
from clients.transport.deadline import Deadline
from clients.transport.lane import Lane
from clients.transport.policy import Policy
from clients.transport.ports import Rate

pytestmark = pytest.mark.anyio

POLICY = Policy(version="1", rate=Rate(per_second=0.1, burst=1), concurrency=1, breaker_failures=1)


async def reasons_of(lane: Lane, calls: int, policy: Policy = POLICY) -> list[Why | None]:
    """Why each of so many calls at once did not go out; each that does finds the upstream down."""
    budget, deadline, seen = MemoryBudget(), Deadline.after(5), list[Why | None]()

    async def call() -> None:
        async with lane.turn(policy, budget, deadline) as refusal:
            seen.append(refusal.why if refusal else None)
            if refusal is None:
                await anyio.sleep(0.05)
                lane.record(NotMeasured(Why.SOURCE_DOWN, "refused"))

    async with anyio.create_task_group() as group:
        for _ in range(calls):
            group.start_soon(call)
    return seen


async def test_a_first_rush_at_an_upstream_that_is_down_learns_that_it_is() -> None:
    """Not that its budget was too small, which nobody can mend."""
    assert await reasons_of(Lane("wiki", POLICY), 12) == [None, *[Why.SOURCE_DOWN] * 11]


async def test_a_rush_after_a_first_failure_learns_that_it_is_down() -> None:
    policy = Policy(version="1", rate=Rate(per_second=0.1, burst=2), concurrency=1, breaker_failures=2)
    lane = Lane("wiki", policy)
    lane.record(NotMeasured(Why.SOURCE_DOWN, "refused"))
    assert await reasons_of(lane, 12, policy) == [None, *[Why.SOURCE_DOWN] * 11]


async def test_once_it_has_answered_an_overbooked_call_is_refused_at_once() -> None:
    lane = Lane("wiki", POLICY)
    lane.record(NotMeasured(Why.RATE_LIMITED, "slower"))
    assert Why.BUDGET in await reasons_of(lane, 12)
