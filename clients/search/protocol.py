"""What every search API looks like to the service."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from clients.outcome import Outcome
from clients.search.dates import Coarse
from clients.transport.deadline import Deadline


@dataclass(frozen=True, slots=True)
class SearchLimits:
    """What one API takes: the longest query in characters, most words, and whether it ANDs all words.

    ``by_date``: it can look for what was published around a day. ``statements``: it is best asked with a
    whole statement, and needs no other query.
    """

    max_chars: int = 300
    max_words: int = 12
    all_words_required: bool = True
    by_date: bool = False
    statements: bool = False


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """``text`` are plain words; the adapter escapes them. ``before`` limits to what was known by then.

    ``names`` are those among the words that are one name each, for APIs that know names or phrases;
    ``around`` is a day, for APIs that can look by date.
    """

    text: str = field(repr=False)
    limit: int = 5
    before: datetime | None = None
    language: str = "en"
    names: tuple[str, ...] = field(default=(), repr=False)
    around: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One result. ``text`` is what the API returned, without markup; ``whole`` when it is the full page text.

    ``published_at`` is the publisher's date, ``published_origin`` the part of its page that says so, if the
    source knows. Where it is known ``only_to`` a month or a year it is the first moment. ``revised_at`` is
    when the text was last changed, ``captured_at`` when an archive took it, whatever has changed since. With
    ``as_of_enforced`` the source was held to ``before``: the text stood so by then.

    Of a fact-check ``reviewed`` is the claim it is about and ``rating`` its word on it, as given, null where
    it gives none; ``text`` begins with the line to show, and nothing in it is evidence by itself.
    """

    source: str
    url: str
    title: str
    text: str = field(repr=False)
    rank: int
    published_at: datetime | None = None
    only_to: Coarse | None = None
    published_origin: str | None = None
    revised_at: datetime | None = None
    captured_at: datetime | None = None
    publisher: str | None = None
    whole: bool = False
    as_of_enforced: bool = False
    reviewed: str | None = field(default=None, repr=False)
    rating: str | None = field(default=None, repr=False)


class SearchClient(Protocol):
    """``name`` is the source's name in requests, plans and reports."""

    @property
    def name(self) -> str: ...

    @property
    def limits(self) -> SearchLimits: ...

    async def search(self, query: SearchQuery, *, deadline: Deadline) -> Outcome[list[Hit]]: ...
