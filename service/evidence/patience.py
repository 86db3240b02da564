"""How long the sources of one claim are waited for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TypeAlias

from clients.transport.deadline import Deadline
from service.domain.evidence import SourceRole

Limit: TypeAlias = Callable[[], AbstractAsyncContextManager[object]]
"""Entered around waiting, which it ends with ``TimeoutError``."""


def until(deadline: Deadline) -> Limit:
    """Waits until the deadline."""
    return lambda: asyncio.timeout(deadline.remaining())


class Patience:
    """Required sources are waited for until the deadline, those of best effort less long.

    They have ``grace_s`` seconds more when the ``required`` ones have all answered, whatever they answered;
    where none is required, when the first of any has. For one event loop.
    """

    def __init__(self, deadline: Deadline, *, grace_s: float, required: int) -> None:
        self._deadline = deadline
        self._grace_s = grace_s
        self._any = required == 0
        self._awaited = max(1, required)
        self._ends: float | None = None
        self._waiting: set[asyncio.Timeout] = set()

    def limit(self, role: SourceRole) -> Limit:
        return until(self._deadline) if role is SourceRole.REQUIRED else self._best_effort

    def answered(self, role: SourceRole) -> None:
        """A source has been asked and its pages read, or it is not waited for any more."""
        self._awaited -= self._any or role is SourceRole.REQUIRED
        if self._awaited > 0 or self._ends is not None:
            return
        self._ends = asyncio.get_running_loop().time() + self._grace_s
        for timeout in self._waiting:
            if not timeout.expired():
                timeout.reschedule(min(self._ends, timeout.when() or self._ends))

    @asynccontextmanager
    async def _best_effort(self) -> AsyncIterator[None]:
        ends = asyncio.get_running_loop().time() + self._deadline.remaining()
        async with asyncio.timeout_at(ends if self._ends is None else min(ends, self._ends)) as timeout:
            self._waiting.add(timeout)
            try:
                yield
            finally:
                self._waiting.discard(timeout)
