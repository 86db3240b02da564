"""Asking any adapter whose API lists results, and what all of their answers look like when they are none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import httpx2 as httpx

from clients.outcome import NotMeasured, Ok, Outcome, Why
from clients.search.protocol import Hit, SearchClient, SearchQuery
from clients.transport.ports import ResponseCache
from clients.transport.transport import Transport
from tests.unit.clients.net import Handler, NoLimit, soon, transport

KEY = "kz-0f9d-secret"
CANARY = "zebraquartz"
TEXT = f"{CANARY} tower"
Make = Callable[[Transport], SearchClient]


async def search(
    make: Make,
    handler: Handler,
    text: str = TEXT,
    *,
    before: datetime | None = None,
    limit: int = 5,
    language: str = "en",
    contact: str | None = "desk@example.org",
    cache: ResponseCache | None = None,
    names: tuple[str, ...] = (),
    around: date | None = None,
) -> Outcome[list[Hit]]:
    query = SearchQuery(text, limit=limit, before=before, language=language, names=names, around=around)
    async with transport(handler, contact=contact, cache=cache, budget=NoLimit()) as way:
        return await make(way).search(query, deadline=soon())


class Api:
    """Gives one answer to whatever is asked; ``asked`` are the requests."""

    def __init__(
        self,
        body: object = None,
        *,
        status: int = 200,
        text: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        self.asked: list[httpx.Request] = []
        self._body, self._status, self._text, self._headers = body, status, text, headers

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        if self._text is not None:
            return httpx.Response(self._status, text=self._text, headers=self._headers)
        return httpx.Response(self._status, json=self._body, headers=self._headers)

    @property
    def params(self) -> dict[str, str]:
        return dict(self.asked[0].url.params)


def hits(outcome: Outcome[list[Hit]]) -> list[Hit]:
    assert isinstance(outcome, Ok), outcome
    return outcome.value


def why(outcome: Outcome[list[Hit]]) -> Why:
    assert isinstance(outcome, NotMeasured), outcome
    return outcome.why


def pause(outcome: Outcome[list[Hit]]) -> float | None:
    assert isinstance(outcome, NotMeasured), outcome
    return outcome.retry_after
