"""Stances already taken, so that an edited draft costs only what changed. Implements ``StanceCache``."""

from __future__ import annotations

from collections.abc import Sequence

from redis.asyncio import Redis

from service.domain.ports import StoreGone
from service.domain.stance import StanceProbabilities
from service.store.codec import pack_stance, unpack_stance
from service.store.connection import Connection, as_bytes
from service.store.keys import Keys
from service.store.scopes import Scopes, expiring, unexpired
from service.store.trim import CACHE_PREFIX

_USE = "stances"
TTL_S = 30 * 24 * 3600
_BATCH = 500


class RedisStances:
    """Fails open: when the store is gone nothing is found and nothing is kept, and the judge reads again."""

    def __init__(self, connection: Connection, keys: Keys, scopes: Scopes) -> None:
        self._connection = connection
        self._keys = keys
        self._scopes = scopes

    def key(self, judge_sha256: str, statement: str, passage: str) -> str:
        return f"stance:{self._keys.derive('stance', judge_sha256, statement, passage)}"

    async def get_many(self, keys: Sequence[str], *, scope: str | None) -> list[StanceProbabilities | None]:
        """In the order of ``keys``; within a scope its own entries come before those of everyone."""
        found: list[StanceProbabilities | None] = []
        for start in range(0, len(keys), _BATCH):
            batch = list(keys[start : start + _BATCH])
            try:
                found += await self._get_batch(batch, scope)
            except StoreGone:
                return found + [None] * (len(keys) - len(found))
        return found

    async def put_many(self, items: Sequence[tuple[str, StanceProbabilities]], *, scope: str | None) -> None:
        for start in range(0, len(items), _BATCH):
            batch = [(key, pack_stance(stance)) for key, stance in items[start : start + _BATCH]]
            try:
                await self._put_batch(batch, scope)
            except StoreGone:
                return

    async def _get_batch(self, keys: list[str], scope: str | None) -> list[StanceProbabilities | None]:
        replies = await self._connection.run(
            _USE, lambda redis: redis.mget([CACHE_PREFIX + key for key in keys])
        )
        stored = [as_bytes(reply) for reply in replies]
        if scope is not None:
            own = await self._scopes.get_many(_USE, scope, keys)
            stored = [unexpired(mine) or shared for mine, shared in zip(own, stored, strict=True)]
        return [None if packed is None else unpack_stance(packed) for packed in stored]

    async def _put_batch(self, items: list[tuple[str, bytes]], scope: str | None) -> None:
        if scope is not None:
            await self._scopes.put(_USE, scope, [(key, expiring(value, TTL_S)) for key, value in items])
            return

        async def put(redis: Redis) -> None:
            async with redis.pipeline(transaction=False) as pipeline:
                for key, value in items:
                    pipeline.set(CACHE_PREFIX + key, value, ex=TTL_S)
                await pipeline.execute()

        await self._connection.run(_USE, put)
