"""The HTTP edge behind a real uvicorn on a free loopback port, over stand-ins for the stages."""

from __future__ import annotations

import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from fastapi import FastAPI

from service.api.state import State
from service.app import create_app
from service.settings import Settings
from tests.servers.process import free_port
from tests.unit.api.doubles import World, world


@contextmanager
def serving(settings: Settings) -> Iterator[tuple[str, World]]:
    """Yields the address and what stands behind it."""
    app = create_app(settings)
    made: list[World] = []

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[State]:
        async with world(settings) as w:
            made.append(w)
            yield State(services=w.services)

    app.router.lifespan_context = lifespan
    port = free_port()
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=port, access_log=False, log_config=None)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    give_up = time.monotonic() + 30
    while not server.started:
        assert time.monotonic() < give_up, "the server does not start"
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}", made[0]
    finally:
        server.should_exit = True
        thread.join(timeout=20)
        assert not thread.is_alive(), "the server does not stop"
