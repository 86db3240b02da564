"""Token buckets in this process, for when no store shares them between processes."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from clients.transport.ports import Rate


@dataclass(slots=True)
class TokenBucket:
    """Holds up to ``rate.burst`` tokens and gains ``rate.per_second``; ``now`` in seconds.

    ``granted`` are the moments of as many calls as the window holds, the latest last.
    """

    rate: Rate
    tokens: float
    updated: float
    granted: deque[float] = field(default_factory=deque)

    def take(self, now: float) -> float:
        """0 and one token less when there is one, else the seconds until there is one."""
        gained = max(0.0, now - self.updated) * self.rate.per_second
        self.tokens = min(float(self.rate.burst), self.tokens + gained)
        self.updated = max(self.updated, now)
        if self.tokens < 1.0 - 1e-9:
            return (1.0 - self.tokens) / self.rate.per_second
        if (wait := self._full_for(now)) > 0:
            return wait
        self.tokens -= 1.0
        return 0.0

    def _full_for(self, now: float) -> float:
        """Seconds for which the window holds all it may; a call is noted when it is let out."""
        window = self.rate.window
        if window is None:
            return 0.0
        if len(self.granted) >= window.calls:
            wait = self.granted[0] + window.seconds - now
            if wait > 0:
                return wait
            self.granted.popleft()
        self.granted.append(now)
        return 0.0


@dataclass(slots=True)
class MemoryBudget:
    """Implements ``Budget`` for one process."""

    clock: Callable[[], float] = time.monotonic
    _buckets: dict[str, TokenBucket] = field(default_factory=dict)
    _paused_until: dict[str, float] = field(default_factory=dict)

    async def take(self, source: str, rate: Rate) -> float:
        pause = self.paused_s(source)
        if pause > 0:
            return pause
        now = self.clock()
        bucket = self._buckets.get(source)
        if bucket is None or bucket.rate != rate:
            bucket = self._buckets[source] = TokenBucket(rate, float(rate.burst), now)
        return bucket.take(now)

    async def pause(self, source: str, seconds: float) -> None:
        until = self.clock() + seconds
        self._paused_until[source] = max(until, self._paused_until.get(source, 0.0))

    def paused_s(self, source: str) -> float:
        """Seconds for which nobody calls ``source`` yet."""
        return max(0.0, self._paused_until.get(source, 0.0) - self.clock())
