"""All queries of one source at once, within the deadline, as one answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.search.protocol import Hit, SearchQuery
from clients.transport.deadline import Deadline
from service.domain.evidence import PlannedQuery
from service.evidence.asked import AskedOnce
from service.evidence.patience import Limit
from service.evidence.sources import Source
from service.evidence.urls import canonical

HITS_PER_QUERY = 5
HITS_PER_SOURCE = 8
_LATE = NotMeasured(Why.DEADLINE, "the answer was not there in time")
_NOT_ASKED = NotMeasured(Why.DEADLINE, "no time was left to ask")
# What an operator can mend comes first, what passes by itself last.
_WORST_FIRST = (
    Why.MISCONFIGURED,
    Why.SOURCE_DOWN,
    Why.INVALID_RESPONSE,
    Why.RATE_LIMITED,
    Why.BUDGET,
    Why.DEADLINE,
)

Failure = NotMeasured | Misused


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAnswer:
    """``hits`` are kept even when another query of the source failed; ``failure`` says that one did."""

    source: str
    hits: tuple[Hit, ...] = ()
    failure: Failure | None = None
    elapsed_ms: int = 0


async def ask(
    source: Source,
    queries: Sequence[PlannedQuery],
    *,
    before: datetime | None,
    language: str,
    deadline: Deadline,
    limit: Limit,
    asked: AskedOnce,
) -> SourceAnswer:
    """One answer from a source. Late is an answer: ``NotMeasured(deadline)``.

    ``deadline`` is what the source is told, ``limit`` ends the waiting, perhaps before.
    """
    if deadline.expired:
        return SourceAnswer(source=source.name, failure=_NOT_ASKED)
    started = time.monotonic()
    outcomes: dict[int, Outcome[list[Hit]]] = {}

    async def one(number: int, planned: PlannedQuery) -> None:
        query = SearchQuery(
            planned.text,
            limit=HITS_PER_QUERY,
            before=before,
            language=language,
            names=planned.names,
            around=planned.around,
        )
        outcomes[number] = await asked.search(source.client, query, deadline=deadline)

    try:
        async with limit(), asyncio.TaskGroup() as group:
            for number, planned in enumerate(queries):
                group.create_task(one(number, planned))
    except TimeoutError:
        pass  # who did not answer has no outcome below
    answers = [outcomes.get(number, _LATE) for number in range(len(queries))]
    return SourceAnswer(
        source=source.name,
        hits=_merged([answer.value for answer in answers if isinstance(answer, Ok)]),
        failure=worst(failure for failure in map(_failure, answers) if failure is not None),
        elapsed_ms=round((time.monotonic() - started) * 1000),
    )


def _failure(answer: Outcome[list[Hit]]) -> Failure | None:
    """An answer of which a part is missing has failed for that part."""
    return answer.missing if isinstance(answer, Ok) else answer


def worst(failures: Iterable[Failure]) -> Failure | None:
    """The failure to report when there are several; our own misuse before all."""
    rank: Mapping[Why, int] = {why: place for place, why in enumerate(_WORST_FIRST)}
    return min(failures, key=lambda f: -1 if isinstance(f, Misused) else rank[f.why], default=None)


def _merged(lists: Sequence[Sequence[Hit]]) -> tuple[Hit, ...]:
    """Best ranks first over all queries, each page once, the one with its whole text preferred."""
    ranked = sorted((hit for hits in lists for hit in hits), key=lambda hit: hit.rank)
    pages: dict[str, Hit] = {}
    for hit in ranked:
        key = canonical(hit.url) if hit.url else hit.title
        if key not in pages or (hit.whole and not pages[key].whole):
            pages[key] = hit
    return tuple(pages.values())[:HITS_PER_SOURCE]
