"""The connection to Redis: bounded in time, typed in failure, and quiet about a dead server."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

import structlog
from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import OutOfMemoryError, ReadOnlyError, RedisError
from redis.exceptions import TimeoutError as RedisTimeoutError

from service.domain.ports import StoreGone
from service.store.breaker import Breaker
from service.store.trim import trim_caches

T = TypeVar("T")

TIMEOUT_S = 0.25
_MAX_CONNECTIONS = 32
_ATTEMPTS = 2

_log = structlog.get_logger(__name__)


def _ignore(_use: str) -> None:
    """Counts nothing."""


def as_bytes(reply: bytes | str | None) -> bytes | None:
    """A reply as it is on the wire; the types of redis-py allow for connections that decode."""
    return reply.encode() if isinstance(reply, str) else reply


class Connection:
    """Runs commands. Every failure is ``StoreGone``; what that means is up to the use, which says so.

    A command is tried twice, a quarter of a second each: the pool may hold a connection to a server that was
    restarted, and a busy event loop can look like a slow server. A dead server therefore costs a caller
    at most half a second, and with the breaker open nothing. ``on_failure`` is told the name of the use.
    """

    def __init__(self, url: str, *, on_failure: Callable[[str], None] = _ignore) -> None:
        try:
            # RESP2 and no driver info: a new connection costs no extra round trips.
            self._pool = BlockingConnectionPool.from_url(
                url,
                max_connections=_MAX_CONNECTIONS,
                timeout=TIMEOUT_S,
                socket_timeout=TIMEOUT_S,
                socket_connect_timeout=TIMEOUT_S,
                retry=Retry(NoBackoff(), 0),
                protocol=2,
                driver_info=None,
            )
        except ValueError as error:
            # The message of the library may hold the password.
            raise ValueError("REDIS_URL must start with redis://, rediss:// or unix://") from error
        self._redis = Redis(connection_pool=self._pool)
        self._turns = asyncio.Semaphore(_MAX_CONNECTIONS)
        self._breaker = Breaker()
        self._on_failure = on_failure

    async def run(self, use: str, command: Callable[[Redis], Awaitable[T]]) -> T:
        """Runs ``command``, which must do no harm when done twice. Raises ``StoreGone``.

        Who finds all connections in use waits for one: that many ask says nothing about the server.
        """
        async with self._turns:
            return await self._run(use, command)

    async def _run(self, use: str, command: Callable[[Redis], Awaitable[T]]) -> T:
        if not self._breaker.may_ask():
            self._on_failure(use)
            raise StoreGone("the store was down a moment ago")
        for attempt in range(_ATTEMPTS):
            try:
                value = await command(self._redis)
            except OutOfMemoryError as error:
                if attempt + 1 == _ATTEMPTS or not await self._trim():
                    self._on_failure(use)
                    raise StoreGone("the store is full") from error
            except ReadOnlyError as error:
                # After a failover the address leads to another server, and open connections to the old one.
                await self._forget_connections()
                if attempt + 1 == _ATTEMPTS:
                    self._on_failure(use)
                    raise StoreGone("the store is a replica that takes no writes") from error
            except (RedisConnectionError, RedisTimeoutError, OSError) as error:
                if attempt + 1 == _ATTEMPTS:
                    raise self._gone(use, error) from error
            except RedisError as error:
                self._on_failure(use)
                raise StoreGone(f"the store refused: {type(error).__name__}") from error
            else:
                if self._breaker.succeeded():
                    _log.info("store.back")
                return value
        raise AssertionError("unreachable: the last attempt returns or raises")

    async def alive(self) -> bool:
        """Whether the server answers now; false at once while the breaker is open."""
        try:
            return bool(await self.run("ping", lambda redis: redis.ping()))
        except StoreGone:
            return False

    async def aclose(self) -> None:
        await self._redis.aclose()
        await self._pool.aclose()

    def _gone(self, use: str, error: Exception) -> StoreGone:
        self._on_failure(use)
        if self._breaker.failed():
            _log.warning("store.gone", error=type(error).__name__)
        return StoreGone(f"the store does not answer: {type(error).__name__}")

    async def _forget_connections(self) -> None:
        """Those in use stay: whoever uses them learns for himself."""
        with suppress(RedisError, OSError):
            await self._pool.disconnect(inuse_connections=False)

    async def _trim(self) -> bool:
        try:
            return await trim_caches(self._redis) > 0
        except (RedisError, OSError):
            return False
