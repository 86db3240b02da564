"""The archived capture nearest to a date, over all archives."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from clients.archive.protocol import ArchiveClient, Capture
from clients.outcome import Ok, Outcome
from clients.transport.deadline import Deadline
from service.domain.evidence import CaptureLink, CaptureStatus, Document, Passage
from service.evidence.dates import utc

WINDOW_DAYS = 730
"""A capture farther away is no witness of what a page said; nearer ones tell their gap."""
CAPTURES_AT_ONCE = 4
GRACE_S = 2.0
"""How long other archives are waited for once one has a capture in the window."""
_SECONDS_A_DAY = 86_400
NOT_MEASURED = CaptureLink(status=CaptureStatus.NOT_MEASURED)


@dataclass(slots=True)
class _Answers:
    """What each archive said, as it comes in."""

    outcomes: dict[int, Outcome[list[Capture]]] = field(default_factory=dict)

    def captures(self) -> list[Capture]:
        return [c for outcome in self.outcomes.values() if isinstance(outcome, Ok) for c in outcome.value]


async def nearest(
    archives: Sequence[ArchiveClient], url: str, *, near: datetime | None, deadline: Deadline
) -> CaptureLink:
    """``none_in_window`` only when every archive has answered; otherwise ``not_measured``."""
    if not archives or deadline.expired:
        return NOT_MEASURED
    answers = _Answers()
    found = asyncio.Event()

    async def one(number: int, archive: ArchiveClient) -> None:
        outcome = await archive.captures(url, near=near, deadline=deadline)
        answers.outcomes[number] = outcome
        if _best(answers.captures(), near) is not None:
            found.set()

    async def hurry(all_of: asyncio.Timeout) -> None:
        await found.wait()
        soon = asyncio.get_running_loop().time() + min(GRACE_S, deadline.remaining())
        all_of.reschedule(soon)

    try:
        async with asyncio.timeout(deadline.remaining()) as limit:
            hurrying = asyncio.create_task(hurry(limit))
            try:
                async with asyncio.TaskGroup() as group:
                    for number, archive in enumerate(archives):
                        group.create_task(one(number, archive))
            finally:
                hurrying.cancel()
    except TimeoutError:
        pass  # judged below by who answered
    best = _best(answers.captures(), near)
    if best is not None:
        return link_to(best, near)
    heard = [isinstance(outcome, Ok) for outcome in answers.outcomes.values()]
    complete = len(heard) == len(archives) and all(heard)
    return CaptureLink(status=CaptureStatus.NONE_IN_WINDOW) if complete else NOT_MEASURED


class CaptureFinder:
    """Finds captures for cited pages, a few at once in the whole process.

    ``archivable`` says which URLs may be told to the archives.
    """

    def __init__(self, archives: Sequence[ArchiveClient], archivable: Callable[[str], bool]) -> None:
        self._archives = archives
        self._archivable = archivable
        self._slots = asyncio.Semaphore(CAPTURES_AT_ONCE)

    async def capture_all(
        self, passages: Sequence[Passage], *, near: datetime | None, deadline: Deadline
    ) -> dict[str, CaptureLink]:
        """See ``EvidenceGatherer.capture_all``."""
        cited: dict[str, Document] = {}
        for passage in passages:
            if passage.document.url is not None:
                cited.setdefault(passage.document.url, passage.document)
        links = {url: document.capture or NOT_MEASURED for url, document in cited.items()}

        async def one(url: str, document: Document) -> None:
            published = document.published_at
            when = published.instant() if published else near or document.revised_at
            async with self._slots:
                links[url] = await nearest(self._archives, url, near=when, deadline=deadline)

        try:
            async with asyncio.timeout(deadline.remaining()), asyncio.TaskGroup() as group:
                for url, document in cited.items():
                    if document.capture is None and self._archivable(url):
                        group.create_task(one(url, document))
        except TimeoutError:
            pass  # who did not come through stays not measured
        return links


def link_to(capture: Capture, near: datetime | None, sha256: str | None = None) -> CaptureLink:
    return CaptureLink(
        status=CaptureStatus.FOUND,
        url=capture.url,
        captured_at=capture.captured_at,
        gap_days=None if near is None else round(_gap_s(capture, near) / _SECONDS_A_DAY),
        sha256=sha256,
    )


def _best(captures: Sequence[Capture], near: datetime | None) -> Capture | None:
    """Without a date: the newest."""
    if near is None:
        return max(captures, key=lambda c: utc(c.captured_at), default=None)
    inside = [c for c in captures if _gap_s(c, near) <= WINDOW_DAYS * _SECONDS_A_DAY]
    return min(inside, key=lambda c: _gap_s(c, near), default=None)


def _gap_s(capture: Capture, near: datetime) -> float:
    return abs((utc(capture.captured_at) - utc(near)).total_seconds())
