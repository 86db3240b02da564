"""A real HAProxy before a real upstream, for ``make test-full``: faults played by a program that is not ours.

The Debian package ``haproxy``. What it plays is switched while it runs, and it counts what it was asked.
"""

from __future__ import annotations

import csv
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from tests.servers.process import free_port, listens, running

LATE_S = 0.3
TARPIT_S = 2
LIMITER_ALLOWS = 4
"""Searches for JSON that SearXNG's limiter lets an address have in an hour."""


class Play(StrEnum):
    """What happens to a request; the first four reach the upstream."""

    NOTHING = "nothing"
    """The answer comes as the upstream gave it."""
    LATE = "late"
    """The answer comes late."""
    MISNAMED = "misnamed"
    """The answer comes as image/png."""
    CUT_OFF = "cut-off"
    """The answer is announced as longer than it is, and the connection closed after it."""
    LIMITED = "limited"
    """429 with a page, without Retry-After, as Wayback sends it."""
    LIMITED_FOR = "limited-for"
    """429 with Retry-After: 30."""
    LIMITER = "limiter"
    """429 for whoever asks for JSON more often than SearXNG's limiter allows; the others pass."""
    NO_JSON = "no-json"
    """403 for whoever asks for JSON, as SearXNG where it is switched off; the others pass."""
    FORBIDDEN = "forbidden"
    """403 for all."""
    UNAVAILABLE = "unavailable"
    """503 with a page."""
    PAGE = "page"
    """200 with a page."""
    SENTENCE = "sentence"
    """200 with a sentence of GDELT's."""
    HALF_JSON = "half-json"
    """200 with JSON that ends too early, of the length announced."""
    EMPTY = "empty"
    """200 with no body."""
    REJECT = "reject"
    """The connection is closed without an answer."""
    SILENT_DROP = "silent-drop"
    """No answer, and nobody says that the connection is gone."""
    TARPIT = "tarpit"
    """500 after two seconds."""


_TOO_MANY = "content-type text/plain string 'Too Many Requests'"
_SENTENCE = "content-type text/html string 'Your query was too short or too long.'"
_HALF = "content-type application/json string '{\"truncated\":'"
_RULES: Final[tuple[tuple[Play, str], ...]] = (
    (Play.LATE, "http-request lua.late"),
    (Play.MISNAMED, "http-response set-header Content-Type image/png"),
    (Play.CUT_OFF, "http-response del-header Transfer-Encoding"),
    (Play.CUT_OFF, "http-response set-header Content-Length 999999"),
    (Play.LIMITED, "http-request return status 429 content-type text/html string <h1>Wait</h1>"),
    (Play.LIMITED_FOR, "http-request return status 429 hdr Retry-After 30"),
    (Play.LIMITER, "http-request track-sc0 src if json"),
    (Play.LIMITER, f"http-request return status 429 {_TOO_MANY} if json too-often"),
    (Play.NO_JSON, "http-request deny deny_status 403 if json"),
    (Play.FORBIDDEN, "http-request deny deny_status 403"),
    (Play.UNAVAILABLE, "http-request return status 503 content-type text/html string <h1>Backend</h1>"),
    (Play.PAGE, "http-request return status 200 content-type text/html string <html><p>Else.</p></html>"),
    (Play.SENTENCE, f"http-request return status 200 {_SENTENCE}"),
    (Play.HALF_JSON, f"http-request return status 200 {_HALF}"),
    (Play.EMPTY, "http-request return status 200"),
    (Play.REJECT, "http-request reject"),
    (Play.SILENT_DROP, "http-request silent-drop"),
    (Play.TARPIT, "http-request tarpit deny_status 500"),
)
"""In HAProxy's words; those with a condition of their own pass who does not meet it."""


def _config(folder: Path, port: int, upstream: str) -> str:
    rules = (
        f"{rule}{'' if ' if ' in rule else ' if'} {{ var(txn.play) -m str {play.value} }}"
        for play, rule in _RULES
    )
    return "\n".join(
        (
            "global",
            "nbthread 1",
            f"stats socket {folder}/s mode 600 level admin",
            f"lua-load {folder}/late.lua",
            "defaults",
            "mode http",
            "option httpclose",
            "retries 0",
            "timeout connect 1s",
            "timeout client 10s",
            "timeout server 10s",
            f"timeout tarpit {TARPIT_S}s",
            "frontend front",
            f"bind 127.0.0.1:{port}",
            "stick-table type ip size 1k expire 1h store http_req_rate(1h)",
            "acl json url_param(format) -m str json",
            f"acl too-often sc_http_req_rate(0) gt {LIMITER_ALLOWS}",
            f"http-request set-var(txn.play) str(play),map({folder}/play.map)",
            *rules,
            "default_backend back",
            "backend back",
            f"server upstream {upstream}",
            "",
        )
    )


_LATE = f'core.register_action("late", {{"http-req"}}, function() core.msleep({LATE_S * 1000:.0f}) end)'


@dataclass(frozen=True, slots=True)
class HAProxy:
    """``base`` is where it listens, without a closing slash."""

    base: str
    folder: Path

    def play(self, wanted: Play) -> None:
        """From the next request on; the limiter begins to count anew."""
        self._told("clear table front")
        assert not self._told(f"set map {self.folder}/play.map play {wanted.value}").strip()

    def cut(self, *, off: bool) -> None:
        """Takes the upstream away (503 from then on), or gives it back."""
        assert not self._told(f"{'disable' if off else 'enable'} server back/upstream").strip()

    def asked(self) -> int:
        """Requests that it was sent so far, whatever became of them."""
        return int(self._counters("front", "FRONTEND")["req_tot"])

    def passed(self) -> int:
        """Requests that the upstream was sent so far."""
        return int(self._counters("back", "upstream")["stot"])

    def _counters(self, proxy: str, server: str) -> dict[str, str]:
        rows = csv.DictReader(self._told("show stat").removeprefix("# ").splitlines())
        return next(row for row in rows if (row["pxname"], row["svname"]) == (proxy, server))

    def _told(self, command: str) -> str:
        """The answer of its command line."""
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(self.folder / "s"))
            line.sendall(f"{command}\n".encode())
            return b"".join(iter(lambda: line.recv(65536), b"")).decode()


def missing() -> str | None:
    """Why it cannot run here, if it cannot."""
    if shutil.which("haproxy") is None:
        return "haproxy is not installed (make test-full installs it when root)"
    return None


@contextmanager
def haproxy(upstream: str) -> Iterator[HAProxy]:
    """Before the server at ``upstream``; the folder has a short name: a socket's path may hold 100 bytes."""
    reason = missing()
    assert reason is None, reason
    with tempfile.TemporaryDirectory(prefix="ha-", dir="/tmp") as name:
        folder, port = Path(name), free_port()
        (folder / "play.map").write_text(f"play {Play.NOTHING.value}\n")
        (folder / "late.lua").write_text(_LATE)
        config = folder / "haproxy.cfg"
        config.write_text(_config(folder, port, urlsplit(upstream).netloc))
        command = ["haproxy", "-db", "-f", str(config)]
        with running(command, ready=listens(port), log=folder / "haproxy.log"):
            yield HAProxy(f"http://127.0.0.1:{port}", folder)
