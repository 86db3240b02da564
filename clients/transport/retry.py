"""Trying again, where that is safe and can help."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

import anyio
import stamina

from clients.outcome import NotMeasured, Outcome, Why
from clients.transport.deadline import Deadline
from clients.transport.response import Response


@dataclass(frozen=True, slots=True)
class Tried:
    """What one try brought, whether it was sent at all, and whether another may bring something else."""

    outcome: Outcome[Response]
    sent: bool = True
    again: bool = False


_SHARE = 0.1
_RESERVE = 2.0


@dataclass(slots=True)
class RetryBudget:
    """What one upstream may be asked again, counted in tries: each call earns a tenth of one, two are kept.

    So n calls go out as no more than 1.1 n + 2 tries, whatever fails and however often a call may be tried;
    where one failure in ten passes, all are tried again. After "Handling Overload" in Site Reliability
    Engineering (2016), https://sre.google/sre-book/handling-overload/.
    """

    left: float = _RESERVE

    def earn(self) -> None:
        """A call went out for the first time."""
        self.left = min(_RESERVE, self.left + _SHARE)

    def spend(self) -> bool:
        """Whether a call may be tried again, which is then paid."""
        if self.left < 1.0 - 1e-9:
            return False
        self.left -= 1.0
        return True


class _Again(Exception):  # noqa: N818 - steers stamina; carries neither URL nor query, stamina logs it
    """Another try may help."""


async def retried(
    attempt: Callable[[], Awaitable[Tried]],
    *,
    attempts: int,
    budget: RetryBudget,
    deadline: Deadline,
) -> Outcome[Response]:
    """Up to ``attempts`` tries within the budget, with jittered pauses of about 0.2 to 1 s, all in time.

    What is sent changes nothing at the upstream, so repeating is safe. A failure that was measured keeps its
    name when the next try is not let out or does not end in time: the source was down, whatever else ran out.
    """
    failure: Outcome[Response] = NotMeasured(Why.DEADLINE, "cut off at the deadline")
    failed = False
    with anyio.move_on_after(deadline.remaining()), suppress(_Again):
        async for trial in stamina.retry_context(
            on=_Again,
            attempts=attempts,
            timeout=None,
            wait_initial=0.2,
            wait_max=1.0,
            wait_jitter=0.3,
        ):
            with trial:
                tried = await attempt()
                if failed and not tried.sent:
                    return failure
                if tried.sent and not failed:
                    budget.earn()
                if not tried.again or trial.num >= attempts or not budget.spend():
                    return tried.outcome
                failure, failed = tried.outcome, True
                raise _Again
    return failure
