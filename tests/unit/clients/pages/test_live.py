"""Live pages."""

from __future__ import annotations

import httpx2 as httpx
import pytest

from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.pages.live import LivePages
from clients.pages.protocol import Page
from tests.unit.clients.net import sequence, soon, transport

HTML = {"Content-Type": "text/html; charset=utf-8"}
pytestmark = pytest.mark.anyio


async def fetch(*answers: httpx.Response, url: str = "http://n.example/a") -> Outcome[Page]:
    handler, _ = sequence(answers)
    async with transport(handler) as way:
        return await LivePages(way).fetch(url, deadline=soon())


async def test_a_page_says_where_it_came_from_in_the_end() -> None:
    moved = httpx.Response(301, headers={"Location": "https://n.example/b"})
    outcome = await fetch(moved, httpx.Response(200, headers=HTML, text="<p>x"))
    assert isinstance(outcome, Ok)
    page = outcome.value
    assert (page.url, page.status, page.body) == ("https://n.example/b", 200, b"<p>x")
    assert page.content_type == "text/html; charset=utf-8"
    assert page.captured_at is None


@pytest.mark.parametrize("status", [404, 410])
async def test_a_page_that_is_gone_is_a_finding(status: int) -> None:
    outcome = await fetch(httpx.Response(status, headers=HTML, text="gone"))
    assert isinstance(outcome, Ok)
    assert outcome.value.status == status


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (httpx.Response(403), Why.INVALID_RESPONSE),
        (httpx.Response(451), Why.INVALID_RESPONSE),
        (httpx.Response(429), Why.RATE_LIMITED),
        (httpx.Response(500), Why.SOURCE_DOWN),
        (
            httpx.Response(200, headers={"Content-Type": "application/pdf"}, content=b"%PDF"),
            Why.INVALID_RESPONSE,
        ),
        (httpx.Response(200, content=b"x"), Why.INVALID_RESPONSE),
        (httpx.Response(200, headers=HTML), Why.INVALID_RESPONSE),
        (httpx.Response(200, headers=HTML, content=b"x" * 2_000_001), Why.INVALID_RESPONSE),
    ],
)
async def test_what_is_no_page_measures_nothing(answer: httpx.Response, why: Why) -> None:
    outcome = await fetch(answer)
    assert isinstance(outcome, NotMeasured)
    assert outcome.why is why


async def test_one_host_that_refuses_does_not_stop_the_next() -> None:
    limited = httpx.Response(429, headers={"Retry-After": "600"})
    handler, _ = sequence([limited, httpx.Response(200, headers=HTML, text="x")])
    async with transport(handler) as way:
        pages = LivePages(way)
        assert not isinstance(await pages.fetch("http://a.example/", deadline=soon()), Ok)
        assert isinstance(await pages.fetch("http://b.example/", deadline=soon()), Ok)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "http://n.example:8080/", "http://u:p@n.example/", "n.example"]
)
async def test_what_is_no_public_page_is_not_fetched(url: str) -> None:
    assert isinstance(await fetch(url=url), Misused)
