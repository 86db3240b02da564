"""The cited pages of a report that no archive has, and what became of their being saved."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import replace

from clients.archive.protocol import Capture
from clients.archive.savepagenow import Saved
from clients.archive.savepagenow_codes import NotSaved, Unsaved
from clients.outcome import Ok, Outcome
from service.domain.evidence import CaptureLink, CaptureStatus, Evidence
from service.domain.report import Report
from service.evidence.captures import link_to
from service.evidence.urls import is_public

_PENDING = CaptureLink(status=CaptureStatus.PENDING)
_NONE = CaptureLink(status=CaptureStatus.NONE_IN_WINDOW)
_UNKNOWN = CaptureLink(status=CaptureStatus.NOT_MEASURED)


def unarchived(report: Report) -> tuple[str, ...]:
    """Addresses of the public web, each once, of which every archive has said that it has no capture."""
    missing = [item.url for claim in report.claims for item in claim.evidence if _has(item, _NONE)]
    return tuple(dict.fromkeys(url for url in missing if url is not None and is_public(url)))


def with_pending(report: Report, urls: Container[str]) -> Report:
    """The report with ``pending`` for the captures of these pages."""
    return _changed(report, lambda item: _PENDING if _has(item, _NONE) and item.url in urls else None)


def with_end(report: Report, url: str, outcome: Outcome[Saved | NotSaved]) -> Report:
    """The report with what became of a page that was ``pending``.

    ``not_measured`` where the archive has a capture and did not say which.
    """

    def end(item: Evidence) -> CaptureLink | None:
        if item.url != url or not _has(item, _PENDING):
            return None
        match outcome:
            case Ok(value=Saved(capture=capture)):
                return _link(capture, item, report)
            case Ok(value=NotSaved(why=Unsaved.ALREADY_CAPTURED)):
                return _UNKNOWN
            case _:
                return _NONE

    return _changed(report, end)


def _changed(report: Report, capture_of: Callable[[Evidence], CaptureLink | None]) -> Report:
    """``capture_of`` answers null where the evidence stays as it is."""

    def changed(item: Evidence) -> Evidence:
        capture = capture_of(item)
        return item if capture is None else replace(item, capture=capture)

    claims = (
        replace(claim, evidence=tuple(changed(item) for item in claim.evidence)) for claim in report.claims
    )
    return replace(report, claims=tuple(claims))


def _link(capture: Capture, item: Evidence, report: Report) -> CaptureLink:
    """With the distance from the date that a capture was looked for."""
    published = item.published_at
    article = report.article.published_at
    near = published.instant() if published else report.as_of or (article.instant() if article else None)
    return link_to(capture, near)


def _has(item: Evidence, capture: CaptureLink) -> bool:
    return item.capture is not None and item.capture.status is capture.status
