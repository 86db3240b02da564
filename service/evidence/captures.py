"""The archived capture nearest to a date, over all archives."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from clients.archive.protocol import ArchiveClient, Capture
from clients.outcome import Ok, Outcome
from clients.transport.deadline import Deadline
from service.domain.evidence import CaptureLink, CaptureStatus, Document, Passage
from service.evidence.dates import utc

WINDOW_DAYS = 730
"""A capture farther away is no witness of what a page said; nearer ones tell their gap."""
CAPTURES_AT_ONCE = 32
"""Pages looked up at the same time; the archives have queues and budgets of their own."""
GRACE_S = 2.0
"""How long other archives are waited for once one has a capture in the window."""
READING_S = 3.0
"""How long a capture that was found is waited for, to tell the hash of what it holds."""
MARGIN_S = 0.1
"""Looking ends this much before the deadline, so that what was found by then is in the report."""
BAD_STATUS = 400
_SECONDS_A_DAY = 86_400
NOT_MEASURED = CaptureLink(status=CaptureStatus.NOT_MEASURED)
_NONE = CaptureLink(status=CaptureStatus.NONE_IN_WINDOW)


@dataclass(frozen=True, slots=True)
class Found:
    """The captures of one page in the window, nearest to the date first, with the archive that has each.

    ``complete``: every archive has said all it has.
    """

    captures: tuple[tuple[ArchiveClient, Capture], ...] = ()
    complete: bool = False

    def link(self, near: datetime | None) -> CaptureLink:
        """To the nearest; ``none_in_window`` only when every archive has answered."""
        if self.captures:
            return link_to(self.captures[0][1], near)
        return _NONE if self.complete else NOT_MEASURED


async def look_up(
    archives: Sequence[ArchiveClient], url: str, *, near: datetime | None, deadline: Deadline
) -> Found:
    """Asks all archives at once; one that hangs or fails takes nothing from what the others say."""
    outcomes: dict[int, Outcome[list[Capture]]] = {}
    found = asyncio.Event()

    async def one(number: int, archive: ArchiveClient) -> None:
        outcomes[number] = outcome = await archive.captures(url, near=near, deadline=deadline)
        if isinstance(outcome, Ok) and any(_in_window(capture, near) for capture in outcome.value):
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
    answered = [(archives[n], outcome) for n, outcome in outcomes.items() if isinstance(outcome, Ok)]
    captures = [
        (archive, capture)
        for archive, outcome in answered
        for capture in outcome.value
        if _in_window(capture, near)
    ]
    captures.sort(key=lambda pair: _farness_s(pair[1], near))
    told_all = sum(outcome.missing is None for _, outcome in answered)
    return Found(tuple(captures), complete=bool(archives) and told_all == len(archives))


async def read(found: Found, *, near: datetime | None, deadline: Deadline) -> CaptureLink:
    """The link to the nearest capture that holds the page, with the hash of what was captured.

    Archives list captures of error pages, and play another capture than they list. One that cannot be read
    by ``deadline`` is linked as it was listed; where those that were listed are no captures of the page,
    nobody has said that there are none.
    """
    for archive, capture in found.captures:
        played = await archive.fetch(capture, deadline=deadline)
        if not isinstance(played, Ok):
            return link_to(capture, near)
        page = played.value
        as_played = replace(capture, captured_at=page.captured_at or capture.captured_at)
        if page.status < BAD_STATUS and _in_window(as_played, near):
            return link_to(as_played, near, hashlib.sha256(page.body).hexdigest())
    return NOT_MEASURED if found.captures else found.link(near)


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
        until = deadline.within(deadline.remaining() - MARGIN_S)

        async def one(url: str, document: Document) -> None:
            published = document.published_at
            when = published.instant() if published else near or document.revised_at or document.captured_at
            async with self._slots:
                found = await look_up(self._archives, url, near=when, deadline=until)
                links[url] = found.link(when)
                links[url] = await read(found, near=when, deadline=until.within(READING_S))

        try:
            async with asyncio.timeout(until.remaining()), asyncio.TaskGroup() as group:
                for url, document in cited.items():
                    if document.capture is None and self._archivable(url):
                        group.create_task(one(url, document))
        except TimeoutError:
            pass  # what did not come through stays as it was known
        return links


def link_to(capture: Capture, near: datetime | None, sha256: str | None = None) -> CaptureLink:
    return CaptureLink(
        status=CaptureStatus.FOUND,
        url=capture.url,
        captured_at=capture.captured_at,
        gap_days=None if near is None else round(_gap_s(capture, near) / _SECONDS_A_DAY),
        sha256=sha256,
    )


def _in_window(capture: Capture, near: datetime | None) -> bool:
    """Without a date any counts."""
    return near is None or _gap_s(capture, near) <= WINDOW_DAYS * _SECONDS_A_DAY


def _farness_s(capture: Capture, near: datetime | None) -> float:
    """Seconds from the date; without one the newest is the nearest."""
    return -utc(capture.captured_at).timestamp() if near is None else _gap_s(capture, near)


def _gap_s(capture: Capture, near: datetime) -> float:
    return abs((utc(capture.captured_at) - utc(near)).total_seconds())
