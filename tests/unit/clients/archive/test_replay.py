"""Raw replay never leaves the archive, and what it reads says when it was captured."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import httpx2 as httpx
import pytest

from clients.archive.protocol import Capture
from clients.archive.wayback import WaybackArchive
from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.pages.protocol import Page
from tests.unit.clients.net import NoLimit, sequence, soon, transport

ROOT = "https://web.archive.org/web/"
ASKED = f"{ROOT}20200102030405id_/http://n.example/a"
DATED = {"Memento-Datetime": "Thu, 02 Jan 2020 03:04:05 GMT", "Content-Type": "text/html"}
pytestmark = pytest.mark.anyio


async def fetch(*answers: httpx.Response, raw_url: str = ASKED) -> tuple[Outcome[Page], list[str]]:
    handler, seen = sequence(answers)
    capture = Capture(
        archive="wayback",
        original="http://n.example/a",
        captured_at=datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC),
        url=raw_url,
        raw_url=raw_url,
    )
    async with transport(handler, budget=NoLimit()) as way:
        outcome = await WaybackArchive(way).fetch(capture, deadline=soon())
    return outcome, [str(request.url) for request in seen]


async def test_a_memento_is_a_page_with_its_date() -> None:
    outcome, _ = await fetch(httpx.Response(200, headers=DATED, text="<p>Then"))
    assert isinstance(outcome, Ok)
    assert outcome.value.body == b"<p>Then"
    assert outcome.value.captured_at == datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)


async def test_an_archived_404_is_a_page_too_and_the_archives_own_is_none() -> None:
    archived, _ = await fetch(httpx.Response(404, headers=DATED, text="gone"))
    assert isinstance(archived, Ok)
    assert archived.value.status == 404
    own, _ = await fetch(httpx.Response(404, text="no such capture"))
    assert isinstance(own, NotMeasured)
    assert own.why is Why.INVALID_RESPONSE


async def test_a_site_that_is_not_shown_is_no_fault_of_settings() -> None:
    named = {"X-Archive-Wayback-Runtime-Error": "AdministrativeAccessControlException: Blocked Site Error"}
    outcome, _ = await fetch(httpx.Response(403, headers=named, text="<html>Sorry</html>"))
    assert outcome == Misused("the archive does not show this site")


@pytest.mark.parametrize("location", ["http://n.example/b", "/b", "b", "//n.example/b"])
async def test_an_archived_redirect_is_led_back_into_the_archive(location: str) -> None:
    outcome, seen = await fetch(
        httpx.Response(301, headers={**DATED, "Location": location}),
        httpx.Response(200, headers=DATED, text="b"),
    )
    assert isinstance(outcome, Ok)
    assert seen[1] == f"{ROOT}20200102030405id_/http://n.example/b"


async def test_a_redirect_to_a_nearer_capture_stays_raw() -> None:
    outcome, seen = await fetch(
        httpx.Response(302, headers={"Location": f"{ROOT}20190101000000/http://n.example/a"}),
        httpx.Response(200, headers={**DATED, "Memento-Datetime": "Tue, 01 Jan 2019 00:00:00 GMT"}, text="x"),
    )
    assert seen[1] == f"{ROOT}20190101000000id_/http://n.example/a"
    assert isinstance(outcome, Ok)
    assert outcome.value.captured_at == datetime(2019, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "location"),
    [({}, "http://n.example/live"), ({}, "http://169.254.169.254/"), ({}, "https://evil.example/web/20200101000000/http://n.example/a"),
     ({}, "/login"), (DATED, "file:///etc/passwd"), (DATED, "javascript:alert(1)"), (DATED, "http://[::1")],
)  # fmt: skip
async def test_no_redirect_leads_out_of_the_archive(headers: dict[str, str], location: str) -> None:
    outcome, seen = await fetch(httpx.Response(302, headers={**headers, "Location": location}))
    assert outcome == NotMeasured(Why.INVALID_RESPONSE, "redirects out of the archive")
    assert len(seen) == 1


async def test_even_an_archived_redirect_to_a_private_address_asks_the_archive() -> None:
    outcome, seen = await fetch(
        httpx.Response(302, headers={**DATED, "Location": "http://169.254.169.254/latest"}),
        httpx.Response(404, text="no"),
    )
    assert not isinstance(outcome, Ok)
    assert seen[1] == f"{ROOT}20200102030405id_/http://169.254.169.254/latest"


async def test_circles_and_long_chains_end() -> None:
    circle, _ = await fetch(httpx.Response(302, headers={**DATED, "Location": "/a"}))
    assert circle == NotMeasured(Why.INVALID_RESPONSE, "redirects in a circle")
    chain = [httpx.Response(302, headers={**DATED, "Location": f"/{n}"}) for n in range(9)]
    long, seen = await fetch(*chain)
    assert long == NotMeasured(Why.INVALID_RESPONSE, "too many redirects")
    assert len(seen) == 6


async def test_an_address_of_another_host_is_not_fetched() -> None:
    outcome, seen = await fetch(raw_url="https://evil.example/web/20200102030405id_/http://n.example/a")
    assert isinstance(outcome, Misused)
    assert not seen


async def test_a_body_packed_although_no_header_says_so_is_unpacked() -> None:
    outcome, _ = await fetch(httpx.Response(200, headers=DATED, content=gzip.compress(b"<p>Then")))
    assert isinstance(outcome, Ok)
    assert outcome.value.body == b"<p>Then"


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, headers=DATED, content=gzip.compress(b"x" * 9_000_000)),
        httpx.Response(200, headers=DATED, content=b"\x1f\x8bnothing"),
        httpx.Response(200, headers={**DATED, "Content-Encoding": "br"}, content=b"\x8b\x02\x80x\x03"),
        httpx.Response(200, headers={**DATED, "Memento-Datetime": "some day"}, text="x"),
        httpx.Response(200, headers={"Content-Type": "text/html"}, text="<html>Wayback</html>"),
    ],
    ids=["bomb", "broken", "brotli", "undated", "not a memento"],
)
async def test_what_cannot_be_read_measures_nothing(answer: httpx.Response) -> None:
    outcome, _ = await fetch(answer)
    assert isinstance(outcome, NotMeasured)
    assert outcome.why is Why.INVALID_RESPONSE
