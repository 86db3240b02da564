"""Page to text in processes that can be killed: a hostile page costs itself, never the service."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self

from clients.outcome import NotMeasured, Ok, Outcome, Why
from clients.pages.protocol import Page
from clients.transport.deadline import Deadline
from service.evidence.documents import PageText, UnreadablePage
from service.evidence.extraction_process import ExtractionProcess, ProcessLimits
from service.evidence.pagetypes import is_readable
from service.pages.kinds import NotReadable

MEMORY_BYTES = 1 << 30
SECONDS_A_PAGE = 5.0
PAGES_A_PROCESS = 200
"""Then a fresh one: what a parser leaks is given back."""
_LATE = NotMeasured(Why.DEADLINE, "no time was left to read a page")
_TOO_MUCH = NotMeasured(Why.INVALID_RESPONSE, "a page took too much time or memory to read")
_NO_PROCESS = NotMeasured(Why.MISCONFIGURED, "the process that reads pages does not start")


class ExtractionPool:
    """A ``PageReader`` over a few worker processes, started when first needed, ended by ``aclose``."""

    def __init__(
        self, *, size: int = 1, seconds: float = SECONDS_A_PAGE, memory_bytes: int = MEMORY_BYTES
    ) -> None:
        self._limits = ProcessLimits(seconds, memory_bytes)
        self._slots = asyncio.Semaphore(size)
        self._idle: list[ExtractionProcess] = []
        self._closed = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        self._closed = True
        while self._idle:
            await self._idle.pop().end()

    async def read(self, page: Page, *, deadline: Deadline) -> Outcome[PageText]:
        """The text of a page, or why there is none. Raises only when the pool is closed."""
        if self._closed:
            raise RuntimeError("the extraction pool is closed")
        if not is_readable(page.content_type):
            return _unreadable(NotReadable.NOT_A_PAGE)
        try:
            async with asyncio.timeout(deadline.remaining()), self._slots:
                process = await self._ready()
                return _NO_PROCESS if process is None else await self._read(process, page)
        except TimeoutError:
            return _LATE

    async def _ready(self) -> ExtractionProcess | None:
        process = self._idle.pop() if self._idle else await ExtractionProcess.start(self._limits)
        ready: bool | None = None
        try:
            ready = await process.wait_ready()
        finally:
            if ready is None:  # cut off while it starts: it goes on starting for the next page
                await self._put_back(process)
            elif not ready:
                await process.end()
        return process if ready else None

    async def _read(self, process: ExtractionProcess, page: Page) -> Outcome[PageText]:
        found: PageText | NotReadable | None = None
        try:
            async with asyncio.timeout(self._limits.seconds):
                found = await process.read(page)
        except TimeoutError:
            return _TOO_MUCH
        finally:
            if found is None or process.pages >= PAGES_A_PROCESS:
                await process.end()  # cut off in the middle of a page it would answer out of turn
            else:
                await self._put_back(process)
        if found is None:
            return _TOO_MUCH
        return _unreadable(found) if isinstance(found, NotReadable) else Ok(found)

    async def _put_back(self, process: ExtractionProcess) -> None:
        if self._closed:
            await process.end()
        else:
            self._idle.append(process)


def _unreadable(kind: NotReadable) -> UnreadablePage:
    return UnreadablePage(Why.INVALID_RESPONSE, f"a page that is no text: {kind}", kind=kind)
