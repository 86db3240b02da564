"""What is remembered of one lane of calls: its queue, its breaker, its retries, how the last call ended."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import anyio

from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.transport.breaker import Breaker, BreakerState
from clients.transport.deadline import Deadline
from clients.transport.places import Places
from clients.transport.policy import Policy
from clients.transport.ports import Budget
from clients.transport.response import Response
from clients.transport.retry import RetryBudget

_LOOK_AGAIN_S = 0.25
"""A call that waits for its turn learns so soon that the upstream has failed meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneHealth:
    """How a lane stands; moments in epoch seconds, null when there was none."""

    breaker: BreakerState
    paused_s: float
    last_ok_at: float | None
    last_error: Why | None
    last_error_at: float | None


class Lane:
    """Admission to one lane; ``clock`` is monotonic."""

    def __init__(self, name: str, policy: Policy, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.name = name
        self.retries = RetryBudget()
        self._places = Places(policy.concurrency)
        self._clock = clock
        self._breaker = (
            Breaker(policy.breaker_failures, policy.breaker_rest_s) if policy.breaker_failures else None
        )
        self._waiting = 0
        self._paused_until = 0.0
        self._last_ok_at: float | None = None
        self._last_error: tuple[Why, float] | None = None

    @asynccontextmanager
    async def turn(
        self, policy: Policy, budget: Budget, deadline: Deadline
    ) -> AsyncIterator[NotMeasured | None]:
        """Entered with null when the call may go out, and then holding one of the lane's places.

        Waits for place and budget when the deadline allows, refuses at once when it does not.
        """
        refusal = self._resting() or self._overbooked(policy, deadline)
        if refusal is not None:
            yield refusal
            return
        self._waiting += 1
        waiting = True
        try:
            async with self._places.one(goes_on=policy.goes_on):
                refusal = await self._admit(policy, budget, deadline)
                self._waiting -= 1
                waiting = False
                yield refusal
        finally:
            self._waiting -= waiting

    def hold(self, seconds: float) -> None:
        """Nobody in this process calls for so long."""
        self._paused_until = max(self._paused_until, self._clock() + seconds)

    def _resting(self) -> NotMeasured | None:
        now = self._clock()
        if self._breaker is None or self._breaker.state(now) is not BreakerState.OPEN:
            return None
        return NotMeasured(Why.SOURCE_DOWN, "resting after failures", self._breaker.wait(now))

    def _overbooked(self, policy: Policy, deadline: Deadline) -> NotMeasured | None:
        """Those already waiting use up the budget until the deadline; who goes on comes before them.

        While nothing was heard from the upstream they wait all the same: if it is down, that is the reason.
        """
        silent = self._last_error is None or self._last_error[0] is Why.SOURCE_DOWN
        if policy.rate is None or policy.goes_on or (self._last_ok_at is None and silent):
            return None
        wait = max(0, self._waiting - policy.rate.burst) / policy.rate.per_second
        if wait < deadline.remaining():
            return None
        return NotMeasured(Why.BUDGET, "too many calls are waiting", wait)

    async def _admit(self, policy: Policy, budget: Budget, deadline: Deadline) -> NotMeasured | None:
        while True:
            resting = self._resting()  # it may have opened while this call waited
            if resting is not None:
                return resting
            pause = self._paused_until - self._clock()
            if pause >= deadline.remaining():
                return NotMeasured(Why.RATE_LIMITED, "the source asked for a pause", pause)
            wait = pause if pause > 0 else await budget.take(self.name, policy.rate) if policy.rate else 0.0
            if wait <= 0:
                break
            if wait >= deadline.remaining():
                return NotMeasured(Why.BUDGET, "no budget before the deadline", wait)
            await anyio.sleep(min(wait, _LOOK_AGAIN_S))
        rest = self._breaker.wait(self._clock()) if self._breaker else 0.0
        return NotMeasured(Why.SOURCE_DOWN, "resting after failures", rest) if rest > 0 else None

    def record(self, outcome: Outcome[Response] | None) -> None:
        """How a call ended; null when it was cut off before it could say anything about the upstream."""
        match outcome:
            case Ok() | Misused():
                self._last_ok_at = time.time()
                if self._breaker:
                    self._breaker.succeeded()
            case NotMeasured(why=why):
                self._last_error = (why, time.time())
                if self._breaker and why is Why.SOURCE_DOWN:
                    self._breaker.failed(self._clock())
                elif self._breaker:
                    self._breaker.released()
            case None:
                if self._breaker:
                    self._breaker.released()

    def health(self) -> LaneHealth:
        now = self._clock()
        return LaneHealth(
            breaker=self._breaker.state(now) if self._breaker else BreakerState.CLOSED,
            paused_s=max(0.0, self._paused_until - now),
            last_ok_at=self._last_ok_at,
            last_error=self._last_error[0] if self._last_error else None,
            last_error_at=self._last_error[1] if self._last_error else None,
        )
