"""Pages to documents, read as those are that come from the web."""

from __future__ import annotations

import asyncio
from datetime import datetime
from types import TracebackType
from typing import Self

from clients.outcome import NotMeasured, Ok, Why
from clients.pages.protocol import Page
from clients.transport.deadline import Deadline
from service.domain.times import PublishedAt
from service.library.chunks import chunks_of
from service.library.dates import published_at
from service.library.document import LibraryDocument
from service.library.files import MAX_PAGE_BYTES
from service.library.left_out import Beside, Kind
from service.library.schema import LibraryError
from service.pages.pool import PagePool
from service.pages.process import PageLimits
from service.pages.result import Reading

LIMITS = PageLimits(seconds=30.0, chars=MAX_PAGE_BYTES)
"""Nobody waits for an answer here, and no text is cut."""
_LATEST_START_S = 120.0


class Pages:
    """Reads one page after another, in a process that can be killed; for a thread without an event loop.

    A file is its owner's, but what a crawler put into it is anybody's: a page that makes a parser hang or eat
    all memory costs half a minute and is left out, and neither the file nor the library is lost.
    """

    def __init__(self, limits: PageLimits = LIMITS) -> None:
        self._runner = asyncio.Runner()
        self._pool = PagePool(limits)
        self._limits = limits

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._runner.run(self._pool.aclose())
        self._runner.close()

    def read(self, page: Page) -> Reading | Kind:
        """What the page says, or why it is left out. Raises ``LibraryError`` when no page can be read."""
        deadline = Deadline.after(_LATEST_START_S + self._limits.seconds)
        outcome = self._runner.run(self._pool.reading(page, deadline=deadline))
        if isinstance(outcome, Ok):
            return outcome.value.kind or outcome.value
        if isinstance(outcome, NotMeasured) and outcome.why is Why.INVALID_RESPONSE:
            return Beside.TOO_MUCH
        raise LibraryError(outcome.detail)


def page_document(
    reading: Reading,
    *,
    key: str,
    url: str | None,
    title: str | None = None,
    names: tuple[str, ...] = (),
    captured_at: datetime | None = None,
) -> LibraryDocument:
    """``title`` is what it is called where it was found; without one, what it calls itself."""
    stated = reading.published
    published = None if stated is None else _date(stated.date)
    return LibraryDocument(
        key=key,
        title=title or reading.title or url or key,
        chunks=chunks_of(reading.text),
        names=names,
        url=url,
        publisher=reading.publisher,
        published_at=published,
        published_origin=stated.origin if stated and published else None,
        captured_at=captured_at,
    )


def _date(text: str) -> PublishedAt | None:
    try:
        return published_at(text)
    except ValueError:
        return None
