"""Tavily: https://docs.tavily.com/documentation/api-reference/endpoint/search."""

from __future__ import annotations

from datetime import datetime

from clients.outcome import NotMeasured, Outcome, Why
from clients.search.dates import known_by, published, stated
from clients.search.listing import HOUR, Entry, Failure, Listing, ListingSearch, at, text_at, web_address
from clients.search.protocol import Hit, SearchLimits, SearchQuery
from clients.transport.classify import MAX_RETRY_AFTER_S, Json, retry_after
from clients.transport.deadline import Deadline
from clients.transport.key import Key
from clients.transport.policy import Policy
from clients.transport.ports import Rate
from clients.transport.response import Response
from clients.transport.transport import Transport

TAVILY = "https://api.tavily.com/search"

_MOST = 20
_USED_UP = {432: "the plan's limit", 433: "the pay-as-you-go limit"}


class TavilySearch(ListingSearch):
    """Implements ``SearchClient``. Hits are excerpts of pages; one query costs one credit.

    ``before`` goes out as ``end_date``. Dates come with news; most other pages have none.
    """

    def __init__(self, transport: Transport, key: str, *, name: str = "tavily", api: str = TAVILY) -> None:
        super().__init__(
            transport,
            name=name,
            api=api,
            key=Key(name="Authorization", value=f"Bearer {key}"),
            limits=SearchLimits(max_chars=400, max_words=50, all_words_required=False),
            policy=Policy(
                version="tavily/1",
                safe=True,  # a search by POST reads and changes nothing
                rate=Rate(per_second=1.5, burst=4),  # a development key has 100 a minute
                concurrency=4,
                time_limit_s=8.0,
                ttl_s=6 * HOUR,
                stale_s=66 * HOUR,
            ),
            listing=Listing(path=("results",), address=_address, refused=_refused),
        )

    async def _ask(self, query: SearchQuery, deadline: Deadline) -> Outcome[Response]:
        asked: dict[str, Json] = {
            "query": query.text,
            "search_depth": "basic",
            "topic": "general",
            "max_results": min(query.limit, _MOST),
            "include_answer": False,
            "include_raw_content": False,
        }
        if query.before is not None:
            asked["end_date"] = query.before.date().isoformat()
        return await self._post(asked, deadline)

    def _hit(self, entry: Entry, rank: int, before: datetime | None) -> Hit:
        dated = published(entry.get("published_date"))
        return Hit(
            source=self._name,
            url=_address(entry),
            title=text_at(entry, "title"),
            text=text_at(entry, "content"),
            rank=rank,
            published_at=stated(dated),
            as_of_enforced=known_by(dated, before),
        )


def _address(entry: Entry) -> str:
    return web_address(entry.get("url"))


def _refused(response: Response, answer: Json) -> Failure | None:
    """What is used up has statuses of its own; a 429 may carry its pause in the body."""
    if response.status in _USED_UP:
        return NotMeasured(Why.BUDGET, f"status {response.status}: {_USED_UP[response.status]}")
    if response.status == 429:  # noqa: PLR2004 - RFC 6585 §4
        return NotMeasured(Why.RATE_LIMITED, "status 429", retry_after(response) or _pause(answer))
    return None


def _pause(answer: Json) -> float | None:
    seconds = at(answer, "error", "retry_after_seconds")
    if (
        isinstance(seconds, bool) or not isinstance(seconds, int | float) or not seconds >= 0
    ):  # NaN is neither
        return None
    return float(min(seconds, MAX_RETRY_AFTER_S))
