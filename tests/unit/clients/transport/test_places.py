"""Who gets the next place."""

from __future__ import annotations

import anyio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clients.transport.places import Places

pytestmark = pytest.mark.anyio


async def order_of(waiting: list[bool]) -> list[int]:
    """In which order those get the only place who came while it was taken; true for who goes on."""
    places, served = Places(1), list[int]()

    async def one(number: int, goes_on: bool) -> None:
        async with places.one(goes_on=goes_on):
            served.append(number)

    async with anyio.create_task_group() as group, places.one(goes_on=False):
        for number, goes_on in enumerate(waiting):
            group.start_soon(one, number, goes_on)
            await anyio.wait_all_tasks_blocked()
    return served


async def test_who_goes_on_comes_first_and_each_in_the_order_of_coming() -> None:
    assert await order_of([False, False, True, False, True]) == [2, 4, 0, 1, 3]


@pytest.mark.parametrize("places", [1, 3])
async def test_never_more_at_once_than_there_are_places(places: int) -> None:
    held, most = 0, 0
    taken = Places(places)

    async def one(number: int) -> None:
        nonlocal held, most
        async with taken.one(goes_on=number % 2 == 0):
            held += 1
            most = max(most, held)
            await anyio.sleep(0.001)
            held -= 1

    async with anyio.create_task_group() as group:
        for number in range(20):
            group.start_soon(one, number)
    assert most == places


@settings(max_examples=30, deadline=None)
@given(st.lists(st.booleans(), min_size=1, max_size=8), st.data())
async def test_who_is_cut_off_while_waiting_costs_nobody_a_place(
    waiting: list[bool], data: st.DataObject
) -> None:
    gone = data.draw(st.sets(st.integers(0, len(waiting) - 1)))
    places, served = Places(1), set[int]()
    scopes = [anyio.CancelScope() for _ in waiting]

    async def one(number: int) -> None:
        with scopes[number]:
            async with places.one(goes_on=waiting[number]):
                served.add(number)

    async with anyio.create_task_group() as group, places.one(goes_on=False):
        for number in range(len(waiting)):
            group.start_soon(one, number)
        await anyio.wait_all_tasks_blocked()
        for number in gone:
            scopes[number].cancel()
        await anyio.wait_all_tasks_blocked()
    assert served == set(range(len(waiting))) - gone
    with anyio.fail_after(1):
        async with places.one(goes_on=False):
            pass


async def test_who_is_cut_off_when_its_turn_has_come_passes_it_on() -> None:
    places, served = Places(1), list[str]()

    async def one(name: str, scope: anyio.CancelScope) -> None:
        with scope:
            async with places.one(goes_on=False):
                served.append(name)

    first, second = anyio.CancelScope(), anyio.CancelScope()
    async with anyio.create_task_group() as group, places.one(goes_on=False):
        group.start_soon(one, "first", first)
        await anyio.wait_all_tasks_blocked()
        group.start_soon(one, "second", second)
        await anyio.wait_all_tasks_blocked()
        first.cancel()  # and is given the place before it hears of it
    assert served == ["second"]
