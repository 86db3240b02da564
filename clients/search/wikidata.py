"""Searching Wikidata: names of the query become entities, and their statements lines of text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import anyio

from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.search.dates import in_utc
from clients.search.protocol import Hit, SearchLimits, SearchQuery
from clients.search.wikidata_answers import Entity, entities, judge, labels, languages
from clients.search.wikidata_lookup import look_up
from clients.search.wikidata_names import name_runs
from clients.search.wikidata_statements import Statement, affordable, items_of, lines, statements
from clients.transport.deadline import Deadline
from clients.transport.policy import Policy
from clients.transport.ports import Rate, Window
from clients.transport.response import Response
from clients.transport.transport import Transport

WIKIDATA = "https://www.wikidata.org/w/api.php"
PAGE = "https://www.wikidata.org/wiki/{id}"

_ALWAYS = (("format", "json"), ("formatversion", "2"), ("errorformat", "plaintext"))
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,8})?")
_HOUR = 3600.0
_BATCH = 50
_LABEL_CALLS = 2
_LINES = 150
_INSTANCE_OF, _DISAMBIGUATION = "P31", "Q4167410"

# One limit for all wikis of Wikimedia: 200 requests a minute with a contact, 10 without, three at once
# (https://www.mediawiki.org/wiki/Wikimedia_APIs/Rate_limits, read 2026-11). This is what Wikipedia leaves.
_RATE = Rate(per_second=1.0, burst=25, window=Window(calls=60, seconds=60))
_RATE_WITHOUT_CONTACT = Rate(per_second=4 / 60, burst=4, window=Window(calls=4, seconds=60))


class WikidataSearch:
    """Implements ``SearchClient``: one hit per entity, whose text has a line for each statement told.

    At most seven calls in mostly three steps: one to four look up names (``query.names`` where given), one
    reads the entities, none to two the labels of properties, items and units. Entities are asked for in one
    order, so that who asks about the same names shares the answer. Statements whose labels are not among
    those are left out, and those of deprecated rank. ``before`` is not enforced: statements that begin later
    are left out, but what is said of earlier times may have been said since. The text is ``whole``: the page
    says the same less readably. When some names or labels could not be had the outcome is ``Ok`` with
    ``missing``.

    ``page`` is the address of an entity's page with ``{id}``; ``pauses`` are lanes under the same limit.
    """

    def __init__(
        self,
        transport: Transport,
        *,
        name: str = "wikidata",
        api: str = WIKIDATA,
        page: str = PAGE,
        entities_read: int = 3,
        pauses: tuple[str, ...] = ("wikipedia",),
    ) -> None:
        self._transport = transport
        self._name = name
        self._api = api
        self._page = page
        self._entities_read = entities_read
        self._policy = Policy(
            version="wikidata/1",
            pauses=pauses,
            rate=_RATE if transport.identity.contact else _RATE_WITHOUT_CONTACT,
            concurrency=1,
            time_limit_s=8.0,
            ttl_s=6 * _HOUR,
            stale_s=72 * _HOUR,
            max_bytes=16_000_000,
            judge=judge,
        )
        self._reading = replace(self._policy, goes_on=True)
        self._lasting = replace(self._reading, ttl_s=30 * 24 * _HOUR)

    @property
    def name(self) -> str:
        return self._name

    @property
    def limits(self) -> SearchLimits:
        """Names count; further words are not looked for together with them."""
        return SearchLimits(max_chars=120, max_words=6, all_words_required=False)

    async def search(self, query: SearchQuery, *, deadline: Deadline) -> Outcome[list[Hit]]:
        runs = [name.split() for name in query.names] or name_runs(query.text[: self.limits.max_chars])
        if not runs:
            return Misused("a query without words")
        language = query.language if _LANGUAGE.fullmatch(query.language) else "en"

        async def find(name: str) -> Outcome[Response]:
            return await self._call(_search_parameters(name, language), self._policy, deadline)

        found = await look_up(runs, find)
        ids = found.best(min(self._entities_read, query.limit))
        if not ids:
            return found.failure or Ok([], found.age, found.stale)
        read = await self._get(ids, "labels|descriptions|claims|info", language, self._reading, deadline)
        if not isinstance(read, Ok):
            return read
        things = [
            entity
            for entity in entities(read.value, ids, language)
            if _DISAMBIGUATION not in items_of(entity.claims, _INSTANCE_OF)
        ]
        before = in_utc(query.before) if query.before else None
        told = [statements(entity.claims, before) for entity in things]
        known, failure = await self._labels(told, language, deadline)
        hits = [
            self._hit(entity, lines(said, known, _LINES), rank)
            for rank, (entity, said) in enumerate(zip(things, told, strict=True), 1)
        ]
        failure = failure or found.failure
        # However it failed, statements or entities are not there: never as if there were none.
        missing = (
            NotMeasured(Why.INVALID_RESPONSE, failure.detail) if isinstance(failure, Misused) else failure
        )
        return Ok(hits, max(found.age, read.age), found.stale or read.stale, missing)

    async def _labels(
        self, told: Sequence[Sequence[Statement]], language: str, deadline: Deadline
    ) -> tuple[dict[str, str], NotMeasured | Misused | None]:
        wanted = sorted(affordable(told, _LABEL_CALLS * _BATCH))
        known: dict[str, str] = {}
        failures: list[NotMeasured | Misused] = []

        async def some(batch: Sequence[str]) -> None:
            outcome = await self._get(batch, "labels", language, self._lasting, deadline)
            if isinstance(outcome, Ok):
                known.update(labels(outcome.value, language))
            else:
                failures.append(outcome)

        async with anyio.create_task_group() as tasks:
            for start in range(0, len(wanted), _BATCH):
                tasks.start_soon(some, wanted[start : start + _BATCH])
        return known, next(iter(failures), None)

    async def _get(
        self, ids: Sequence[str], props: str, language: str, policy: Policy, deadline: Deadline
    ) -> Outcome[Response]:
        asked = (
            ("action", "wbgetentities"),
            ("ids", "|".join(sorted(ids))),
            ("props", props),
            ("languages", languages(language)),
        )
        return await self._call(asked, policy, deadline)

    async def _call(
        self, asked: Sequence[tuple[str, str]], policy: Policy, deadline: Deadline
    ) -> Outcome[Response]:
        return await self._transport.get(
            self._api, source=self._name, params=(*asked, *_ALWAYS), policy=policy, deadline=deadline
        )

    def _hit(self, entity: Entity, said: Sequence[str], rank: int) -> Hit:
        label = entity.label or entity.id
        first = f"{label} ({entity.description})" if entity.description else label
        return Hit(
            source=self._name,
            url=self._page.replace("{id}", entity.id),
            title=label,
            text="\n".join((first, *said)),
            rank=rank,
            revised_at=entity.revised_at,
            publisher="Wikidata",
            whole=True,
        )


def _search_parameters(name: str, language: str) -> tuple[tuple[str, str], ...]:
    return (
        ("action", "wbsearchentities"),
        ("search", name),
        ("language", language),
        ("uselang", language),
        ("type", "item"),
        ("limit", "7"),
    )
