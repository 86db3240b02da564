"""Refusal at connect: what was judged is what is connected to."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence

import anyio
import httpx2 as httpx
import pytest

from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.transport.guard import HostPort
from clients.transport.network import GuardedNetwork
from clients.transport.policy import Policy, Reach
from clients.transport.response import Response
from clients.transport.transport import Transport
from tests.faults import Fault, Faults, faults
from tests.unit.clients.net import soon

pytestmark = pytest.mark.anyio


class Names:
    """A resolver that gives one list of addresses after the other."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)
        self.asked = 0

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked += 1
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@pytest.fixture(scope="module")
def upstream() -> Iterator[Faults]:
    with faults() as running:
        yield running


async def fetch(
    names: Names, url: str, *, configured: frozenset[HostPort] = frozenset(), reach: Reach = Reach.CONFIGURED
) -> Outcome[Response]:
    def network(allowed: frozenset[HostPort]) -> httpx.AsyncBaseTransport:
        return GuardedNetwork(allowed, resolver=names)

    policy = Policy(version="t/1", attempts=1, reach=reach, time_limit_s=3.0)
    async with Transport(configured=configured, network=network) as way:
        return await way.get(url, source="up", policy=policy, deadline=soon())


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["169.254.169.254"],
        ["::ffff:127.0.0.1"],
        ["::1"],
        ["8.8.8.8", "127.0.0.1"],
        ["fe80::1%lo"],
    ],
)
@pytest.mark.parametrize("reach", list(Reach))
async def test_a_name_for_a_closed_address_is_refused(addresses: list[str], reach: Reach) -> None:
    outcome = await fetch(Names(addresses), "http://rebound.example/", reach=reach)
    assert outcome == Misused("the address is not public")


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://[::ffff:127.0.0.1]/", "http://[::1]/", "http://169.254.169.254/latest/", "http://0/",
     "http://2130706433/", "http://0x7f000001/", "http://127.1/", "http://localhost/", "http://[::ffff:a9fe:a9fe]/"],
)  # fmt: skip
async def test_literals_and_odd_spellings_are_refused(url: str) -> None:
    async with Transport() as way:
        policy = Policy(version="t/1", attempts=1, reach=Reach.PUBLIC)
        assert isinstance(await way.get(url, source="up", policy=policy, deadline=soon()), Misused)


async def test_the_address_judged_is_the_one_connected_to(
    monkeypatch: pytest.MonkeyPatch, upstream: Faults
) -> None:
    connected: list[str] = []

    async def connect(remote_host: str, remote_port: int, local_host: str | None = None) -> None:
        connected.append(remote_host)
        raise OSError("stop here")

    monkeypatch.setattr(anyio, "connect_tcp", connect)
    names = Names(["8.8.8.8", "1.1.1.1"], ["127.0.0.1"])
    outcome = await fetch(names, "http://rebound.example/")
    assert outcome == NotMeasured(Why.SOURCE_DOWN, "no connection")
    assert connected == ["8.8.8.8", "1.1.1.1"]
    assert names.asked == 1


async def test_a_configured_host_may_be_private_and_no_other(upstream: Faults) -> None:
    here = HostPort.of(upstream.base)
    named = HostPort("wiki.internal", here.port)
    url = f"http://wiki.internal:{here.port}/ok-html/"
    names = Names(["127.0.0.1"])
    assert isinstance(await fetch(names, url, configured=frozenset({named})), Ok)
    assert await fetch(names, url, configured=frozenset({here})) == Misused("the address is not public")


async def test_a_page_from_outside_cannot_reach_a_configured_host() -> None:
    """Each reach has a network of its own, so not even an open connection is shared."""
    private, shared = HostPort("wiki.internal", 80), HostPort("pages.internal", 80)

    def network(allowed: frozenset[HostPort]) -> httpx.AsyncBaseTransport:
        names = " ".join(entry.host for entry in allowed)
        return httpx.MockTransport(lambda _: httpx.Response(200, text=names))

    reached: list[bytes] = []
    async with Transport(configured=frozenset({private}), pages=frozenset({shared}), network=network) as way:
        for reach in (Reach.CONFIGURED, Reach.PUBLIC):
            policy = Policy(version="t/1", attempts=1, reach=reach)
            outcome = await way.get("http://x.example/", source="up", policy=policy, deadline=soon())
            assert isinstance(outcome, Ok)
            reached.append(outcome.value.body)
    assert reached == [b"wiki.internal", b"pages.internal"]


@pytest.mark.parametrize("url", ["http://", "news", "ftp://news.example/", "http://news.example:x/"])
async def test_what_is_no_address_is_our_mistake_for_a_configured_upstream_too(url: str) -> None:
    async with Transport() as way:
        policy = Policy(version="t/1", attempts=1)
        assert isinstance(await way.get(url, source="up", policy=policy, deadline=soon()), Misused)


async def test_an_unknown_name_is_a_source_that_is_down() -> None:
    async def unknown(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror(-2, f"{host} is not known")

    async with Transport(network=lambda allowed: GuardedNetwork(allowed, resolver=unknown)) as way:
        outcome = await way.get(
            "http://none.example/", source="up", policy=Policy(version="t/1", attempts=1), deadline=soon()
        )
    assert outcome == NotMeasured(Why.SOURCE_DOWN, "no connection")


async def test_proxies_of_the_environment_are_not_used(
    monkeypatch: pytest.MonkeyPatch, upstream: Faults
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    configured = frozenset({HostPort.of(upstream.base)})
    outcome = await fetch(Names(["127.0.0.1"]), upstream.url(Fault.OK_HTML), configured=configured)
    assert isinstance(outcome, Ok)
