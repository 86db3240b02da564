"""Brave Search: https://api-dashboard.search.brave.com/app/documentation/web-search/get-started."""

from __future__ import annotations

import re
from datetime import datetime

from clients.outcome import Misused, NotMeasured, Outcome, Why
from clients.search.dates import known_by, published, stated
from clients.search.listing import (
    Entry,
    Failure,
    Listing,
    ListingSearch,
    at,
    code_of,
    text_at,
    web_address,
)
from clients.search.markup import plain_text
from clients.search.protocol import Hit, SearchLimits, SearchQuery
from clients.transport.classify import MAX_RETRY_AFTER_S, Json, retry_after
from clients.transport.deadline import Deadline
from clients.transport.key import Key
from clients.transport.policy import Policy
from clients.transport.ports import Rate
from clients.transport.response import Response
from clients.transport.transport import Transport

BRAVE = "https://api.search.brave.com/res/v1/web/search"

_MOST = 20
_FIRST_DAY = "1990-01-01"
# What `search_lang` takes, by ISO 639-1; for another value the API refuses the whole query.
_OWN_NAMES = {"ja": "jp", "no": "nb", "pt": "pt-pt", "zh": "zh-hans"}
_LANGUAGES = frozenset(
    "ar bg bn ca cs da de en es et eu fi fr gl gu he hi hr hu is it kn ko lt lv ml mr ms nb nl pa pl ro ru "  # noqa: SIM905 - a code a line says no more
    "sk sl sr sv ta te th tr uk vi".split()
)
_SETTING = frozenset({"SUBSCRIPTION_TOKEN_INVALID", "OPTION_NOT_IN_PLAN", "SUBSCRIPTION_NOT_FOUND"})


class BraveSearch(ListingSearch):
    """Implements ``SearchClient``. Hits are excerpts of pages.

    ``before`` goes out as the end of ``freshness``, which counts from when Brave found a page; ``page_age``
    may be when it was last changed. Without storage rights in the plan results may not be kept: ``ttl_s`` is
    0 unless the operator has them. ``calls_per_second`` is what the plan allows: 1 in the old free one, 50
    in those of 2026.
    """

    def __init__(
        self,
        transport: Transport,
        key: str,
        *,
        name: str = "brave",
        api: str = BRAVE,
        ttl_s: float = 0.0,
        calls_per_second: float = 1.0,
    ) -> None:
        super().__init__(
            transport,
            name=name,
            api=api,
            key=Key(name="X-Subscription-Token", value=key),
            limits=SearchLimits(max_chars=400, max_words=50, all_words_required=False),
            policy=Policy(
                version="brave/1",
                rate=Rate(per_second=calls_per_second),
                concurrency=4,
                time_limit_s=6.0,
                ttl_s=ttl_s,
                pause_s=1.0,
            ),
            listing=Listing(path=("web", "results"), address=_address, refused=_refused, empty=_empty),
        )

    async def _ask(self, query: SearchQuery, deadline: Deadline) -> Outcome[Response]:
        language = _OWN_NAMES.get(query.language, query.language)
        asked = [
            ("q", query.text),
            ("count", str(min(query.limit, _MOST))),
            ("result_filter", "web"),
            ("safesearch", "off"),
            ("spellcheck", "false"),
            ("text_decorations", "false"),
        ]
        if language in {*_LANGUAGES, *_OWN_NAMES.values()}:
            asked.append(("search_lang", language))
        if query.before is not None:
            asked.append(("freshness", f"{_FIRST_DAY}to{query.before.date().isoformat()}"))
        return await self._get(asked, deadline)

    def _hit(self, entry: Entry, rank: int, before: datetime | None) -> Hit:
        more = at(entry, "extra_snippets")
        snippets = [entry.get("description"), *(more if isinstance(more, list) else [])]
        dated = published(entry.get("page_age"))
        return Hit(
            source=self._name,
            url=_address(entry),
            title=plain_text(text_at(entry, "title")),
            text="\n".join(plain_text(snippet) for snippet in snippets if isinstance(snippet, str)),
            rank=rank,
            published_at=stated(dated),
            publisher=text_at(entry, "meta_url", "hostname") or None,
            as_of_enforced=known_by(dated, before),
        )


def _address(entry: Entry) -> str:
    return web_address(entry.get("url"))


def _empty(answer: Json) -> bool:
    """Without web pages found there is no ``web`` at all."""
    return at(answer, "type") == "search" and at(answer, "query") is not None and at(answer, "web") is None


def _refused(response: Response, answer: Json) -> Failure | None:
    """Errors as ``ErrorResponse``; a wrong key has status 422, as a wrong parameter has."""
    if response.status == 429:  # noqa: PLR2004 - RFC 6585 §4
        return NotMeasured(Why.RATE_LIMITED, "status 429", _pause(response))
    error = at(answer, "error")
    if error is None:
        return None
    code = code_of(at(error, "code"))
    if code in _SETTING or at(error, "meta", "component") == "authentication" or _about_headers(error):
        return NotMeasured(Why.MISCONFIGURED, f"brave error {code}")
    if response.status in {400, 422}:
        return Misused(f"brave error {code}")
    return NotMeasured(Why.INVALID_RESPONSE, f"brave error {code}") if response.status == 200 else None  # noqa: PLR2004 - an error in a success


def _about_headers(error: Json) -> bool:
    """Whether what failed to validate is in a header: the key."""
    failed = at(error, "meta", "errors")
    places = [at(one, "loc") for one in failed] if isinstance(failed, list) else []
    return any(isinstance(place, list) and "header" in place for place in places)


def _pause(response: Response) -> float | None:
    """Seconds until every window used up is open again, the second's or the month's; capped.

    ``X-RateLimit-Remaining: 0, 1000`` beside ``X-RateLimit-Reset: 1, 1419704``, in the same order.
    """
    wished = retry_after(response)
    if wished is not None:
        return wished
    resets = _numbers(response.header("x-ratelimit-reset"))
    left = _numbers(response.header("x-ratelimit-remaining"))
    closed = [reset for reset, calls in zip(resets, left, strict=False) if calls == 0]
    pause = max(closed) if closed else min(resets, default=None)
    return None if pause is None else min(pause, MAX_RETRY_AFTER_S)


def _numbers(header: str | None) -> list[float]:
    texts = [part.strip() for part in (header or "").split(",")]
    return [float(text) for text in texts] if all(re.fullmatch(r"\d{1,9}", text) for text in texts) else []
