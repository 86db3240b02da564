"""Blocking work shared between concurrent callers: equal keys are worked on once, callers take turns."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

from service.domain.stance import JudgeFailed
from service.inference.failures import InferenceBusy, InferenceClosed, InferenceError

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
_AHEAD = 2  # jobs of one caller per thread: what keeps threads busy without shutting others out


class _Job(Generic[V]):
    """One key being worked on, and how many callers wait for it."""

    __slots__ = ("done", "ticket", "waiting")

    def __init__(self, done: asyncio.Future[V]) -> None:
        self.done = done
        self.ticket: Future[V] | None = None
        self.waiting = 0


class SharedWork(Generic[K, V]):
    """Runs ``work`` in ``threads`` threads for callers in one event loop.

    Nothing waits to be grouped. Cancelling a caller drops what only it waited for and had not begun.
    At most ``most_waiting`` keys wait at once, over all callers: a call beyond raises ``InferenceBusy``.
    """

    def __init__(self, work: Callable[[K], V], *, threads: int, most_waiting: int, name: str) -> None:
        self._work = work
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._ahead = threads * _AHEAD
        self._most_waiting = most_waiting
        self._waiting = 0
        self._jobs: dict[K, _Job[V]] = {}
        self._closed = False

    async def run(self, keys: Sequence[K]) -> list[V]:
        """The results in the order of ``keys``; raises ``JudgeFailed`` if one of them failed."""
        unique = list(dict.fromkeys(keys))
        if self._closed:
            raise InferenceClosed("the judge is closed")
        if self._waiting and self._waiting + len(unique) > self._most_waiting:
            raise InferenceBusy(f"{self._waiting} pairs wait already")
        self._waiting += len(unique)
        try:
            results = await self._in_turns(unique)
        finally:
            self._waiting -= len(unique)
        return [results[key] for key in keys]

    async def aclose(self) -> None:
        """Finish what runs; who still waits gets ``InferenceClosed``."""
        self._closed = True
        for job in self._jobs.values():
            if job.ticket is not None:
                job.ticket.cancel()
        await asyncio.to_thread(self._pool.shutdown, wait=True)

    async def _in_turns(self, keys: Iterable[K]) -> dict[K, V]:
        results: dict[K, V] = {}
        joined: dict[asyncio.Future[V], K] = {}
        coming = iter(keys)
        try:
            while True:
                while len(joined) < self._ahead and (key := next(coming, None)) is not None:
                    joined[self._join(key).done] = key
                if not joined:
                    return results
                finished, _ = await asyncio.wait(joined, return_when=asyncio.FIRST_COMPLETED)
                for done in finished:
                    key = joined.pop(done)
                    results[key] = done.result()
        finally:
            for key in joined.values():
                self._leave(key)

    def _join(self, key: K) -> _Job[V]:
        if self._closed:
            raise InferenceClosed("the judge was closed")
        job = self._jobs.get(key)
        if job is None:
            loop = asyncio.get_running_loop()
            job = self._jobs[key] = _Job(loop.create_future())
            job.ticket = self._pool.submit(self._work, key)
            job.ticket.add_done_callback(
                lambda ticket, job=job: loop.call_soon_threadsafe(self._settle, key, job, ticket)  # type: ignore[misc]
            )
        job.waiting += 1
        return job

    def _leave(self, key: K) -> None:
        job = self._jobs.get(key)
        if job is None:
            return
        job.waiting -= 1
        if job.waiting == 0 and job.ticket is not None and job.ticket.cancel():
            del self._jobs[key]

    def _settle(self, key: K, job: _Job[V], ticket: Future[V]) -> None:
        if self._jobs.get(key) is job:
            del self._jobs[key]
        if ticket.cancelled():
            job.done.set_exception(InferenceClosed("the judge was closed"))
        elif (error := ticket.exception()) is not None:
            job.done.set_exception(_typed(error))
        else:
            job.done.set_result(ticket.result())
        if job.done.exception() is not None:
            return  # looked at: a failure nobody waited for is not worth a log line


def _typed(error: BaseException) -> JudgeFailed:
    """Messages of the runtime stay out: they may quote what it was given."""
    return error if isinstance(error, JudgeFailed) else InferenceError(f"inference: {type(error).__name__}")
