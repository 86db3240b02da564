"""A real MediaWiki with SQLite behind PHP's own web server, for ``make test-full``.

Installed by the Debian packages the Makefile names. It has TextExtracts, as Wikipedia has.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.servers.process import answers, free_port, running
from tests.servers.wiki import PUBLIC, WikiPage

CODE = Path("/usr/share/mediawiki")

SETTINGS = """
wfLoadExtension( 'TextExtracts' );
$wgArticlePath = "/wiki/$1";
$wgMainCacheType = CACHE_ACCEL;
$wgJobRunRate = 0;
"""

ROUTER = """<?php
$p = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (str_starts_with($p, '/wiki/') || $p === '/') {
  $_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = '/w/index.php';
  chdir(__DIR__ . '/w');
  require __DIR__ . '/w/index.php';
  return true;
}
return false;
"""


def missing() -> str | None:
    """Why it cannot run here, if it cannot."""
    if shutil.which("php") is None:
        return "php is not installed (make test-full installs it when root)"
    if not CODE.is_dir():
        return "mediawiki is not installed (make test-full installs it when root)"
    return None


@contextmanager
def mediawiki(pages: Sequence[WikiPage], folder: Path) -> Iterator[str]:
    """Serves ``pages`` with all their revisions; yields its address, under which ``/w/api.php`` lies."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    root = _install(folder)
    environment = {"MW_CONFIG_FILE": str(folder / "LocalSettings.php")}
    _import(pages, folder, environment)
    flags = ["-d", "opcache.enable_cli=1", "-d", "apc.enable_cli=1"]
    with running(
        ["php", *flags, "-S", f"127.0.0.1:{port}", "-t", str(root), str(root / "router.php")],
        ready=answers(f"{base}/w/api.php?action=query&meta=siteinfo&format=json"),
        log=folder / "php.log",
        env=environment | {"PHP_CLI_SERVER_WORKERS": "3"},
    ):
        yield base


def _install(folder: Path) -> Path:
    (folder / "data").mkdir(parents=True)
    root = folder / "root"
    root.mkdir()
    (root / "w").symlink_to(CODE)
    (root / "router.php").write_text(ROUTER)
    _maintain(
        "install.php",
        *("--dbtype", "sqlite", "--dbpath", str(folder / "data"), "--dbname", "testwiki"),
        *("--server", PUBLIC, "--scriptpath", "/w", "--lang", "en", "--skins", "Vector"),
        *("--confpath", str(folder), "--pass", "Admin-pass-12345", "TestWiki", "Admin"),
    )
    with (folder / "LocalSettings.php").open("a") as settings:
        settings.write(SETTINGS)
    return root


def _import(pages: Sequence[WikiPage], folder: Path, environment: dict[str, str]) -> None:
    """A file per revision, round by round; its time of modification becomes the revision's."""
    for order in range(max(len(page.revisions) for page in pages)):
        texts = folder / f"texts{order}"
        texts.mkdir()
        files = []
        for page in pages:
            if order < len(page.revisions):
                file = texts / f"{page.title}.txt"
                file.write_text(page.revisions[order].text, encoding="utf-8")
                moment = page.revisions[order].at.timestamp()
                os.utime(file, (moment, moment))
                files.append(str(file))
        _maintain(
            "importTextFiles.php", "-u", "Admin", "--overwrite", "--use-timestamp", *files, env=environment
        )
    _maintain("rebuildtextindex.php", env=environment)


def _maintain(script: str, *arguments: str, env: dict[str, str] | None = None) -> None:
    done = subprocess.run(
        ["php", str(CODE / "maintenance" / script), *arguments],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, **(env or {})},
    )
    assert done.returncode == 0, f"{script}: {done.stdout[-1000:]}{done.stderr[-1000:]}"
