"""Making room in a full store: entries of the caches go, what was promised stays."""

from __future__ import annotations

import time

from redis.asyncio import Redis

CACHE_PREFIX = "ss:cache:"
_BATCH = 500
_LONGEST_S = 0.25
_ENOUGH = 2000


async def trim_caches(redis: Redis, *, enough: int = _ENOUGH) -> int:
    """Unlinks up to ``enough`` cache entries, in no particular order (the order of SCAN); answers how many.

    Takes at most about a quarter of a second. Reports, budgets and locks are never touched. May raise errors
    of redis-py.
    """
    until = time.monotonic() + _LONGEST_S
    dropped = 0
    cursor = 0
    while True:
        cursor, keys = await redis.scan(cursor, match=f"{CACHE_PREFIX}*", count=_BATCH)
        if keys:
            dropped += await redis.unlink(*keys)
        if cursor == 0 or dropped >= enough or time.monotonic() > until:
            return dropped
