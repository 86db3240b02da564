"""Trying again, where that is safe and can help."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import stamina

from clients.outcome import Outcome
from clients.transport.deadline import Deadline
from clients.transport.response import Response


@dataclass(frozen=True, slots=True)
class Tried:
    """What one try brought, and whether another may bring something else."""

    outcome: Outcome[Response]
    again: bool


_WORTH_ANOTHER_S = 0.6
"""With less left, the pause and the next try would not end before the deadline."""


class _Again(Exception):  # noqa: N818 - steers stamina; carries neither URL nor query, stamina logs it
    def __init__(self, tried: Tried) -> None:
        super().__init__("trying again")
        self.tried = tried


async def retried(
    attempt: Callable[[], Awaitable[Tried]], *, attempts: int, deadline: Deadline
) -> Outcome[Response]:
    """Up to ``attempts`` tries with jittered pauses of about 0.2 to 1 s, all before the deadline.

    Only GET is ever sent, so repeating is safe. What failed last is the outcome, so a failure that comes too
    late for another try keeps its own name and is not called a missed deadline.
    """
    try:
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
                if tried.again and deadline.remaining() > _WORTH_ANOTHER_S:
                    raise _Again(tried)  # noqa: TRY301 - stamina retries on exceptions only
                return tried.outcome
    except _Again as again:
        return again.tried.outcome
    raise AssertionError("stamina ends with a result or an error")
