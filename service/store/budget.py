"""A rate per source, shared by all processes. Implements ``clients.transport.ports.Budget``."""

from __future__ import annotations

import time
from collections.abc import Callable

from clients.transport.ports import Rate
from service.domain.ports import StoreGone
from service.store.bucket import Bucket
from service.store.connection import Connection

_USE = "budget"

# The same as Bucket.take, on the clock of the server, which all processes share.
# KEYS: bucket. ARGV: tokens per second, burst. Answers the seconds to wait, "0" when granted.
_TAKE = """
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
local rate, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local held = redis.call('HMGET', KEYS[1], 'tokens', 'at', 'paused_until')
local at = tonumber(held[2]) or now
local tokens = math.min(burst, (tonumber(held[1]) or burst) + math.max(0, now - at) * rate)
local paused_until = tonumber(held[3]) or 0
local wait = 0
if now < paused_until then wait = paused_until - now
elseif tokens >= 1 then tokens = tokens - 1
else wait = (1 - tokens) / rate end
redis.call('HSET', KEYS[1], 'tokens', string.format('%.9f', tokens), 'at', string.format('%.6f', now))
local needed = math.ceil(math.max(burst / rate, paused_until - now)) + 60
redis.call('EXPIRE', KEYS[1], needed)
return string.format('%.6f', wait)
"""

# KEYS: bucket. ARGV: seconds.
_PAUSE = """
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
local before = tonumber(redis.call('HGET', KEYS[1], 'paused_until')) or 0
local paused_until = math.max(before, now + tonumber(ARGV[1]))
redis.call('HSET', KEYS[1], 'paused_until', string.format('%.6f', paused_until))
local left = redis.call('TTL', KEYS[1])
redis.call('EXPIRE', KEYS[1], math.max(left, math.ceil(paused_until - now) + 60))
return 1
"""


_NOT_WITHOUT_STORE_S = 60.0
"""When to ask again for a source that is not called without the store."""


class RedisBudget:
    """Fails to a share: when the store is gone each process spends its part of the rate from memory.

    It fails closed for a rate that needs the store.

    ``processes`` is how many are assumed to share the budget then. With fewer than that many the sources are
    called less than they allow, never more. A pause is also remembered here, so it outlives the store.
    """

    def __init__(
        self, connection: Connection, *, processes: int = 1, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._connection = connection
        self._processes = processes
        self._clock = clock
        self._local: dict[str, Bucket] = {}

    async def take(self, source: str, rate: Rate) -> float:
        try:
            wait = await self._connection.run(
                _USE, lambda redis: redis.eval(_TAKE, 1, _key(source), rate.per_second, rate.burst)
            )
        except StoreGone:
            return self._take_share(source, rate)
        return max(float(wait), self._paused_here(source))

    async def pause(self, source: str, seconds: float) -> None:
        now = self._clock()
        bucket = self._local.get(source, Bucket(0.0, now))
        self._local[source] = bucket.pause(seconds, now)
        try:
            await self._connection.run(_USE, lambda redis: redis.eval(_PAUSE, 1, _key(source), seconds))
        except StoreGone:
            return

    def _take_share(self, source: str, rate: Rate) -> float:
        if rate.needs_store:
            return _NOT_WITHOUT_STORE_S
        share = Rate(rate.per_second / self._processes, max(1, rate.burst // self._processes))
        now = self._clock()
        bucket = self._local.get(source, Bucket.full(share, now))
        self._local[source], wait = bucket.take(share, now)
        return wait

    def _paused_here(self, source: str) -> float:
        bucket = self._local.get(source)
        return 0.0 if bucket is None else max(0.0, bucket.paused_until - self._clock())


def _key(source: str) -> str:
    return f"ss:budget:{source}"
