"""Fetching one page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from clients.outcome import Outcome
from clients.transport.deadline import Deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A body as fetched. ``url`` is where it came from in the end; archived pages have ``captured_at``."""

    url: str
    status: int
    content_type: str
    body: bytes = field(repr=False)
    fetched_at: datetime
    captured_at: datetime | None = None


class PageClient(Protocol):
    async def fetch(self, url: str, *, deadline: Deadline) -> Outcome[Page]: ...
