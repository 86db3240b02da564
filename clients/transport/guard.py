"""Which addresses a fetch may reach. Pure rules; ``network`` applies them at connect."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class HostPort:
    """A host as the URL names it, in lower case, and a port."""

    host: str
    port: int

    @classmethod
    def of(cls, url: str) -> HostPort:
        """The host and port of an http(s) URL; ``ValueError`` when it has none."""
        parts = urlsplit(url)
        if not parts.hostname:
            raise ValueError("a URL with a host is needed")
        usual = 443 if parts.scheme == "https" else 80
        return cls(parts.hostname.lower(), usual if parts.port is None else parts.port)


class AddressRefused(Exception):  # noqa: N818 - a decision, not an error
    """The name stands for an address that may not be reached. Carries no URL."""


# Special-purpose registries of IANA (RFC 6890 and its updates), and what clouds use besides.
# Python's ``is_global`` is not enough: it calls multicast global and, in 3.11, knows not all of these.
_CLOSED_V4 = tuple(
    ip_network(block)
    for block in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT, RFC 6598
        "127.0.0.0/8",
        "168.63.129.16/32",  # Azure's platform channel, a public address
        "169.254.0.0/16",  # link-local, instance metadata included
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",  # 6to4 relays, RFC 7526
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_GLOBAL_UNICAST_V6 = IPv6Network("2000::/3")  # the only block ever given out, RFC 3587
_CLOSED_V6 = tuple(
    IPv6Network(block)
    for block in (
        "2001::/23",  # protocol assignments, Teredo and ORCHID included
        "2001:db8::/32",
        "2002::/16",  # 6to4 carries an IPv4 address
        "2620:4f:8000::/48",
        "3fff::/20",
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052
_MAPPED = IPv6Network("::ffff:0:0/96")  # RFC 4291 §2.5.5.2
_ISATAP = 0x5EFE  # begins an interface id that ends in an IPv4 address, RFC 5214 §6.1
_UNIVERSAL_BIT = 0x0200_0000  # set there when that IPv4 address is a public one
_HOST_MARKS = frozenset("-._:")


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether anybody on the internet could reach it; forms that carry an IPv4 address are judged by that."""
    if isinstance(address, IPv4Address):
        return not any(address in block for block in _CLOSED_V4)
    if address.scope_id is not None:  # a zone is a link of this machine
        return False
    last = IPv4Address(int(address) & 0xFFFFFFFF)
    if address in _MAPPED or address in _NAT64:
        return is_public(last)
    interface = (int(address) >> 32) & 0xFFFFFFFF
    if interface & ~_UNIVERSAL_BIT == _ISATAP and not is_public(last):
        return False
    return address in _GLOBAL_UNICAST_V6 and not any(address in block for block in _CLOSED_V6)


def parse_address(text: str) -> IPv4Address | IPv6Address:
    """An address as ``getaddrinfo`` gives it, zone (``%eth0``) included; ``ValueError`` when it is none."""
    return ip_address(text)


def refuse_url(url: str, allowed: frozenset[HostPort]) -> str | None:
    """Why a URL from outside may not be fetched, in words without the URL; null when it may.

    Http and https, ports 80 and 443, no credentials; another port only of a host in ``allowed``. Addresses,
    written out or behind names, are judged later, at connect.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "not a URL"
    if parts.scheme.lower() not in {"http", "https"}:
        return "only http and https are fetched"
    if not parts.hostname or any(ord(char) <= 0x20 for char in url):  # noqa: PLR2004 - controls and space
        return "not a URL"
    if any(char.isascii() and not char.isalnum() and char not in _HOST_MARKS for char in parts.hostname):
        # Percent signs above all: who decodes them, and when, differs from one resolver to the next.
        return "not a host name"
    if parts.username is not None or parts.password is not None:
        return "a URL with credentials is not fetched"
    if port not in {None, 80, 443} and HostPort.of(url) not in allowed:
        return "only ports 80 and 443 are fetched"
    return None
