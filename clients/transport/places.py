"""Places for calls at the same time, and who gets the next one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from heapq import heapify, heappop, heappush
from itertools import count

import anyio


class Places:
    """Of those who wait, who goes on with something comes before who begins, each in the order of coming.

    Otherwise, where a budget does not suffice for all, everything would be begun and nothing finished.
    """

    def __init__(self, places: int) -> None:
        self._free = places
        self._waiting: list[tuple[bool, int, anyio.Event]] = []
        self._numbers = count()

    @asynccontextmanager
    async def one(self, *, goes_on: bool) -> AsyncIterator[None]:
        await self._take(goes_on)
        try:
            yield
        finally:
            self._give()

    async def _take(self, goes_on: bool) -> None:
        if self._free:
            self._free -= 1
            return
        turn = anyio.Event()
        entry = (not goes_on, next(self._numbers), turn)
        heappush(self._waiting, entry)
        try:
            await turn.wait()
        except BaseException:
            if turn.is_set():
                self._give()
            else:
                self._waiting.remove(entry)
                heapify(self._waiting)
            raise

    def _give(self) -> None:
        if self._waiting:
            heappop(self._waiting)[2].set()
        else:
            self._free += 1
