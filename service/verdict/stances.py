"""Stances of many pairs: from the cache where known, else from the judge, each distinct pair once."""

from __future__ import annotations

from collections.abc import Sequence

import anyio

from clients.transport.deadline import Deadline
from service.domain.ports import StanceCache
from service.domain.stance import StanceJudge, StanceProbabilities, StatementPassage

CHUNK = 128
"""Pairs per call to the judge, so that what was read before the deadline is kept."""


async def read_stances(
    pairs: Sequence[StatementPassage],
    judge: StanceJudge,
    cache: StanceCache,
    *,
    deadline: Deadline,
    scope: str | None,
) -> dict[StatementPassage, StanceProbabilities]:
    """The stance of each pair; pairs that the deadline left unread are absent."""
    distinct = list(dict.fromkeys(pairs))
    sha256 = judge.card.sha256
    keys = {pair: cache.key(sha256, pair.statement, _cached_text(pair)) for pair in distinct}
    known: dict[StatementPassage, StanceProbabilities] = {}
    with anyio.move_on_after(deadline.remaining()):
        cached = await cache.get_many([keys[pair] for pair in distinct])
        known = {pair: stance for pair, stance in zip(distinct, cached, strict=True) if stance is not None}
        unread = [pair for pair in distinct if pair not in known]
        for start in range(0, len(unread), CHUNK):
            chunk = unread[start : start + CHUNK]
            read = list(zip(chunk, await judge.judge(chunk), strict=True))
            known.update(read)
            await cache.put_many([(keys[pair], stance) for pair, stance in read], scope=scope)
    return known


def _cached_text(pair: StatementPassage) -> str:
    """The title is part of what was read."""
    return f"{pair.title or ''}\n{pair.passage}"
