"""The Guardian Open Platform: https://open-platform.theguardian.com/documentation/search."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from clients.outcome import NotMeasured, Outcome, Why
from clients.search.dates import known_by, published, stated
from clients.search.listing import HOUR, Entry, Failure, Listing, ListingSearch, text_at, web_address
from clients.search.markup import plain_text
from clients.search.protocol import Hit, SearchLimits, SearchQuery
from clients.search.words import phrases
from clients.transport.classify import Json, by_status
from clients.transport.deadline import Deadline
from clients.transport.key import Key
from clients.transport.policy import Policy
from clients.transport.ports import Rate, Window
from clients.transport.response import Response
from clients.transport.transport import Transport

GUARDIAN = "https://content.guardianapis.com/search"

# A key for developers has one call a second and, users report, 500 a day.
_RATE = Rate(per_second=1.0, window=Window(calls=500, seconds=24 * HOUR))
_MOST = 50
_OPERATORS = frozenset({"and", "or", "not"})
_BEFORE, _AFTER = timedelta(days=30), timedelta(days=60)
"""How far a search around a day reaches."""
_OLDEST, _LAST = date(1999, 1, 1), date(2100, 1, 1)
"""Around no other day are there articles."""
_FIELDS = "headline,trailText,bodyText,lastModified"


class GuardianSearch(ListingSearch):
    """Implements ``SearchClient``. Hits carry the text of the article as it is now, with both its dates.

    ``around`` goes out as ``from-date`` and ``to-date``, ``before`` as ``to-date``, the days included. An
    article may have been changed since: only when its last change lies before as well is it as it was then.
    The key goes in the address, where the API wants it. The terms want copies renewed within 24 hours, so
    ``ttl_s`` and ``stale_s`` together are that.
    """

    def __init__(
        self, transport: Transport, key: str, *, name: str = "guardian", api: str = GUARDIAN
    ) -> None:
        super().__init__(
            transport,
            name=name,
            api=api,
            key=Key(name="api-key", value=key, in_address=True),
            limits=SearchLimits(max_chars=300, max_words=8, all_words_required=True, by_date=True),
            policy=Policy(
                version="guardian/1",
                rate=_RATE,
                concurrency=1,
                time_limit_s=8.0,
                ttl_s=6 * HOUR,
                stale_s=18 * HOUR,
                max_bytes=4_000_000,
                pause_s=60.0,
            ),
            listing=Listing(
                path=("response", "results"),
                total=("response", "total"),
                address=_address,
                refused=_refused,
            ),
        )

    async def _ask(self, query: SearchQuery, deadline: Deadline) -> Outcome[Response]:
        asked = [
            ("q", _all_of(query.text, query.names)),
            ("format", "json"),
            ("order-by", "relevance"),
            ("page-size", str(min(query.limit, _MOST))),
            ("show-fields", _FIELDS),
        ]
        until = [query.before.date()] if query.before is not None else []
        if query.around is not None and _OLDEST <= query.around < _LAST:
            asked.append(("from-date", (query.around - _BEFORE).isoformat()))
            until.append(query.around + _AFTER)
        if until:
            asked.append(("to-date", min(until).isoformat()))
        return await self._get(asked, deadline)

    def _hit(self, entry: Entry, rank: int, before: datetime | None) -> Hit:
        body = text_at(entry, "fields", "bodyText")
        first = published(entry.get("webPublicationDate"))
        revised = published(text_at(entry, "fields", "lastModified"))
        return Hit(
            source=self._name,
            url=_address(entry),
            title=plain_text(text_at(entry, "fields", "headline") or text_at(entry, "webTitle")),
            text=body or plain_text(text_at(entry, "fields", "trailText")),
            rank=rank,
            published_at=stated(first),
            revised_at=stated(revised),
            publisher="The Guardian",
            whole=bool(body),
            as_of_enforced=known_by(first, before) and known_by(revised, before),
        )


def _all_of(words: str, names: Sequence[str]) -> str:
    """All words joined by AND in so many words: what a space means is told differently by the API's users.

    Names of several words are phrases. Words that spell an operator are left out, in whatever case, unless
    there are no others.
    """
    pieces = [piece for piece in phrases(words, names) if piece.lower() not in _OPERATORS]
    return " AND ".join(f'"{piece}"' if " " in piece else piece for piece in pieces) or f'"{words}"'


def _address(entry: Entry) -> str:
    return web_address(entry.get("webUrl"))


def _refused(response: Response, answer: Json) -> Failure | None:
    """``{"response": {"status": "error", "message": …}}``, whose message may repeat the query."""
    if text_at(answer, "response", "status") != "error":
        return None
    return by_status(response) or NotMeasured(Why.INVALID_RESPONSE, "the API reports an error")
