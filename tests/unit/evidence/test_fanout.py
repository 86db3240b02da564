from __future__ import annotations

import time
from itertools import permutations

import pytest

from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.search.protocol import Hit, SearchQuery
from clients.transport.deadline import Deadline
from service.domain.evidence import PlannedQuery
from service.evidence.asked import AskedOnce
from service.evidence.fanout import HITS_PER_SOURCE, Failure, SourceAnswer, ask, worst
from service.evidence.patience import until
from tests.unit.evidence.doubles import DOWN, Search, hit, source

pytestmark = pytest.mark.anyio


async def asked(client: Search, *texts: str, seconds: float = 5.0) -> SourceAnswer:
    deadline = Deadline.after(seconds)
    return await ask(
        source(client),
        [PlannedQuery(client.name, text) for text in texts],
        before=None,
        language="en",
        deadline=deadline,
        limit=until(deadline),
        asked=AskedOnce(),
    )


async def test_queries_run_at_once_and_their_pages_are_merged() -> None:
    def answer(query: SearchQuery) -> Outcome[list[Hit]]:
        if query.text == "one":
            return Ok(
                [hit("first", "https://a.example/1", rank=1), hit("second", "https://a.example/2", rank=2)]
            )
        return Ok(
            [hit("again", "http://www.a.example/1/#top", rank=1), hit("third", "https://a.example/3", rank=3)]
        )

    started = time.monotonic()
    answer_ = await asked(Search(answer, seconds=0.2), "one", "two")
    assert time.monotonic() - started < 0.39
    assert [found.text for found in answer_.hits] == ["first", "second", "third"]
    assert answer_.failure is None
    assert answer_.elapsed_ms >= 200


async def test_the_whole_page_replaces_its_excerpt() -> None:
    hits = [hit("…excerpt…", rank=1, whole=False), hit("the whole page", rank=2)]
    assert [found.text for found in (await asked(Search(Ok(hits)), "one")).hits] == ["the whole page"]


async def test_one_failed_query_is_a_failure_and_keeps_what_was_found() -> None:
    answer = await asked(
        Search(lambda query: Ok([hit("found")]) if query.text == "one" else DOWN), "one", "two"
    )
    assert [found.text for found in answer.hits] == ["found"]
    assert answer.failure == DOWN


async def test_a_part_that_is_missing_is_a_failure() -> None:
    answer = await asked(Search(Ok([hit("found")], missing=DOWN)), "one")
    assert answer.failure == DOWN
    assert len(answer.hits) == 1


async def test_late_is_an_answer_and_does_not_hide_who_was_in_time() -> None:
    class Uneven(Search):
        async def search(self, query: SearchQuery, *, deadline: Deadline) -> Outcome[list[Hit]]:
            self.seconds = 30.0 if query.text == "slow" else 0.0
            return await super().search(query, deadline=deadline)

    started = time.monotonic()
    answer = await asked(Uneven(Ok([hit("found")])), "fast", "slow", seconds=0.2)
    assert time.monotonic() - started < 0.6
    assert isinstance(answer.failure, NotMeasured)
    assert answer.failure.why is Why.DEADLINE
    assert len(answer.hits) == 1


async def test_with_no_time_left_nobody_is_asked() -> None:
    client = Search()
    answer = await asked(client, "one", seconds=0.0)
    assert client.asked == []
    assert isinstance(answer.failure, NotMeasured)


async def test_hits_of_one_source_are_bounded() -> None:
    many = [hit(str(n), f"https://a.example/{n}", rank=n) for n in range(30)]
    assert len((await asked(Search(Ok(many)), "one")).hits) == HITS_PER_SOURCE


async def test_the_failure_reported_does_not_depend_on_the_order() -> None:
    failures: list[Failure] = [Misused("bad"), NotMeasured(Why.DEADLINE), NotMeasured(Why.SOURCE_DOWN)]
    assert {worst(order) for order in permutations(failures)} == {Misused("bad")}
    assert {worst(order) for order in permutations(failures[1:])} == {NotMeasured(Why.SOURCE_DOWN)}
    assert worst([]) is None


async def test_an_adapter_that_breaks_is_heard() -> None:
    def broken(query: SearchQuery) -> Outcome[list[Hit]]:
        raise ZeroDivisionError

    with pytest.raises(ExceptionGroup):
        await asked(Search(broken), "one", "two")
