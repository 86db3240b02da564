"""Searching any endpoint that answers GET with JSON: a search engine of one's own, or an API with a key."""

from __future__ import annotations

from clients.outcome import Misused, NotMeasured, Ok, Outcome
from clients.search.json_endpoint_answers import Answer, read
from clients.search.json_endpoint_description import JsonEndpoint
from clients.search.json_endpoint_values import is_later
from clients.search.protocol import Hit, SearchLimits, SearchQuery
from clients.search.words import plain_words
from clients.transport.deadline import Deadline
from clients.transport.policy import Policy
from clients.transport.ports import Rate
from clients.transport.response import Response
from clients.transport.transport import Transport


class JsonEndpointSearch:
    """Implements ``SearchClient`` for the endpoint described.

    ``MISCONFIGURED`` with the pointer's name when the description does not fit the answer; ``Ok`` with
    ``missing`` when the endpoint reports a failure beside its results. A date cannot be enforced: with
    ``before``, results known to be published later are left out, the others returned as they are.
    """

    def __init__(self, transport: Transport, endpoint: JsonEndpoint) -> None:
        self._transport = transport
        self._endpoint = endpoint
        self._policy = Policy(
            version="json-endpoint/1",
            rate=Rate(per_second=endpoint.per_minute / 60) if endpoint.per_minute else None,
            concurrency=endpoint.concurrency,
            time_limit_s=10.0,
            ttl_s=900.0,
            stale_s=6 * 3600.0,
            max_bytes=4_000_000,
            judge=self._judge,
        )

    @property
    def name(self) -> str:
        return self._endpoint.name

    @property
    def limits(self) -> SearchLimits:
        return SearchLimits(
            max_chars=300,
            max_words=self._endpoint.max_words,
            all_words_required=self._endpoint.all_words,
        )

    async def search(self, query: SearchQuery, *, deadline: Deadline) -> Outcome[list[Hit]]:
        words = plain_words(query.text, self.limits)
        if not words:
            return Misused("a query without words")
        limit = max(1, min(query.limit, 50))
        outcome = await self._transport.get(
            self._endpoint.address(words, limit, query.language),
            source=self.name,
            headers=self._endpoint.headers,
            policy=self._policy,
            deadline=deadline,
        )
        if not isinstance(outcome, Ok):
            return outcome
        # Read again: an answer from the cache may have been asked for under another description.
        answer = read(outcome.value, self._endpoint)
        if not isinstance(answer, Answer):
            return answer
        hits = [
            Hit(
                source=self.name,
                url=entry.url,
                title=entry.title,
                text=entry.text,
                rank=entry.rank,
                published_at=entry.published_at,
                publisher=self._endpoint.publisher,
                whole=self._endpoint.whole and bool(entry.text),
            )
            for entry in answer.entries
            if not is_later(entry.published_at, query.before)
        ]
        return Ok(hits[:limit], outcome.age, outcome.stale, answer.missing)

    def _judge(self, response: Response) -> NotMeasured | Misused | None:
        answer = read(response, self._endpoint)
        return None if isinstance(answer, Answer) else answer
