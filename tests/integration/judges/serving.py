"""A loopback server that answers by a function, as model servers do or as they should not."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeAlias

from clients.transport.classify import Json

HTML = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in</body></html>"


@dataclass(frozen=True, slots=True)
class Asked:
    """``body`` is null for GET."""

    path: str
    body: Json
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """``announced`` is the length the head states; more than there is means a body cut off."""

    body: bytes
    status: int = 200
    kind: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()
    announced: int | None = None
    after_s: float = 0.0


Answers: TypeAlias = "Callable[[Asked], Json | Reply]"


@dataclass
class Server:
    """Answers can be exchanged while it runs; ``seen`` are the requests in order of arrival."""

    answers: Answers
    base: str = ""
    seen: list[Asked] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def posts(self) -> list[Asked]:
        return [asked for asked in self.seen if asked.body is not None]


@contextmanager
def serving(answers: Answers, port: int = 0) -> Iterator[Server]:
    server = _Server(("127.0.0.1", port), _Handler)
    known = Server(answers, f"http://127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = type("Handler", (_Handler,), {"known": known})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield known
    finally:
        known.over.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    known: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body are written apart

    def do_GET(self) -> None:
        self._answer(None)

    def do_POST(self) -> None:
        self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _answer(self, body: Json) -> None:
        asked = Asked(self.path, body, {name.lower(): value for name, value in self.headers.items()})
        self.known.seen.append(asked)
        given = self.known.answers(asked)
        reply = given if isinstance(given, Reply) else Reply(json.dumps(given).encode())
        self.known.over.wait(reply.after_s)
        try:
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            for name, value in reply.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(reply.announced or len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)
        except OSError:
            self.close_connection = True
        if reply.announced:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's signature
        """Nothing is printed."""
