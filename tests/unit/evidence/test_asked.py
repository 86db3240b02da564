from __future__ import annotations

import asyncio

import pytest

from clients.outcome import Ok, Outcome
from clients.search.protocol import Hit, SearchQuery
from clients.transport.deadline import Deadline
from service.evidence.asked import AskedOnce
from tests.unit.evidence.doubles import DOWN, Search, hit

pytestmark = pytest.mark.anyio
QUERY = SearchQuery("Skerry")
DEADLINE = Deadline.after(60)


async def test_the_same_question_is_put_once_at_a_time_and_later() -> None:
    asked, client = AskedOnce(), Search(Ok([hit("found")]), seconds=0.05)
    answers = await asyncio.gather(
        *(asked.search(client, SearchQuery("Skerry"), deadline=DEADLINE) for _ in "ab")
    )
    answers.append(await asked.search(client, QUERY, deadline=DEADLINE))
    assert answers == [Ok([hit("found")])] * 3
    assert len(client.asked) == 1


async def test_another_word_date_or_source_is_another_question() -> None:
    asked, client, other = AskedOnce(), Search(), Search(name="other")
    for query in (QUERY, SearchQuery("Skerry islands"), SearchQuery("Skerry", language="de")):
        await asked.search(client, query, deadline=DEADLINE)
    await asked.search(other, QUERY, deadline=DEADLINE)
    assert (len(client.asked), len(other.asked)) == (3, 1)


async def test_a_failure_is_shared_too() -> None:
    asked, client = AskedOnce(), Search(DOWN)
    assert [await asked.search(client, QUERY, deadline=DEADLINE) for _ in "ab"] == [DOWN, DOWN]
    assert len(client.asked) == 1


async def test_who_is_cut_off_does_not_cut_off_who_waits_with_it() -> None:
    asked, client = AskedOnce(), Search(Ok([hit("found")]), seconds=0.3)
    first = asyncio.create_task(asked.search(client, QUERY, deadline=DEADLINE))
    second = asyncio.create_task(asked.search(client, QUERY, deadline=DEADLINE))
    await asyncio.sleep(0.05)
    first.cancel()
    assert await second == Ok([hit("found")])
    assert len(client.asked) == 1


async def test_a_search_nobody_waits_for_ends_and_may_be_made_again() -> None:
    ended: list[bool] = []

    class Endless(Search):
        async def search(self, query: SearchQuery, *, deadline: Deadline) -> Outcome[list[Hit]]:
            try:
                return await super().search(query, deadline=deadline)
            except asyncio.CancelledError:
                ended.append(True)
                raise

    asked, client = AskedOnce(), Endless(seconds=60)
    only = asyncio.create_task(asked.search(client, QUERY, deadline=DEADLINE))
    await asyncio.sleep(0.05)
    only.cancel()
    await asyncio.wait([only])
    await asyncio.sleep(0.05)
    assert ended == [True]
    client.seconds = 0.0
    assert await asked.search(client, QUERY, deadline=DEADLINE) == Ok([])
