"""Several questions to a server at once, no more than it is meant to bear."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeVar

import anyio
import structlog

from service.domain.stance import JudgeFailed, StanceProbabilities, StatementPassage
from service.inference.judges.failures import Unreadable

Q = TypeVar("Q")
Read = Mapping[StatementPassage, StanceProbabilities]
log = structlog.get_logger(__name__)


async def read_all(
    questions: Sequence[Q], ask: Callable[[Q], Awaitable[Read]], places: anyio.Semaphore
) -> Read:
    """What all ``questions`` brought; ``places`` bounds the calls, over all callers that share it.

    Raises ``JudgeFailed`` with what was read when a question failed. After a failure of the judge itself
    nothing more is asked; after an ``Unreadable`` question the others are.
    """
    read: dict[StatementPassage, StanceProbabilities] = {}
    failures: list[JudgeFailed] = []

    async def one(question: Q) -> None:
        async with places:
            if any(not isinstance(failure, Unreadable) for failure in failures):
                return
            try:
                read.update(await ask(question))
            except JudgeFailed as failure:
                read.update(failure.read)
                failures.append(failure)

    async with anyio.create_task_group() as tasks:
        for question in questions:
            tasks.start_soon(one, question)
    if failures:
        worst = next((one for one in failures if not isinstance(one, Unreadable)), failures[0])
        log.warning("judge.failed", reason=worst.reason.value, detail=str(worst), failures=len(failures))
        raise JudgeFailed(str(worst), reason=worst.reason, read=read)
    return read
