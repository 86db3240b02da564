"""Exa: https://exa.ai/docs/reference/search."""

from __future__ import annotations

from datetime import datetime, time

from clients.outcome import NotMeasured, Outcome, Why
from clients.search.dates import known_by, published, stated
from clients.search.listing import (
    HOUR,
    Entry,
    Failure,
    Listing,
    ListingSearch,
    at,
    code_of,
    text_at,
    web_address,
)
from clients.search.protocol import Hit, SearchLimits, SearchQuery
from clients.transport.classify import Json
from clients.transport.deadline import Deadline
from clients.transport.key import Key
from clients.transport.policy import Policy
from clients.transport.ports import Rate
from clients.transport.response import Response
from clients.transport.transport import Transport

EXA = "https://api.exa.ai/search"

_MOST = 100
_PAYMENT_REQUIRED = 402
_USED_UP = frozenset({"NO_MORE_CREDITS", "API_KEY_BUDGET_EXCEEDED", "TEAM_BUDGET_EXCEEDED"})
MAX_TEXT = 20_000
"""Characters of a page's text asked for: a longer one comes cut off."""
SURELY_WHOLE = 18_000
"""Up to so many nothing was cut off, in whatever units the API counts and at whatever boundary it cuts."""


class ExaSearch(ListingSearch):
    """Implements ``SearchClient``. Hits carry the text of the page, whole when it is short enough.

    ``before`` goes out as ``endPublishedDate``. The dates are Exa's own estimates of when a page was made.
    """

    def __init__(self, transport: Transport, key: str, *, name: str = "exa", api: str = EXA) -> None:
        super().__init__(
            transport,
            name=name,
            api=api,
            key=Key(name="x-api-key", value=key),
            limits=SearchLimits(max_chars=400, max_words=50, all_words_required=False),
            policy=Policy(
                version="exa/1",
                safe=True,  # a search by POST reads and changes nothing
                rate=Rate(per_second=6.0, burst=4),  # a team has 10 a second
                concurrency=4,
                time_limit_s=10.0,
                ttl_s=6 * HOUR,
                stale_s=66 * HOUR,
                max_bytes=4_000_000,
            ),
            listing=Listing(path=("results",), address=_address, refused=_refused),
        )

    async def _ask(self, query: SearchQuery, deadline: Deadline) -> Outcome[Response]:
        asked: dict[str, Json] = {
            "query": query.text,
            "type": "auto",
            "numResults": min(query.limit, _MOST),
            "contents": {"text": {"maxCharacters": MAX_TEXT}},
        }
        if query.before is not None:
            asked["endPublishedDate"] = _end(query.before)
        return await self._post(asked, deadline)

    def _hit(self, entry: Entry, rank: int, before: datetime | None) -> Hit:
        dated = published(entry.get("publishedDate"))
        text = text_at(entry, "text")
        return Hit(
            source=self._name,
            url=_address(entry),
            title=text_at(entry, "title"),
            text=text or _highlights(entry),
            rank=rank,
            published_at=stated(dated),
            whole=0 < len(text) <= SURELY_WHOLE,
            as_of_enforced=known_by(dated, before),
        )


def _address(entry: Entry) -> str:
    return web_address(entry.get("url"))


def _highlights(entry: Entry) -> str:
    given = entry.get("highlights")
    return "\n".join(one for one in given if isinstance(one, str)) if isinstance(given, list) else ""


def _end(before: datetime) -> str:
    """The last moment of the day: dates known to the day stand at its midnight."""
    return datetime.combine(before.date(), time(23, 59, 59)).isoformat() + ".000Z"


def _refused(response: Response, answer: Json) -> Failure | None:
    """``{requestId, error, tag}``: the tag tells what is used up from what is wrongly set up."""
    tag = code_of(text_at(answer, "tag"))
    if response.status == _PAYMENT_REQUIRED:
        return NotMeasured(Why.BUDGET if tag in _USED_UP else Why.MISCONFIGURED, f"exa error {tag}")
    if response.status == 200 and at(answer, "error") is not None:  # noqa: PLR2004 - an error in a success
        return NotMeasured(Why.INVALID_RESPONSE, f"exa error {tag}")
    return None
