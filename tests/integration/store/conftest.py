"""The store on a real Valkey, and in the full run on Debian's Redis too."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import anyio
import pytest
from anyio import to_thread

from service.store.store import Store, open_store
from tests.servers.redis import RedisServer, redis
from tests.servers.valkey import valkey_server

ROOT = Path(__file__).parents[3]
SECRET = b"a secret of enough bytes"
SERVERS = {"valkey": valkey_server, "redis": redis}
KINDS = ["valkey", pytest.param("redis", marks=pytest.mark.full)]


def python(script: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Another process of the service."""
    return subprocess.Popen([sys.executable, "-c", script, *arguments], stdout=subprocess.PIPE, cwd=ROOT)


async def first_line(process: subprocess.Popen[bytes]) -> bytes:
    assert process.stdout is not None
    return await to_thread.run_sync(process.stdout.readline)


def kill(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


async def until(condition: Callable[[], Awaitable[bool]], *, within_s: float) -> None:
    with anyio.fail_after(within_s):
        while not await condition():  # noqa: ASYNC110 - another process decides, there is no event
            await anyio.sleep(0.05)


@pytest.fixture(scope="session", params=KINDS)
def shared_server(request: pytest.FixtureRequest) -> Iterator[RedisServer]:
    with SERVERS[request.param]() as server:
        yield server


@pytest.fixture
def server(shared_server: RedisServer) -> RedisServer:
    """Empty, shared by the tests that leave it running."""
    shared_server.client.flushall()
    return shared_server


@pytest.fixture(params=KINDS)
def own_server(request: pytest.FixtureRequest) -> Iterator[RedisServer]:
    """For a test that stops or kills it."""
    with SERVERS[request.param]() as server:
        yield server


@pytest.fixture
async def store(server: RedisServer) -> AsyncIterator[Store]:
    async with open_store(server.url, SECRET) as store:
        yield store
