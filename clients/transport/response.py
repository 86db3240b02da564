"""What one GET brought back, free of library types."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A response read to its end.

    ``url`` is where it came from after redirects; ``body`` is decompressed; header names are lower case;
    ``fetched_at`` is when the upstream gave it (in the past for a cached one), in epoch seconds.
    """

    url: str = field(repr=False)
    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = field(default=b"", repr=False)
    fetched_at: float = 0.0

    def header(self, name: str) -> str | None:
        """The first header of that name, or null."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key == wanted), None)

    @property
    def media_type(self) -> str:
        """Type and subtype in lower case, without parameters; empty when not said."""
        return (self.header("content-type") or "").partition(";")[0].strip().lower()

    @property
    def redirects(self) -> bool:
        return self.status in {301, 302, 303, 307, 308}

    @property
    def fetched(self) -> datetime:
        return datetime.fromtimestamp(self.fetched_at, UTC)
