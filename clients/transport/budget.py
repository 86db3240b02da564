"""Token buckets in this process, for when no store shares them between processes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from clients.transport.ports import Rate


@dataclass(slots=True)
class TokenBucket:
    """Holds up to ``rate.burst`` tokens and gains ``rate.per_second``; ``now`` in seconds."""

    rate: Rate
    tokens: float
    updated: float

    def take(self, now: float) -> float:
        """0 and one token less when there is one, else the seconds until there is one."""
        gained = max(0.0, now - self.updated) * self.rate.per_second
        self.tokens = min(float(self.rate.burst), self.tokens + gained)
        self.updated = max(self.updated, now)
        if self.tokens >= 1.0 - 1e-9:
            self.tokens -= 1.0
            return 0.0
        return (1.0 - self.tokens) / self.rate.per_second


@dataclass(slots=True)
class MemoryBudget:
    """Implements ``Budget`` for one process."""

    clock: Callable[[], float] = time.monotonic
    _buckets: dict[str, TokenBucket] = field(default_factory=dict)
    _paused_until: dict[str, float] = field(default_factory=dict)

    async def take(self, source: str, rate: Rate) -> float:
        now = self.clock()
        pause = self._paused_until.get(source, 0.0) - now
        if pause > 0:
            return pause
        bucket = self._buckets.get(source)
        if bucket is None or bucket.rate != rate:
            bucket = self._buckets[source] = TokenBucket(rate, float(rate.burst), now)
        return bucket.take(now)

    async def pause(self, source: str, seconds: float) -> None:
        until = self.clock() + seconds
        self._paused_until[source] = max(until, self._paused_until.get(source, 0.0))
