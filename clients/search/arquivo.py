"""Full-text search over Arquivo.pt: what stood on pages when they were captured, since 1996."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from clients.archive.limits import ARQUIVO_TEXT, arquivo
from clients.archive.stamps import in_utc, parse_stamp, stamp
from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.search.protocol import Hit, SearchLimits, SearchQuery
from clients.search.wikihtml import text_of
from clients.search.words import plain_words
from clients.transport.classify import Json, by_status, json_of
from clients.transport.deadline import Deadline
from clients.transport.response import Response
from clients.transport.transport import Transport

ARQUIVO_TEXTSEARCH = "https://arquivo.pt/textsearch"

_MOST = 50
_FIELDS = "title,originalURL,tstamp,snippet"
_HOST = re.compile(r"\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b", re.IGNORECASE)
_GAP = re.compile(r"""<span[^>]*class=["']?ellipsis\b[^>]*>.*?</span>""", re.IGNORECASE | re.DOTALL)
_BROKEN = NotMeasured(Why.INVALID_RESPONSE, "no list of results")
_UNREADABLE = NotMeasured(Why.INVALID_RESPONSE, "no result that can be read")


def _items(response: Response) -> list[dict[str, Json]] | NotMeasured:
    answer = json_of(response)
    if isinstance(answer, NotMeasured):
        return answer
    items = answer.get("response_items") if isinstance(answer, dict) else None
    if not isinstance(items, list):
        return _BROKEN
    found = [item for item in items if isinstance(item, dict)]
    if items and not any(isinstance(item.get("originalURL"), str) for item in found):
        return _UNREADABLE
    return found


def _judge(response: Response) -> NotMeasured | Misused | None:
    failed = by_status(response)
    if failed is not None:
        return failed
    read = _items(response)
    return read if isinstance(read, NotMeasured) else None


class ArquivoSearch:
    """Implements ``SearchClient``. https://github.com/arquivo/pwa-technologies/wiki/Arquivo.pt-API, 2024-06.

    When a page was captured is known, when it was published is not. ``before`` is asked for and checked in
    every hit; without it the archive leaves out the current year. ``text`` are the places around the words,
    one a line; ``url`` is the address of the page, not of the capture. Answers were seen to take 40 s.
    """

    def __init__(
        self, transport: Transport, *, name: str = ARQUIVO_TEXT, api: str = ARQUIVO_TEXTSEARCH
    ) -> None:
        self._transport = transport
        self._name = name
        self._api = api
        self._policy = replace(
            arquivo(name),
            version="textsearch/1",
            time_limit_s=60.0,
            attempts=1,
            ttl_s=24 * 3600.0,
            stale_s=7 * 24 * 3600.0,
            judge=_judge,
        )

    @property
    def name(self) -> str:
        return self._name

    @property
    def limits(self) -> SearchLimits:
        return SearchLimits(max_chars=200, max_words=8, all_words_required=True)

    async def search(self, query: SearchQuery, *, deadline: Deadline) -> Outcome[list[Hit]]:
        # An address among the words is answered with 400.
        words = _HOST.sub(lambda host: host[0].replace(".", " "), plain_words(query.text, self.limits))
        if not words:
            return Misused("a query without words")
        asked = [("q", words), ("maxItems", str(max(1, min(query.limit, _MOST)))), ("fields", _FIELDS)]
        asked += [("type", "html"), ("prettyPrint", "false")]
        if query.before is not None:
            asked.append(("to", stamp(query.before)))
        outcome = await self._transport.get(
            self._api, source=self._name, params=asked, policy=self._policy, deadline=deadline
        )
        if not isinstance(outcome, Ok):
            return outcome
        items = _items(outcome.value)
        if isinstance(items, NotMeasured):
            return items
        before = in_utc(query.before) if query.before else None
        hits = [self._hit(item, rank, before) for rank, item in enumerate(items, start=1)]
        return Ok([hit for hit in hits if hit is not None][: query.limit], outcome.age, outcome.stale)

    def _hit(self, item: dict[str, Json], rank: int, before: datetime | None) -> Hit | None:
        """Null without an address and, when a date is asked for, without a capture at or before it."""
        url, title, snippet, stamped = (
            str(item.get(key) or "") for key in ("originalURL", "title", "snippet", "tstamp")
        )
        captured_at = parse_stamp(stamped)
        if not url.startswith(("http://", "https://")):
            return None
        if before is not None and (captured_at is None or captured_at > before):
            return None
        return Hit(
            source=self._name,
            url=url,
            title=" ".join(text_of(title).split()),
            text=text_of(_GAP.sub("<br>", snippet)),
            rank=rank,
            captured_at=captured_at,
            as_of_enforced=before is not None,
        )
