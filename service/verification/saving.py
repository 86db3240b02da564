"""Cited pages that no archive has are captured, after their report is given and only while it is kept."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
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
from service.verification.unarchived import unarchived, with_end, with_pending

QUEUE = 200
AT_ONCE = 3
TRY_AGAIN_S = 600.0
"""Before the second try, and last, of a page that could not be captured this time."""
NOT_AGAIN_S = 86_400.0
"""A page is submitted once in so long: for a day an archive's answer that it has none is kept."""
_CAPTURED = frozenset({"saved", "had", Unsaved.ALREADY_CAPTURED.value})
_FAULT = Ok(NotSaved(Unsaved.FAILED))

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
    """``at`` on the monotonic clock; ``outcome`` is null where the archive was not asked after all."""

    at: float
    over: anyio.Event = field(default_factory=anyio.Event)
    outcome: Outcome[Saved | NotSaved] | None = None

    @property
    def failed(self) -> bool:
        return self.outcome is not None and _word(self.outcome) not in _CAPTURED


class PageSaving:
    """Implements ``Saving`` with a queue in this process: what is in it when the process ends is not saved,
    and stays ``pending`` in its report. In the report of a page whose turn came stands how it ended.

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
        self._telling = anyio.Lock()

    def marked(self, report: Report) -> Report:
        lately = {url: self._lately(url) for url in unarchived(report)}
        hopeful = [url for url, tried in lately.items() if tried is None or not tried.failed]
        pending = hopeful[: QUEUE - self._queue.qsize()]
        told = (Outbound(SAVE_PAGE_NOW, url) for url in pending)
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
        """How it ended. Who comes while the page is being saved for another waits for that."""
        while (tried := self._lately(wish.url)) is not None:
            await tried.over.wait()
            if tried.outcome is not None:
                await self._tell(wish, tried.outcome)
                return "repeated"
        long_ago = time.monotonic() - NOT_AGAIN_S
        self._tried = {key: tried for key, tried in self._tried.items() if tried.at > long_ago}
        tried = self._tried[_key(wish.url)] = _Tried(time.monotonic())
        try:
            tried.outcome = await self._submitted(wish)
        except Exception:
            tried.outcome = _FAULT
            await self._tell(wish, _FAULT)
            raise
        finally:
            if tried.outcome is None:
                self._tried.pop(_key(wish.url), None)
            tried.over.set()
        if tried.outcome is None:
            return "report_gone"
        await self._tell(wish, tried.outcome)
        return _word(tried.outcome)

    async def _tell(self, wish: _Wish, outcome: Outcome[Saved | NotSaved]) -> None:
        """The report, if it is still kept, how it ended. Nobody else changes it once it is kept."""
        with suppress(StoreGone):
            async with self._telling:
                report = await self._reports.get(wish.report_id)
                if report is not None:
                    await self._reports.amend(with_end(report, wish.url, outcome))

    async def _submitted(self, wish: _Wish) -> Outcome[Saved | NotSaved] | None:
        """After two tries at most; null when the report is not kept any more."""
        outcome: Outcome[Saved | NotSaved] | None = None
        for wait_s in (0.0, TRY_AGAIN_S):
            await anyio.sleep(wait_s)
            if not await self._is_kept(wish.report_id):
                return None
            outcome = await self._save(wish.url)
            if not _may_pass(outcome):
                break
        return outcome

    async def _is_kept(self, report_id: str) -> bool:
        try:
            return await self._reports.get(report_id) is not None
        except StoreGone:
            return False

    def _lately(self, url: str) -> _Tried | None:
        tried = self._tried.get(_key(url))
        return tried if tried and time.monotonic() - tried.at < NOT_AGAIN_S else None


def _key(url: str) -> bytes:
    """Of a page that was not captured nothing else is remembered: its address does not outlive its report."""
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
