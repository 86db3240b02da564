from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clients.transport.ports import Rate
from service.store.bucket import Bucket

rates = st.builds(
    Rate, per_second=st.floats(0.01, 100, allow_nan=False), burst=st.integers(min_value=1, max_value=20)
)
gaps = st.lists(st.floats(0, 10, allow_nan=False), min_size=1, max_size=60)


@given(rates, gaps)
def test_in_no_window_more_is_granted_than_the_rate_allows(rate: Rate, waits: list[float]) -> None:
    now = 0.0
    bucket = Bucket.full(rate, now)
    granted: list[float] = []
    for wait in waits:
        now += wait
        bucket, told = bucket.take(rate, now)
        if told == 0.0:
            granted.append(now)
    for first, start in enumerate(granted):
        for last, end in enumerate(granted[first:], start=first):
            assert last - first + 1 <= rate.burst + (end - start) * rate.per_second + 1e-6


@given(rates, gaps)
def test_who_waits_as_told_is_granted(rate: Rate, waits: list[float]) -> None:
    now = 0.0
    bucket = Bucket.full(rate, now)
    for wait in waits:
        now += wait
        bucket, told = bucket.take(rate, now)
        if told > 0.0:
            now += told + 1e-6
            bucket, told = bucket.take(rate, now)
            assert told == 0.0


def test_a_full_bucket_grants_its_burst_at_once() -> None:
    rate = Rate(per_second=1, burst=3)
    bucket = Bucket.full(rate, 0.0)
    told = []
    for _ in range(4):
        bucket, wait = bucket.take(rate, 0.0)
        told.append(wait)
    assert told == [0.0, 0.0, 0.0, 1.0]


def test_nothing_is_granted_in_a_pause_and_the_longer_pause_holds() -> None:
    rate = Rate(per_second=10, burst=10)
    bucket = Bucket.full(rate, 0.0).pause(5, 0.0).pause(2, 1.0)
    _, told = bucket.take(rate, 1.0)
    assert told == 4.0
    _, told = bucket.take(rate, 5.0)
    assert told == 0.0


def test_a_clock_that_goes_back_grants_nothing_extra() -> None:
    rate = Rate(per_second=1, burst=1)
    bucket, _ = Bucket.full(rate, 10.0).take(rate, 10.0)
    _, told = bucket.take(rate, 5.0)
    assert told > 0.0
