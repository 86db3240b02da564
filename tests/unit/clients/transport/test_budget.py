"""Token buckets against their rate."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clients.transport.budget import MemoryBudget, TokenBucket
from clients.transport.ports import Rate


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@settings(max_examples=50)
@given(st.floats(0.05, 50), st.integers(1, 10), st.lists(st.floats(0, 5), min_size=1, max_size=80))
def test_never_more_than_burst_and_rate_allow(per_second: float, burst: int, pauses: list[float]) -> None:
    bucket = TokenBucket(Rate(per_second, burst), float(burst), 0.0)
    now, granted = 0.0, 0
    for pause in pauses:
        now += pause
        granted += bucket.take(now) == 0.0
    assert granted <= burst + per_second * now + 1e-6


@given(st.floats(0.05, 50), st.integers(1, 5))
def test_who_waits_as_long_as_told_is_served(per_second: float, burst: int) -> None:
    bucket = TokenBucket(Rate(per_second, burst), float(burst), 0.0)
    for _ in range(burst):
        assert bucket.take(0.0) == 0.0
    wait = bucket.take(0.0)
    assert wait > 0.0
    assert bucket.take(wait) == 0.0


@pytest.mark.anyio
async def test_a_pause_stops_one_source_only_and_is_never_shortened() -> None:
    clock = Clock()
    budget = MemoryBudget(clock)
    await budget.pause("wayback", 60.0)
    await budget.pause("wayback", 5.0)
    assert await budget.take("wayback", Rate(10.0)) == 60.0
    assert await budget.take("wiki", Rate(10.0)) == 0.0
    clock.now += 60.5
    assert await budget.take("wayback", Rate(10.0)) == 0.0


@pytest.mark.anyio
async def test_a_new_rate_takes_effect() -> None:
    clock = Clock()
    budget = MemoryBudget(clock)
    assert await budget.take("wiki", Rate(0.1)) == 0.0
    assert await budget.take("wiki", Rate(0.1)) == pytest.approx(10.0)
    assert await budget.take("wiki", Rate(2.0)) == 0.0
