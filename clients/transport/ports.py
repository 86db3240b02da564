"""What the transport needs kept between calls and between processes; the service's store implements it."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """An upstream response that was ``ok``; ``stored_at`` in epoch seconds."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    stored_at: float


@dataclass(frozen=True, slots=True)
class Window:
    """At most ``calls`` within any ``seconds``."""

    calls: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Rate:
    """At most ``burst`` calls at once and ``per_second`` calls a second in the long run.

    Where the upstream counts the calls of a minute or a day, no ``window`` of that length holds more than it
    allows. ``needs_store``: the upstream punishes who exceeds its limit, so when the store that shares the
    budget between processes is gone it is not called at all.
    """

    per_second: float
    burst: int = 1
    needs_store: bool = False
    window: Window | None = None


class ResponseCache(Protocol):
    """Responses by canonical request. Fails open: when the store is gone nothing is cached.

    ``request`` is the canonical request in clear; the implementation turns it into a keyed hash.
    ``scope`` is the id of a confidential verification: such entries die with it.
    """

    async def get(self, request: str, *, scope: str | None) -> StoredResponse | None: ...

    async def put(
        self, request: str, response: StoredResponse, *, ttl_s: float, scope: str | None
    ) -> None: ...

    def flight(self, request: str, *, wait_s: float) -> AbstractAsyncContextManager[bool]:
        """One flight per identical call: entered with true by who should call, with false by who waited.

        Who gets false looks into the cache and, finding nothing, calls for itself.
        """
        ...


class Budget(Protocol):
    """A rate per source, shared by all processes. When the store is gone: a share per process, or nothing."""

    async def take(self, source: str, rate: Rate) -> float:
        """0 when granted, else the seconds after which to ask again."""
        ...

    async def pause(self, source: str, seconds: float) -> None:
        """Nobody calls ``source`` for so long (an upstream that answered 429)."""
        ...
