"""The archives, a row for asking each for captures and one for reading a capture."""

from __future__ import annotations

from benchmarks.faults.adapter import CIRCLES, PAGE, Adapter, capture, captures, said
from clients.archive.memento import MementoArchive
from clients.archive.wayback import WaybackArchive
from clients.outcome import Why
from clients.transport.transport import Transport
from tests.faults import Fault


def _wayback(way: Transport, base: str) -> WaybackArchive:
    return WaybackArchive(way, cdx=f"{base}/cdx/search/cdx", replay=f"{base}/web/")


def _memento(way: Transport, base: str) -> MementoArchive:
    return MementoArchive(way, timegate=f"{base}/", timemap=f"{base}/map/", replay=f"{base}/")


_RAW = f"/web/20200102000000id_/{PAGE}"
_BLOCKED = "org.archive.util.io.RuntimeIOException: AdministrativeAccessControlException: Blocked Site Error"
_LEFT = {
    **CIRCLES,
    # An archive that leads out of itself is not followed.
    Fault.REDIRECT_METADATA: Why.INVALID_RESPONSE,
    Fault.REDIRECT_LOOPBACK: Why.INVALID_RESPONSE,
}

ARCHIVES: tuple[Adapter, ...] = (
    Adapter(
        name="wayback",
        ask=captures(_wayback),
        own={"blocked site": said(_BLOCKED, "misused", kind="text/plain")},
    ),
    Adapter(name="wayback replay", ask=capture(_wayback, at=_RAW), differs=_LEFT),
    Adapter(name="memento", ask=captures(_memento)),
)
