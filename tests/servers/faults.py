"""A loopback HTTP server that answers in every bad way an upstream was seen to.

The first part of the path names the fault, the rest does not matter: ``{base}/hang/w/api.php``.
"""

from __future__ import annotations

import gzip
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from enum import StrEnum
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.servers.process import free_port

_HTML = b"<!DOCTYPE html><html><head><title>Oops</title></head><body><p>Something else.</p></body></html>"


@cache
def _bomb() -> bytes:
    return gzip.compress(bytes(20_000_000), 1)


class Fault(StrEnum):
    REFUSED = "refused"
    """Nobody listens."""
    RESET = "reset"
    """The connection is reset once the request was read."""
    HANG = "hang"
    """Never answers."""
    DRIP = "drip"
    """Answers a byte every tenth of a second."""
    LIMITED_SHORT = "limited-short"
    """429, Retry-After: 1."""
    LIMITED_LONG = "limited-long"
    """429, Retry-After: 3600."""
    LIMITED_DATE = "limited-date"
    """429, Retry-After as a date in half an hour."""
    LIMITED_BARE = "limited-bare"
    """429 without Retry-After."""
    UNAVAILABLE = "unavailable"
    """503 with Retry-After: 3600."""
    ERROR_HTML = "error-html"
    """500 with a page."""
    OK_HTML = "ok-html"
    """200 with a page where something else is due."""
    FORBIDDEN = "forbidden"
    """403, as Wikimedia gives clients without a contact."""
    TRUNCATED_JSON = "truncated-json"
    """200 with JSON that ends too early, of the length announced."""
    CUT_OFF = "cut-off"
    """200 whose body is shorter than announced."""
    WIKI_ERROR = "wiki-error"
    """200 with an error of the MediaWiki API."""
    WIKI_MAXLAG = "wiki-maxlag"
    """200 with the MediaWiki error for lagging databases."""
    OVERSIZED = "oversized"
    """200 with a body without end."""
    GZIP_BOMB = "gzip-bomb"
    """200 with 90 kB that inflate to 20 MB."""
    BROKEN_GZIP = "broken-gzip"
    """200 that says gzip and is none."""
    REDIRECT_LOOP = "redirect-loop"
    REDIRECT_METADATA = "redirect-metadata"
    """302 to the metadata address of clouds."""
    EMPTY = "empty"
    """200 with no body."""


@dataclass
class Faults:
    """Where the server is, and what it was asked: pairs of fault and path with query."""

    base: str
    refused: str
    seen: list[tuple[str, str]] = field(default_factory=list)

    def url(self, fault: Fault) -> str:
        """The address under which that fault happens, without a closing slash."""
        return f"{self.refused if fault is Fault.REFUSED else self.base}/{fault.value}"

    def count(self, fault: Fault) -> int:
        return sum(name == fault.value for name, _ in self.seen)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what these tests are about."""


@contextmanager
def faults() -> Iterator[Faults]:
    _bomb()  # made before anybody measures time
    server = _Server(("127.0.0.1", 0), _Handler)
    known = Faults(f"http://127.0.0.1:{server.server_port}", f"http://127.0.0.1:{free_port()}")
    over = threading.Event()
    server.RequestHandlerClass = type("Handler", (_Handler,), {"known": known, "over": over})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield known
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


class _Handler(BaseHTTPRequestHandler):
    known: Faults
    over: threading.Event
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        name = self.path.split("/")[1]
        self.known.seen.append((name, self.path))
        try:
            self._misbehave(Fault(name), self.over)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _misbehave(self, fault: Fault, over: threading.Event) -> None:  # noqa: PLR0915 - a table
        match fault:
            case Fault.RESET:
                linger = struct.pack("ii", 1, 0)
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                self.connection.close()
                self.close_connection = True
            case Fault.HANG | Fault.REFUSED:
                over.wait(60)
                self.close_connection = True
            case Fault.DRIP:
                self._head(200, ("Content-Type", "application/json"), ("Content-Length", "100000"))
                while not over.wait(0.1):
                    self.wfile.write(b" ")
            case Fault.LIMITED_SHORT:
                self._send(429, _HTML, ("Retry-After", "1"))
            case Fault.LIMITED_LONG:
                self._send(429, _HTML, ("Retry-After", "3600"))
            case Fault.LIMITED_DATE:
                later = format_datetime(datetime.now(UTC) + timedelta(minutes=30), usegmt=True)
                self._send(429, _HTML, ("Retry-After", later))
            case Fault.LIMITED_BARE:
                self._send(429, _HTML)
            case Fault.UNAVAILABLE:
                self._send(503, _HTML, ("Retry-After", "3600"))
            case Fault.ERROR_HTML:
                self._send(500, _HTML)
            case Fault.OK_HTML:
                self._send(200, _HTML)
            case Fault.FORBIDDEN:
                self._send(403, b"Please respect our robot policy", ("Content-Type", "text/plain"))
            case Fault.TRUNCATED_JSON:
                self._json(b'{"batchcomplete":true,"query":{"pages":[{"pageid":2,"tit')
            case Fault.CUT_OFF:
                self._head(200, ("Content-Type", "application/json"), ("Content-Length", "5000"))
                self.wfile.write(b'{"batchcomplete":true')
                self.close_connection = True
            case Fault.WIKI_ERROR:
                error = b'{"errors":[{"code":"internal_api_error_DBQueryError","text":"x","module":"main"}]}'
                self._json(error, ("MediaWiki-API-Error", "internal_api_error_DBQueryError"))
            case Fault.WIKI_MAXLAG:
                error = b'{"errors":[{"code":"maxlag","text":"Waiting for a server","module":"main"}]}'
                self._json(error, ("MediaWiki-API-Error", "maxlag"), ("Retry-After", "5"))
            case Fault.OVERSIZED:
                self._head(200, ("Content-Type", "text/html"), ("Connection", "close"))
                self.close_connection = True
                while not over.is_set():
                    self.wfile.write(b"<p>more</p>" * 10_000)
            case Fault.GZIP_BOMB:
                self._send(200, _bomb(), ("Content-Encoding", "gzip"))
            case Fault.BROKEN_GZIP:
                self._send(200, b"\x1f\x8b\x08\x00 this is no gzip", ("Content-Encoding", "gzip"))
            case Fault.REDIRECT_LOOP:
                self._send(302, b"", ("Location", self.path))
            case Fault.REDIRECT_METADATA:
                self._send(302, b"", ("Location", "http://169.254.169.254/latest/meta-data/"))
            case Fault.EMPTY:
                self._send(200, b"")

    def _json(self, body: bytes, *headers: tuple[str, str]) -> None:
        self._send(200, body, ("Content-Type", "application/json; charset=utf-8"), *headers)

    def _send(self, status: int, body: bytes, *headers: tuple[str, str]) -> None:
        kind = () if any(name == "Content-Type" for name, _ in headers) else (("Content-Type", "text/html"),)
        self._head(status, *kind, *headers, ("Content-Length", str(len(body))))
        self.wfile.write(body)

    def _head(self, status: int, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's signature
        """Nothing is printed."""
