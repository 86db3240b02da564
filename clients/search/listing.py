"""What search APIs share that answer one call with one list of results in a JSON object."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.search.dates import in_utc
from clients.search.protocol import Hit, SearchLimits, SearchQuery
from clients.search.words import plain_words
from clients.transport.cache import canonical_json
from clients.transport.classify import Json, by_status, json_of
from clients.transport.deadline import Deadline
from clients.transport.key import Key
from clients.transport.policy import Policy
from clients.transport.response import Response
from clients.transport.transport import Transport

Entry: TypeAlias = dict[str, Json]
Failure: TypeAlias = NotMeasured | Misused

HOUR = 3600.0
_ACCEPT = {"Accept": "application/json"}
_CODE = re.compile(r"[A-Za-z0-9_.-]{1,60}")


def at(value: Json, *path: str) -> Json:
    """What stands under these names, one in the other; null when something on the way is missing."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def text_at(value: Json, *path: str) -> str:
    """As ``at``; empty when it is no text."""
    found = at(value, *path)
    return found if isinstance(found, str) else ""


def web_address(value: Json) -> str:
    """The value if a browser can open it, else nothing."""
    return value if isinstance(value, str) and value.startswith(("http://", "https://")) else ""


def code_of(value: Json) -> str:
    """An API's code for an error, fit for a detail: the text beside it may repeat the query or the key."""
    return value if isinstance(value, str) and _CODE.fullmatch(value) else "without a code"


def _never(answer: Json) -> bool:  # noqa: ARG001 - for APIs that always list
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Where an API puts its results and how it says that there are none to be had.

    ``path`` leads to the list, ``total`` to the number of all results where the API gives one. ``address``
    is the web address of a result, empty when it has none and so cannot be cited. ``refused`` reads what the
    API says in the body or in headers of its own, before the status is judged; the body is null when it is
    not JSON. ``empty`` is whether an answer without a list says that nothing was found.
    """

    path: tuple[str, ...]
    address: Callable[[Entry], str]
    total: tuple[str, ...] = ()
    refused: Callable[[Response, Json], Failure | None]
    empty: Callable[[Json], bool] = _never

    def judge(self, response: Response) -> Failure | None:
        """An answer is JSON of status 2xx with a list of which, unless it is empty, something can be read."""
        answer = json_of(response)
        said = None if isinstance(answer, NotMeasured) else answer
        failed = self.refused(response, said) or by_status(response)
        if failed is not None:
            return failed
        if isinstance(answer, NotMeasured):
            return answer
        listed = at(answer, *self.path)
        if not isinstance(listed, list):
            return None if self.empty(answer) else NotMeasured(Why.INVALID_RESPONSE, "no list of results")
        total = at(answer, *self.total) if self.total else 0
        if not listed and isinstance(total, int) and total > 0:
            return NotMeasured(Why.INVALID_RESPONSE, "results counted but not listed")
        if listed and not self._citable(listed):
            return NotMeasured(Why.INVALID_RESPONSE, "no result that can be read")
        return None

    def entries(self, response: Response) -> list[Entry]:
        """The results that can be cited, best first."""
        answer = json_of(response)
        listed = None if isinstance(answer, NotMeasured) else at(answer, *self.path)
        return self._citable(listed) if isinstance(listed, list) else []

    def _citable(self, listed: list[Json]) -> list[Entry]:
        return [entry for entry in listed if isinstance(entry, dict) and self.address(entry)]


class ListingSearch(ABC):
    """Implements ``SearchClient``; a subclass says how to ask and how to read one result.

    ``before`` reaches both in UTC. A hit's ``as_of_enforced`` is true when the API was asked for nothing
    later and the date it gives lies before.
    """

    def __init__(
        self,
        transport: Transport,
        *,
        name: str,
        api: str,
        key: Key | None = None,
        limits: SearchLimits,
        policy: Policy,
        listing: Listing,
    ) -> None:
        self._transport = transport
        self._name = name
        self._api = api
        self._key = key
        self._limits = limits
        self._policy = replace(policy, judge=listing.judge)
        self._listing = listing

    @property
    def name(self) -> str:
        return self._name

    @property
    def limits(self) -> SearchLimits:
        return self._limits

    async def search(self, query: SearchQuery, *, deadline: Deadline) -> Outcome[list[Hit]]:
        words = plain_words(query.text, self._limits)
        if not words:
            return Misused("a query without words")
        before = in_utc(query.before) if query.before else None
        asked = replace(query, text=words, before=before, limit=max(1, query.limit))
        outcome = await self._ask(asked, deadline)
        if not isinstance(outcome, Ok):
            return outcome
        entries = enumerate(self._listing.entries(outcome.value), start=1)
        hits = [hit for rank, entry in entries if (hit := self._hit(entry, rank, before)) is not None]
        return Ok(hits[: asked.limit], outcome.age, outcome.stale)

    async def _get(self, asked: Sequence[tuple[str, str]], deadline: Deadline) -> Outcome[Response]:
        return await self._transport.get(
            self._api,
            source=self._name,
            params=asked,
            headers=_ACCEPT,
            key=self._key,
            policy=self._policy,
            deadline=deadline,
        )

    async def _post(self, asked: Json, deadline: Deadline) -> Outcome[Response]:
        return await self._transport.post(
            self._api,
            canonical_json(asked),
            source=self._name,
            headers={**_ACCEPT, "Content-Type": "application/json"},
            key=self._key,
            policy=self._policy,
            deadline=deadline,
        )

    @abstractmethod
    async def _ask(self, query: SearchQuery, deadline: Deadline) -> Outcome[Response]:
        """``query.text`` are words without syntax within the limits."""

    @abstractmethod
    def _hit(self, entry: Entry, rank: int, before: datetime | None) -> Hit | None:
        """Null for what is listed but is no evidence."""
