"""Answers of GDELT DOC 2.0: complaints arrive as a sentence with status 200, and JSON is not always JSON.

https://blog.gdeltproject.org/gdelt-doc-2-0-api-debuts/; sentences and defects as its clients report them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from clients.outcome import Misused, NotMeasured, Why
from clients.search.words import one_line
from clients.transport.classify import Json, by_status
from clients.transport.response import Response

_THROTTLED = "please limit requests to one every 5 seconds"
# Also said of queries that are neither, when the service sheds load: worth another try.
_SHEDS = "your query was too short or too long"
_REJECTED = (
    "your search contained a keyword that was too short",
    "the specified phrase is too short",
    "one or more of your keywords",
    "queries containing or'd terms must be surrounded by ()",
    "boolean or's may only appear inside of a () clause",
    "parentheses may only be used around or'd statements",
    "the specified domain is too short or too long",
    "invalid/unsupported country",
    "timespan is too short",
    "invalid query",
)
_ESCAPE = re.compile(r'\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|\\')
_LONGEST_SENTENCE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One entry of ``artlist``; ``seen_at`` is when GDELT saw the page, null when not readable."""

    url: str
    title: str
    domain: str | None
    seen_at: datetime | None


def judge(response: Response) -> NotMeasured | Misused | None:
    """An answer is a JSON object of status 200: empty when nothing matches, else with readable articles."""
    failed = by_status(response)
    if failed is not None:
        return failed
    text = _decoded(response.body)
    answer = _parsed(text)
    if isinstance(answer, NotMeasured):
        return _complaint(text) or answer
    listed = answer.get("articles") if isinstance(answer, dict) else None
    if answer == {} or listed == []:
        return None
    if not isinstance(listed, list):
        return NotMeasured(Why.INVALID_RESPONSE, "not a list of articles")
    return None if articles(response) else NotMeasured(Why.INVALID_RESPONSE, "no article that can be read")


def articles(response: Response) -> list[Article]:
    """The articles in the order given; entries without an address are left out."""
    match _parsed(_decoded(response.body)):
        case {"articles": list(listed)}:
            found = [_article(entry) for entry in listed]
            return [article for article in found if article is not None]
        case _:
            return []


def _complaint(text: str) -> NotMeasured | Misused | None:
    """What a sentence in place of JSON means. It is never repeated: it may hold words of the query."""
    sentence = text.strip().lower()[:_LONGEST_SENTENCE]
    if not sentence:
        return NotMeasured(Why.INVALID_RESPONSE, "empty body")
    if sentence.startswith(_THROTTLED):
        return NotMeasured(Why.RATE_LIMITED, "asks for fewer requests")
    if sentence.startswith(_SHEDS):
        return NotMeasured(Why.SOURCE_DOWN, "turns away a query within the limits")
    if sentence.startswith(_REJECTED):
        return Misused("the query is rejected")
    return None


def _decoded(body: bytes) -> str:
    return body.decode("utf-8-sig", errors="replace")


def _parsed(text: str) -> Json | NotMeasured:
    """JSON in which strings may hold raw control characters and backslashes that escape nothing."""
    mended = _ESCAPE.sub(lambda found: found[0] if len(found[0]) > 1 else r"\\", text)
    try:
        parsed: Json = json.loads(mended, strict=False)
    except (ValueError, RecursionError):
        return NotMeasured(Why.INVALID_RESPONSE, "text that is not JSON")
    return parsed


def _article(entry: Json) -> Article | None:
    if not isinstance(entry, dict):
        return None
    url, title, domain, seen = (entry.get(name) for name in ("url", "title", "domain", "seendate"))
    if not (isinstance(url, str) and url.startswith(("http://", "https://")) and isinstance(title, str)):
        return None
    return Article(
        url=url,
        title=one_line(title),
        domain=domain if isinstance(domain, str) and domain else None,
        seen_at=_moment(seen) if isinstance(seen, str) else None,
    )


def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
