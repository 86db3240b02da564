"""What archives are known to do to their clients, each by its number in the register of limitations."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime

import anyio
import httpx2 as httpx
import pytest

from clients.archive.availability import Availability
from clients.archive.protocol import ArchiveClient, Capture
from clients.archive.savepagenow import SavePageNow
from clients.archive.savepagenow_codes import NotSaved, Unsaved
from clients.archive.wayback import WaybackArchive
from clients.outcome import NotMeasured, Ok, Outcome, Why
from clients.transport.transport import Transport
from tests.unit.clients.net import NoLimit, sequence, soon, transport

URL = "http://n.example/a"
NEAR = datetime(2020, 6, 1, tzinfo=UTC)
NO_HINT = httpx.Response(200, json={"url": "n.example/a", "archived_snapshots": {}})
HINT = httpx.Response(
    200,
    json={
        "url": "n.example/a",
        "archived_snapshots": {
            "closest": {
                "status": "200",
                "available": True,
                "url": "http://web.archive.org/web/20060101213916/http://n.example:80/a",
                "timestamp": "20060101213916",
            }
        },
    },
)
pytestmark = pytest.mark.anyio


def index(*stamps: str) -> httpx.Response:
    header = ["timestamp", "original", "statuscode", "digest", "mimetype"]
    lines = [[stamp, URL, "200", "X", "text/html"] for stamp in stamps]
    return httpx.Response(200, text=json.dumps([header, *lines] if lines else []))


def hinted(way: Transport) -> WaybackArchive:
    return WaybackArchive(way, hint=Availability(way))


async def asked(*answers: httpx.Response | Exception) -> tuple[Outcome[list[Capture]], list[str]]:
    handler, seen = sequence(answers)
    async with transport(handler, budget=NoLimit()) as way:
        outcome = await hinted(way).captures(URL, near=NEAR, deadline=soon())
    return outcome, [request.url.path for request in seen]


# L1: the availability API says of archived pages that they are not


async def test_l1_an_empty_availability_answer_never_means_not_archived() -> None:
    handler, seen = sequence([NO_HINT])
    async with transport(handler) as way:
        hint = await Availability(way).closest(URL, near=NEAR, deadline=soon())
    assert hint == NotMeasured(Why.INVALID_RESPONSE, "no hint")
    assert seen[0].url.params["timestamp"] == "20200601000000"


async def test_l1_what_the_index_lists_is_archived_whatever_the_hint_would_say() -> None:
    outcome, paths = await asked(index("20200601000000"))
    assert isinstance(outcome, Ok)
    assert len(outcome.value) == 1
    assert paths == ["/cdx/search/cdx"]


async def test_l1_only_the_index_says_that_there_is_no_capture() -> None:
    outcome, paths = await asked(index())
    assert outcome == Ok([])
    assert paths == ["/cdx/search/cdx"]


async def test_l1_without_the_index_an_empty_hint_changes_nothing() -> None:
    broken = httpx.Response(200, text="<html>Sorry</html>")
    outcome, paths = await asked(broken, NO_HINT)
    assert outcome == NotMeasured(Why.INVALID_RESPONSE, "HTML instead of an index")
    assert paths == ["/cdx/search/cdx", "/wayback/available"]


async def test_l1_without_the_index_a_hint_is_a_capture_and_the_failure_is_told() -> None:
    outcome, _ = await asked(httpx.Response(200, text="<html>Sorry</html>"), HINT)
    assert isinstance(outcome, Ok)
    [capture] = outcome.value
    assert capture.raw_url == "https://web.archive.org/web/20060101213916id_/http://n.example:80/a"
    assert capture.captured_at == datetime(2006, 1, 1, 21, 39, 16, tzinfo=UTC)
    assert outcome.missing == NotMeasured(Why.INVALID_RESPONSE, "HTML instead of an index")


# L2: who goes on after a 429 is cut off for an hour


def capture() -> Capture:
    raw = f"https://web.archive.org/web/20200601000000id_/{URL}"
    return Capture(archive="wayback", original=URL, captured_at=NEAR, url=raw, raw_url=raw)


@pytest.mark.parametrize("first", ["index", "replay", "save"])
async def test_l2_a_429_stops_the_whole_host_for_a_minute(first: str) -> None:
    handler, seen = sequence([httpx.Response(429, text="<html>Too many requests</html>")])
    async with transport(handler) as way:
        archive = hinted(way)
        saving = SavePageNow(way, access_key="a", secret_key="b")
        hint = Availability(way)
        calls: dict[str, Callable[[], Awaitable[Outcome[object]]]] = {
            "index": lambda: archive.captures(URL, near=NEAR, deadline=soon(55)),
            "replay": lambda: archive.fetch(capture(), deadline=soon(55)),
            "save": lambda: saving.submit(URL, deadline=soon(55)),
            "hint": lambda: hint.closest(URL, near=NEAR, deadline=soon(55)),
        }
        limited = await calls[first]()
        assert isinstance(limited, NotMeasured)
        assert limited.why is Why.RATE_LIMITED
        assert (limited.retry_after or 0) >= 60
        for call in calls.values():
            with anyio.fail_after(2):
                later = await call()
            assert isinstance(later, NotMeasured)
            assert (later.retry_after or 0) > 55
    assert len(seen) == 1


async def test_l2_after_a_429_no_hint_is_asked_for_under_another_name_either() -> None:
    handler, seen = sequence([httpx.Response(429)])
    async with transport(handler) as way:
        archive = WaybackArchive(way, hint=Availability(way, name="hint"))
        outcome = await archive.captures(URL, near=NEAR, deadline=soon(30))
    assert isinstance(outcome, NotMeasured)
    assert len(seen) == 1


# L3: connections are refused and reset


@pytest.mark.parametrize(
    "failure",
    [httpx.ConnectError("refused"), httpx.ReadError("reset"), httpx.RemoteProtocolError("no answer")],
    ids=["refused", "reset", "dropped"],
)
async def test_l3_refusals_and_resets_measure_nothing_and_are_not_hammered(failure: Exception) -> None:
    handler, seen = sequence([failure] * 20)
    async with transport(handler, budget=NoLimit()) as way:
        archive: ArchiveClient = WaybackArchive(way)
        outcomes = [await archive.captures(URL, near=NEAR, deadline=soon(20)) for _ in range(6)]
    for outcome in outcomes:
        assert isinstance(outcome, NotMeasured)
        assert outcome.why is Why.SOURCE_DOWN
    assert len(seen) == 3


async def test_l3_a_connection_that_breaks_within_the_answer_is_no_empty_index() -> None:
    async def cut_off() -> AsyncIterator[bytes]:
        yield b'[["timestamp", "original"'
        raise httpx.ReadError("reset")

    outcome, _ = await asked(httpx.Response(200, content=cut_off()), NO_HINT)
    assert outcome == NotMeasured(Why.INVALID_RESPONSE, "answer cut off")


# L14: Save Page Now reports errors inside a 200


async def test_l14_an_error_inside_a_200_is_no_job() -> None:
    said = {
        "status": "error",
        "status_ext": "error:too-many-daily-captures",
        "message": "This URL has been already captured 5 times today. Please try again tomorrow.",
    }
    handler, seen = sequence([httpx.Response(200, json=said)])
    async with transport(handler, budget=NoLimit()) as way:
        outcome = await SavePageNow(way, access_key="a", secret_key="b").submit(URL, deadline=soon())
    assert outcome == Ok(NotSaved(Unsaved.ALREADY_CAPTURED, "too-many-daily-captures"))
    assert len(seen) == 1
