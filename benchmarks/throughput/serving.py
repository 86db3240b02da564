"""The service in a process of its own, as ``python -m service`` starts it, and requests to it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from benchmarks.throughput.texts import Item

READY_WITHIN_S = 120.0
ANSWER_WITHIN_S = 600.0
ENDS_WITHIN_S = 20.0
SET = {
    "SECONDSOURCE_WIKIPEDIA": "false",
    "SECONDSOURCE_WAYBACK": "false",
    "SECONDSOURCE_ARQUIVO": "false",
    "SECONDSOURCE_STARTER": "false",
    "SECONDSOURCE_DEADLINE_MS": "600000",
}
"""No upstream is asked here, no starter library indexed meanwhile, and a slow machine cuts nothing off."""


@dataclass(frozen=True, slots=True)
class Served:
    """A service that is ready."""

    port: int
    pid: int

    @contextmanager
    def connections(self, count: int) -> Iterator[list[HTTPConnection]]:
        """Open ones, not for keeping: the service closes what stays idle for five seconds."""
        opened = [HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_WITHIN_S) for _ in range(count)]
        try:
            for connection in opened:
                connection.connect()
            yield opened
        finally:
            for connection in opened:
                connection.close()

    def processor_s(self) -> float | None:
        """Processor time the process has used so far; null where the system does not tell."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        except OSError:
            return None
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(folder: Path, *, threads: int, judge: Path | None = None) -> Iterator[Served]:
    """Yields once ``/readyz`` answers 200; its data lies in ``folder``, its store is the embedded one.

    Raises ``RuntimeError`` with what it says and the end of its log when it does not come up.
    """
    port = _free_port()
    own = {name: value for name, value in os.environ.items() if not name.startswith("SECONDSOURCE_")}
    own.pop("REDIS_URL", None)
    own |= SET | {
        "PORT": str(port),
        "SECONDSOURCE_DATA_DIR": str(folder / "data"),
        "SECONDSOURCE_THREADS": str(threads),
    }
    if judge is not None:
        own["SECONDSOURCE_STANCE_DIR"] = str(judge.resolve())
    log = folder / "service.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "service"], stdout=output, stderr=subprocess.STDOUT, env=own
        )
    try:
        one = Served(port, process.pid)
        _wait(one, process, log)
        yield one
    finally:
        process.terminate()
        try:
            process.wait(ENDS_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def body(items: Sequence[Item]) -> bytes:
    """A request to ``POST /v1/assessments``."""
    asked = [{"claim": one.claim, "passages": [{"text": one.passage}]} for one in items]
    return json.dumps({"items": asked}).encode()


def post(connection: HTTPConnection, request: bytes) -> tuple[float, bytes]:
    """Seconds from the first byte sent to the last received, and the answer. Raises unless it is a 200."""
    started = time.perf_counter()
    connection.request("POST", "/v1/assessments", request, {"Content-Type": "application/json"})
    response = connection.getresponse()
    answer = response.read()
    seconds = time.perf_counter() - started
    if response.status != 200:
        raise RuntimeError(f"status {response.status}: {answer[:300]!r}")
    return seconds, answer


def post_at_once(
    connections: Sequence[HTTPConnection], requests: Sequence[bytes]
) -> tuple[float, list[bytes]]:
    """Seconds until the last of the requests is answered, all sent together, and the answers in order."""
    answers: list[bytes | BaseException] = [b""] * len(requests)
    together = threading.Barrier(len(requests) + 1)

    def send(number: int) -> None:
        together.wait()
        try:
            answers[number] = post(connections[number], requests[number])[1]
        except (OSError, HTTPException, RuntimeError) as error:
            answers[number] = error

    threads = [threading.Thread(target=send, args=(number,)) for number in range(len(requests))]
    for thread in threads:
        thread.start()
    together.wait()
    started = time.perf_counter()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - started
    failed = [answer for answer in answers if isinstance(answer, BaseException)]
    if failed:
        raise RuntimeError(f"{len(failed)} of {len(requests)} requests failed") from failed[0]
    return seconds, [answer for answer in answers if isinstance(answer, bytes)]


def judged(answer: bytes) -> int:
    """How many passages the model read; raises ``RuntimeError`` when some were left unread."""
    passages = [passage for item in json.loads(answer)["items"] for passage in item["passages"]]
    if None in passages:
        raise RuntimeError(f"{passages.count(None)} of {len(passages)} passages were not read")
    return len(passages)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(one: Served, process: subprocess.Popen[bytes], log: Path) -> None:
    give_up = time.monotonic() + READY_WITHIN_S
    said = "nothing"
    while time.monotonic() < give_up and process.poll() is None and '"failed"' not in said:
        try:
            with one.connections(1) as (connection,):
                connection.request("GET", "/readyz")
                response = connection.getresponse()
                if response.status == 200:
                    return
                said = response.read().decode(errors="replace")
        except OSError:
            pass
        time.sleep(0.1)
    raise RuntimeError(f"not ready, it says {said}\n{log.read_text(errors='replace')[-2000:]}")
