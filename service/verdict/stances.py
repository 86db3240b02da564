"""Stances of many pairs: from the cache where known, else from the judge, each distinct pair once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import anyio

from clients.transport.deadline import Deadline
from service.domain.ports import StanceCache
from service.domain.stance import JudgeFailed, StanceJudge, StanceProbabilities, StatementPassage
from service.domain.verdict import Reason


@dataclass(frozen=True, slots=True)
class Stances:
    """Known stances by pair. ``missing`` is why a pair may be absent: late, or the judge could not answer."""

    known: Mapping[StatementPassage, StanceProbabilities]
    missing: Reason | None


READING = "title: passage, 1"
"""How a pair is put before the judge; changed with it, since the hash of the weights does not."""

CHUNK = 32
"""Pairs per call to the judge, so that what was read before the deadline is kept."""


async def read_stances(
    pairs: Sequence[StatementPassage],
    judge: StanceJudge,
    cache: StanceCache,
    *,
    deadline: Deadline,
    scope: str | None,
) -> Stances:
    """The stances that could be had by ``deadline``; a judge that could read nothing is asked no more."""
    distinct = list(dict.fromkeys(pairs))
    reader = f"{judge.card.sha256} {READING}"
    keys = {pair: cache.key(reader, pair.statement, _cached_text(pair)) for pair in distinct}
    known: dict[StatementPassage, StanceProbabilities] = {}
    missing: Reason | None = Reason.DEADLINE
    failed: JudgeFailed | None = None
    with anyio.move_on_after(deadline.remaining()):
        cached = await cache.get_many([keys[pair] for pair in distinct], scope=scope)
        known.update(
            (pair, stance) for pair, stance in zip(distinct, cached, strict=True) if stance is not None
        )
        unread = [pair for pair in distinct if pair not in known]
        for start in range(0, len(unread), CHUNK):
            chunk = unread[start : start + CHUNK]
            try:
                read = dict(zip(chunk, await judge.judge(chunk), strict=True))
            except JudgeFailed as failure:
                failed, read = failure, dict(failure.read)
            known.update(read)
            await cache.put_many([(keys[pair], stance) for pair, stance in read.items()], scope=scope)
            if not read:
                break
        missing = failed.reason if failed else None
    return Stances(known, missing)


def _cached_text(pair: StatementPassage) -> str:
    """The title is part of what was read."""
    return f"{pair.title or ''}\n{pair.passage}"
