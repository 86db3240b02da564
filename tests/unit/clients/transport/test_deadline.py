"""Deadlines on a clock that is passed in."""

from __future__ import annotations

from clients.transport.deadline import Deadline


def test_it_runs_out_and_never_goes_below_zero() -> None:
    now = [10.0]
    deadline = Deadline.after(2.0, lambda: now[0])
    assert deadline.remaining() == 2.0
    now[0] = 13.0
    assert deadline.remaining() == 0.0
    assert deadline.expired


def test_a_part_of_it_never_ends_later() -> None:
    now = [10.0]
    deadline = Deadline.after(2.0, lambda: now[0])
    assert deadline.within(5.0).remaining() == 2.0
    assert deadline.within(0.5).remaining() == 0.5
