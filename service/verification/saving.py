"""Cited pages that no archive has are captured, after their report is given and only while it is kept."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeAlias

import anyio
import structlog

from clients.archive.savepagenow import Saved
from clients.archive.savepagenow_codes import NotSaved, Unsaved
from clients.outcome import NotMeasured, Ok, Outcome, Why
from service.domain.evidence import Outbound
from service.domain.ports import ReportStore, StoreGone
from service.domain.report import Report
from service.domain.sources import SAVE_PAGE_NOW
from service.verification.unarchived import unarchived, with_pending

QUEUE = 200
AT_ONCE = 3
TRY_AGAIN_S = 600.0
"""Before the second try, and last, of a page that could not be captured this time."""
NOT_AGAIN_S = 86_400.0
"""A page is submitted once in so long: for a day an archive's answer that it has none is kept."""
_REPORT_GONE = "report_gone"
_CAPTURED = frozenset({"saved", "had", Unsaved.ALREADY_CAPTURED.value})

SavePage: TypeAlias = Callable[[str], Awaitable[Outcome[Saved | NotSaved]]]
log = structlog.get_logger(__name__)


class Saving(Protocol):
    """Called for reports whose drafts are neither confidential nor came with documents."""

    def marked(self, report: Report) -> Report:
        """The report as it will be kept: ``pending`` are the captures of pages that will be submitted."""
        ...

    def begin(self, report: Report) -> None:
        """The report is kept: its pending pages may be submitted. Waits for nothing."""
        ...

    async def run(self) -> None:
        """Works until it is cancelled."""
        ...


class NoSaving:
    """Saves nothing."""

    def marked(self, report: Report) -> Report:
        return report

    def begin(self, report: Report) -> None:  # noqa: ARG002 - nothing begins
        return None

    async def run(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class _Wish:
    url: str = field(repr=False)
    report_id: str


@dataclass(slots=True)
class _Tried:
    """``at`` on the monotonic clock."""

    at: float
    failed: bool = False


class PageSaving:
    """Implements ``Saving`` with a queue in this process: what is in it when the process ends is not saved.

    ``count`` is told how each page ended: ``saved``, ``had`` (there was a capture already), why there is
    none, ``repeated`` (submitted for another report), ``report_gone`` (not kept any more when its turn
    came), ``queue_full``.
    """

    def __init__(self, save: SavePage, reports: ReportStore, count: Callable[[str], None]) -> None:
        self._save = save
        self._reports = reports
        self._count = count
        self._queue: asyncio.Queue[_Wish] = asyncio.Queue(QUEUE)
        self._open = 0
        self._tried: dict[bytes, _Tried] = {}

    def marked(self, report: Report) -> Report:
        lately = {url: self._lately(url) for url in unarchived(report)}
        new = [url for url, tried in lately.items() if tried is None][: QUEUE - self._queue.qsize()]
        pending = {*new, *(url for url, tried in lately.items() if tried and not tried.failed)}
        told = (Outbound(SAVE_PAGE_NOW, url) for url in new)
        return replace(with_pending(report, pending), outbound=(*report.outbound, *told))

    def begin(self, report: Report) -> None:
        for told in report.outbound:
            if told.source != SAVE_PAGE_NOW:
                continue
            try:
                self._queue.put_nowait(_Wish(told.query, report.id))
                self._open += 1
            except asyncio.QueueFull:  # others came in between
                self._count("queue_full")

    async def run(self) -> None:
        try:
            async with anyio.create_task_group() as tasks:
                for _ in range(AT_ONCE):
                    tasks.start_soon(self._work)
        finally:
            if self._open:
                log.warning("saving.dropped", pages=self._open)

    async def _work(self) -> None:
        while True:
            wish = await self._queue.get()
            try:
                ended = await self._one(wish)
            except Exception as error:  # noqa: BLE001 - whatever it was, the other pages go on
                log.error("saving.failed", error=type(error).__name__)  # noqa: TRY400 - messages may hold URLs
                ended = "failed"
            self._open -= 1
            self._count(ended)

    async def _one(self, wish: _Wish) -> str:
        """How it ended."""
        if self._lately(wish.url) is not None:
            return "repeated"
        long_ago = time.monotonic() - NOT_AGAIN_S
        self._tried = {key: tried for key, tried in self._tried.items() if tried.at > long_ago}
        tried = self._tried[_key(wish.url)] = _Tried(time.monotonic())
        ended = "failed"
        try:
            ended = await self._submitted(wish)
        finally:
            tried.failed = ended not in _CAPTURED
        if ended == _REPORT_GONE:
            self._tried.pop(_key(wish.url), None)
        return ended

    async def _submitted(self, wish: _Wish) -> str:
        """How it ended, after two tries at most."""
        ended = _REPORT_GONE
        for wait_s in (0.0, TRY_AGAIN_S):
            await anyio.sleep(wait_s)
            if not await self._is_kept(wish.report_id):
                return _REPORT_GONE
            outcome = await self._save(wish.url)
            ended = _word(outcome)
            if not _may_pass(outcome):
                break
        return ended

    async def _is_kept(self, report_id: str) -> bool:
        try:
            return await self._reports.get(report_id) is not None
        except StoreGone:
            return False

    def _lately(self, url: str) -> _Tried | None:
        tried = self._tried.get(_key(url))
        return tried if tried and time.monotonic() - tried.at < NOT_AGAIN_S else None


def _key(url: str) -> bytes:
    """What is remembered of a page, so that no address outlives its report here."""
    return hashlib.sha256(url.encode()).digest()


def _may_pass(outcome: Outcome[Saved | NotSaved]) -> bool:
    match outcome:
        case Ok(value=NotSaved(why=why)):
            return why.may_try_again
        case NotMeasured(why=why):
            return why is not Why.MISCONFIGURED
        case _:
            return False


def _word(outcome: Outcome[Saved | NotSaved]) -> str:
    match outcome:
        case Ok(value=Saved(earlier=earlier)):
            return "had" if earlier else "saved"
        case Ok(value=NotSaved(why=unsaved)):
            return unsaved.value
        case NotMeasured(why=why):
            return why.value
        case _:
            return "misused"
