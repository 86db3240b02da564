"""A rate per source, shared by all processes. Implements ``clients.transport.ports.Budget``."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable

from clients.transport.budget import MemoryBudget
from clients.transport.ports import Rate, Window
from service.domain.ports import StoreGone
from service.store.connection import Connection

_USE = "budget"

# The same as TokenBucket.take, on the clock of the server, which all processes share.
# KEYS: bucket, calls let out (the latest first). ARGV: tokens per second, burst, calls a window may hold (0
# for no window), its seconds, calls that were let out without asking here. Answers the seconds to wait, "0"
# when granted.
_TAKE = """
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
local rate, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local calls, seconds, owed = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local held = redis.call('HMGET', KEYS[1], 'tokens', 'at', 'paused_until')
local at = tonumber(held[2]) or now
local tokens = math.min(burst, (tonumber(held[1]) or burst) + math.max(0, now - at) * rate) - owed
local paused_until = tonumber(held[3]) or 0
local function note(times)
  for _ = 1, times do redis.call('LPUSH', KEYS[2], string.format('%.6f', now)) end
  redis.call('LTRIM', KEYS[2], 0, calls - 1)
  redis.call('EXPIRE', KEYS[2], math.ceil(seconds) + 60)
end
if calls > 0 then note(math.min(calls, owed)) end
local first = calls > 0 and tonumber(redis.call('LINDEX', KEYS[2], calls - 1) or nil)
local wait = 0
if now < paused_until then wait = paused_until - now
elseif tokens < 1 then wait = (1 - tokens) / rate
elseif first and now < first + seconds then wait = first + seconds - now
else
  tokens = tokens - 1
  if calls > 0 then note(1) end
end
redis.call('HSET', KEYS[1], 'tokens', string.format('%.9f', tokens), 'at', string.format('%.6f', now))
local needed = math.ceil(math.max((burst - tokens) / rate, paused_until - now)) + 60
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
_NO_WINDOW = Window(calls=0, seconds=0.0)


class RedisBudget:
    """Fails to a share: when the store is gone each process spends its part of the rate from memory.

    It fails closed for a rate that needs the store.

    ``processes`` is how many are assumed to share the budget then; with fewer than that many the sources are
    called less than they allow. What was let out without the store is taken from the budget once it is back;
    only a store that forgot begins anew. A pause is also remembered here, so it outlives the store.
    """

    def __init__(
        self, connection: Connection, *, processes: int = 1, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._connection = connection
        self._processes = processes
        self._here = MemoryBudget(clock)
        self._owed: Counter[str] = Counter()

    async def take(self, source: str, rate: Rate) -> float:
        window = rate.window or _NO_WINDOW
        owed = self._owed.pop(source, 0)
        limits = (rate.per_second, rate.burst, window.calls, window.seconds, owed)
        try:
            wait = await self._connection.run(
                _USE, lambda redis: redis.eval(_TAKE, 2, *_keys(source), *limits)
            )
        except StoreGone:
            self._owed[source] += owed
            return await self._take_share(source, rate)
        except asyncio.CancelledError:
            self._owed[source] += owed
            raise
        return max(float(wait), self._here.paused_s(source))

    async def pause(self, source: str, seconds: float) -> None:
        await self._here.pause(source, seconds)
        bucket, _ = _keys(source)
        try:
            await self._connection.run(_USE, lambda redis: redis.eval(_PAUSE, 1, bucket, seconds))
        except StoreGone:
            return

    async def _take_share(self, source: str, rate: Rate) -> float:
        if rate.needs_store:
            return _NOT_WITHOUT_STORE_S
        wait = await self._here.take(source, self._share(rate))
        self._owed[source] += wait == 0
        return wait

    def _share(self, rate: Rate) -> Rate:
        whole = rate.window
        return Rate(
            rate.per_second / self._processes,
            max(1, rate.burst // self._processes),
            window=Window(max(1, whole.calls // self._processes), whole.seconds) if whole else None,
        )


def _keys(source: str) -> tuple[str, str]:
    """Bucket and calls, which share one hash tag."""
    return f"ss:budget:{{{source}}}", f"ss:budget:{{{source}}}:calls"
