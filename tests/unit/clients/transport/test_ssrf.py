"""What would be connected to, for every form of address in ``tests/data/ssrf.toml``."""

from __future__ import annotations

import socket
import ssl
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import NotRequired, TypedDict, cast
from urllib.parse import urlsplit

import httpcore2
import httpx2 as httpx
import pytest

from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.transport.guard import HostPort
from clients.transport.network import GuardedNetwork
from clients.transport.policy import Policy, Reach
from clients.transport.response import Response
from clients.transport.transport import Transport
from tests.unit.clients.net import soon

pytestmark = pytest.mark.anyio

FILE = Path(__file__).parents[3] / "data" / "ssrf.toml"
ENTRY = "http://entry.example/"
ENTRY_ADDRESS = "151.101.1.1"
NO_URL = NotMeasured(Why.INVALID_RESPONSE, "redirects to what is no URL")
FOLLOWING = Policy(version="t/1", attempts=1, max_redirects=5, reach=Reach.PUBLIC)
CONFIGURED = Policy(version="t/1", attempts=1)


class Row(TypedDict):
    kind: str
    url: str
    reason: str
    resolves: NotRequired[list[str]]


TABLE = cast("dict[str, list[Row]]", tomllib.loads(FILE.read_text(encoding="utf-8")))
REFUSED, PASSED = TABLE["refused"], TABLE["passed"]


def named(row: Row) -> str:
    return f"{row['kind']}: {row['reason']}"


refused = pytest.mark.parametrize("row", REFUSED, ids=map(named, REFUSED))
passed = pytest.mark.parametrize("row", PASSED, ids=map(named, PASSED))


def answering(status: int = 200, *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status} Told", *headers, "Content-Length: 1", "Connection: close", "", "x"]
    return "\r\n".join(lines).encode()


def to(url: str) -> bytes:
    return answering(302, f"Location: {url}")


class _Silk(httpcore2.AsyncMockStream):
    """A stream that is under TLS as soon as it is asked to."""

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
    ) -> httpcore2.AsyncNetworkStream:
        return self


@dataclass
class Wire(httpcore2.AsyncNetworkBackend):
    """Stands where sockets are: what it was told to connect to, and one answer a connection."""

    answers: list[bytes]
    connected: list[tuple[str, int]] = field(default_factory=list)

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        self.connected.append((host, port))
        return _Silk([self.answers.pop(0)])


@dataclass
class Names:
    """A resolver that knows the entry page, and gives the row's addresses for every other host in turn."""

    addresses: list[list[str]]
    asked: list[str] = field(default_factory=list)

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        if host == urlsplit(ENTRY).hostname:
            return [ENTRY_ADDRESS]
        self.asked.append(host)
        if not self.addresses:
            raise socket.gaierror(-2, "unknown")
        return self.addresses.pop(0) if len(self.addresses) > 1 else self.addresses[0]


def way(names: Names, wire: Wire, pages: frozenset[HostPort] = frozenset()) -> Transport:
    def network(allowed: frozenset[HostPort]) -> httpx.AsyncBaseTransport:
        return GuardedNetwork(allowed, resolver=names, sockets=wire)

    return Transport(network=network, pages=pages)


async def fetched(
    url: str, names: Names, wire: Wire, policy: Policy, pages: frozenset[HostPort] = frozenset()
) -> Outcome[Response]:
    async with way(names, wire, pages) as out:
        return await out.get(url, source="pages", policy=policy, deadline=soon(30.0))


def names_of(row: Row) -> Names:
    return Names([row["resolves"]] if "resolves" in row else [])


def port_of(url: str) -> int:
    return HostPort.of(url).port


def test_the_table_is_as_large_and_as_varied_as_asked() -> None:
    assert len(REFUSED) >= 60
    assert len({row["kind"] for row in REFUSED}) >= 30
    assert len({(row["url"], *row.get("resolves", [])) for row in REFUSED}) == len(REFUSED)


@refused
async def test_a_page_there_is_not_fetched(row: Row) -> None:
    names, wire = names_of(row), Wire([answering()])
    assert isinstance(await fetched(row["url"], names, wire, FOLLOWING), Misused)
    assert wire.connected == []
    if "resolves" not in row:
        assert names.asked == []


@refused
async def test_a_public_page_cannot_lead_there(row: Row) -> None:
    """A redirect to what cannot even be joined to an address is the page's own nonsense."""
    names, wire = names_of(row), Wire([to(row["url"]), answering()])
    outcome = await fetched(ENTRY, names, wire, FOLLOWING)
    assert isinstance(outcome, Misused) or outcome == NO_URL
    assert wire.connected == [(ENTRY_ADDRESS, 80)]


@pytest.mark.parametrize(
    "row",
    [row for row in REFUSED if "resolves" in row],
    ids=[named(row) for row in REFUSED if "resolves" in row],
)
async def test_an_upstream_there_is_not_asked_unless_it_is_named_in_settings(row: Row) -> None:
    wire = Wire([answering()])
    assert isinstance(await fetched(row["url"], names_of(row), wire, CONFIGURED), Misused)
    assert wire.connected == []


@passed
async def test_a_public_page_is_fetched_from_the_address_that_was_judged(row: Row) -> None:
    names, wire = names_of(row), Wire([answering()])
    assert isinstance(await fetched(row["url"], names, wire, FOLLOWING), Ok)
    assert [(ip_address(host), port) for host, port in wire.connected] == [
        (ip_address(row["resolves"][0]), port_of(row["url"]))
    ]
    assert len(names.asked) == 1


@passed
async def test_a_public_page_can_lead_to_another(row: Row) -> None:
    wire = Wire([to(row["url"]), answering()])
    assert isinstance(await fetched(ENTRY, names_of(row), wire, FOLLOWING), Ok)
    assert [ip_address(host) for host, _ in wire.connected] == [
        ip_address(ENTRY_ADDRESS),
        ip_address(row["resolves"][0]),
    ]


async def test_a_name_that_turns_private_is_refused_at_its_next_connection() -> None:
    names = Names([["93.184.216.34"], ["127.0.0.1"]])
    wire = Wire([answering(), answering()])
    async with way(names, wire) as out:
        outcomes = [
            await out.get("http://turns.example/", source="pages", policy=FOLLOWING, deadline=soon(30.0))
            for _ in range(2)
        ]
    assert isinstance(outcomes[0], Ok)
    assert isinstance(outcomes[1], Misused)
    assert wire.connected == [("93.184.216.34", 80)]
    assert len(names.asked) == 2


async def test_a_name_that_turns_private_between_two_hops_is_refused() -> None:
    names = Names([["93.184.216.34"], ["169.254.169.254"]])
    wire = Wire([to("http://turns.example/latest/meta-data/"), answering()])
    assert isinstance(await fetched("http://turns.example/", names, wire, FOLLOWING), Misused)
    assert wire.connected == [("93.184.216.34", 80)]


async def test_a_private_page_host_of_the_settings_is_reached_by_its_name_and_port_alone() -> None:
    pages = frozenset({HostPort("pages.internal", 8080)})
    for url, there in (
        ("http://pages.internal:8080/", [("10.0.0.7", 8080)]),
        ("http://pages.internal/", []),
        ("http://pages.internal:8081/", []),
        ("http://pages.internal.:8080/", []),
        ("http://10.0.0.7:8080/", []),
        ("http://10.0.0.7/", []),
    ):
        wire = Wire([answering()])
        await fetched(url, Names([["10.0.0.7"]]), wire, FOLLOWING, pages)
        assert wire.connected == there, url


NUMERIC = [row for row in (*REFUSED, *PASSED) if "resolves" in row and urlsplit(row["url"]).hostname]


@pytest.mark.parametrize("row", NUMERIC, ids=map(named, NUMERIC))
def test_the_table_resolves_numbers_as_the_system_does(row: Row) -> None:
    """Where the system reads the host as a number, and so without asking anybody, it reads that number."""
    host = urlsplit(row["url"]).hostname
    assert host
    try:
        found = socket.getaddrinfo(host, 80, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    except (OSError, UnicodeError):
        return
    assert {ip_address(address[0]) for *_, address in found} == {ip_address(a) for a in row["resolves"]}
