"""Work is done in threads, once per key, in turns, and one caller's end is not another's."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from service.domain.stance import JudgeFailed
from service.inference.failures import InferenceBusy, InferenceClosed, InferenceError
from service.inference.sharing import SharedWork

pytestmark = pytest.mark.anyio


class Bench:
    """Doubles numbers, writes down what it was given, and can be made to wait."""

    def __init__(self) -> None:
        self.seen: list[int] = []
        self.threads: set[int] = set()
        self.go = threading.Event()
        self.go.set()

    def __call__(self, key: int) -> int:
        self.seen.append(key)
        self.threads.add(threading.get_ident())
        assert self.go.wait(10)
        if key < 0:
            raise ValueError(f"secret {key}")
        return 2 * key


@asynccontextmanager
async def working(
    bench: Bench, *, threads: int = 1, most_waiting: int = 100
) -> AsyncIterator[SharedWork[int, int]]:
    work = SharedWork(bench, threads=threads, most_waiting=most_waiting, name="test")
    try:
        yield work
    finally:
        bench.go.set()
        await work.aclose()


async def until(condition: Callable[[], object]) -> None:
    for _ in range(1000):
        if condition():
            return
        await asyncio.sleep(0.002)
    pytest.fail("it never came to that")


async def test_answers_in_the_order_asked_with_repeats() -> None:
    bench = Bench()
    async with working(bench, threads=2) as work:
        assert await work.run([3, 1, 3, *range(4, 30), 1]) == [6, 2, 6, *range(8, 60, 2), 2]
        assert await work.run([]) == []
    assert len(bench.seen) == len(set(bench.seen))


async def test_works_outside_the_event_loop_which_stays_free() -> None:
    bench = Bench()
    async with working(bench) as work:
        bench.go.clear()
        task = asyncio.create_task(work.run([1]))
        await until(lambda: bench.seen)
        bench.go.set()  # reached only because the loop did not wait
        assert await task == [2]
    assert threading.get_ident() not in bench.threads


async def test_equal_keys_of_two_callers_are_worked_on_once() -> None:
    bench = Bench()
    async with working(bench) as work:
        bench.go.clear()
        tasks = [asyncio.create_task(work.run([1, 2])) for _ in range(3)]
        await until(lambda: bench.seen)
        bench.go.set()
        assert await asyncio.gather(*tasks) == [[2, 4]] * 3
    assert bench.seen == [1, 2]


async def test_nothing_is_remembered_after_the_answer() -> None:
    bench = Bench()
    async with working(bench) as work:
        await work.run([1])
        await work.run([1])
    assert bench.seen == [1, 1]


async def test_cancelling_one_caller_leaves_the_other_its_answer() -> None:
    bench = Bench()
    async with working(bench) as work:
        bench.go.clear()
        first, second = (asyncio.create_task(work.run([1, 2])) for _ in range(2))
        await until(lambda: bench.seen)
        first.cancel()
        await asyncio.wait([first])
        bench.go.set()
        assert await second == [2, 4]
        assert first.cancelled()


async def test_cancelling_drops_what_had_not_begun() -> None:
    bench = Bench()
    async with working(bench) as work:
        bench.go.clear()
        task = asyncio.create_task(work.run([1, 2, 3]))
        await until(lambda: bench.seen)
        task.cancel()
        await asyncio.wait([task])
        bench.go.set()
        assert await work.run([9]) == [18]
    assert bench.seen == [1, 9]


async def test_a_key_dropped_by_one_caller_is_worked_on_for_the_next() -> None:
    bench = Bench()
    async with working(bench) as work:
        bench.go.clear()
        task = asyncio.create_task(work.run([1, 2]))
        await until(lambda: bench.seen)
        task.cancel()
        again = asyncio.create_task(work.run([1, 2]))  # starts right after the other has let go
        await asyncio.wait([task])
        bench.go.set()
        assert await again == [2, 4]


async def test_callers_take_turns() -> None:
    bench = Bench()
    async with working(bench) as work:
        bench.go.clear()
        long = asyncio.create_task(work.run(list(range(10, 40))))
        await until(lambda: bench.seen)
        short = asyncio.create_task(work.run([1, 2]))
        await asyncio.sleep(0)
        bench.go.set()
        assert await short == [2, 4]
        assert not long.done()
        await long
    assert bench.seen.index(2) < 10


async def test_a_failure_is_typed_and_tells_nothing_of_the_key() -> None:
    bench = Bench()
    async with working(bench) as work:
        with pytest.raises(InferenceError) as caught:
            await work.run([1, -7, 2])
        assert "7" not in str(caught.value)
        assert isinstance(caught.value, JudgeFailed)
        assert await work.run([5]) == [10]


async def test_too_many_waiting_is_said_at_once() -> None:
    bench = Bench()
    async with working(bench, most_waiting=5) as work:
        bench.go.clear()
        first = asyncio.create_task(work.run([1, 2, 3, 4]))
        await until(lambda: bench.seen)
        with pytest.raises(InferenceBusy):
            await work.run([5, 6])
        fits = asyncio.create_task(work.run([7]))
        await asyncio.sleep(0)
        bench.go.set()
        assert await first == [2, 4, 6, 8]
        assert await fits == [14]
        assert await work.run([5, 6]) == [10, 12]


async def test_a_call_larger_than_the_bound_is_served_when_nobody_waits() -> None:
    async with working(Bench(), most_waiting=3) as work:
        assert await work.run(list(range(9))) == [2 * number for number in range(9)]


async def test_closing_answers_everyone_who_waits() -> None:
    bench = Bench()
    work = SharedWork(bench, threads=1, most_waiting=100, name="test")
    bench.go.clear()
    tasks = [asyncio.create_task(work.run([number, number + 1, number + 2])) for number in (1, 10)]
    await until(lambda: bench.seen)
    closing = asyncio.create_task(work.aclose())
    await asyncio.sleep(0)
    bench.go.set()
    await closing
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(result) for result in results] == [InferenceClosed, InferenceClosed]
    assert bench.seen == [1]
    with pytest.raises(InferenceClosed):
        await work.run([1])
    await work.aclose()
