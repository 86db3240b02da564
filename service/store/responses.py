"""Upstream responses, and one flight per identical call. Implements ``ResponseCache``."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager

from clients.transport.ports import StoredResponse
from service.domain.ports import StoreGone
from service.store.codec import pack_response, unpack_response
from service.store.connection import Connection, as_bytes
from service.store.flights import Flights
from service.store.keys import Keys
from service.store.scopes import Scopes, expiring, unexpired
from service.store.trim import CACHE_PREFIX

_USE = "responses"
LARGEST_BYTES = 4 * 1024 * 1024


class RedisResponses:
    """Fails open: when the store is gone nothing is found and nothing is kept.

    Within a scope its own entries are looked at first, then those of everyone; what is put in a scope is
    seen in that scope only. Entries that pack to more than 4 MiB are not kept.
    """

    def __init__(self, connection: Connection, keys: Keys, scopes: Scopes, flights: Flights) -> None:
        self._connection = connection
        self._keys = keys
        self._scopes = scopes
        self._flights = flights

    async def get(self, request: str, *, scope: str | None) -> StoredResponse | None:
        field = self._field(request)
        try:
            if scope is not None:
                [own] = await self._scopes.get_many(_USE, scope, [field])
                if (packed := unexpired(own)) is not None:
                    return unpack_response(packed)
            shared = as_bytes(await self._connection.run(_USE, lambda redis: redis.get(CACHE_PREFIX + field)))
        except StoreGone:
            return None
        return None if shared is None else unpack_response(shared)

    async def put(self, request: str, response: StoredResponse, *, ttl_s: float, scope: str | None) -> None:
        packed = pack_response(response)
        milliseconds = int(ttl_s * 1000)
        if len(packed) > LARGEST_BYTES or milliseconds <= 0:
            return
        field = self._field(request)
        try:
            if scope is not None:
                await self._scopes.put(_USE, scope, [(field, expiring(packed, ttl_s))])
            else:
                await self._connection.run(
                    _USE, lambda redis: redis.set(CACHE_PREFIX + field, packed, px=milliseconds)
                )
        except StoreGone:
            return

    def flight(self, request: str, *, wait_s: float) -> AbstractAsyncContextManager[bool]:
        return self._flights.flight(self._keys.derive("flight", request), wait_s=wait_s)

    def _field(self, request: str) -> str:
        return f"response:{self._keys.derive('response', request)}"
