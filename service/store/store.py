"""All the service keeps, opened and closed in one place."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import structlog

from clients.transport.ports import Budget, ResponseCache
from service.domain.ports import ReportStore, StanceCache
from service.store.budget import RedisBudget
from service.store.connection import Connection
from service.store.embedded import EmbeddedStoreError, embedded_valkey
from service.store.flights import Flights
from service.store.keys import Keys
from service.store.reports import RedisReports
from service.store.responses import RedisResponses
from service.store.scopes import Scopes
from service.store.stances import RedisStances

_NOWHERE = "unix:///nonexistent/secondsource.sock"
_ASSUMED_PROCESSES = 4

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Store:
    """The ports, and the connection they share."""

    responses: ResponseCache
    budget: Budget
    stances: StanceCache
    reports: ReportStore
    connection: Connection

    async def alive(self) -> bool:
        """Whether the server answers; fails closed."""
        return await self.connection.alive()


def _ignore(_use: str) -> None:
    """Counts nothing."""


@asynccontextmanager
async def open_store(
    redis_url: str | None,
    secret: bytes,
    *,
    on_failure: Callable[[str], None] = _ignore,
    processes: int | None = None,
) -> AsyncIterator[Store]:
    """The store on ``redis_url``, or on a Valkey of our own when there is none.

    Never fails because a server is missing: the store is then gone, and every use says what that means.
    Raises ``ValueError`` for a URL of another kind or too short a secret. ``on_failure`` is told the name
    of each use that fails; ``processes`` is how many share a budget when the store is gone (4 with
    ``redis_url``, else 1).
    """
    keys = Keys(secret)
    async with AsyncExitStack() as stack:
        url = redis_url or await _embedded(stack)
        connection = Connection(url, on_failure=on_failure)
        stack.push_async_callback(connection.aclose)
        scopes = Scopes(connection, keys)
        yield Store(
            responses=RedisResponses(connection, keys, scopes, Flights(connection)),
            budget=RedisBudget(connection, processes=processes or (_ASSUMED_PROCESSES if redis_url else 1)),
            stances=RedisStances(connection, keys, scopes),
            reports=RedisReports(connection, scopes),
            connection=connection,
        )


async def _embedded(stack: AsyncExitStack) -> str:
    try:
        return await stack.enter_async_context(embedded_valkey())
    except EmbeddedStoreError as error:
        _log.error("store.embedded_failed", error=str(error))
        return _NOWHERE
