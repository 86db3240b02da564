"""Child processes of tests: on a free loopback port, waited for, and ended with their whole group."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(
    command: Sequence[str],
    *,
    ready: Callable[[], bool],
    log: Path,
    within_s: float = 30.0,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """The process, once ``ready`` says so; its group is gone afterwards.

    Raises AssertionError with the end of its log when it does not come up.
    """
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=cwd,
            env=None if env is None else {**os.environ, **env},
            start_new_session=True,
        )
    try:
        _wait(process, ready, log, within_s)
        yield process
    finally:
        _end(process)


def listens(port: int) -> Callable[[], bool]:
    """Whether somebody takes connections at that port of loopback."""

    def ask() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    return ask


def answers(url: str) -> Callable[[], bool]:
    """Whether anything answers at ``url``, with any status."""
    return lambda: _status(url, timeout_s=2) is not None


def succeeds(url: str) -> Callable[[], bool]:
    """Whether ``url`` answers with a status of success."""
    return lambda: (_status(url, timeout_s=5) or 500) < 400


def _status(url: str, *, timeout_s: float) -> int | None:
    try:
        with urllib.request.urlopen(url, timeout=timeout_s) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as answered:
        answered.close()
        return answered.code
    except OSError:
        return None


def _wait(process: subprocess.Popen[bytes], ready: Callable[[], bool], log: Path, within_s: float) -> None:
    give_up = time.monotonic() + within_s
    while time.monotonic() < give_up and process.poll() is None:
        if ready():
            return
        time.sleep(0.05)
    end = log.read_text(errors="replace")[-2000:]
    raise AssertionError(f"not ready after {within_s} s (exit code {process.poll()}):\n{end}")


def _end(process: subprocess.Popen[bytes]) -> None:
    for signal_number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, signal_number)
        except ProcessLookupError:
            break
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            continue
    process.wait()
