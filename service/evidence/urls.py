"""What URLs tell: whether two are one page, who publishes it, whether the public web has it."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from tld import get_fld

_TRACKING = re.compile(r"(?:utm_.*|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ref_src)", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_PRIVATE_SUFFIXES = (
    ".local",
    ".internal",
    ".localhost",
    ".lan",
    ".intranet",
    ".corp",
    ".home.arpa",
    ".onion",
)


def canonical(url: str) -> str:
    """One spelling for the addresses under which one page is linked. Not for fetching.

    Folded: scheme, case and coding of the host, ``www.`` and ``m.``, default ports, trailing slash, fragment,
    order of parameters, parameters that only track.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    host = re.sub(r"^(?:www\d?|m|amp)\.(?=.+\.)", "", _in_letters((parts.hostname or "").rstrip(".")))
    if port is not None and port != _DEFAULT_PORTS.get(parts.scheme):
        host = f"{host}:{port}"
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode(sorted(pair for pair in pairs if not _TRACKING.fullmatch(pair[0])))
    path = parts.path.rstrip("/")
    return f"//{host}{path}?{query}" if query else f"//{host}{path}"


def same_page(left: str, right: str) -> bool:
    return canonical(left) == canonical(right)


def site(url: str) -> str | None:
    """The registrable domain (Public Suffix List, private section included), else the host itself."""
    host = _host(url)
    if host is None:
        return None
    return _in_letters(get_fld(url, fix_protocol=False, search_private=True, fail_silently=True) or host)


def is_web(url: str) -> bool:
    """Whether a browser can open it; a library names what has no address by a URN."""
    return _host(url) is not None


def is_public(url: str) -> bool:
    """Whether an outside archive may be asked for it.

    The name of a page on a private network says something about that network, so it is not told to archives.
    """
    host = _host(url)
    if host is None or "@" in urlsplit(url).netloc:
        return False
    try:
        return ipaddress.ip_address(host.strip("[]")).is_global
    except ValueError:
        return "." in host.rstrip(".") and not host.rstrip(".").endswith(_PRIVATE_SUFFIXES)


def _in_letters(host: str) -> str:
    """One spelling for a name that may be written in its own letters or coded for the DNS (``xn--``)."""
    if "xn--" not in host:
        return host
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


def _host(url: str) -> str | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts.hostname if parts.scheme in _DEFAULT_PORTS and parts.hostname else None
