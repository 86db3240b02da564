"""How each upstream is doing: ``GET /v1/sources``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from clients.transport.breaker import BreakerState
from service.domain.evidence import LookOutcome, SourceRole
from service.domain.report import Report
from service.domain.verdict import Reason


class SourceKind(StrEnum):
    SEARCH = "search"
    LIBRARY = "library"
    ARCHIVE = "archive"
    PAGES = "pages"
    JUDGE = "judge"


_SEARCHED = frozenset({SourceKind.SEARCH, SourceKind.LIBRARY})


@dataclass(frozen=True, slots=True, kw_only=True)
class LastError:
    """The last time a look-up there did not succeed, in this process."""

    reason: Reason | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStatus:
    """One upstream. ``healthy`` is null until it was asked in this process.

    ``budget_left`` is the number of calls that may go out now, null where none are counted; ``paused_s`` is
    for
    how many seconds the upstream asked not to be called.
    """

    name: str
    kind: SourceKind
    configured: bool
    role: SourceRole | None
    local: bool
    confidential: bool
    healthy: bool | None = None
    breaker: BreakerState | None = None
    budget_left: float | None = None
    paused_s: float = 0.0
    last_error: LastError | None = None


@dataclass(frozen=True, slots=True)
class SourcesAnswer:
    sources: tuple[SourceStatus, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """What the transport knows of one upstream."""

    breaker: BreakerState | None = None
    paused_s: float = 0.0
    last_ok_at: datetime | None = None
    last_error: LastError | None = None


class SourceBoard:
    """What is configured, with what was last seen of it in this process."""

    def __init__(
        self, known: tuple[SourceStatus, ...], line: Callable[[str], Line] = lambda _name: Line()
    ) -> None:
        self._known = known
        self._line = line
        self._ok_at: dict[str, datetime] = {}
        self._errors: dict[str, LastError] = {}

    def observe(self, report: Report) -> None:
        """Takes note of every look-up of a report."""
        for claim in report.claims:
            for look in claim.coverage:
                if look.outcome is LookOutcome.OK:
                    self._ok_at[look.source] = report.checked_at
                else:
                    self._errors[look.source] = LastError(reason=look.reason, at=report.checked_at)

    def searched(self) -> frozenset[str]:
        """The names a caller may give, set up here or not."""
        return frozenset(one.name for one in self._known if one.kind in _SEARCHED)

    def statuses(self) -> tuple[SourceStatus, ...]:
        return tuple(self._status(known) for known in self._known)

    def _status(self, known: SourceStatus) -> SourceStatus:
        line = self._line(known.name)
        ok_at = _latest(line.last_ok_at, self._ok_at.get(known.name))
        error = line.last_error or self._errors.get(known.name)
        healthy: bool | None = None
        if line.breaker is BreakerState.OPEN or line.paused_s > 0:
            healthy = False
        elif ok_at or error:
            healthy = error is None or (ok_at is not None and ok_at >= error.at)
        return replace(
            known, healthy=healthy, breaker=line.breaker, paused_s=round(line.paused_s, 1), last_error=error
        )


def _latest(one: datetime | None, other: datetime | None) -> datetime | None:
    known = [moment for moment in (one, other) if moment]
    return max(known, default=None)
