"""The service as it runs: composed by ``create_app``, behind a real uvicorn on a free loopback port."""

from __future__ import annotations

import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn

from service.app import create_app
from service.settings import Settings
from tests.servers.process import free_port

READY_WITHIN_S = 60.0
NOTHING_ELSE: dict[str, object] = {"wikidata": False, "gdelt": False, "crossref": False, "europepmc": False}
"""Settings under which none of the sources is asked that need no setting up, but for Wikipedia."""


def settings(
    data_dir: Path,
    *,
    wiki: str | None = None,
    archive: str | None = None,
    starter: bool = False,
    others: Mapping[str, object] | None = None,
) -> Settings:
    """Everything embedded; upstreams only where a test serves them. ``others`` are settings as they are."""
    chosen = {**NOTHING_ELSE, **(others or {})}
    addresses = [wiki, archive, *(value for name, value in chosen.items() if name.endswith("_url"))]
    private = {urlsplit(str(base)).netloc for base in addresses if base}
    usual: dict[str, object] = {
        "data_dir": data_dir,
        "contact": "test@secondsource.example",
        "wikipedia": wiki is not None,
        "mediawiki_url": f"{wiki}/w/api.php",
        "wayback": archive is not None,
        "wayback_url": f"{archive or 'http://127.0.0.1:9'}/web",
        "wayback_dialect": "pywb",
        "arquivo": False,
        "private_hosts": tuple(private),
        "live_pages": False,
        "starter": starter,
        "max_deadline_ms": 120_000,
    }
    return Settings(**{**usual, **chosen})  # type: ignore[arg-type]


@contextmanager
def running(chosen: Settings) -> Iterator[str]:
    """Yields the address once ``/readyz`` answers 200."""
    port = free_port()
    server = uvicorn.Server(
        uvicorn.Config(create_app(chosen), host="127.0.0.1", port=port, access_log=False, log_config=None)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    base = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{base}/readyz", thread)
        yield base
    finally:
        server.should_exit = True
        thread.join(timeout=20)
        assert not thread.is_alive(), "the service does not stop"


def _wait(url: str, thread: threading.Thread) -> None:
    give_up = time.monotonic() + READY_WITHIN_S
    said = "nothing"
    while time.monotonic() < give_up and thread.is_alive():
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except urllib.error.HTTPError as error:
            said = error.read().decode(errors="replace")
            if '"failed"' in said:
                break
        except OSError as error:
            said = repr(error)
        time.sleep(0.05)
    raise AssertionError(f"not ready: {said}")
