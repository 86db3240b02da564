"""Europe PMC: https://europepmc.org/RestfulWebService."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import quote

from clients.outcome import Misused, NotMeasured, Outcome, Why
from clients.search.dates import Published, known_by, published, published_in, stated
from clients.search.listing import HOUR, Entry, Failure, Listing, ListingSearch, at, text_at
from clients.search.markup import abstract_text, plain_text
from clients.search.papers import doi_address
from clients.search.protocol import Hit, SearchLimits, SearchQuery
from clients.transport.classify import Json, by_status, retry_after
from clients.transport.deadline import Deadline
from clients.transport.policy import Policy
from clients.transport.ports import Rate
from clients.transport.response import Response
from clients.transport.transport import Transport

EUROPE_PMC = "https://www.ebi.ac.uk/europepmc/webservices/rest/search"

_MOST = 50
_FIRST_DAY = "1800-01-01"
_RECORD = re.compile(r"[A-Z]{2,4}")
_PAGE = "https://europepmc.org/article"


class EuropePmcSearch(ListingSearch):
    """Implements ``SearchClient``: papers of the life sciences with their abstracts. Needs no key.

    ``before`` goes out as the end of ``FIRST_PDATE``, the day included. Europe PMC fills up dates of which
    only the year or month is known with the first day.
    """

    def __init__(self, transport: Transport, *, name: str = "europepmc", api: str = EUROPE_PMC) -> None:
        super().__init__(
            transport,
            name=name,
            api=api,
            limits=SearchLimits(max_chars=300, max_words=8, all_words_required=True),
            policy=Policy(
                version="europepmc/1",
                rate=Rate(per_second=1.0, burst=2),  # no limit is published
                concurrency=2,
                time_limit_s=10.0,
                ttl_s=24 * HOUR,
                stale_s=7 * 24 * HOUR,
                max_bytes=4_000_000,
            ),
            listing=Listing(
                path=("resultList", "result"), total=("hitCount",), address=_address, refused=_refused
            ),
        )

    async def _ask(self, query: SearchQuery, deadline: Deadline) -> Outcome[Response]:
        wanted = query.text
        if query.before is not None:
            day = query.before.date().isoformat()
            wanted = f"({query.text}) AND FIRST_PDATE:[{_FIRST_DAY} TO {day}]"
        asked = [
            ("query", wanted),
            ("format", "json"),
            ("resultType", "core"),
            ("pageSize", str(min(query.limit, _MOST))),
        ]
        return await self._get(asked, deadline)

    def _hit(self, entry: Entry, rank: int, before: datetime | None) -> Hit:
        dated = _dated(entry)
        journal = text_at(entry, "journalInfo", "journal", "title") or text_at(entry, "journalTitle")
        return Hit(
            source=self._name,
            url=_address(entry),
            title=plain_text(text_at(entry, "title")),
            text=abstract_text(text_at(entry, "abstractText")),
            rank=rank,
            published_at=stated(dated),
            only_to=dated.only_to if dated else None,
            publisher=journal or None,
            as_of_enforced=known_by(dated, before),
        )


def _address(entry: Entry) -> str:
    """The DOI's, else the record's own page."""
    source, number = text_at(entry, "source"), text_at(entry, "id")
    page = f"{_PAGE}/{source}/{quote(number, safe='')}" if _RECORD.fullmatch(source) and number else ""
    return doi_address(text_at(entry, "doi")) or page


def _dated(entry: Entry) -> Published | None:
    """The first publication, as exactly as it can be trusted.

    A first of the month that is not the day of the electronic publication may be filled up.
    """
    first = published(entry.get("firstPublicationDate"))
    if first is None:
        year = text_at(entry, "pubYear")
        return published_in([int(year)]) if year.isascii() and year.isdigit() else None
    day = first.first
    if day.day > 1 or text_at(entry, "electronicPublicationDate") == text_at(entry, "firstPublicationDate"):
        return first
    return published_in([day.year] if day.month == 1 else [day.year, day.month])


def _refused(response: Response, answer: Json) -> Failure | None:
    """``{"errCode": 404, "errMsg": …}``, with whatever status; the message may repeat the query."""
    code = at(answer, "errCode")
    number = int(code) if isinstance(code, int | str) and re.fullmatch(r"[1-9]\d{2}", str(code)) else None
    if number is None:
        reported = isinstance(answer, dict) and ("errCode" in answer or "errMsg" in answer)
        return NotMeasured(Why.INVALID_RESPONSE, "the API reports an error") if reported else None
    failed = by_status(response)
    if failed is not None:
        return failed
    detail = f"europepmc error {number}"
    if number == 429:  # noqa: PLR2004 - RFC 6585 §4
        return NotMeasured(Why.RATE_LIMITED, detail, retry_after(response))
    if number >= 500:  # noqa: PLR2004 - RFC 9110 §15.6
        return NotMeasured(Why.SOURCE_DOWN, detail, retry_after(response))
    return Misused(detail) if number in {400, 404, 422} else NotMeasured(Why.INVALID_RESPONSE, detail)
