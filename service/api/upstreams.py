"""Which upstreams there are by the settings, and how the transport sees them."""

from __future__ import annotations

from datetime import UTC, datetime

from clients.transport.breaker import BreakerState
from clients.transport.transport import Transport
from service.api.sources import LastError, Line, SourceKind, SourceStatus
from service.domain.evidence import SourceRole
from service.domain.sources import LIBRARIES, SAVE_PAGE_NOW, WAYBACK
from service.domain.stance import REMOTE_JUDGE
from service.domain.verdict import Reason
from service.settings import REMOTE_JUDGES, Settings

PAGES = "pages"
_LANES = ("", ":index", ":replay", ":hint")
"""An archive's index and replay are called, and fail, apart from each other."""
_SAVING_LANES = (f"{WAYBACK}:save", f"{WAYBACK}:status")
"""Saving may fail, say for its keys, where captures are found: it stands for itself."""


def known_sources(settings: Settings) -> tuple[SourceStatus, ...]:
    """All a report may name, configured or not."""
    allowed = settings.confidential_sources

    def searched(name: str, configured: bool) -> SourceStatus:
        kind = SourceKind.LIBRARY if name in LIBRARIES else SourceKind.SEARCH
        return status(name, kind, configured, role_of(name, settings))

    def status(name: str, kind: SourceKind, configured: bool, role: SourceRole | None) -> SourceStatus:
        local = kind is SourceKind.LIBRARY
        return SourceStatus(
            name=name,
            kind=kind,
            configured=configured,
            role=role,
            local=local,
            confidential=local or name in allowed,
        )

    return (
        *(searched(name, configured) for name, configured in settings.searches().items()),
        *(
            status(name, SourceKind.ARCHIVE, configured, None)
            for name, configured in settings.archives().items()
        ),
        status(SAVE_PAGE_NOW, SourceKind.ARCHIVE, settings.save_access_key is not None, None),
        status(PAGES, SourceKind.PAGES, settings.live_pages, None),
        *([status(REMOTE_JUDGE, SourceKind.JUDGE, True, None)] if settings.judge in REMOTE_JUDGES else []),
    )


def role_of(name: str, settings: Settings) -> SourceRole:
    return SourceRole.REQUIRED if name in settings.required_sources else SourceRole.BEST_EFFORT


def line(transport: Transport, name: str) -> Line:
    """How the lanes of a source stand: the worst of them."""
    named = _SAVING_LANES if name == SAVE_PAGE_NOW else tuple(name + kind for kind in _LANES)
    lanes = [health for lane in named if (health := transport.health(lane))]
    if not lanes:
        return Line()
    worst = max(lanes, key=lambda health: (health.breaker is not BreakerState.CLOSED, health.paused_s))
    failed = max(lanes, key=lambda health: health.last_error_at or 0.0)
    error = (
        LastError(
            reason=Reason(failed.last_error.value), at=datetime.fromtimestamp(failed.last_error_at, UTC)
        )
        if failed.last_error and failed.last_error_at
        else None
    )
    ok_at = max((health.last_ok_at or 0.0 for health in lanes), default=0.0)
    return Line(
        breaker=worst.breaker,
        paused_s=max(health.paused_s for health in lanes),
        last_ok_at=datetime.fromtimestamp(ok_at, UTC) if ok_at else None,
        last_error=error,
    )
