from __future__ import annotations

import asyncio
import time

import pytest

from clients.transport.deadline import Deadline
from service.domain.evidence import SourceRole
from service.evidence.patience import Patience

pytestmark = pytest.mark.anyio
REQUIRED, BEST_EFFORT = SourceRole.REQUIRED, SourceRole.BEST_EFFORT


async def waited(patience: Patience, role: SourceRole, seconds: float) -> bool:
    """Whether so long was waited for."""
    try:
        async with patience.limit(role)():
            await asyncio.sleep(seconds)
    except TimeoutError:
        return False
    return True


def patience(seconds: float = 30.0, *, grace_s: float = 0.2, required: int = 1) -> Patience:
    return Patience(Deadline.after(seconds), grace_s=grace_s, required=required)


async def test_best_effort_ends_a_grace_after_the_last_required_one() -> None:
    shared = patience(required=2)
    started = time.monotonic()
    waiting = asyncio.create_task(waited(shared, BEST_EFFORT, 30))
    await asyncio.sleep(0.05)
    shared.answered(REQUIRED)
    shared.answered(BEST_EFFORT)
    await asyncio.sleep(0.4)
    assert not waiting.done(), "one of the required is still out"
    shared.answered(REQUIRED)
    assert not await waiting
    assert 0.6 <= time.monotonic() - started < 15
    assert not await waited(shared, BEST_EFFORT, 30), "who begins later has no more time"


async def test_who_answers_within_the_grace_is_heard() -> None:
    shared = patience(grace_s=10)
    shared.answered(REQUIRED)
    assert await waited(shared, BEST_EFFORT, 0.05)


async def test_a_required_source_is_waited_for_to_the_deadline() -> None:
    shared = patience(0.5, grace_s=0.0, required=2)
    shared.answered(REQUIRED)
    shared.answered(REQUIRED)
    assert await waited(shared, REQUIRED, 0.2)
    assert not await waited(patience(0.1), REQUIRED, 30)


async def test_the_grace_ends_at_the_deadline() -> None:
    shared = patience(0.2, grace_s=60)
    shared.answered(REQUIRED)
    assert not await waited(shared, BEST_EFFORT, 30)


async def test_where_none_is_required_the_first_answer_begins_the_grace() -> None:
    shared = patience(required=0)
    waiting = asyncio.create_task(waited(shared, BEST_EFFORT, 30))
    await asyncio.sleep(0.4)
    assert not waiting.done()
    shared.answered(BEST_EFFORT)
    assert not await waiting
