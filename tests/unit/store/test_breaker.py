from __future__ import annotations

from service.store.breaker import FIRST_PAUSE_S, LONGEST_PAUSE_S, Breaker


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_failure_stops_everyone_for_a_second() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    assert breaker.may_ask()
    assert breaker.failed()
    assert not breaker.may_ask()
    clock.now += FIRST_PAUSE_S - 0.01
    assert not breaker.may_ask()


def test_after_the_pause_one_caller_tries() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    breaker.failed()
    clock.now += FIRST_PAUSE_S
    assert breaker.may_ask()
    assert not breaker.may_ask()


def test_success_lets_everyone_in_again() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    breaker.failed()
    clock.now += FIRST_PAUSE_S
    assert breaker.may_ask()
    assert breaker.succeeded()
    assert breaker.may_ask()
    assert breaker.may_ask()
    assert not breaker.succeeded()


def test_each_failed_try_doubles_the_pause_up_to_its_bound() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    breaker.failed()
    pauses = []
    for _ in range(6):
        waited = 0.0
        while not breaker.may_ask():
            clock.now += 0.25
            waited += 0.25
        pauses.append(waited)
        breaker.failed()
    assert pauses == [1.0, 2.0, 4.0, LONGEST_PAUSE_S, LONGEST_PAUSE_S, LONGEST_PAUSE_S]


def test_calls_that_fail_together_count_as_one() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    told = [breaker.failed() for _ in range(20)]
    assert told == [True] + [False] * 19
    clock.now += FIRST_PAUSE_S
    assert breaker.may_ask()


def test_a_try_that_never_ends_does_not_close_it_for_good() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    breaker.failed()
    clock.now += FIRST_PAUSE_S
    assert breaker.may_ask()
    clock.now += FIRST_PAUSE_S
    assert breaker.may_ask()
