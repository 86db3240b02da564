"""The breaker against its rules."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from clients.transport.breaker import Breaker, BreakerState


def opened(at: float = 100.0) -> Breaker:
    breaker = Breaker(threshold=2, rest_s=30.0)
    breaker.failed(at - 1)
    breaker.failed(at)
    return breaker


def test_it_opens_at_the_threshold_and_says_how_long() -> None:
    breaker = Breaker(threshold=2, rest_s=30.0)
    breaker.failed(100.0)
    assert breaker.wait(100.0) == 0.0
    breaker.failed(101.0)
    assert breaker.state(102.0) is BreakerState.OPEN
    assert breaker.wait(111.0) == 20.0


def test_a_success_between_starts_the_count_again() -> None:
    breaker = Breaker(threshold=2, rest_s=30.0)
    breaker.failed(1.0)
    breaker.succeeded()
    breaker.failed(2.0)
    assert breaker.state(3.0) is BreakerState.CLOSED


def test_after_the_rest_one_tries_and_the_others_wait() -> None:
    breaker = opened(100.0)
    assert breaker.state(131.0) is BreakerState.HALF_OPEN
    assert breaker.wait(131.0) == 0.0
    assert breaker.wait(132.0) > 0.0
    breaker.succeeded()
    assert breaker.wait(133.0) == 0.0
    assert breaker.state(133.0) is BreakerState.CLOSED


def test_a_failed_trial_opens_it_again() -> None:
    breaker = opened(100.0)
    assert breaker.wait(131.0) == 0.0
    breaker.failed(132.0)
    assert breaker.wait(133.0) == 29.0


def test_a_trial_that_said_nothing_leaves_the_place_to_the_next() -> None:
    breaker = opened(100.0)
    assert breaker.wait(131.0) == 0.0
    breaker.released()
    assert breaker.wait(131.5) == 0.0


def test_a_trial_nobody_reported_is_over_after_a_rest() -> None:
    breaker = opened(100.0)
    assert breaker.wait(131.0) == 0.0
    assert breaker.wait(150.0) > 0.0
    assert breaker.wait(161.0) == 0.0


@settings(max_examples=50)
@given(st.lists(st.tuples(st.floats(0.01, 40), st.booleans()), max_size=60), st.integers(1, 4))
def test_within_one_rest_no_more_than_threshold_failures_get_out(
    calls: list[tuple[float, bool]], threshold: int
) -> None:
    breaker = Breaker(threshold=threshold, rest_s=30.0)
    now, failed_at = 0.0, list[float]()
    for pause, succeeds in calls:
        now += pause
        if breaker.wait(now) > 0:
            continue
        if succeeds:
            breaker.succeeded()
            failed_at.clear()
        else:
            breaker.failed(now)
            failed_at.append(now)
        # in any stretch shorter than a rest there are at most `threshold` failures in a row
        recent = [moment for moment in failed_at if moment > now - 30.0]
        assert len(recent) <= threshold
