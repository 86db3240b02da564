"""The token bucket as a pure function; the Lua script of ``budget.py`` does the same inside Redis."""

from __future__ import annotations

from dataclasses import dataclass

from clients.transport.ports import Rate


@dataclass(frozen=True, slots=True)
class Bucket:
    """``tokens`` at the moment ``at``; nothing is granted before ``paused_until``. Times in seconds."""

    tokens: float
    at: float
    paused_until: float = 0.0

    @classmethod
    def full(cls, rate: Rate, now: float) -> Bucket:
        return cls(float(rate.burst), now)

    def take(self, rate: Rate, now: float) -> tuple[Bucket, float]:
        """The bucket afterwards, and 0 when granted, else the seconds after which to ask again."""
        elapsed = max(0.0, now - self.at)
        tokens = min(float(rate.burst), self.tokens + elapsed * rate.per_second)
        if now < self.paused_until:
            return Bucket(tokens, now, self.paused_until), self.paused_until - now
        if tokens >= 1.0:
            return Bucket(tokens - 1.0, now, self.paused_until), 0.0
        return Bucket(tokens, now, self.paused_until), (1.0 - tokens) / rate.per_second

    def pause(self, seconds: float, now: float) -> Bucket:
        """Paused for so long, or longer when it was already."""
        return Bucket(self.tokens, self.at, max(self.paused_until, now + seconds))
