from __future__ import annotations

import anyio
import pytest

from clients.outcome import Ok
from clients.search.protocol import SearchQuery
from clients.transport.deadline import Deadline
from service.domain.evidence import Outbound
from service.evidence.told import TellingArchive, TellingPages, TellingSearch, recording, tell
from tests.unit.evidence.doubles import DOWN, NOW, Archive, Pages, Search, capture, page

pytestmark = pytest.mark.anyio
URL = "https://a.example/1"


def soon() -> Deadline:
    return Deadline.after(5)


async def test_a_search_is_written_down_whatever_it_brings() -> None:
    client = Search(DOWN, name="wiki")
    with recording() as told:
        for text in ("rain Lima", "rain Lima", "Lima"):
            assert await TellingSearch(client).search(SearchQuery(text), deadline=soon()) == DOWN
    assert told.all() == (Outbound("wiki", "rain Lima"), Outbound("wiki", "Lima"))
    assert len(client.asked) == 3


async def test_it_is_written_down_before_it_is_told() -> None:
    with recording() as told, anyio.move_on_after(0.05):
        await TellingSearch(Search(seconds=30)).search(SearchQuery("Lima"), deadline=soon())
    assert told.all() == (Outbound("wiki", "Lima"),)


async def test_a_page_is_told_its_address_and_so_is_the_one_it_leads_to() -> None:
    led = Ok(page("text", "https://b.example/2"))
    with recording() as told:
        await TellingPages(Pages({URL: led})).fetch(URL, deadline=soon())
        await TellingPages(Pages()).fetch("https://c.example/3", deadline=soon())
    assert [sent.query for sent in told.all()] == [URL, "https://b.example/2", "https://c.example/3"]
    assert {sent.source for sent in told.all()} == {"pages"}


async def test_an_archive_is_told_which_page_and_nothing_new_when_it_replays_it() -> None:
    archive = Archive({NOW: "text"})
    with recording() as told:
        await TellingArchive(archive).captures(URL, near=NOW, deadline=soon())
        await TellingArchive(archive).fetch(capture(URL, NOW), deadline=soon())
    assert told.all() == (Outbound(archive.name, URL),)


async def test_two_verifications_at_once_keep_apart_and_outside_of_one_nothing_is_kept() -> None:
    found: dict[str, tuple[Outbound, ...]] = {}

    async def search(text: str) -> None:
        await TellingSearch(Search(seconds=0.01)).search(SearchQuery(text), deadline=soon())

    async def one(name: str) -> None:
        with recording() as told:
            async with anyio.create_task_group() as tasks:
                for _ in range(3):
                    tasks.start_soon(search, name)
            found[name] = told.all()

    tell("wiki", "nobody listens")
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(one, "Lima")
        tasks.start_soon(one, "Oslo")
    assert found == {name: (Outbound("wiki", name),) for name in ("Lima", "Oslo")}
