"""The availability API of the Internet Archive: a hint where a capture is, never that there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from clients.archive import limits
from clients.archive.cdx import CdxRow
from clients.archive.stamps import original_in, parse_stamp, same_page, stamp
from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.transport.classify import Json, by_status, json_of
from clients.transport.deadline import Deadline
from clients.transport.response import Response
from clients.transport.transport import Transport

AVAILABILITY = "https://archive.org/wayback/available"

_SILENT = NotMeasured(Why.INVALID_RESPONSE, "no hint")
_GOOD = frozenset({"200", "-", ""})


def _read(response: Response) -> CdxRow | NotMeasured:
    """The capture named in an answer.

    Seen: ``{"url": "n.example", "archived_snapshots": {"closest": {"status": "200", "available": true, "url":
    "http://web.archive.org/web/20060101213916/http://n.example:80/", "timestamp": "20060101213916"}}}``, and
    for none ``{"archived_snapshots": {}}`` (internetarchive/wayback#293), which is also what pages that
    are archived get in bulk and under load (hrbrmstr/wayback#5).
    """
    answer = json_of(response)
    if isinstance(answer, NotMeasured):
        return answer
    closest = _member(_member(answer, "archived_snapshots"), "closest")
    where, stamped, status = (str(_member(closest, key) or "") for key in ("url", "timestamp", "status"))
    captured_at, original = parse_stamp(stamped), original_in(where)
    usable = _member(closest, "available") is True and status in _GOOD
    return CdxRow(original, captured_at) if usable and captured_at and original else _SILENT


def _member(value: Json, key: str) -> Json:
    return value.get(key) if isinstance(value, dict) else None


def _judge(response: Response) -> NotMeasured | Misused | None:
    """Only an answer that names a capture is one; no other is kept."""
    failed = by_status(response)
    if failed is not None:
        return failed
    read = _read(response)
    return read if isinstance(read, NotMeasured) else None


class Availability:
    """``closest`` gives a capture or ``NotMeasured``: its outcomes cannot say that a page is not archived."""

    def __init__(self, transport: Transport, *, name: str = "wayback", api: str = AVAILABILITY) -> None:
        self._transport = transport
        self._name = name
        self._api = api
        self._policy = replace(
            limits.wayback(name, "hint"),
            version="available/1",
            time_limit_s=8.0,
            attempts=1,
            ttl_s=24 * 3600.0,
            judge=_judge,
        )

    async def closest(self, url: str, *, near: datetime | None, deadline: Deadline) -> Outcome[CdxRow]:
        """A good capture of this page. With ``near`` not always the nearest (ArchiveLabs issue 19)."""
        params = [("url", url)] if near is None else [("url", url), ("timestamp", stamp(near))]
        outcome = await self._transport.get(
            self._api, source=self._name, params=params, policy=self._policy, deadline=deadline
        )
        if not isinstance(outcome, Ok):
            return outcome
        read = _read(outcome.value)
        if isinstance(read, NotMeasured):
            return read
        if not same_page(read.original, url):
            return _SILENT
        return Ok(read, outcome.age, outcome.stale)
