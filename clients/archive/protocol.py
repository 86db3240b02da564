"""What every web archive looks like to the service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from clients.outcome import Outcome
from clients.pages.protocol import Page
from clients.transport.deadline import Deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A memento. ``captured_at`` says when it was captured, never when it was published."""

    archive: str
    original: str
    captured_at: datetime
    url: str
    """Where a reader sees it."""
    raw_url: str
    """Where the bytes as captured are."""


class ArchiveClient(Protocol):
    """``captures`` answers nearest first; ``Ok([])`` means the archive has none."""

    @property
    def name(self) -> str: ...

    async def captures(
        self, url: str, *, near: datetime | None, deadline: Deadline
    ) -> Outcome[list[Capture]]: ...

    async def fetch(self, capture: Capture, *, deadline: Deadline) -> Outcome[Page]: ...
