"""Crossref: https://www.crossref.org/documentation/retrieve-metadata/rest-api/."""

from __future__ import annotations

from datetime import datetime

from clients.outcome import Misused, NotMeasured, Outcome, Why
from clients.search.dates import Published, known_by, published_in, stated
from clients.search.listing import HOUR, Entry, Failure, Listing, ListingSearch, at, code_of, text_at
from clients.search.markup import abstract_text, plain_text
from clients.search.papers import doi_address
from clients.search.protocol import Hit, SearchLimits, SearchQuery
from clients.transport.classify import MAX_RETRY_AFTER_S, Json, by_status, retry_after
from clients.transport.deadline import Deadline
from clients.transport.policy import Policy
from clients.transport.ports import Rate
from clients.transport.response import Response
from clients.transport.transport import Transport

CROSSREF = "https://api.crossref.org/works"

_MOST = 50
_FIELDS = "DOI,title,abstract,container-title,publisher,published,issued,type"
# Since 2025-12 one list a second in the public pool, three in the polite one: who names an e-mail address.
_PUBLIC = Rate(per_second=1.0)
_POLITE = Rate(per_second=1.0, burst=2)


class CrossrefSearch(ListingSearch):
    """Implements ``SearchClient``: works of which publishers deposited an abstract. Needs no key.

    ``before`` goes out as ``until-pub-date``, the day included. Of many works only the year or the month is
    known.
    """

    def __init__(self, transport: Transport, *, name: str = "crossref", api: str = CROSSREF) -> None:
        contact = transport.identity.contact or ""
        self._mailto = contact if "@" in contact and "://" not in contact else None
        super().__init__(
            transport,
            name=name,
            api=api,
            limits=SearchLimits(max_chars=300, max_words=24, all_words_required=False),
            policy=Policy(
                version="crossref/1",
                rate=_POLITE if self._mailto else _PUBLIC,
                concurrency=2 if self._mailto else 1,
                time_limit_s=10.0,
                ttl_s=24 * HOUR,  # the metadata may be kept freely
                stale_s=7 * 24 * HOUR,
            ),
            listing=Listing(
                path=("message", "items"),
                total=("message", "total-results"),
                address=_address,
                refused=_refused,
            ),
        )

    async def _ask(self, query: SearchQuery, deadline: Deadline) -> Outcome[Response]:
        wanted = ["has-abstract:true"]
        if query.before is not None:
            wanted.append(f"until-pub-date:{query.before.date().isoformat()}")
        asked = [
            ("query.bibliographic", query.text),
            ("rows", str(min(query.limit, _MOST))),
            ("filter", ",".join(wanted)),
            ("select", _FIELDS),
        ]
        if self._mailto:
            asked.append(("mailto", self._mailto))
        return await self._get(asked, deadline)

    def _hit(self, entry: Entry, rank: int, before: datetime | None) -> Hit | None:
        if entry.get("type") == "component":  # a figure or table, named like its paper
            return None
        dated = _dated(entry)
        return Hit(
            source=self._name,
            url=_address(entry),
            title=plain_text(_first(entry, "title")),
            text=abstract_text(text_at(entry, "abstract")),
            rank=rank,
            published_at=stated(dated),
            only_to=dated.only_to if dated else None,
            publisher=plain_text(_first(entry, "container-title") or text_at(entry, "publisher")) or None,
            as_of_enforced=known_by(dated, before),
        )


def _address(entry: Entry) -> str:
    return doi_address(text_at(entry, "DOI"))


def _first(entry: Entry, name: str) -> str:
    given = entry.get(name)
    return next((text for text in given if isinstance(text, str)), "") if isinstance(given, list) else ""


def _dated(entry: Entry) -> Published | None:
    """``date-parts`` of one to three numbers, ``[[null]]`` when there is no date."""
    for name in ("published", "issued"):
        parts = at(entry, name, "date-parts")
        if isinstance(parts, list) and parts and (found := published_in(parts[0])):
            return found
    return None


def _refused(response: Response, answer: Json) -> Failure | None:
    """``{"status": "failed", "message": [{"type", "value", "message"}]}``; the value may be the query's."""
    if response.status == 429:  # noqa: PLR2004 - RFC 6585 §4
        return NotMeasured(Why.RATE_LIMITED, "status 429", retry_after(response) or _interval(response))
    if text_at(answer, "status") != "failed":
        return None
    failed = by_status(response)
    if failed is not None and not isinstance(failed, Misused):
        return failed
    wrong = at(answer, "message")
    code = code_of(at(wrong[0], "type") if isinstance(wrong, list) and wrong else None)
    if text_at(answer, "message-type") == "validation-failure":
        return Misused(f"crossref error {code}")
    return failed or NotMeasured(Why.INVALID_RESPONSE, f"crossref error {code}")


def _interval(response: Response) -> float | None:
    """Seconds over which calls are counted: ``x-rate-limit-interval: 1s``."""
    text = (response.header("x-rate-limit-interval") or "").strip().removesuffix("s")
    return min(float(text), MAX_RETRY_AFTER_S) if text.isascii() and text.isdigit() else None
