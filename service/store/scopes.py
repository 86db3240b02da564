"""What belongs to one confidential verification: one hash per verification, so that it goes in one piece."""

from __future__ import annotations

import time

from service.store.connection import Connection, as_bytes
from service.store.keys import Keys

UNTIL_REPORT_S = 3600
"""How long a scope lives when no report of it is ever stored."""
ERASED_FOR_S = 24 * 3600
"""How long an erased verification refuses late writes of work that was still under way."""

# KEYS: scope hash, tombstone. ARGV: seconds to live, field, value, field, value, ...
_PUT = """
if redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
for i = 2, #ARGV, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
local left = redis.call('TTL', KEYS[1])
if left < tonumber(ARGV[1]) then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return 1
"""


class Scopes:
    """Entries by scope and field. Raises ``StoreGone``; the uses say what they make of it."""

    def __init__(self, connection: Connection, keys: Keys) -> None:
        self._connection = connection
        self._keys = keys

    def hash_key(self, scope: str) -> str:
        return f"ss:scope:{{{self._keys.derive('scope', scope)}}}:entries"

    def tombstone_key(self, scope: str) -> str:
        return f"ss:scope:{{{self._keys.derive('scope', scope)}}}:erased"

    async def put(self, use: str, scope: str, items: list[tuple[str, bytes]]) -> bool:
        """Stores all or, when the scope was erased, none."""
        if not items:
            return True
        arguments = [part for item in items for part in item]
        return bool(
            await self._connection.run(
                use,
                lambda redis: redis.eval(
                    _PUT, 2, self.hash_key(scope), self.tombstone_key(scope), UNTIL_REPORT_S, *arguments
                ),
            )
        )

    async def get_many(self, use: str, scope: str, fields: list[str]) -> list[bytes | None]:
        if not fields:
            return []
        replies = await self._connection.run(use, lambda redis: redis.hmget(self.hash_key(scope), fields))
        return [as_bytes(reply) for reply in replies]


def expiring(value: bytes, ttl_s: float) -> bytes:
    """A value with its end of life in front, for fields of a hash, which have none of their own."""
    return int((time.time() + ttl_s) * 1000).to_bytes(8, "big") + value


def unexpired(stored: bytes | None) -> bytes | None:
    if stored is None or int.from_bytes(stored[:8], "big") < time.time() * 1000:
        return None
    return stored[8:]
