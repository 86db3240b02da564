"""What may be reached, and what never."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clients.transport.guard import HostPort, is_public, parse_address, refuse_url

CLOSED = [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.192", "198.18.0.1", "224.0.0.1", "239.1.1.1",
    "240.0.0.1", "255.255.255.255", "168.63.129.16", "192.0.2.1", "198.51.100.7", "203.0.113.9",
    "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "2001:db8::1", "fe80::1", "fe80::1%eth0", "fec0::1",
    "fd00:ec2::254",
    "fc00::1", "ff02::1", "100::1",
    "5f00::1",
]  # fmt: skip
OPEN = ["8.8.8.8", "1.1.1.1", "207.241.224.2", "172.32.0.1", "100.128.0.1", "2620:0:862:ed1a::1",
        "2a00:1450:4001::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]  # fmt: skip


@pytest.mark.parametrize("address", CLOSED)
def test_addresses_that_are_not_public_are_closed(address: str) -> None:
    assert not is_public(parse_address(address))


@pytest.mark.parametrize("address", OPEN)
def test_public_addresses_are_open(address: str) -> None:
    assert is_public(parse_address(address))


@settings(max_examples=50)
@given(st.ip_addresses(v=4))
def test_an_ipv4_address_inside_ipv6_is_judged_by_itself(address: IPv4Address) -> None:
    mapped = IPv6Address(f"::ffff:{address}")
    nat64 = IPv6Address(f"64:ff9b::{address}")
    assert is_public(mapped) == is_public(nat64) == is_public(address)


@settings(max_examples=50)
@given(st.ip_addresses())
def test_what_python_calls_private_is_never_public(address: IPv4Address | IPv6Address) -> None:
    if address.is_private or address.is_multicast or address.is_link_local or address.is_loopback:
        inner = address.ipv4_mapped if isinstance(address, IPv6Address) else None
        assert not is_public(address) or (inner is not None and is_public(inner))


@pytest.mark.parametrize(
    "url",
    [
        "ftp://news.example/a", "file:///etc/passwd", "gopher://news.example/", "javascript:alert(1)",
        "news.example/a",
        "http://", "http:///a", "http://u:p@news.example/", "http://u@news.example/", "http://news.example:22/",
        "http://news.example:8080/", "http://news.example:99999/", "http://news.example:x/", "http://[::1",
        "http://news.example/a b", "http://news.example/\r\nHost: x", "",
    ],
)  # fmt: skip
def test_urls_that_are_not_fetched(url: str) -> None:
    refused = refuse_url(url, frozenset())
    assert refused is not None
    assert "news.example" not in refused


@pytest.mark.parametrize(
    "url",
    [
        "http://news.example/a?b=c",
        "https://news.example",
        "HTTPS://News.Example:443/",
        "http://x.example:80/",
    ],
)
def test_urls_that_are_fetched(url: str) -> None:
    assert refuse_url(url, frozenset()) is None


def test_a_port_can_be_allowed_for_a_host() -> None:
    allowed = frozenset({HostPort("wiki.example", 8080)})
    assert refuse_url("http://WIKI.example:8080/w", allowed) is None
    assert refuse_url("http://other.example:8080/w", allowed) is not None


def test_host_and_port_of_a_url() -> None:
    assert HostPort.of("https://News.Example/a") == HostPort("news.example", 443)
    assert HostPort.of("http://[::1]:8081/") == HostPort("::1", 8081)
    with pytest.raises(ValueError, match="host"):
        HostPort.of("mailto:x")
