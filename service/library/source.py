"""A collection of the library as a search API."""

from __future__ import annotations

import sqlite3
from urllib.parse import quote

from anyio import to_thread

from clients.outcome import NotMeasured, Ok, Outcome, Why
from clients.search.protocol import Hit, SearchLimits, SearchQuery
from clients.transport.deadline import Deadline
from service.library.document import Found
from service.library.index import Library


class LibrarySource:
    """Searches one collection, in a thread. Local: no query leaves the machine.

    A document without a URL of its own is called ``urn:secondsource:library:<collection>:<key>``. With
    ``before``, documents known to be published later are left out, and ``as_of_enforced`` is true for those
    known to have been published or captured by then.
    """

    def __init__(self, library: Library, name: str, collection: str) -> None:
        self._library = library
        self._name = name
        self._collection = collection

    @property
    def name(self) -> str:
        return self._name

    @property
    def limits(self) -> SearchLimits:
        return SearchLimits(max_chars=1000, max_words=24, all_words_required=False, statements=True)

    async def search(self, query: SearchQuery, *, deadline: Deadline) -> Outcome[list[Hit]]:
        """``SOURCE_DOWN`` when the index cannot be opened, ``INVALID_RESPONSE`` when it is damaged."""
        if deadline.expired:
            return NotMeasured(Why.DEADLINE)
        try:
            found = await to_thread.run_sync(self._search, query, deadline)
        except FileNotFoundError:
            return NotMeasured(Why.MISCONFIGURED, f"there is no collection {self._collection}")
        except sqlite3.OperationalError as error:
            if deadline.expired:
                return NotMeasured(Why.DEADLINE)
            return NotMeasured(Why.SOURCE_DOWN, f"the index cannot be read: {error.sqlite_errorname}")
        except sqlite3.DatabaseError as error:
            return NotMeasured(Why.INVALID_RESPONSE, f"the index is damaged: {error.sqlite_errorname}")
        return Ok([self._hit(one, rank) for rank, one in enumerate(found, start=1)])

    def _search(self, query: SearchQuery, deadline: Deadline) -> list[Found]:
        return self._library.search(
            self._collection, query.text, limit=query.limit, before=query.before, deadline=deadline
        )

    def _hit(self, found: Found, rank: int) -> Hit:
        return Hit(
            source=self._name,
            url=found.url or f"urn:secondsource:library:{self._collection}:{quote(found.key, safe='')}",
            title=found.title,
            text=found.text,
            rank=rank,
            published_at=found.published_at,
            published_origin=found.published_origin,
            captured_at=found.captured_at,
            publisher=found.publisher,
            whole=found.whole,
            as_of_enforced=found.known_by_then,
        )
