"""The server: HTTP/1.1 on loopback, in a thread and an event loop of its own, and what it was asked.

The first part of the path names the fault, the rest does not matter: ``{base}/hang/w/api.php``.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from tests.faults.kinds import Fault
from tests.faults.plays import LARGE_BYTES, Answer, answer, bomb, head
from tests.servers.process import free_port

_NOT_HERE = Answer(404, b"no such fault", "text/plain")
_PIECE = b"<p>more</p>\n" * 10_000
_RESET = struct.pack("ii", 1, 0)  # SO_LINGER: close with a reset


@dataclass
class Faults:
    """Where the server is, and what it was asked: pairs of fault (or own name) and path with query.

    ``playing`` is a switch: while set, that fault is played whatever the path says.
    """

    base: str = ""
    refused: str = ""
    seen: list[tuple[str, str]] = field(default_factory=list)
    playing: Fault | None = None
    _own: dict[str, Answer] = field(default_factory=dict)

    def url(self, fault: Fault) -> str:
        """The address under which that fault happens, without a closing slash."""
        return f"{self.refused if fault is Fault.REFUSED else self.base}/{fault.value}"

    def answering(self, name: str, told: Answer) -> str:
        """The address under which that answer is given from now on, for errors only one upstream has."""
        self._own[name] = told
        return f"{self.base}/{name}"

    def count(self, name: str) -> int:
        return sum(seen == name for seen, _ in self.seen)

    def told(self, path: str) -> tuple[Fault | None, Answer | None]:
        """What a request of that path gets, which is thereby counted: an answer, or how to misbehave."""
        name = path.split("/")[1]
        self.seen.append((name, path))
        if self.playing is None and name not in set(Fault):
            return None, self._own.get(name, _NOT_HERE)
        fault = self.playing or Fault(name)
        return fault, answer(fault, path)


@contextmanager
def faults() -> Iterator[Faults]:
    bomb()  # made before anybody measures time
    known = Faults(refused=f"http://127.0.0.1:{free_port()}")
    running = _Server(known)
    thread = threading.Thread(target=asyncio.run, args=(running.serve(),), daemon=True)
    thread.start()
    running.listening.wait(30)
    try:
        yield known
    finally:
        running.stop()
        thread.join(10)


class _Server:
    def __init__(self, known: Faults) -> None:
        self.known = known
        self.listening = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._over = asyncio.Event()
        self._open: set[asyncio.Task[None]] = set()

    def stop(self) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._over.set)

    async def serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0, backlog=64)
        self.known.base = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self.listening.set()
        await self._over.wait()
        server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            # A client that hangs up is what this server is about.
            with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                while await self._request(reader, writer):
                    pass
        finally:
            self._open.discard(task)
            writer.close()

    async def _request(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Reads one request and plays what is due; whether the connection is still of use."""
        path = await _path_of(reader)
        fault, told = self.known.told(path)
        if told is not None:
            writer.write(told.head() + told.body)
            await writer.drain()
            return True
        match fault:
            case Fault.RESET:
                _reset(writer)
            case Fault.RESET_BODY:
                writer.write(Answer(kind="application/json").head(5000) + b'{"batchcomplete":true')
                await writer.drain()
                await asyncio.sleep(0.05)  # a reset overtakes what was not read yet
                _reset(writer)
            case Fault.CUT_OFF:
                writer.write(Answer(kind="application/json").head(5000) + b'{"batchcomplete":true')
                await writer.drain()
            case Fault.DRIP:
                writer.write(Answer(kind="application/json").head(100_000))
                while True:
                    writer.write(b" ")
                    await writer.drain()
                    await asyncio.sleep(0.1)
            case Fault.LARGE:
                writer.write(Answer().head(LARGE_BYTES))
                for start in range(0, LARGE_BYTES, len(_PIECE)):
                    writer.write(_PIECE[: LARGE_BYTES - start])
                    await writer.drain()
                return True
            case Fault.OVERSIZED:
                writer.write(head(200, ("Content-Type", "text/html"), ("Connection", "close")))
                while True:
                    writer.write(_PIECE)
                    await writer.drain()
            case _:  # it hangs, until the client hangs up
                await reader.read()
        return False


async def _path_of(reader: asyncio.StreamReader) -> str:
    """The path with its query, once the whole request was read."""
    first, *headers = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    lengths = [line.partition(":")[2] for line in headers if line.lower().startswith("content-length:")]
    if lengths:
        await reader.readexactly(int(lengths[0]))
    return first.split(" ")[1]


def _reset(writer: asyncio.StreamWriter) -> None:
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    writer.transport.abort()
