from __future__ import annotations

import stat
import sys
import tempfile
import time
from pathlib import Path

import pytest
from redis import Redis

from service.store import embedded
from service.store.embedded import EmbeddedStoreError, embedded_valkey
from service.store.store import open_store
from tests.integration.store.conftest import SECRET, first_line, kill, python, until
from tests.unit.store.samples import report

pytestmark = pytest.mark.anyio

SERVICE = """
import asyncio, os
from pathlib import Path
from service.store.embedded import embedded_valkey
async def main():
    async with embedded_valkey():
        children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text()
        print(children.split()[0], flush=True)
        await asyncio.sleep(60)
asyncio.run(main())
"""


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


async def test_without_a_url_there_is_a_store_all_the_same() -> None:
    started = time.monotonic()
    async with open_store(None, SECRET) as store:
        assert await store.alive()
        assert time.monotonic() - started < 3
        assert await store.reports.put(report(), retain_s=60)
        assert await store.reports.get("r1") == report()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def test_it_listens_on_a_private_socket_only_and_writes_nothing() -> None:
    async with embedded_valkey() as url:
        socket = Path(url.removeprefix("unix://"))
        assert mode(socket.parent) == 0o700
        assert mode(socket) == 0o700
        with Redis.from_url(url) as client:
            assert client.config_get("port") == {"port": "0"}
            assert client.config_get("save") == {"save": ""}
            assert client.config_get("appendonly") == {"appendonly": "no"}
            assert client.config_get("maxmemory") == {"maxmemory": str(256 * 1024**2)}
            assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
            pid = client.info("server")["process_id"]
        assert alive(pid)
    assert not alive(pid)
    assert not socket.parent.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="the parent-death signal is Linux's")
async def test_it_does_not_outlive_a_killed_parent() -> None:
    service = python(SERVICE)
    pid = int(await first_line(service))
    assert alive(pid)

    kill(service)

    async def gone() -> bool:
        return not alive(pid)

    await until(gone, within_s=3)


async def test_a_long_temporary_folder_does_not_hinder_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = tmp_path / ("x" * 100)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    async with embedded_valkey() as url:
        assert len(url) < 108
    assert list(long.iterdir()) == []


async def test_a_server_that_does_not_start_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "valkey-server"
    broken.write_text("#!/bin/sh\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setattr(embedded, "server_binary", lambda: broken)
    with pytest.raises(EmbeddedStoreError, match="did not start"):
        async with embedded_valkey():
            pass


async def test_without_a_server_the_store_is_gone_but_not_the_service(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "server_binary", lambda: tmp_path / "missing")
    async with open_store(None, SECRET) as store:
        assert not await store.alive()
        assert not await store.reports.put(report(), retain_s=60)
