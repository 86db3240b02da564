"""What only a real server and a real socket show."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx2 as httpx
import pytest

from service.api.problems import MEDIA_TYPE
from service.settings import Settings
from tests.integration.api.serving import serving
from tests.unit.api.doubles import World

LIMIT = 4096
UNFINISHED = (
    b"POST /v1/claims HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"
)


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[str, World]]:
    with serving(Settings(max_body_bytes=LIMIT, body_timeout_s=1.0)) as both:
        yield both


@pytest.mark.parametrize("chunked", [True, False])
def test_ten_megabytes_hear_why(served: tuple[str, World], chunked: bool) -> None:
    content = json.dumps({"text": "x" * 10_000_000}).encode()
    pieces = (content[start : start + 65_536] for start in range(0, len(content), 65_536))
    answer = httpx.post(
        f"{served[0]}/v1/verifications",
        content=pieces if chunked else content,
        headers={"Content-Type": "application/json"},
        timeout=20,
    )
    assert (answer.status_code, answer.headers["Content-Type"]) == (413, MEDIA_TYPE)
    assert not served[1].verifier.asked


def test_a_body_that_does_not_come_is_408_and_takes_no_place(served: tuple[str, World]) -> None:
    parts = urlsplit(served[0])
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as line:
        started = time.monotonic()
        line.sendall(UNFINISHED)
        time.sleep(0.2)
        assert served[1].services.in_flight.working == 0
        answer = line.recv(65_536)
    assert answer.startswith(b"HTTP/1.1 408")
    assert MEDIA_TYPE.encode() in answer
    assert 0.9 < time.monotonic() - started < 5


def test_a_client_that_leaves_does_no_harm(served: tuple[str, World]) -> None:
    parts = urlsplit(served[0])
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as line:
        line.sendall(UNFINISHED)
    time.sleep(0.2)
    assert served[1].services.in_flight.working == 0
    assert httpx.get(f"{served[0]}/livez").status_code == 200


def test_the_document_is_served(served: tuple[str, World]) -> None:
    document = httpx.get(f"{served[0]}/openapi.json").json()
    assert document["openapi"].startswith("3.1")
