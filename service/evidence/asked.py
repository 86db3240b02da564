"""Searches of one verification, each made once: claims about the same share what is found."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from clients.outcome import Outcome
from clients.search.protocol import Hit, SearchClient, SearchQuery
from clients.transport.deadline import Deadline


@dataclass(slots=True)
class _Search:
    work: asyncio.Task[Outcome[list[Hit]]]
    waiting: int = 0


class AskedOnce:
    """Who asks a source what was asked before gets the answer given then, failures included.

    A search goes on as long as somebody waits for it, and is given up when the last one is cut off; then the
    next who asks begins anew. For one event loop.
    """

    def __init__(self) -> None:
        self._searches: dict[tuple[str, SearchQuery], _Search] = {}

    async def search(
        self, client: SearchClient, query: SearchQuery, *, deadline: Deadline
    ) -> Outcome[list[Hit]]:
        """``deadline`` is that of who asks first."""
        key = client.name, query
        search = self._searches.get(key)
        if search is None:
            search = _Search(asyncio.create_task(_searched(client, query, deadline)))
            self._searches[key] = search
        search.waiting += 1
        try:
            return await asyncio.shield(search.work)
        finally:
            search.waiting -= 1
            if not search.waiting and not search.work.done():
                search.work.cancel()
                del self._searches[key]


async def _searched(client: SearchClient, query: SearchQuery, deadline: Deadline) -> Outcome[list[Hit]]:
    return await client.search(query, deadline=deadline)
