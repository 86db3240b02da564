"""Answers of Google Fact Check Tools: an error object beside or inside any status, ``{}`` for no hits.

https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims/search
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from clients.outcome import Misused, NotMeasured, Why
from clients.search.words import one_line
from clients.transport.classify import Json, by_status, json_of, retry_after
from clients.transport.response import Response

# https://cloud.google.com/apis/design/errors: the code of an error and its HTTP status stand for each other.
_SETTING = frozenset({"UNAUTHENTICATED", "PERMISSION_DENIED", "NOT_FOUND", "UNIMPLEMENTED"})
_LIMITED = frozenset({"RESOURCE_EXHAUSTED"})
_DOWN = frozenset({"UNAVAILABLE", "INTERNAL", "DEADLINE_EXCEEDED", "UNKNOWN", "ABORTED"})
_OURS = frozenset({"INVALID_ARGUMENT", "FAILED_PRECONDITION", "OUT_OF_RANGE"})
# A key that is no key is an INVALID_ARGUMENT whose details give this reason.
_BAD_KEY = frozenset({"API_KEY_INVALID", "API_KEY_EXPIRED"})
_BAD_REQUEST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One review of one claim. ``claim_date`` is as returned; what is missing is null."""

    claim: str
    claimant: str | None
    claim_date: str | None
    url: str
    title: str | None
    publisher: str | None
    reviewed_at: datetime | None
    rating: str | None


def judge(response: Response) -> NotMeasured | Misused | None:
    """An answer is a JSON object of status 200 without an error, in which every list can be read."""
    failed = by_status(response)
    if failed is not None and response.status != _BAD_REQUEST:
        return failed
    answer = json_of(response)
    if failed is not None:
        bad_key = isinstance(answer, dict) and _reasons(answer.get("error")) & _BAD_KEY
        return NotMeasured(Why.MISCONFIGURED, "the key is not valid") if bad_key else failed
    if isinstance(answer, NotMeasured):
        return answer
    if not isinstance(answer, dict):
        return NotMeasured(Why.INVALID_RESPONSE, "not an answer of the API")
    if "error" in answer:
        return _error(answer["error"], response)
    claims = answer.get("claims")
    if claims == [] or (claims is None and answer.keys() <= {"nextPageToken", "claims"}):
        return None
    if not isinstance(claims, list):
        return NotMeasured(Why.INVALID_RESPONSE, "not a list of claims")
    return None if reviews(response) else NotMeasured(Why.INVALID_RESPONSE, "no review that can be read")


def reviews(response: Response) -> list[Review]:
    """The reviews in the order given; those without an address, or of an unnamed claim, are left out."""
    match json_of(response):
        case {"claims": list(claims)}:
            return [review for claim in claims for review in _reviews(claim)]
        case _:
            return []


def _error(error: Json, response: Response) -> NotMeasured | Misused:
    """By the status alone: the message beside it may repeat query or key."""
    match error:
        case {"status": str(status)}:
            pass
        case _:
            return NotMeasured(Why.INVALID_RESPONSE, "an error without a status")
    if _reasons(error) & _BAD_KEY:
        return NotMeasured(Why.MISCONFIGURED, "the key is not valid")
    if status in _LIMITED:
        return NotMeasured(Why.RATE_LIMITED, f"error {status}", retry_after(response))
    if status in _SETTING:
        return NotMeasured(Why.MISCONFIGURED, f"error {status}")
    if status in _DOWN:
        return NotMeasured(Why.SOURCE_DOWN, f"error {status}")
    if status in _OURS:
        return Misused(f"error {status}")
    return NotMeasured(Why.INVALID_RESPONSE, "an error of an unknown status")


def _reasons(error: Json) -> set[str]:
    match error:
        case {"details": list(details)}:
            found = [detail.get("reason") for detail in details if isinstance(detail, dict)]
            return {reason for reason in found if isinstance(reason, str)}
        case _:
            return set()


def _reviews(claim: Json) -> list[Review]:
    if not isinstance(claim, dict):
        return []
    text, listed = _text(claim, "text"), claim.get("claimReview")
    if text is None or not isinstance(listed, list):
        return []
    found = [_review(text, claim, entry) for entry in listed]
    return [review for review in found if review is not None]


def _review(text: str, claim: dict[str, Json], entry: Json) -> Review | None:
    if not isinstance(entry, dict):
        return None
    url, by = entry.get("url"), entry.get("publisher")
    if not (isinstance(url, str) and url.startswith(("http://", "https://"))):
        return None
    publisher = by if isinstance(by, dict) else {}
    return Review(
        claim=text,
        claimant=_text(claim, "claimant"),
        claim_date=_text(claim, "claimDate"),
        url=url,
        title=_text(entry, "title"),
        publisher=_text(publisher, "name") or _text(publisher, "site"),
        reviewed_at=_moment(_text(entry, "reviewDate")),
        rating=_text(entry, "textualRating"),
    )


def _text(holder: dict[str, Json], name: str) -> str | None:
    value = holder.get(name)
    return one_line(value) or None if isinstance(value, str) else None


def _moment(value: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if value else None
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment and not moment.tzinfo else moment
