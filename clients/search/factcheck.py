"""Searching what fact-checkers have reviewed, with Google Fact Check Tools: one call a search."""

from __future__ import annotations

import re

from clients.outcome import Misused, Ok, Outcome
from clients.search.dates import in_utc
from clients.search.factcheck_answers import Review, judge, reviews
from clients.search.protocol import Hit, SearchLimits, SearchQuery
from clients.search.words import plain_words
from clients.transport.deadline import Deadline
from clients.transport.key import Key
from clients.transport.policy import Policy
from clients.transport.ports import Rate
from clients.transport.transport import Transport

FACT_CHECK_TOOLS = "https://factchecktools.googleapis.com/v1alpha1/claims:search"
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,8})?")
_MOST_CLAIMS = 50
_HOUR = 3600.0
_POLICY = Policy(
    version="factcheck/1",
    rate=Rate(per_second=1.0, burst=2),
    concurrency=2,
    time_limit_s=8.0,
    ttl_s=_HOUR,
    stale_s=23 * _HOUR,
    max_bytes=1_000_000,
    pause_s=30.0,
    judge=judge,
)


class FactCheckSearch:
    """Implements ``SearchClient``: one hit per review, with its ``rating`` as the fact-checker worded it.

    The search is fuzzy: a rating is of the claim ``reviewed``, which need not be the one asked about. The API
    cannot search as of a date; with ``before`` reviews that are dated later are left out, and the others may
    have been revised since. ``ValueError`` for an ``api_key`` that cannot be sent.
    """

    def __init__(
        self, transport: Transport, *, api_key: str, name: str = "factcheck", api: str = FACT_CHECK_TOOLS
    ) -> None:
        self._transport = transport
        self._name = name
        self._api = api
        self._key = Key(name="key", value=api_key.strip(), in_address=True)

    @property
    def name(self) -> str:
        return self._name

    @property
    def limits(self) -> SearchLimits:
        """It ranks; not every word must occur."""
        return SearchLimits(max_chars=300, max_words=16, all_words_required=False)

    async def search(self, query: SearchQuery, *, deadline: Deadline) -> Outcome[list[Hit]]:
        words = plain_words(query.text, self.limits)
        if not words:
            return Misused("a query without words")
        asked = [("query", words), ("pageSize", str(max(1, min(query.limit, _MOST_CLAIMS))))]
        if _LANGUAGE.fullmatch(query.language):
            asked.append(("languageCode", query.language))
        outcome = await self._transport.get(
            self._api,
            source=self._name,
            params=asked,
            key=self._key,
            policy=_POLICY,
            deadline=deadline,
        )
        if not isinstance(outcome, Ok):
            return outcome
        found = reviews(outcome.value)
        if query.before is not None:
            before = in_utc(query.before)
            found = [one for one in found if one.reviewed_at is None or one.reviewed_at <= before]
        hits = [self._hit(review, rank) for rank, review in enumerate(found[: query.limit], 1)]
        return Ok(hits, outcome.age, outcome.stale)

    def _hit(self, review: Review, rank: int) -> Hit:
        return Hit(
            source=self._name,
            url=review.url,
            title=review.title or "",
            text=_told(review),
            rank=rank,
            published_at=review.reviewed_at,
            publisher=review.publisher,
            reviewed=review.claim,
            rating=review.rating,
        )


def _told(review: Review) -> str:
    """What the review concluded; what was claimed, by whom and when; who reviewed it when."""
    lines = [f"Rating: {review.rating}"] if review.rating else []
    lines.append(f"Claim reviewed: {review.claim}")
    if review.claimant:
        lines.append(f"Claimant: {review.claimant}")
    if review.claim_date:
        lines.append(f"Claim date: {review.claim_date}")
    if review.publisher:
        lines.append(f"Reviewed by: {review.publisher}")
    if review.reviewed_at:
        lines.append(f"Review date: {review.reviewed_at.isoformat()}")
    return "\n".join(lines)
