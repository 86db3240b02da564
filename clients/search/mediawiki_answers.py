"""Answers of the MediaWiki Action API: errors arrive with status 200, so the body is read first.

https://www.mediawiki.org/wiki/API:Errors_and_warnings; asked with ``formatversion=2&errorformat=plaintext``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from clients.outcome import Misused, NotMeasured, Why
from clients.transport.classify import Json, by_status, json_of, retry_after
from clients.transport.response import Response

_BUSY = frozenset({"maxlag", "ratelimited", "cirrussearch-too-busy-error", "search-error-too-busy"})
_DOWN = frozenset(
    [
        "readonly",
        "cirrussearch-backend-error",
        "search-backend-error",
        "search-error",
        "searchunavailable",
        "dbqueryerror",
    ]
)
_OURS = frozenset(
    [
        "missingparam",
        "badvalue",
        "badinteger",
        "badtimestamp",
        "toomanyvalues",
        "toolow",
        "invalidtitle",
        "nosuchpageid",
        "nosuchrevid",
        "missingtitle",
        "paramempty",
        "cirrussearch-query-too-long",
        "unknown_action",
        "unrecognizedparams",
    ]
)
_SETTING = frozenset(
    [
        "readapidenied",
        "permissiondenied",
        "blocked",
        "autoblocked",
        "unsupportednamespace",
        "moduledisabled",
        "search-text-disabled",
        "searchdisabled",
        "gsrsearch-text-disabled",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WikiPage:
    """A page as ``action=query`` lists it; ``extract`` is null where the wiki has no TextExtracts."""

    id: int
    title: str
    url: str
    rank: int
    revision: int | None
    revised_at: datetime | None
    extract: str | None


def judge(response: Response) -> NotMeasured | Misused | None:
    """An answer is a JSON object of status 200 that reports no error, with pages that can be read if any."""
    failed = by_status(response)
    if failed is not None:
        return failed
    answer = json_of(response)
    if isinstance(answer, NotMeasured):
        return answer
    if not isinstance(answer, dict) or not answer.keys() & {
        "query",
        "parse",
        "errors",
        "error",
        "batchcomplete",
    }:
        return NotMeasured(Why.INVALID_RESPONSE, "not an answer of the API")
    code = _error_code(answer)
    if code is None:
        return None if _readable(answer) else NotMeasured(Why.INVALID_RESPONSE, "no page that can be read")
    # The code alone: the text beside it may repeat the query.
    detail = f"wiki error {code}"
    if code in _BUSY:
        return NotMeasured(Why.RATE_LIMITED, detail, retry_after(response))
    if code in _DOWN or code.startswith("internal_api_error"):
        return NotMeasured(Why.SOURCE_DOWN, detail)
    if code in _SETTING:
        return NotMeasured(Why.MISCONFIGURED, detail)
    return Misused(detail) if code in _OURS else NotMeasured(Why.INVALID_RESPONSE, detail)


def pages(response: Response) -> list[WikiPage]:
    """The pages in order of rank (they do not arrive in it); missing ones are left out."""
    listed = _member(_member(_answer(response), "query"), "pages")
    found = [_page(entry) for entry in listed] if isinstance(listed, list) else []
    return sorted((page for page in found if page is not None), key=lambda page: page.rank)


def rendered(response: Response) -> str | None:
    """The HTML of ``action=parse``; null when there is none."""
    text = _member(_member(_answer(response), "parse"), "text")
    return text if isinstance(text, str) else None


def further(response: Response) -> list[tuple[str, str]]:
    """The parameters under which the rest of an answer is to be had; empty when it is complete."""
    onward = _member(_answer(response), "continue")
    return [(name, str(value)) for name, value in onward.items()] if isinstance(onward, dict) else []


def _readable(answer: dict[str, Json]) -> bool:
    """Whether its parts have the shape of ``formatversion=2``, and where pages are listed one can be read.

    Pages left out because of their shape would look like "found nothing". One that is missing says so.
    """
    query = answer.get("query")
    if not all(part in (None, []) or isinstance(part, dict) for part in (query, answer.get("parse"))):
        return False
    listed = _member(query, "pages")
    if not listed:
        return listed is None or listed == []
    known = listed if isinstance(listed, list) else []
    return any(_page(entry) is not None or _member(entry, "missing") is True for entry in known)


def _answer(response: Response) -> Json:
    answer = json_of(response)
    return None if isinstance(answer, NotMeasured) else answer


def _member(value: Json, name: str) -> Json:
    return value.get(name) if isinstance(value, dict) else None


def _error_code(answer: dict[str, Json]) -> str | None:
    errors = answer.get("errors")
    error = errors[0] if isinstance(errors, list) and errors else answer.get("error")
    if error is None:
        return None
    code = _member(error, "code")
    known = isinstance(code, str) and re.fullmatch(r"[A-Za-z0-9_-]{1,60}", code)
    return str(code) if known else "without a code"


def _page(entry: Json) -> WikiPage | None:
    page_id, title, url = (_member(entry, name) for name in ("pageid", "title", "canonicalurl"))
    full_url = _member(entry, "fullurl")
    url = url if isinstance(url, str) else full_url
    if not (isinstance(page_id, int) and isinstance(title, str)):
        return None
    if not (isinstance(url, str) and url.startswith(("http://", "https://"))):
        url = ""
    revisions = _member(entry, "revisions")
    latest = revisions[0] if isinstance(revisions, list) and revisions else None
    revision, rank, extract = _member(latest, "revid"), _member(entry, "index"), _member(entry, "extract")
    return WikiPage(
        id=page_id,
        title=title,
        url=url,
        rank=rank if isinstance(rank, int) else 0,
        revision=revision if isinstance(revision, int) else None,
        revised_at=_moment(_member(latest, "timestamp")),
        extract=extract if isinstance(extract, str) else None,
    )


def _moment(value: Json) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None
