"""Searching the web through a SearXNG of one's own: one call, excerpts of pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clients.outcome import Misused, Ok, Outcome
from clients.search.json_endpoint_values import is_later
from clients.search.protocol import Hit, SearchLimits, SearchQuery
from clients.search.searxng_answers import judge, results, without_answer
from clients.search.words import plain_words
from clients.transport.deadline import Deadline
from clients.transport.policy import Policy
from clients.transport.transport import Transport

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-zA-Z]{2})?")
"""Anything else is answered 400 "Invalid value"."""

# An engine that failed is banned at once: a second try within the deadline would find it resting.
_POLICY = Policy(
    version="searxng/1",
    concurrency=4,
    time_limit_s=10.0,
    attempts=1,
    ttl_s=900.0,
    stale_s=6 * 3600.0,
    judge=judge,
)


class SearxngSearch:
    """Implements ``SearchClient``. ``base`` is the root of the instance; ``categories`` null for its default.

    Hits are excerpts. Where some engines did not answer, the outcome is ``Ok`` with ``missing``; where none
    did, ``NotMeasured``. A date cannot be enforced: ``time_range`` counts back from today and few engines
    heed it. With ``before``, results known to be published later are left out, the others returned as they
    are.
    """

    def __init__(
        self, transport: Transport, base: str, *, name: str = "searxng", categories: Sequence[str] = ()
    ) -> None:
        self._transport = transport
        self._name = name
        self._address = f"{base.rstrip('/')}/search"
        self._always = (("format", "json"), ("pageno", "1")) + (
            (("categories", ",".join(categories)),) if categories else ()
        )

    @property
    def name(self) -> str:
        return self._name

    @property
    def limits(self) -> SearchLimits:
        """Web engines rank; more than a dozen words narrow what they find."""
        return SearchLimits(max_chars=300, max_words=12, all_words_required=False)

    async def search(self, query: SearchQuery, *, deadline: Deadline) -> Outcome[list[Hit]]:
        words = plain_words(query.text, self.limits)
        if not words:
            return Misused("a query without words")
        language = (("language", query.language),) if _LANGUAGE.fullmatch(query.language) else ()
        outcome = await self._transport.get(
            self._address,
            source=self._name,
            params=(("q", words), *language, *self._always),
            headers={"Accept": "application/json"},
            policy=_POLICY,
            deadline=deadline,
        )
        if not isinstance(outcome, Ok):
            return outcome
        hits = [
            Hit(
                source=self._name,
                url=result.url,
                title=result.title,
                text=result.text,
                rank=result.rank,
                published_at=result.published_at,
            )
            for result in results(outcome.value)
            if not is_later(result.published_at, query.before)
        ]
        return Ok(hits[: max(1, query.limit)], outcome.age, outcome.stale, without_answer(outcome.value))
