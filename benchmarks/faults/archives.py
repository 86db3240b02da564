"""The archives, a row for asking each for captures and one for reading a capture."""

from __future__ import annotations

from benchmarks.faults.adapter import CIRCLES, NEAR, PAGE, Adapter, capture, captures, said
from clients.archive.arquivo import ArquivoArchive
from clients.archive.availability import Availability
from clients.archive.cdxj import CdxjArchive
from clients.archive.commoncrawl import CommonCrawl
from clients.archive.memento import MementoArchive
from clients.archive.savepagenow import Job, SavePageNow
from clients.archive.wayback import WaybackArchive
from clients.outcome import Outcome, Why
from clients.transport.deadline import Deadline
from clients.transport.transport import Transport
from tests.faults import Fault


def _wayback(way: Transport, base: str) -> WaybackArchive:
    return WaybackArchive(way, cdx=f"{base}/cdx/search/cdx", replay=f"{base}/web/")


def _memento(way: Transport, base: str) -> MementoArchive:
    return MementoArchive(
        way, name="memento", timegate=f"{base}/", timemap=f"{base}/map/", replay=f"{base}/web/"
    )


def _arquivo(way: Transport, base: str) -> ArquivoArchive:
    return ArquivoArchive(way, cdx=f"{base}/wayback/cdx", replay=f"{base}/web/", shown=f"{base}/wayback/")


def _own(way: Transport, base: str) -> CdxjArchive:
    return CdxjArchive(way, collection=f"{base}/web/")


def _crawls(way: Transport, base: str) -> CommonCrawl:
    return CommonCrawl(way, collinfo=f"{base}/collinfo.json", data=f"{base}/")


def _saving(way: Transport, base: str) -> SavePageNow:
    return SavePageNow(way, access_key="a", secret_key="s", save=f"{base}/save", replay=f"{base}/web/")  # noqa: S106 - nobody's


async def _hint(way: Transport, base: str, deadline: Deadline) -> Outcome[object]:
    api = f"{base}/wayback/available"
    return await Availability(way, api=api).closest(PAGE, near=NEAR, deadline=deadline)


async def _submit(way: Transport, base: str, deadline: Deadline) -> Outcome[object]:
    return await _saving(way, base).submit(PAGE, deadline=deadline)


async def _progress(way: Transport, base: str, deadline: Deadline) -> Outcome[object]:
    job = Job("spn2-1", PAGE, submitted_at=NEAR.timestamp())
    return await _saving(way, base).progress(job, deadline=deadline)


_RAW = f"/web/20200102000000id_/{PAGE}"
_BLOCKED = "org.archive.util.io.RuntimeIOException: AdministrativeAccessControlException: Blocked Site Error"
_SLOW_DOWN = {
    # Common Crawl asks for fewer requests by these two.
    Fault.FORBIDDEN: Why.RATE_LIMITED,
    Fault.UNAVAILABLE: Why.RATE_LIMITED,
}
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
    Adapter(name="memento replay", ask=capture(_memento, at=_RAW), differs=_LEFT),
    Adapter(name="arquivo", ask=captures(_arquivo)),
    Adapter(name="arquivo replay", ask=capture(_arquivo, at=_RAW), differs=_LEFT),
    Adapter(name="pywb", ask=captures(_own)),
    Adapter(name="pywb replay", ask=capture(_own, at=_RAW), differs=_LEFT),
    Adapter(name="commoncrawl", ask=captures(_crawls), differs=_SLOW_DOWN),
    Adapter(
        name="commoncrawl record",
        ask=capture(_crawls, at="/crawl-data/a.warc.gz#bytes=100-999"),
        differs=_SLOW_DOWN,
    ),
    Adapter(
        name="availability",
        ask=_hint,
        own={"no capture": said('{"url":"x","archived_snapshots":{}}', Why.INVALID_RESPONSE)},
    ),
    Adapter(name="save page now", ask=_submit),
    Adapter(name="save page now status", ask=_progress),
)
