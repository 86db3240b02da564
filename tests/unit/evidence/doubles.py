"""Upstreams that answer as told, for tests of what is made of their answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from clients.archive.protocol import Capture
from clients.outcome import NotMeasured, Ok, Outcome, Why
from clients.pages.protocol import Page
from clients.search.protocol import Hit, SearchLimits, SearchQuery
from clients.transport.deadline import Deadline
from service.domain.claim import Claim
from service.domain.evidence import Document, SourceRole
from service.domain.spans import Selector, TextSpan
from service.evidence.documents import PageText, sha256_of
from service.evidence.sources import Asking, Source

NOW = datetime(2026, 11, 22, tzinfo=UTC)
DOWN = NotMeasured(Why.SOURCE_DOWN, "refused")


def claim(statement: str) -> Claim:
    span = TextSpan(
        start=0, end=1, utf16_start=0, utf16_end=1, start_line=1, start_column=1, end_line=1, end_column=2
    )
    return Claim(
        id="c1",
        key="k",
        text=statement,
        display_text=statement,
        span=span,
        selector=Selector(statement, "", ""),
        statement=statement,
        check_worthiness=0.5,
    )


def hit(
    text: str,
    url: str = "https://a.example/1",
    *,
    rank: int = 1,
    whole: bool = True,
    source: str = "wiki",
    published_at: datetime | None = None,
    revised_at: datetime | None = None,
    enforced: bool = False,
) -> Hit:
    return Hit(
        source=source,
        url=url,
        title="Title",
        text=text,
        rank=rank,
        whole=whole,
        published_at=published_at,
        revised_at=revised_at,
        as_of_enforced=enforced,
    )


def document(
    text: str, url: str | None = "https://a.example/1", *, source: str = "wiki", title: str | None = None
) -> Document:
    return Document(source=source, text=text, text_sha256=sha256_of(text), url=url, title=title)


def capture(url: str, at: datetime, archive: str = "wayback") -> Capture:
    stamp = at.strftime("%Y%m%d%H%M%S")
    return Capture(
        archive=archive,
        original=url,
        captured_at=at,
        url=f"https://archive.example/{stamp}/{url}",
        raw_url=f"https://archive.example/{stamp}id_/{url}",
    )


Answer = Callable[[SearchQuery], Outcome[list[Hit]]]


@dataclass
class Search:
    """Answers every query with ``outcome`` (or what it makes of the query), after ``seconds``."""

    outcome: Outcome[list[Hit]] | Answer = field(default_factory=lambda: Ok([]))
    name: str = "wiki"
    limits: SearchLimits = field(default_factory=SearchLimits)
    seconds: float = 0.0
    asked: list[SearchQuery] = field(default_factory=list)

    async def search(self, query: SearchQuery, *, deadline: Deadline) -> Outcome[list[Hit]]:
        self.asked.append(query)
        await asyncio.sleep(self.seconds)
        return self.outcome(query) if callable(self.outcome) else self.outcome


def source(
    client: Search,
    role: SourceRole = SourceRole.REQUIRED,
    *,
    local: bool = False,
    confidential_ok: bool = False,
    follow: bool = False,
    asking: Asking | None = None,
) -> Source:
    return Source(client, role, local, confidential_ok, follow, asking or Asking())


@dataclass
class Pages:
    """Pages by URL; what is not listed is refused."""

    bodies: Mapping[str, Outcome[Page]] = field(default_factory=dict)
    seconds: float = 0.0
    fetched: list[str] = field(default_factory=list)

    async def fetch(self, url: str, *, deadline: Deadline) -> Outcome[Page]:
        self.fetched.append(url)
        await asyncio.sleep(self.seconds)
        return self.bodies.get(url, DOWN)


def page(text: str, url: str = "https://a.example/1", status: int = 200, at: datetime | None = None) -> Page:
    return Page(
        url=url,
        status=status,
        content_type="text/plain",
        body=text.encode(),
        fetched_at=NOW,
        captured_at=at,
    )


@dataclass
class Archive:
    """Captures by date with the text captured; lists at most ``most``, nearest first.

    Each is read after ``reading_s``, or not (``unread``); ``plays`` is the date of the one it plays instead.
    """

    texts: Mapping[datetime, str] = field(default_factory=dict)
    failure: NotMeasured | None = None
    name: str = "wayback"
    seconds: float = 0.0
    most: int = 5
    status: int = 200
    missing: NotMeasured | None = None
    reading_s: float = 0.0
    unread: NotMeasured | None = None
    plays: datetime | None = None
    asked: list[str] = field(default_factory=list)

    async def captures(
        self, url: str, *, near: datetime | None, deadline: Deadline
    ) -> Outcome[list[Capture]]:
        self.asked.append(url)
        await asyncio.sleep(min(self.seconds, deadline.remaining()))
        if self.failure is not None or deadline.expired:
            return self.failure or NotMeasured(Why.DEADLINE)
        wanted = near or NOW
        dates = sorted(self.texts, key=lambda at: abs(at - wanted))
        return Ok([capture(url, at, self.name) for at in dates[: self.most]], missing=self.missing)

    async def fetch(self, capture: Capture, *, deadline: Deadline) -> Outcome[Page]:
        await asyncio.sleep(min(self.reading_s, deadline.remaining()))
        if self.unread is not None or deadline.expired:
            return self.unread or NotMeasured(Why.DEADLINE)
        at = self.plays or capture.captured_at
        return Ok(page(self.texts[at], capture.original, self.status, at))


@dataclass
class Reader:
    """Reads plain text, or fails as told: on every page, or only on those that are ``unreadable``."""

    failure: NotMeasured | None = None
    unreadable: bytes | None = None
    read_urls: list[str] = field(default_factory=list)

    async def read(self, page: Page, *, deadline: Deadline) -> Outcome[PageText]:
        self.read_urls.append(page.url)
        if self.failure is not None and self.unreadable in {None, page.body}:
            return self.failure
        return Ok(PageText(text=page.body.decode(), title="Page title", published="2016-02-01"))


def texts(found: Sequence[Document]) -> list[str]:
    return [one.text for one in found]
