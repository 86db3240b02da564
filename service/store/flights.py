"""One flight per identical call, across tasks and processes."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from service.domain.ports import StoreGone
from service.store.connection import Connection

_USE = "flights"
LOCK_S = 2.0
_RENEW_S = 0.5
_FIRST_POLL_S, _LONGEST_POLL_S = 0.05, 0.4
_SLOWER = 1.5
_LANDED = "landed"

# KEYS: lock. ARGV: my token, milliseconds, the token last seen or "". Answers the token that holds it now.
# "landed" is left for a moment by who finished, so that waiters can tell an end from a death.
_ACQUIRE = """
local held = redis.call('GET', KEYS[1])
if not held or (held == 'landed' and ARGV[3] == '') then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  return ARGV[1]
end
return held
"""

# KEYS: lock. ARGV: my token, milliseconds, new value. Only who holds it may change it.
_REPLACE = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[2])
return 1
"""


class Flights:
    """Fails open: when the store is gone there is one flight per process.

    A lock lives two seconds and is renewed while its holder lives, so a killed holder costs the others
    at most two seconds; then one of them takes over.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._here: dict[str, asyncio.Event] = {}

    @asynccontextmanager
    async def flight(self, name: str, *, wait_s: float) -> AsyncIterator[bool]:
        """Entered with true by who should call, with false by who waited for it or for ``wait_s``."""
        until = time.monotonic() + wait_s
        landed = self._here.get(name)
        if landed is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(landed.wait(), wait_s)
            yield False
            return
        landed = self._here[name] = asyncio.Event()
        try:
            token = secrets.token_hex(8)
            leads, held = await self._acquire(_key(name), token, until)
            renewal = asyncio.create_task(self._renew(_key(name), token)) if held else None
            try:
                yield leads
            finally:
                if renewal is not None:
                    renewal.cancel()
                    await self._land(_key(name), token)
        finally:
            del self._here[name]
            landed.set()

    async def _acquire(self, key: str, token: str, until: float) -> tuple[bool, bool]:
        """Whether to call, and whether the lock is held.

        Who waits long looks less often: hundreds may wait, for calls that wait for their upstream's budget.
        """
        seen, pause = "", _FIRST_POLL_S
        while True:
            try:
                holder = await self._holder(key, token, seen)
            except StoreGone:
                return seen == "", False
            if holder == token:
                return True, True
            if (seen and holder == _LANDED) or time.monotonic() >= until:
                return False, False
            seen = holder
            await asyncio.sleep(min(pause, max(0.0, until - time.monotonic())))
            pause = min(pause * _SLOWER, _LONGEST_POLL_S)

    async def _holder(self, key: str, token: str, seen: str) -> str:
        held = await self._connection.run(
            _USE, lambda redis: redis.eval(_ACQUIRE, 1, key, token, int(LOCK_S * 1000), seen)
        )
        return str(held, "ascii")

    async def _renew(self, key: str, token: str) -> None:
        while True:
            await asyncio.sleep(_RENEW_S)
            with suppress(StoreGone):
                await self._replace(key, token, token, LOCK_S)

    async def _land(self, key: str, token: str) -> None:
        """Also when cancelled: the others need not wait for the lock to expire."""
        with suppress(StoreGone):
            await asyncio.shield(self._replace(key, token, _LANDED, 1.0))

    async def _replace(self, key: str, token: str, value: str, seconds: float) -> None:
        await self._connection.run(
            _USE, lambda redis: redis.eval(_REPLACE, 1, key, token, int(seconds * 1000), value)
        )


def _key(name: str) -> str:
    return f"ss:flight:{name}"
