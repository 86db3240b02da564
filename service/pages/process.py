"""One worker process that reads pages, seen from the parent."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Self

from clients.pages.protocol import Page
from service.pages.kinds import NotReadable
from service.pages.pagetypes import charset_of, is_plain
from service.pages.result import Published, Reading

_MODULE = "service.pages.worker"
_ROOT = str(Path(__file__).resolve().parents[2])
_BYTES_A_CHAR = 12
"""Of JSON, at most: a surrogate pair, escaped."""
_BYTES_BESIDE = 4 << 20
"""For title, publisher and address, which a page may make as long as it likes."""


@dataclass(frozen=True, slots=True)
class PageLimits:
    """``seconds`` and ``chars`` of text are for one page, ``memory_bytes`` for the address space."""

    seconds: float = 5.0
    memory_bytes: int = 1 << 30
    chars: int = 400_000


class PageProcess:
    """Reads one page at a time. ``pages`` counts those given to it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._ready = False
        self.pages = 0

    @classmethod
    async def start(cls, limits: PageLimits) -> Self:
        """The time limit inside is a second longer: it is for when nobody is left to kill the process."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            _MODULE,
            str(limits.memory_bytes),
            str(limits.seconds + 1),
            str(limits.chars),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,  # a traceback would quote the page
            env={"PYTHONPATH": _ROOT, "PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1"},
            limit=_BYTES_A_CHAR * limits.chars + _BYTES_BESIDE,
        )
        return cls(process)

    async def wait_ready(self) -> bool:
        """False when it ended instead. May be cancelled and asked again."""
        if not self._ready:
            self._ready = await self._line() is not None
        return self._ready

    async def read(self, page: Page) -> Reading | None:
        """``None`` when the process ended instead of answering. Cancelled, it has to be ended."""
        self.pages += 1
        stdin = self._process.stdin
        if stdin is None:
            return None
        head = {
            "url": page.url,
            "charset": charset_of(page.content_type),
            "plain": is_plain(page.content_type),
            "latest": (page.captured_at or page.fetched_at).astimezone(UTC).date().isoformat(),
            "size": len(page.body),
        }
        try:
            stdin.write(json.dumps(head).encode() + b"\n" + page.body)
            await stdin.drain()
        except (BrokenPipeError, ConnectionResetError):
            return None
        line = await self._line()
        return None if line is None else _reading(line)

    async def end(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
        if self._process.stdin is not None:
            self._process.stdin.close()
        await self._process.wait()

    async def _line(self) -> bytes | None:
        if self._process.stdout is None:
            return None
        try:
            line = await self._process.stdout.readline()
        except ValueError:  # longer than any answer can be
            return None
        return line if line.endswith(b"\n") else None


def _reading(line: bytes) -> Reading:
    answer = json.loads(line)
    kind, published = answer.pop("kind", None), answer.pop("published", None)
    return Reading(
        kind=NotReadable(kind) if kind else None,
        published=Published(**published) if published else None,
        **answer,
    )
