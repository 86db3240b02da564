"""The null search client: a source that is known but not set up here."""

from __future__ import annotations

from clients.outcome import NotMeasured, Outcome, Why
from clients.search.protocol import Hit, SearchLimits, SearchQuery
from clients.transport.deadline import Deadline


class Unconfigured:
    """Answers every query ``MISCONFIGURED``: who names the source hears why it was not asked."""

    def __init__(self, name: str) -> None:
        self._name = name

    @property
    def name(self) -> str:
        return self._name

    @property
    def limits(self) -> SearchLimits:
        return SearchLimits()

    async def search(self, query: SearchQuery, *, deadline: Deadline) -> Outcome[list[Hit]]:  # noqa: ARG002 - protocol
        return NotMeasured(Why.MISCONFIGURED, "not configured here")
