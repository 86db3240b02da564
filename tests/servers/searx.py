"""A real searx, the predecessor of SearXNG, for ``make test-full``.

Installed by the Debian package of that name. It asks engines on loopback only, each in a category of its own.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.servers.process import answers, free_port, running

PROGRAM = "/usr/bin/searx-run"
_RESOURCES = Path("/usr/share/python3-searx")
_NOWHERE = "http://127.0.0.1:1/?q={query}"


def missing() -> str | None:
    """Why it cannot run here, if it cannot."""
    if shutil.which(PROGRAM) is None or not _RESOURCES.is_dir():
        return "searx is not installed (make test-full installs it when root)"
    return None


@contextmanager
def searx(wiki: str, categories: Mapping[str, tuple[str, ...]], folder: Path) -> Iterator[str]:
    """Yields its root. ``categories`` name their engines: ``wiki…`` ask that at ``wiki``, others nobody."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    engines = [_engine(name, category, wiki) for category, names in categories.items() for name in names]
    settings = folder / "settings.yml"
    # JSON is YAML too.
    settings.write_text(json.dumps(_settings(port, engines)))
    with running(
        [PROGRAM],
        ready=answers(f"{base}/search?format=json"),
        log=folder / "searx.log",
        env={"SEARX_SETTINGS_PATH": str(settings)},
    ):
        yield base


def _engine(name: str, category: str, wiki: str) -> dict[str, object]:
    asked = "action=query&generator=search&gsrwhat=text&prop=extracts%7Cinfo&exintro=1&gsrsearch={query}"
    return {
        "name": name,
        "engine": "json_engine",
        "shortcut": name,
        "categories": category,
        "enable_http": True,
        "search_url": f"{wiki}/w/api.php?{asked}" if name.startswith("wiki") else _NOWHERE,
        "results_query": "query/pages",
        "url_query": "fullurl",
        "title_query": "title",
        "content_query": "extract",
    }


def _settings(port: int, engines: list[dict[str, object]]) -> dict[str, object]:
    """All that it does not start without; the package brings no defaults."""
    return {
        "general": {"debug": False, "instance_name": "test", "contact_url": False},
        "search": {
            "safe_search": 0,
            "autocomplete": "",
            "default_lang": "",
            "ban_time_on_fail": 60,
            "max_ban_time_on_fail": 120,
        },
        "server": {
            "port": port,
            "bind_address": "127.0.0.1",
            "secret_key": "0123456789abcdef0123456789abcdef",
            "base_url": False,
            "image_proxy": False,
            "http_protocol_version": "1.0",
            "method": "GET",
            "default_http_headers": {},
        },
        "ui": {
            "static_path": str(_RESOURCES / "static"),
            "templates_path": str(_RESOURCES / "templates"),
            "default_theme": "oscar",
            "default_locale": "en",
            "theme_args": {"oscar_style": "logicodev"},
        },
        "outgoing": {
            "request_timeout": 10.0,
            "useragent_suffix": "",
            "pool_connections": 10,
            "pool_maxsize": 10,
        },
        "engines": engines,
        "locales": {"en": "English"},
        "doi_resolvers": {"none": "http://127.0.0.1:1/"},
        "default_doi_resolver": "none",
    }
