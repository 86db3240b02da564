"""Token buckets against their rate."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients.transport.budget import MemoryBudget, TokenBucket
from clients.transport.ports import Rate, Window


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


windows = st.none() | st.builds(Window, calls=st.integers(1, 20), seconds=st.floats(0.1, 20))
rates = st.builds(Rate, per_second=st.floats(0.05, 50), burst=st.integers(1, 10), window=windows)
pauses = st.lists(st.floats(0, 5), min_size=1, max_size=80)


@given(rates, pauses)
def test_in_no_time_more_is_granted_than_burst_and_rate_and_window_allow(
    rate: Rate, waits: list[float]
) -> None:
    bucket = TokenBucket(rate, float(rate.burst), 0.0)
    now, granted = 0.0, list[float]()
    for wait in waits:
        now += wait
        if bucket.take(now) == 0.0:
            granted.append(now)
    for first, start in enumerate(granted):
        for last, end in enumerate(granted[first:], start=first):
            assert last - first + 1 <= rate.burst + (end - start) * rate.per_second + 1e-6
        if rate.window:
            inside = sum(start <= moment < start + rate.window.seconds for moment in granted)
            assert inside <= rate.window.calls


@given(rates, pauses)
def test_who_waits_as_long_as_told_is_served(rate: Rate, waits: list[float]) -> None:
    """Told at most twice: when there is a token, and when the window opens."""
    bucket = TokenBucket(rate, float(rate.burst), 0.0)
    now = 0.0
    for wait in waits:
        now += wait
        told = bucket.take(now)
        for _ in range(2):
            if told:
                now += told + 1e-6
                told = bucket.take(now)
        assert told == 0.0


def test_a_full_bucket_grants_its_burst_at_once() -> None:
    bucket = TokenBucket(Rate(per_second=1, burst=3), 3.0, 0.0)
    assert [bucket.take(0.0) for _ in range(4)] == [0.0, 0.0, 0.0, 1.0]


def test_a_full_window_opens_when_its_first_call_leaves_it() -> None:
    bucket = TokenBucket(Rate(100.0, 9, window=Window(calls=2, seconds=60)), 9.0, 0.0)
    assert [bucket.take(moment) for moment in (0.0, 20.0, 30.0, 59.0)] == [0.0, 0.0, 30.0, 1.0]
    assert [bucket.take(moment) for moment in (60.0, 60.0, 80.0)] == [0.0, 20.0, 0.0]


def test_a_clock_that_goes_back_grants_nothing_extra() -> None:
    bucket = TokenBucket(Rate(per_second=1, burst=1), 1.0, 10.0)
    assert bucket.take(10.0) == 0.0
    assert bucket.take(5.0) > 0.0


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
