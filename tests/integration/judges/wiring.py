"""A transport that may reach one loopback server, and a judge's server on it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from clients.transport.guard import HostPort
from clients.transport.transport import Transport
from service.inference.judges.server import JudgeServer


@asynccontextmanager
async def way_to(
    base: str, *, root: str = "", key: str | None = None, timeout_s: float = 5.0, concurrency: int = 4
) -> AsyncIterator[JudgeServer]:
    async with Transport(configured=frozenset({HostPort.of(base)})) as transport:
        yield JudgeServer(transport, base + root, key=key, timeout_s=timeout_s, concurrency=concurrency)
