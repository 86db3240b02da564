"""How long answers of archives are kept and waited for: the same for every archive of one kind."""

from __future__ import annotations

from dataclasses import replace

from clients.archive.replay import judge_replay
from clients.transport.policy import Policy

_DAY_S = 24 * 3600.0


def indexing(limits: Policy) -> Policy:
    """Look-ups in a CDX index, kept for a day: a page may be captured again any time."""
    return replace(limits, version="cdx/2", time_limit_s=20.0, ttl_s=_DAY_S, stale_s=7 * _DAY_S)


def replaying(limits: Policy) -> Policy:
    """Raw replay, kept for a month: what was captured does not change."""
    return replace(
        limits,
        version="raw/2",
        goes_on=True,
        time_limit_s=15.0,
        ttl_s=30 * _DAY_S,
        max_bytes=5_000_000,
        judge=judge_replay,
    )
