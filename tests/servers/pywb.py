"""A real web archive on loopback: pywb over a WARC made for the test.

pywb pins old versions of what the project uses, so it lives in ``.venv-pywb`` beside ``.venv``, which is made
when absent. What it serves lies in a temporary folder.
"""

from __future__ import annotations

import fcntl
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.servers.process import free_port, running

COLLECTION = "web"
_VENV = Path(__file__).parents[2] / ".venv-pywb"
_PACKAGES = ("pywb==2.10.0", "warcio==1.8.1")


@dataclass(frozen=True, slots=True)
class Capture:
    """A page as it was captured; ``timestamp`` has 14 digits in UTC."""

    url: str
    timestamp: str
    html: str | bytes
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)


@contextmanager
def pywb(captures: Iterable[Capture], *, framed: bool = False) -> Iterator[str]:
    """Yields the root, without a closing slash; paths are those of web.archive.org, but for the index.

    Replay and TimeGate are at ``/web/``, TimeMaps at ``/web/timemap/link/``, the index (in pywb's dialect) at
    ``/web/cdx``. ``framed`` makes a TimeGate answer with a page that holds a frame, as many archives do.
    """
    rows = list(captures)
    programs = _installed()
    with tempfile.TemporaryDirectory(prefix="pywb-") as folder:
        home = Path(folder)
        (home / "config.yaml").write_text(
            f"framed_replay: {str(framed).lower()}\nredirect_to_exact: {str(not framed).lower()}\n"
        )
        for part in ("archive", "indexes"):
            (home / "collections" / COLLECTION / part).mkdir(parents=True)
        _write(home / "collections" / COLLECTION / "archive" / "pages.warc.gz", rows)
        port = free_port()
        # -a: it indexes what it finds in the folder, which saves two more starts of Python
        command = [
            str(programs / "wayback"),
            "-b",
            "127.0.0.1",
            "-p",
            str(port),
            "-a",
            "--auto-interval",
            "1",
        ]
        root = f"http://127.0.0.1:{port}"
        ready = _indexed(root, rows[-1].url) if rows else _indexed(root, None)
        with running(command, ready=ready, log=home / "pywb.log", within_s=90.0, cwd=home):
            yield root


def _installed() -> Path:
    """The folder with pywb's programs; makes the environment once, also when several test runs start."""
    programs = _VENV / "bin"
    locks = _VENV.with_name(".cache")
    locks.mkdir(exist_ok=True)
    with (locks / "pywb.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (programs / "wayback").exists():
            uv = str(Path(sys.executable).parent / "uv")
            make = [uv, "venv", "--clear", "-q", "--python", sys.executable, str(_VENV)]
            install = [uv, "pip", "install", "-q", "--python", str(programs / "python"), *_PACKAGES]
            for command in (make, install):
                subprocess.run(command, check=True, capture_output=True)
    return programs


def _write(path: Path, captures: Iterable[Capture]) -> None:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for page in captures:
            status = f"{page.status} {HTTPStatus(page.status).phrase}"
            body = page.html.encode() if isinstance(page.html, str) else page.html
            at = datetime.strptime(f"{page.timestamp}+0000", "%Y%m%d%H%M%S%z")
            record = writer.create_warc_record(
                page.url,
                "response",
                payload=BytesIO(body),
                http_headers=StatusAndHeaders(status, list(page.headers), protocol="HTTP/1.1"),
                warc_headers_dict={"WARC-Date": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")},
            )
            writer.write_record(record)
            record.raw_stream.close()  # warcio digests into a file that it leaves open


def _indexed(root: str, url: str | None) -> Callable[[], bool]:
    """Whether pywb answers and knows ``url``."""
    asked = f"{root}/{COLLECTION}/cdx?output=json&url={quote(url or 'http://none.example/', safe='')}"

    def ask() -> bool:
        try:
            with urllib.request.urlopen(asked, timeout=5) as answer:
                return bool(answer.read().strip()) or url is None
        except OSError:
            return False

    return ask
