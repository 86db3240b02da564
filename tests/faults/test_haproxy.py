"""What HAProxy plays is what the tests take it for, and what it counts is what was sent."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest

from tests.servers.haproxy import LATE_S, LIMITER_ALLOWS, TARPIT_S, HAProxy, Play, haproxy
from tests.servers.wiki import Revision, WikiPage, wiki

pytestmark = pytest.mark.full

PAGES = (WikiPage("Penguin", (Revision(datetime(2022, 1, 1, tzinfo=UTC), "A penguin is a bird."),)),)
STATUSES = {
    Play.LIMITED: 429,
    Play.LIMITED_FOR: 429,
    Play.NO_JSON: 403,
    Play.FORBIDDEN: 403,
    Play.UNAVAILABLE: 503,
    Play.TARPIT: 500,
}
PASSING = {Play.NOTHING, Play.LATE, Play.MISNAMED, Play.CUT_OFF, Play.LIMITER}
BROKEN = {Play.CUT_OFF, Play.REJECT, Play.SILENT_DROP}


@pytest.fixture(scope="module")
def proxy() -> Iterator[HAProxy]:
    with wiki(PAGES) as upstream, haproxy(upstream.base) as running:
        yield running


def asked(
    proxy: HAProxy, path: str = "/w/api.php?action=query&format=json", *, within_s: float = 30.0
) -> tuple[int, bytes, str]:
    there = http.client.HTTPConnection(urlsplit(proxy.base).netloc, timeout=within_s)
    try:
        there.request("GET", path)
        answer = there.getresponse()
        return answer.status, answer.read(), answer.getheader("Content-Type", "")
    finally:
        there.close()


@pytest.mark.parametrize("play", [play for play in Play if play not in BROKEN])
def test_an_answer_has_its_status_and_reaches_the_upstream_or_not(proxy: HAProxy, play: Play) -> None:
    proxy.play(play)
    before, passed, started = proxy.asked(), proxy.passed(), time.monotonic()
    status, body, kind = asked(proxy)
    assert status == STATUSES.get(play, 200)
    assert (body == b'{"batchcomplete": true}') == (play in PASSING)
    assert (kind == "image/png") == (play is Play.MISNAMED)
    assert (proxy.asked() - before, proxy.passed() - passed) == (1, int(play in PASSING))
    assert time.monotonic() - started >= {Play.LATE: LATE_S, Play.TARPIT: TARPIT_S}.get(play, 0.0)


def test_broken_connections_are_broken_in_their_way(proxy: HAProxy) -> None:
    proxy.play(Play.CUT_OFF)
    with pytest.raises(http.client.IncompleteRead) as cut:
        asked(proxy)
    assert cut.value.partial == b'{"batchcomplete": true}'
    proxy.play(Play.REJECT)
    with pytest.raises(http.client.RemoteDisconnected):
        asked(proxy)
    proxy.play(Play.SILENT_DROP)
    with pytest.raises(TimeoutError):
        asked(proxy, within_s=0.5)


def test_a_limit_is_of_searches_for_json_and_of_no_others(proxy: HAProxy) -> None:
    proxy.play(Play.LIMITER)
    assert [asked(proxy)[0] for _ in range(LIMITER_ALLOWS)] == [200] * LIMITER_ALLOWS
    assert asked(proxy) == (429, b"Too Many Requests", "text/plain")
    assert asked(proxy, "/w/api.php?action=query")[0] == 200
    proxy.play(Play.NO_JSON)
    assert asked(proxy, "/w/api.php?action=query")[0] == 200


def test_an_upstream_is_taken_away_and_given_back(proxy: HAProxy) -> None:
    proxy.play(Play.NOTHING)
    proxy.cut(off=True)
    assert asked(proxy)[0] == 503
    proxy.cut(off=False)
    assert asked(proxy)[0] == 200
