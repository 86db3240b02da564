"""The faults are what they say: a test that relies on one of them proves nothing if it is another."""

from __future__ import annotations

import gzip
import http.client
import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.faults import Fault, Faults, faults
from tests.faults.plays import LARGE_BYTES, Answer

STATUSES = {
    Fault.LIMITED_SHORT: 429,
    Fault.LIMITED_LONG: 429,
    Fault.LIMITED_DATE: 429,
    Fault.LIMITED_BARE: 429,
    Fault.UNAVAILABLE: 503,
    Fault.ERROR_HTML: 500,
    Fault.FORBIDDEN: 403,
    Fault.REDIRECT_LOOP: 302,
    Fault.REDIRECT_CHAIN: 302,
    Fault.REDIRECT_METADATA: 302,
    Fault.REDIRECT_LOOPBACK: 302,
}
ENDLESS = {Fault.HANG, Fault.DRIP, Fault.OVERSIZED}
BROKEN = {Fault.REFUSED, Fault.RESET, Fault.RESET_BODY, Fault.CUT_OFF}


@pytest.fixture(scope="module")
def upstream() -> Iterator[Faults]:
    with faults() as running:
        yield running


def connection(upstream: Faults) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(urlsplit(upstream.base).netloc, timeout=60)


def asked(upstream: Faults, path: str, body: bytes | None = None) -> tuple[int, bytes, dict[str, str]]:
    there = connection(upstream)
    try:
        there.request("GET" if body is None else "POST", path, body=body)
        answer = there.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, answer.read(), headers
    finally:
        there.close()


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault not in ENDLESS | BROKEN])
def test_an_answer_has_its_status_and_is_whole(upstream: Faults, fault: Fault) -> None:
    status, body, headers = asked(upstream, f"/{fault.value}/w/api.php?q=x")
    assert status == STATUSES.get(fault, 200)
    assert len(body) == int(headers["content-length"])
    assert ("location" in headers) == (status == 302)
    assert upstream.seen[-1] == (fault.value, f"/{fault.value}/w/api.php?q=x")


def test_what_is_large_is_as_large_as_it_says(upstream: Faults) -> None:
    assert len(asked(upstream, "/large/x")[1]) == LARGE_BYTES
    packed = asked(upstream, "/gzip-bomb/x")[1]
    assert len(packed) < 1_000_000
    assert len(gzip.decompress(packed)) == LARGE_BYTES


def test_broken_connections_are_broken_in_their_way(upstream: Faults) -> None:
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", urlsplit(upstream.refused).port or 0), timeout=60)
    with pytest.raises(ConnectionResetError):
        asked(upstream, "/reset/x")
    with pytest.raises(ConnectionResetError):
        asked(upstream, "/reset-body/x")
    with pytest.raises(http.client.IncompleteRead):
        asked(upstream, "/cut-off/x")


def test_a_drip_gives_a_byte_now_and_then_and_a_hang_none(upstream: Faults) -> None:
    there = connection(upstream)
    there.request("GET", "/drip/x")
    answer, started = there.getresponse(), time.monotonic()
    assert answer.read(3) == b"   "
    assert time.monotonic() - started >= 0.15
    there.close()
    with socket.create_connection(("127.0.0.1", urlsplit(upstream.base).port or 0), timeout=0.3) as silent:
        silent.sendall(b"GET /hang/x HTTP/1.1\r\nHost: x\r\n\r\n")
        with pytest.raises(TimeoutError):
            silent.recv(1)


def test_a_question_in_a_body_is_read_before_it_is_answered(upstream: Faults) -> None:
    there = connection(upstream)
    for _ in range(2):  # on one connection: what was left of the first would be read as the second
        there.request("POST", "/wrong-type/x", body=b"q" * 100_000)
        assert there.getresponse().read() == b"42"
    there.close()


def test_an_answer_of_its_own_can_be_given_a_name(upstream: Faults) -> None:
    base = upstream.answering("own", Answer(200, b"Please wait", "text/plain"))
    assert base == f"{upstream.base}/own"
    assert asked(upstream, "/own/api?q=x")[:2] == (200, b"Please wait")
    assert upstream.count("own") == 1
    assert asked(upstream, "/unheard-of/x")[0] == 404


def test_a_switch_plays_one_fault_whatever_is_asked(upstream: Faults) -> None:
    upstream.playing = Fault.ERROR_HTML
    try:
        assert asked(upstream, "/empty/x")[0] == 500
        assert asked(upstream, "/w/api.php")[0] == 500
    finally:
        upstream.playing = None
    assert asked(upstream, "/empty/x")[0] == 200
