"""One adapter in the matrix: how it is made against an upstream, what it is asked, what it calls a fault."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeAlias

from benchmarks.faults.words import Word
from clients.archive.protocol import ArchiveClient, Capture
from clients.outcome import Outcome, Why
from clients.search.protocol import SearchClient, SearchQuery
from clients.transport.deadline import Deadline
from clients.transport.transport import Transport
from tests.faults import Fault
from tests.faults.plays import Answer

Ask: TypeAlias = Callable[[Transport, str, Deadline], Awaitable[Outcome[object]]]
"""Makes the adapter against the upstream at a base address (no closing slash), and asks it once."""

NEAR = datetime(2020, 1, 2, tzinfo=UTC)
PAGE = "http://news.example/a"
CIRCLES: Mapping[Fault, Word] = {
    Fault.REDIRECT_LOOP: Why.INVALID_RESPONSE,
    Fault.REDIRECT_CHAIN: Why.INVALID_RESPONSE,
}
"""Where redirects are followed and an API that redirects has not simply moved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapter:
    """``differs`` from the usual words; ``own`` are errors as only this upstream words them, by name."""

    name: str
    ask: Ask
    differs: Mapping[Fault, Word] = field(default_factory=dict)
    own: Mapping[str, tuple[Answer, Word]] = field(default_factory=dict)


def said(body: str, word: Word, *, status: int = 200, kind: str = "application/json") -> tuple[Answer, Word]:
    """An error as an upstream words it, and what it means."""
    return Answer(status, body.encode(), kind), word


def searched(make: Callable[[Transport, str], SearchClient]) -> Ask:
    async def ask(way: Transport, base: str, deadline: Deadline) -> Outcome[object]:
        return await make(way, base).search(SearchQuery("Eiffel Tower"), deadline=deadline)

    return ask


def captures(make: Callable[[Transport, str], ArchiveClient]) -> Ask:
    async def ask(way: Transport, base: str, deadline: Deadline) -> Outcome[object]:
        return await make(way, base).captures(PAGE, near=NEAR, deadline=deadline)

    return ask


def capture(make: Callable[[Transport, str], ArchiveClient], *, at: str) -> Ask:
    """Reads a capture whose bytes are at ``{base}{at}``."""

    async def ask(way: Transport, base: str, deadline: Deadline) -> Outcome[object]:
        there = Capture(
            archive="archive", original=PAGE, captured_at=NEAR, url=f"{base}{at}", raw_url=f"{base}{at}"
        )
        return await make(way, base).fetch(there, deadline=deadline)

    return ask
