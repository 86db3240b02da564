"""The cited pages of a report that no archive has."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from service.domain.evidence import CaptureLink, CaptureStatus, Evidence
from service.domain.report import Report
from service.evidence.urls import is_public

_PENDING = CaptureLink(status=CaptureStatus.PENDING)


def unarchived(report: Report) -> tuple[str, ...]:
    """Addresses of the public web, each once, of which every archive has said that it has no capture."""
    missing = [item.url for claim in report.claims for item in claim.evidence if _is_missing(item)]
    return tuple(dict.fromkeys(url for url in missing if url is not None and is_public(url)))


def with_pending(report: Report, urls: Container[str]) -> Report:
    """The report with ``pending`` for the captures of these pages."""
    claims = tuple(
        replace(
            claim,
            evidence=tuple(
                replace(item, capture=_PENDING) if _is_missing(item) and item.url in urls else item
                for item in claim.evidence
            ),
        )
        for claim in report.claims
    )
    return replace(report, claims=claims)


def _is_missing(item: Evidence) -> bool:
    return item.capture is not None and item.capture.status is CaptureStatus.NONE_IN_WINDOW
