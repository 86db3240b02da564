"""The response cache of who has none."""
# ruff: noqa: ARG002 - it implements the port and keeps nothing

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from clients.transport.ports import StoredResponse


class NullCache:
    """Keeps nothing; every caller leads its own flight."""

    async def get(self, request: str, *, scope: str | None) -> StoredResponse | None:
        return None

    async def put(self, request: str, response: StoredResponse, *, ttl_s: float, scope: str | None) -> None:
        return None

    @asynccontextmanager
    async def flight(self, request: str, *, wait_s: float) -> AsyncIterator[bool]:
        yield True
