"""What one verification tells to others outside the process, written down before it is told.

Told are the words of a search, the address of a page, the address an archive is asked about, the statement
given to a judge. What is asked of a source in words of its own answers, as the number of a page it found,
tells it nothing and is not listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

from clients.archive.protocol import ArchiveClient, Capture
from clients.outcome import Ok, Outcome
from clients.pages.protocol import Page, PageClient
from clients.search.protocol import Hit, SearchClient, SearchLimits, SearchQuery
from clients.transport.deadline import Deadline
from service.domain.evidence import Outbound
from service.evidence.sources import PAGES


@dataclass(frozen=True, slots=True)
class Told:
    """Everything once, in order. What the cache answers is listed too: who asks cannot know."""

    _all: dict[Outbound, None] = field(default_factory=dict, repr=False)

    def add(self, source: str, query: str) -> None:
        self._all.setdefault(Outbound(source, query))

    def all(self) -> tuple[Outbound, ...]:
        return tuple(self._all)


_told: ContextVar[Told | None] = ContextVar("told", default=None)


@contextmanager
def recording() -> Iterator[Told]:
    """What is told inside, by tasks started inside too, and also when they are cut off."""
    told = Told()
    token = _told.set(told)
    try:
        yield told
    finally:
        _told.reset(token)


def tell(source: str, query: str) -> None:
    """Writes it down, when anybody is recording."""
    if (told := _told.get()) is not None:
        told.add(source, query)


class TellingSearch:
    """A ``SearchClient`` outside the process. It may send the words in parts or with its API's syntax."""

    def __init__(self, client: SearchClient) -> None:
        self._client = client

    @property
    def name(self) -> str:
        return self._client.name

    @property
    def limits(self) -> SearchLimits:
        return self._client.limits

    async def search(self, query: SearchQuery, *, deadline: Deadline) -> Outcome[list[Hit]]:
        tell(self.name, query.text)
        return await self._client.search(query, deadline=deadline)


class TellingArchive:
    """An ``ArchiveClient``: what it is asked to replay it has listed itself."""

    def __init__(self, client: ArchiveClient) -> None:
        self._client = client

    @property
    def name(self) -> str:
        return self._client.name

    async def captures(
        self, url: str, *, near: datetime | None, deadline: Deadline
    ) -> Outcome[list[Capture]]:
        tell(self.name, url)
        return await self._client.captures(url, near=near, deadline=deadline)

    async def fetch(self, capture: Capture, *, deadline: Deadline) -> Outcome[Page]:
        return await self._client.fetch(capture, deadline=deadline)


class TellingPages:
    """A ``PageClient``: the address, and where it led to."""

    def __init__(self, client: PageClient) -> None:
        self._client = client

    async def fetch(self, url: str, *, deadline: Deadline) -> Outcome[Page]:
        tell(PAGES, url)
        fetched = await self._client.fetch(url, deadline=deadline)
        if isinstance(fetched, Ok):
            tell(PAGES, fetched.value.url)
        return fetched
