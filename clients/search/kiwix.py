"""Searching ZIM files behind a kiwix-serve: one call finds pages, one more reads each of the best."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote, urlsplit

import anyio

from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.search.kiwix_answers import (
    Article,
    Book,
    articles,
    books,
    judge_catalogue,
    judge_page,
    judge_search,
)
from clients.search.protocol import Hit, SearchLimits, SearchQuery
from clients.search.wikihtml import text_of
from clients.search.words import plain_words
from clients.transport.deadline import Deadline
from clients.transport.policy import Policy
from clients.transport.transport import Transport

_HOUR = 3600.0
_DAY = timedelta(days=1)
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_HEAD = re.compile(r"<head\b.*?</head\s*>", re.IGNORECASE | re.DOTALL)
_UNKNOWN = Book(None, None)

_SEARCH = Policy(
    version="kiwix/1",
    concurrency=8,
    time_limit_s=8.0,
    ttl_s=6 * _HOUR,
    stale_s=72 * _HOUR,
    judge=judge_search,
)
_CATALOGUE = replace(_SEARCH, ttl_s=_HOUR, max_bytes=8_000_000, judge=judge_catalogue)
# Articles come with "max-age=2723040": a book does not change, it gets another name.
_PAGE = replace(_SEARCH, ttl_s=30 * 24 * _HOUR, max_bytes=4_000_000, judge=judge_page)


@dataclass(frozen=True, slots=True)
class _Read:
    """The whole text of an article, or why it could not be read; neither when it is no page of text."""

    text: str | None = None
    failure: NotMeasured | None = None


class KiwixSearch:
    """Implements ``SearchClient``. ``base`` is the server's root; without ``books`` all it has are searched.

    The best ``whole_pages`` hits carry the full text of the page, the others an excerpt. When a page was
    found but not read whole, the outcome is ``Ok`` with ``missing``. ``revised_at`` is the day the book was
    made, where the catalogue says it. A book has one state only: ``before`` is enforced for those whose day
    had passed by then; what is found in others is returned and not marked. With ``before`` a catalogue that
    cannot be had is ``missing`` too: what was found would have counted if its day were known.
    """

    def __init__(
        self,
        transport: Transport,
        base: str,
        *,
        name: str = "kiwix",
        books: Sequence[str] = (),
        whole_pages: int = 2,
    ) -> None:
        self._transport = transport
        self._base = base.rstrip("/")
        self._root = urlsplit(self._base).path
        self._name = name
        self._books = tuple(("books.name", book) for book in books)
        self._whole_pages = whole_pages

    @property
    def name(self) -> str:
        return self._name

    @property
    def limits(self) -> SearchLimits:
        """Xapian as libzim asks it: what has all words is found, in any form of the word."""
        return SearchLimits(max_chars=300, max_words=8, all_words_required=True)

    async def search(self, query: SearchQuery, *, deadline: Deadline) -> Outcome[list[Hit]]:
        # Xapian's operators (OR, XOR, NEAR, ADJ …) are words in upper case.
        words = plain_words(query.text, self.limits).lower()
        if not words:
            return Misused("a query without words")
        outcome = await self._transport.get(
            f"{self._base}/search",
            source=self._name,
            params=(
                ("pattern", words),
                *self._books,
                ("format", "xml"),
                ("pageLength", str(max(1, min(query.limit, 50)))),
            ),
            policy=_SEARCH,
            deadline=deadline,
        )
        if not isinstance(outcome, Ok):
            return outcome
        found = articles(outcome.value, self._root)
        catalogued, read = await self._details(found, deadline)
        known = catalogued if isinstance(catalogued, dict) else {}
        hits = [
            self._hit(article, known.get(unquote(article.book), _UNKNOWN), text, query.before)
            for article, text in zip(found, [page.text for page in read], strict=True)
        ]
        missing = next((page.failure for page in read if page.failure is not None), None)
        if query.before is not None and isinstance(catalogued, NotMeasured):
            missing = missing or catalogued
        return Ok(hits, outcome.age, outcome.stale, missing)

    async def _details(
        self, found: Sequence[Article], deadline: Deadline
    ) -> tuple[dict[str, Book] | NotMeasured, list[_Read]]:
        """The catalogue and the best pages, at once."""
        known: dict[str, Book] | NotMeasured = {}
        read = [_Read()] * len(found)

        async def catalogue() -> None:
            nonlocal known
            known = await self._catalogue(deadline)

        async def page(place: int) -> None:
            read[place] = await self._page(found[place], deadline)

        async with anyio.create_task_group() as tasks:
            if found:
                tasks.start_soon(catalogue)
            for place in range(min(self._whole_pages, len(found))):
                tasks.start_soon(page, place)
        return known, read

    async def _catalogue(self, deadline: Deadline) -> dict[str, Book] | NotMeasured:
        outcome = await self._transport.get(
            f"{self._base}/catalog/v2/entries",
            source=self._name,
            params=(("count", "-1"),),
            policy=_CATALOGUE,
            deadline=deadline,
        )
        if isinstance(outcome, Misused):
            return NotMeasured(Why.INVALID_RESPONSE, outcome.detail)
        return books(outcome.value) if isinstance(outcome, Ok) else outcome

    async def _page(self, article: Article, deadline: Deadline) -> _Read:
        outcome = await self._transport.get(
            f"{self._base}/raw/{article.book}/content/{article.path}",
            source=self._name,
            policy=_PAGE,
            deadline=deadline,
        )
        if isinstance(outcome, Misused):
            return _Read(failure=NotMeasured(Why.INVALID_RESPONSE, outcome.detail))
        if isinstance(outcome, NotMeasured):
            return _Read(failure=outcome)
        if outcome.value.media_type not in _HTML:
            return _Read()
        html = outcome.value.body.decode("utf-8", "replace")
        text = text_of(_HEAD.sub("", html, count=1))
        if not text:
            return _Read(failure=NotMeasured(Why.INVALID_RESPONSE, "no text of a page that was found"))
        return _Read(text)

    def _hit(self, article: Article, book: Book, text: str | None, before: datetime | None) -> Hit:
        return Hit(
            source=self._name,
            url=f"{self._base}{article.link}",
            title=article.title,
            text=article.excerpt if text is None else text,
            rank=article.rank,
            revised_at=book.issued,
            publisher=book.creator,
            whole=text is not None,
            as_of_enforced=before is not None and _made_by(book.issued, before),
        )


def _made_by(issued: datetime | None, before: datetime) -> bool:
    """Whether the day on which the book was made had passed."""
    moment = before if before.tzinfo else before.replace(tzinfo=UTC)
    return issued is not None and issued + _DAY <= moment
