"""When to stop calling an upstream that fails. A state machine without I/O; the clock is passed in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BreakerState(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


@dataclass(slots=True)
class Breaker:
    """Opens after ``threshold`` failures in a row, rests ``rest_s`` seconds, then lets one call try.

    ``now`` is seconds on any clock that never goes back.
    """

    threshold: int
    rest_s: float
    failures: int = 0
    opened_at: float | None = None
    trying_since: float | None = None

    def state(self, now: float) -> BreakerState:
        if self.opened_at is None:
            return BreakerState.CLOSED
        return BreakerState.OPEN if now < self.opened_at + self.rest_s else BreakerState.HALF_OPEN

    def wait(self, now: float) -> float:
        """0 when a call may go out (and, half open, this caller is the one that tries), else seconds to wait.

        A trial that reports neither success nor failure (it was cancelled) counts as over after ``rest_s``.
        """
        match self.state(now):
            case BreakerState.CLOSED:
                return 0.0
            case BreakerState.OPEN:
                return (self.opened_at or 0.0) + self.rest_s - now
            case BreakerState.HALF_OPEN:
                if self.trying_since is not None and now < self.trying_since + self.rest_s:
                    return self.trying_since + self.rest_s - now
                self.trying_since = now
                return 0.0

    def succeeded(self) -> None:
        self.failures = 0
        self.opened_at = self.trying_since = None

    def failed(self, now: float) -> None:
        self.failures += 1
        if self.failures >= self.threshold:
            self.opened_at = now
            self.trying_since = None

    def released(self) -> None:
        """The trial ended without saying anything about the upstream; the next caller may try."""
        self.trying_since = None
