"""A server of the Redis kind that tests may hang, kill and start again; Redis itself for ``make test-full``.

Redis is the Debian package ``redis-server``; ``tests/servers/valkey.py`` has the server from a wheel.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from tests.servers.process import free_port, running


class RedisServer:
    """``program`` on a free port of loopback or, with none, on a unix socket. What it holds dies with it."""

    def __init__(self, program: str, *, port: int = 0) -> None:
        # a short name: a socket's path may hold 100 bytes
        self._folder = Path(tempfile.mkdtemp(prefix="rs-", dir="/tmp"))
        self._place = f"127.0.0.1:{port}" if port else f"{self._folder}/s"
        self._scheme = "redis" if port else "unix"
        self.url = self.url_of()
        self.client = Redis.from_url(self.url)
        self._command = [
            program,
            *("--port", str(port), "--bind", "127.0.0.1"),
            *(() if port else ("--unixsocket", self._place)),
            *("--dir", str(self._folder), "--save", "", "--appendonly", "no"),
            *("--maxmemory-policy", "noeviction"),
        ]
        self._running = ExitStack()
        self._process: subprocess.Popen[bytes] | None = None

    def url_of(self, login: str = "") -> str:
        """The URL for who logs in with ``user:password``."""
        return f"{self._scheme}://{login}{'@' if login else ''}{self._place}"

    def start(self) -> None:
        self._process = self._running.enter_context(
            running(self._command, ready=self._answers, log=self._folder / "log")
        )

    def signal(self, number: int) -> None:
        assert self._process is not None
        os.killpg(self._process.pid, number)

    def kill(self) -> None:
        """At once, also when it hangs; nothing where it is dead already."""
        if self._process is not None:
            self.signal(signal.SIGKILL)
            self._running.close()
            self._process = None

    def close(self) -> None:
        self.client.close()
        self.kill()
        shutil.rmtree(self._folder)

    def all_keys(self) -> list[bytes]:
        return [key for key in self.client.keys("*") if isinstance(key, bytes)]

    def fields(self) -> list[bytes]:
        """Of the hashes of all scopes."""
        hashes = [key for key in self.all_keys() if key.endswith(b":entries")]
        return [field for key in hashes for field in self.client.hkeys(key) if isinstance(field, bytes)]

    def _answers(self) -> bool:
        try:
            return bool(self.client.ping())
        except RedisError:
            return False


def missing() -> str | None:
    """Why Redis cannot run here, if it cannot."""
    if shutil.which("redis-server") is None:
        return "redis-server is not installed (make test-full installs it when root)"
    return None


@contextmanager
def redis() -> Iterator[RedisServer]:
    """Debian's Redis, over TCP."""
    reason = missing()
    assert reason is None, reason
    with started(RedisServer("redis-server", port=free_port())) as server:
        yield server


@contextmanager
def started(server: RedisServer) -> Iterator[RedisServer]:
    try:
        server.start()
        yield server
    finally:
        server.close()
