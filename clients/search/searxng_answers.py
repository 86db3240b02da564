"""Answers of a SearXNG: that no engine was reached arrives as status 200 with an empty list.

Shapes as of SearXNG 2026-08 and of searx 1.1.0, its predecessor (which lacks ``publishedDate`` in ISO form).
https://docs.searxng.org/dev/search_api.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from clients.outcome import Misused, NotMeasured, Why
from clients.search.json_endpoint_values import is_address, moment_of
from clients.search.wikihtml import text_of
from clients.transport.classify import Json, by_status, json_of, retry_after
from clients.transport.response import Response

JSON_IS_OFF = NotMeasured(
    Why.MISCONFIGURED, "status 403: does search.formats in the instance's settings.yml name json?"
)
"""As installed it names html alone. https://github.com/searxng/searxng/issues/3749"""

LIMITER_PAUSE_S = 900.0
"""Its limiter lets four JSON requests an hour through, and counts those it refuses."""

_LIMITED = "status 429: the instance counts our requests; server.limiter false or pass_ip in its limiter.toml"
_FORBIDDEN, _TOO_MANY = 403, 429
_NAMED_AT_MOST = 5
_NAME = re.compile(r"[\w .-]{1,40}")
# Server-Timing names each engine that was asked: ``total;dur=133.1, total_0_wikipedia;dur=88.4``.
_TIMED = re.compile(r"(?:^|,)\s*total\s*;")
_ENGINE_TIMED = re.compile(r"(?:^|,)\s*total_\d+_")


@dataclass(frozen=True, slots=True, kw_only=True)
class WebResult:
    """A result in the order of the instance; ``published_at`` is what an engine says of the page."""

    url: str
    title: str
    text: str = field(repr=False)
    rank: int
    published_at: datetime | None


def judge(response: Response) -> NotMeasured | Misused | None:
    """An answer is a JSON object with results, or without any when every engine that was asked answered."""
    if response.status == _FORBIDDEN:
        return JSON_IS_OFF
    if response.status == _TOO_MANY:
        wish = retry_after(response)
        return NotMeasured(Why.RATE_LIMITED, _LIMITED, LIMITER_PAUSE_S if wish is None else wish)
    failed = by_status(response)
    if failed is not None:
        return failed
    answer = json_of(response)
    if isinstance(answer, NotMeasured):
        return answer
    listed = answer.get("results") if isinstance(answer, dict) else None
    if not isinstance(listed, list):
        if isinstance(answer, dict) and "error" in answer:
            return NotMeasured(Why.SOURCE_DOWN, "the instance reports an error")
        return NotMeasured(Why.INVALID_RESPONSE, "not an answer of the search API")
    if listed:
        readable = any(_result(entry, 0) for entry in listed)
        return None if readable else NotMeasured(Why.INVALID_RESPONSE, "no result has a title and a URL")
    return without_answer(response) or _none_asked(response)


def results(response: Response) -> list[WebResult]:
    """The results with a title and an http(s) address, best first."""
    answer = json_of(response)
    listed = answer.get("results") if isinstance(answer, dict) else None
    read = (_result(entry, rank) for rank, entry in enumerate(listed if isinstance(listed, list) else [], 1))
    return [result for result in read if result is not None]


def without_answer(response: Response) -> NotMeasured | None:
    """Which engines did not answer: what they would have found is not known. Null when all did."""
    answer = json_of(response)
    listed = answer.get("unresponsive_engines") if isinstance(answer, dict) else None
    if not isinstance(listed, list) or not listed:
        return None
    # Names alone: they come from the instance's settings, the reasons beside them from anywhere.
    firsts = [entry[0] if isinstance(entry, list) and entry else entry for entry in listed]
    names = sorted({name for name in firsts if isinstance(name, str) and _NAME.fullmatch(name)})
    shown = ", ".join(names[:_NAMED_AT_MOST]) + (", …" if len(names) > _NAMED_AT_MOST else "")
    return NotMeasured(Why.SOURCE_DOWN, f"engines without an answer ({len(listed)}): {shown or 'unnamed'}")


def _none_asked(response: Response) -> NotMeasured | None:
    """That no engine was asked: searx does not list those that rest after a failure, nor times them."""
    timings = ",".join(value for name, value in response.headers if name == "server-timing")
    if not _TIMED.search(timings) or _ENGINE_TIMED.search(timings):
        return None
    return NotMeasured(Why.SOURCE_DOWN, "no engine was asked: all rest after failures, or none fits")


def _result(entry: Json, rank: int) -> WebResult | None:
    if not isinstance(entry, dict):
        return None
    url, title, content = (entry.get(name) for name in ("url", "title", "content"))
    if not (isinstance(url, str) and is_address(url) and isinstance(title, str) and title.strip()):
        return None
    # searx 1.1.0 has words for people ("3 hours ago") in the first and a moment in the second.
    published_at = moment_of(entry.get("publishedDate")) or moment_of(entry.get("pubdate"))
    return WebResult(
        url=url,
        title=text_of(title),
        text=text_of(content) if isinstance(content, str) else "",
        rank=rank,
        published_at=published_at,
    )
