"""Reading pages that nobody vouches for, in processes that can be killed: a page costs at most itself."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self

from clients.outcome import NotMeasured, Ok, Outcome, Why
from clients.pages.protocol import Page
from clients.transport.deadline import Deadline
from service.pages.kinds import NotReadable
from service.pages.pagetypes import is_readable
from service.pages.process import PageLimits, PageProcess
from service.pages.result import Reading

PAGES_A_PROCESS = 200
"""Then a fresh one: what a parser leaks is given back."""
_LATE = NotMeasured(Why.DEADLINE, "no time was left to read a page")
_TOO_MUCH = NotMeasured(Why.INVALID_RESPONSE, "a page took too much time or memory to read")
_NO_PROCESS = NotMeasured(Why.MISCONFIGURED, "the process that reads pages does not start")


class PagePool:
    """A few worker processes, started when first needed, ended by ``aclose``."""

    def __init__(self, limits: PageLimits | None = None, *, size: int = 1) -> None:
        self._limits = limits or PageLimits()
        self._slots = asyncio.Semaphore(size)
        self._idle: list[PageProcess] = []
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

    async def reading(self, page: Page, *, deadline: Deadline) -> Outcome[Reading]:
        """What a page says, or of which kind it is when that is nothing.

        ``INVALID_RESPONSE`` when it takes more than its share of time or memory. Raises only when the pool is
        closed.
        """
        if self._closed:
            raise RuntimeError("the pool is closed")
        if not is_readable(page.content_type):
            return Ok(Reading(kind=NotReadable.NOT_A_PAGE))
        try:
            async with asyncio.timeout(deadline.remaining()), self._slots:
                process = await self._ready()
                return _NO_PROCESS if process is None else await self._read(process, page)
        except TimeoutError:
            return _LATE

    async def _ready(self) -> PageProcess | None:
        process = self._idle.pop() if self._idle else await PageProcess.start(self._limits)
        ready: bool | None = None
        try:
            ready = await process.wait_ready()
        finally:
            if ready is None:  # cut off while it starts: it goes on starting for the next page
                await self._put_back(process)
            elif not ready:
                await process.end()
        return process if ready else None

    async def _read(self, process: PageProcess, page: Page) -> Outcome[Reading]:
        found: Reading | None = None
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
        return _TOO_MUCH if found is None else Ok(found)

    async def _put_back(self, process: PageProcess) -> None:
        if self._closed:
            await process.end()
        else:
            self._idle.append(process)
