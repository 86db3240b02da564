"""The availability API: a hint or nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import httpx2 as httpx
import pytest

from clients.archive.availability import Availability
from clients.archive.cdx import CdxRow
from clients.outcome import NotMeasured, Ok, Outcome, Why
from clients.transport.classify import Json
from tests.unit.clients.net import sequence, soon, transport

URL = "http://n.example/a"
CLOSEST: dict[str, Json] = {
    "status": "200",
    "available": True,
    "url": "http://web.archive.org/web/20060101213916/http://n.example:80/a",
    "timestamp": "20060101213916",
}
pytestmark = pytest.mark.anyio


async def closest(answer: httpx.Response) -> Outcome[CdxRow]:
    handler, _ = sequence([answer])
    async with transport(handler) as way:
        return await Availability(way).closest(URL, near=None, deadline=soon())


def snapshot(**changed: Json) -> httpx.Response:
    return httpx.Response(200, json={"archived_snapshots": {"closest": {**CLOSEST, **changed}}})


async def test_a_hint_names_address_and_moment() -> None:
    found = CdxRow("http://n.example:80/a", datetime(2006, 1, 1, 21, 39, 16, tzinfo=UTC))
    assert await closest(snapshot()) == Ok(found)


@pytest.mark.parametrize(
    "answer",
    [
        snapshot(available=False),
        snapshot(available="true"),
        snapshot(status="404"),
        snapshot(timestamp="20060100000000"),
        snapshot(timestamp=None),
        snapshot(url="http://web.archive.org/"),
        snapshot(url="http://web.archive.org/web/20060101213916/http://other.example/"),
        httpx.Response(200, json={"archived_snapshots": []}),
        httpx.Response(200, json=[]),
        httpx.Response(200, text='{"archived_snapshots": {'),
        httpx.Response(200, text=""),
        httpx.Response(200, text="<html>Sorry</html>"),
    ],
)
async def test_everything_else_says_nothing(answer: httpx.Response) -> None:
    outcome = await closest(answer)
    assert isinstance(outcome, NotMeasured)
    assert outcome.why is Why.INVALID_RESPONSE
