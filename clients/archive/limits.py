"""What the public archives allow, and which lanes stop together when one call is told to stop.

Each function gives the limits of one kind of call; an adapter adds what it reads and how long it keeps it.
"""

from __future__ import annotations

from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from clients.transport.policy import Policy
from clients.transport.ports import Rate

# Hard limits of web.archive.org as of 2026-06 (release notes of edgi-govdata-archiving/wayback 0.5.1): 30 a
# minute for CDX, TimeMap and TimeGate, 600 for everything else, and clients are asked to stay at four fifths.
# Who goes on after a 429 for more than a minute is cut off for an hour (edgi-govdata-archiving/wayback#137),
# and Retry-After is not sent: so one 429 stops every lane of the host for a minute.
_WAYBACK_PAUSE_S = 60.0

IndexedKind: TypeAlias = Literal["index", "replay"]
WaybackKind: TypeAlias = Literal["index", "replay", "hint", "save", "status"]
_WAYBACK_RATES: dict[WaybackKind, Rate] = {
    "index": Rate(per_second=0.4, needs_store=True),
    "replay": Rate(per_second=2.0, burst=2, needs_store=True),
    "hint": Rate(per_second=0.2, needs_store=True),
    # 7 captures a minute for an account (Save Page Now 2 public API, revision of 2026-07-22).
    "save": Rate(per_second=1 / 9, needs_store=True),
    "status": Rate(per_second=0.5, burst=2, needs_store=True),
}
_WAYBACK_HOST = "web.archive.org"

# Arquivo.pt allows 250 requests a minute for text and CDX, 400 for Memento, and bans for good who keeps
# exceeding them (https://github.com/arquivo/pwa-technologies/wiki/APIs); we stay far below.
ARQUIVO = "arquivo"
ARQUIVO_TEXT = "arquivo_text"
_ARQUIVO_HOST = "arquivo.pt"
_SLOW = Rate(per_second=1.0, burst=2)


def wayback(name: str, kind: WaybackKind) -> Policy:
    """Calls to the Internet Archive."""
    return Policy(
        version=kind,
        lane=f"{name}:{kind}",
        pauses=tuple(f"{name}:{other}" for other in _WAYBACK_RATES if other != kind),
        rate=_WAYBACK_RATES[kind],
        concurrency=2 if kind in {"replay", "status"} else 1,
        pause_s=_WAYBACK_PAUSE_S,
        breaker_failures=3,
        breaker_rest_s=60.0,
    )


def arquivo(lane: str) -> Policy:
    """Calls to Arquivo.pt; the archive and its text search are lanes of their own on one host."""
    others = {ARQUIVO, ARQUIVO_TEXT} - {lane}
    return Policy(
        version=lane,
        lane=lane,
        pauses=tuple(sorted(others)),
        rate=_SLOW,
        concurrency=2,
        pause_s=60.0,
        breaker_rest_s=60.0,
    )


def memento(name: str, timegate: str) -> Policy:
    """Calls to a TimeGate or TimeMap: the limits of its host where those are known, else a cautious pace."""
    host = urlsplit(timegate).hostname
    if host == _WAYBACK_HOST:
        return wayback(name, "index")
    if host == _ARQUIVO_HOST:
        return arquivo(name)
    return Policy(version=name, lane=name, rate=_SLOW, concurrency=2, pause_s=30.0, breaker_rest_s=60.0)


def memento_replay(name: str, timegate: str) -> Policy:
    """Calls to the raw replay of the same archive."""
    if urlsplit(timegate).hostname == _WAYBACK_HOST:
        return wayback(name, "replay")
    return memento(name, timegate)


def own_archive(name: str, kind: IndexedKind) -> Policy:
    """An archive of one's own, or one that says nothing of limits."""
    other = "replay" if kind == "index" else "index"
    return Policy(
        version=kind,
        lane=f"{name}:{kind}",
        pauses=(f"{name}:{other}",),
        rate=Rate(per_second=4.0, burst=8),
        concurrency=4 if kind == "index" else 2,
        pause_s=60.0,
        breaker_failures=3,
        breaker_rest_s=60.0,
    )
