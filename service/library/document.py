"""What the library holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from service.domain.times import Interval, PublishedAt


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryDocument:
    """A document as it is added. ``"".join(chunks)`` is its text; each chunk is found on its own.

    ``key`` names it within its collection: adding the same key again replaces it. ``names`` are other names
    of what the document is about ("UK" for the profile of the United Kingdom). ``captured_at`` says when an
    archive took it, never when it was published; ``about`` which days it describes. ``published_origin``
    names the tag or rule of a page that gave its date.
    """

    key: str
    title: str
    chunks: tuple[str, ...] = field(repr=False)
    names: tuple[str, ...] = ()
    url: str | None = None
    publisher: str | None = None
    published_at: PublishedAt | None = None
    published_origin: str | None = None
    captured_at: datetime | None = None
    about: Interval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A document that fits a query. ``text`` is its best chunks in their order, or all of it when ``whole``.

    ``known_by_then`` is true when the query had a date, and the document is known to have existed by it.
    """

    key: str
    title: str
    text: str = field(repr=False)
    whole: bool
    url: str | None
    publisher: str | None
    published_at: datetime | None
    published_origin: str | None
    captured_at: datetime | None
    known_by_then: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionInfo:
    """A collection in a list; ``size`` in bytes on disk, ``pack`` the version of a packaged collection."""

    name: str
    documents: int
    size: int
    pack: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A document in a list; dates as they were given."""

    key: str
    title: str
    url: str | None
    published: str | None
    published_origin: str | None
    captured_at: str | None
