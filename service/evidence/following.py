"""Reading the pages that hits point to: live, or from a capture where the live page may not count."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from clients.archive.protocol import ArchiveClient, Capture
from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.pages.protocol import Page, PageClient
from clients.search.protocol import Hit
from clients.transport.deadline import Deadline
from service.domain.evidence import CaptureLink, Document
from service.evidence.captures import BAD_STATUS, link_to
from service.evidence.dates import utc
from service.evidence.documents import PageReader, UnreadablePage, from_hit, from_page
from service.evidence.fanout import Failure, worst
from service.evidence.patience import Limit
from service.evidence.urls import is_public, is_web
from service.pages.kinds import NotReadable

PAGES_PER_CLAIM = 4
PAGES_PER_SOURCE = 2
"""Of one source where several return excerpts, so that the fastest does not take all."""
PAGES_AT_ONCE = 16
GONE = frozenset({404, 410, 451})
_LOOK_BACK = (timedelta(0), timedelta(days=120), timedelta(days=3 * 365))
_NO_CLIENT = NotMeasured(Why.MISCONFIGURED, "pages are not fetched here")


@dataclass(slots=True)
class PageAllowance:
    """How many more pages may be read for one claim, over all its sources, and at most ``each`` of one."""

    left: int = PAGES_PER_CLAIM
    each: int = PAGES_PER_CLAIM

    def take(self, taken: int) -> bool:
        """Whether a source of which ``taken`` are read already may have another."""
        if self.left <= 0 or taken >= self.each:
            return False
        self.left -= 1
        return True


@dataclass(frozen=True, slots=True)
class Followed:
    """A document per hit, in order. ``failures`` are pages that may be there and could not be read."""

    documents: tuple[Document, ...] = ()
    failures: tuple[Failure, ...] = ()
    tried: tuple[str, ...] = field(default=(), repr=False)


class PageFollower:
    """Fetches and reads pages, a few at once in the whole process."""

    def __init__(
        self, pages: PageClient | None, archives: Sequence[ArchiveClient], reader: PageReader | None
    ) -> None:
        self._pages = pages
        self._archives = archives
        self._reader = reader
        self._slots = asyncio.Semaphore(PAGES_AT_ONCE)

    async def follow(
        self,
        hits: Sequence[Hit],
        allowance: PageAllowance,
        *,
        as_of: datetime | None,
        near: datetime | None,
        deadline: Deadline,
        limit: Limit,
    ) -> Followed:
        """Hits that are whole stay as they are; the others are read, as far as the allowance goes.

        A page that cannot be read leaves the excerpt the search API returned. With ``as_of`` only captures
        at or before it are read; without, a page that is gone is looked for in the archives near ``near``.
        ``limit`` ends the reading, perhaps before the deadline.
        """
        documents = {number: from_hit(hit, as_of) for number, hit in enumerate(hits)}
        failures: list[Failure] = []
        chosen: list[int] = []
        for n, hit in enumerate(hits):
            if not hit.whole and is_web(hit.url) and allowance.take(len(chosen)):
                chosen.append(n)
        late = set(chosen)

        async def one(number: int) -> None:
            hit = hits[number]
            async with self._slots:
                if as_of is not None:
                    read = await self._archived(hit, as_of, only_before=True, deadline=deadline)
                else:
                    read = await self._live(hit, near, deadline=deadline)
            late.discard(number)
            if isinstance(read, Document):
                documents[number] = read
            elif read is not None:
                failures.append(read)

        try:
            async with limit(), asyncio.TaskGroup() as group:
                for number in chosen:
                    group.create_task(one(number))
        except TimeoutError:
            pass  # counted as late below
        failures.extend(NotMeasured(Why.DEADLINE, "a page was not read in time") for _ in late)
        return Followed(
            tuple(documents[number] for number in range(len(hits))),
            tuple(failures),
            tuple(hits[number].url for number in chosen),
        )

    async def captured(
        self, document: Document, as_of: datetime, *, deadline: Deadline
    ) -> Document | Failure | None:
        """The page of a document as it was at or before ``as_of``; null where no archive has it so."""
        if document.url is None or not self._archives:
            return None
        hit = Hit(source=document.source, url=document.url, title=document.title or "", text="", rank=1)
        async with self._slots:
            return await self._archived(hit, as_of, only_before=True, deadline=deadline)

    async def _live(
        self, hit: Hit, near: datetime | None, *, deadline: Deadline
    ) -> Document | Failure | None:
        if self._pages is None:
            return _NO_CLIENT
        fetched = await self._pages.fetch(hit.url, deadline=deadline)
        if isinstance(fetched, Misused):
            return None  # an address that may not be fetched, ever: the excerpt is all there is
        if isinstance(fetched, NotMeasured):
            return fetched
        if fetched.value.status not in GONE:
            read = await self._read(hit, fetched.value, None, deadline=deadline)
            if not _says_not_found(read):
                return read
        when = hit.published_at or near
        return await self._archived(hit, when, only_before=False, deadline=deadline)

    async def _archived(
        self, hit: Hit, when: datetime | None, *, only_before: bool, deadline: Deadline
    ) -> Document | Failure | None:
        """From the first archive that has a usable capture; ``None`` when all say they have none.

        Each may take its share of the time that is left, so that one that hangs leaves some to the others.
        They are not told of pages on private networks.
        """
        if not is_public(hit.url):
            return None
        failures: list[Failure] = [] if self._archives else [_NO_CLIENT]
        for before, archive in enumerate(self._archives):
            share = deadline.within(deadline.remaining() / (len(self._archives) - before))
            listed = await _listed(archive, hit.url, when, only_before=only_before, deadline=share)
            if not isinstance(listed, Ok):
                failures.append(listed)
                continue
            if listed.value is None:
                continue
            fetched = await archive.fetch(listed.value, deadline=share)
            if not isinstance(fetched, Ok):
                failures.append(fetched)
                continue
            page = fetched.value
            played = page.captured_at or listed.value.captured_at
            if page.status >= BAD_STATUS or (only_before and when and utc(played) > utc(when)):
                continue  # the archive kept an error, or played another capture than it listed
            link = link_to(
                replace(listed.value, captured_at=played), when, hashlib.sha256(page.body).hexdigest()
            )
            read = await self._read(hit, page, link, deadline=deadline)
            if isinstance(read, Document):
                return read
            if not _says_not_found(read):
                failures.append(read)
        return worst(failures)

    async def _read(
        self, hit: Hit, page: Page, capture: CaptureLink | None, *, deadline: Deadline
    ) -> Document | Failure:
        if page.status >= BAD_STATUS:
            return NotMeasured(Why.SOURCE_DOWN, f"status {page.status}")
        if self._reader is None:
            return _NO_CLIENT
        read = await self._reader.read(page, deadline=deadline)
        return from_page(hit, read.value, capture) if isinstance(read, Ok) else read


def _says_not_found(read: Document | Failure) -> bool:
    """Many sites send their “not found” with status 200."""
    return isinstance(read, UnreadablePage) and read.kind is NotReadable.NOT_FOUND


async def _listed(
    archive: ArchiveClient, url: str, when: datetime | None, *, only_before: bool, deadline: Deadline
) -> Outcome[Capture | None]:
    """The capture nearest to ``when``; the last one at or before it when later ones must not be known.

    An archive may name only the few nearest, all of them later: then it is asked about earlier days.
    """
    for step in _LOOK_BACK if only_before else _LOOK_BACK[:1]:
        outcome = await archive.captures(url, near=when and when - step, deadline=deadline)
        if not isinstance(outcome, Ok):
            return outcome
        fitting = outcome.value
        if when is not None:
            fitting = [c for c in fitting if not only_before or utc(c.captured_at) <= utc(when)]
            fitting.sort(key=lambda c: abs(utc(c.captured_at) - utc(when)))
        if fitting:
            return Ok(fitting[0])
        if outcome.missing is not None:
            return outcome.missing
        if not outcome.value:
            return Ok(None)
    return Ok(None)
