"""What belongs to one confidential verification: one hash per verification, so that it goes in one piece."""

from __future__ import annotations

import time

from service.store.connection import Connection, as_bytes
from service.store.keys import Keys

UNTIL_REPORT_S = 3600
"""How long a scope lives before there is a report, whose time it then shares."""
ERASED_FOR_S = 24 * 3600
"""How long an erased verification refuses late writes of work that was still under way."""

# KEYS: report, tombstone, entries. ARGV: seconds to live while there is no report, field, value, ...
_PUT = """
if redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
for i = 2, #ARGV, 2 do redis.call('HSET', KEYS[3], ARGV[i], ARGV[i + 1]) end
local left = redis.call('TTL', KEYS[1])
redis.call('EXPIRE', KEYS[3], left >= 0 and left or ARGV[1])
return 1
"""


class Scopes:
    """Entries by scope and field. Raises ``StoreGone``; the uses say what they make of it."""

    def __init__(self, connection: Connection, keys: Keys) -> None:
        self._connection = connection
        self._keys = keys

    def slots(self, scope: str) -> tuple[str, str, str]:
        """The keys of a verification, which share one hash tag: report, tombstone, entries."""
        tag = f"ss:scope:{{{self._keys.derive('scope', scope)}}}"
        return f"{tag}:report", f"{tag}:erased", f"{tag}:entries"

    async def put(self, use: str, scope: str, items: list[tuple[str, bytes]]) -> bool:
        """Stores all or, when the scope was erased, none."""
        if not items:
            return True
        arguments = [part for item in items for part in item]
        return bool(
            await self._connection.run(
                use,
                lambda redis: redis.eval(_PUT, 3, *self.slots(scope), UNTIL_REPORT_S, *arguments),
            )
        )

    async def get_many(self, use: str, scope: str, fields: list[str]) -> list[bytes | None]:
        if not fields:
            return []
        _, _, entries = self.slots(scope)
        replies = await self._connection.run(use, lambda redis: redis.hmget(entries, fields))
        return [as_bytes(reply) for reply in replies]


def expiring(value: bytes, ttl_s: float) -> bytes:
    """A value with its end of life in front, for fields of a hash, which have none of their own."""
    return int((time.time() + ttl_s) * 1000).to_bytes(8, "big") + value


def unexpired(stored: bytes | None) -> bytes | None:
    if stored is None or int.from_bytes(stored[:8], "big") < time.time() * 1000:
        return None
    return stored[8:]
