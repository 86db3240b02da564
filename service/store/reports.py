"""Reports until their time is over. Implements ``ReportStore``."""

from __future__ import annotations

import zlib

import structlog
from pydantic import TypeAdapter, ValidationError

from service.domain.ports import StoreGone
from service.domain.report import Report
from service.store.connection import Connection, as_bytes
from service.store.scopes import ERASED_FOR_S, Scopes

_USE = "reports"
_FAST = 1

# KEYS: report, tombstone, entries. ARGV: value, seconds to live.
_PUT = """
if redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
redis.call('EXPIRE', KEYS[3], ARGV[2])
return 1
"""

# KEYS: report, tombstone, entries. ARGV: seconds the tombstone lives.
_ERASE = """
local gone = redis.call('UNLINK', KEYS[1]) + redis.call('UNLINK', KEYS[3])
redis.call('SET', KEYS[2], '1', 'EX', ARGV[1])
return gone
"""

_log = structlog.get_logger(__name__)


class RedisReports:
    """Fails closed: ``put`` answers false, the others raise ``StoreGone``.

    A report and what was cached under its id end together. An erased id stays erased: a verification that
    was still running can store nothing more under it.
    """

    def __init__(self, connection: Connection, scopes: Scopes) -> None:
        self._connection = connection
        self._scopes = scopes
        self._adapter = TypeAdapter(Report)

    async def put(self, report: Report, *, retain_s: int) -> bool:
        if retain_s <= 0:
            return False
        packed = self._packed(report)
        try:
            stored = await self._connection.run(
                _USE, lambda redis: redis.eval(_PUT, 3, *self._scopes.slots(report.id), packed, retain_s)
            )
        except StoreGone:
            return False
        return bool(stored)

    async def amend(self, report: Report) -> bool:
        report_key, _, _ = self._scopes.slots(report.id)
        packed = self._packed(report)
        return bool(
            await self._connection.run(
                _USE, lambda redis: redis.set(report_key, packed, xx=True, keepttl=True)
            )
        )

    async def get(self, report_id: str) -> Report | None:
        """The report; none also when it was written by a version whose reports had another shape."""
        report_key, _, _ = self._scopes.slots(report_id)
        packed = as_bytes(await self._connection.run(_USE, lambda redis: redis.get(report_key)))
        if packed is None:
            return None
        try:
            return self._adapter.validate_json(zlib.decompress(packed), by_alias=True)
        except (ValidationError, zlib.error):
            _log.warning("store.report_unreadable")
            return None

    async def erase(self, report_id: str) -> bool:
        gone = await self._connection.run(
            _USE, lambda redis: redis.eval(_ERASE, 3, *self._scopes.slots(report_id), ERASED_FOR_S)
        )
        return bool(gone)

    def _packed(self, report: Report) -> bytes:
        return zlib.compress(self._adapter.dump_json(report, by_alias=True), _FAST)
