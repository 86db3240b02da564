"""What became of each source: only a search that ran whole is ``ok``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clients.outcome import Misused
from service.domain.article import DocumentRole, VerificationOptions
from service.domain.evidence import (
    AsOfEnforced,
    Coverage,
    Document,
    LookOutcome,
    Passage,
    SearchPlan,
    SourceRole,
)
from service.domain.verdict import Reason
from service.evidence.fanout import Failure, SourceAnswer, worst
from service.evidence.following import Followed
from service.evidence.sources import DOCUMENTS, PAGES

_WEAKEST_FIRST = (
    AsOfEnforced.NONE,
    AsOfEnforced.PUBLISHER_DATE,
    AsOfEnforced.CAPTURE,
    AsOfEnforced.REVISION,
)


@dataclass(frozen=True, slots=True)
class Look:
    """One source asked and, where its hits are excerpts, their pages read."""

    answer: SourceAnswer
    followed: Followed


def coverage_of(
    planned: SearchPlan,
    looks: Sequence[Look],
    options: VerificationOptions,
    passages: Sequence[Passage],
    *,
    unproven: Sequence[Failure] = (),
) -> tuple[Coverage, ...]:
    """One entry per source of the plan, then the caller's documents, then pages that were not read.

    ``unproven``: why captures that might show evidence to be early enough could not be read.
    """
    done = {look.answer.source: look for look in looks}
    withheld = dict(planned.withheld)
    entries = [
        _look_coverage(done[name], role)
        if name in done
        else _not_looked(name, role, withheld.get(name, Reason.NOT_CHECKABLE))
        for name, role in planned.roles
    ]
    return (*entries, *_documents_coverage(options, passages), *_pages_coverage(looks, unproven))


def _look_coverage(look: Look, role: SourceRole) -> Coverage:
    """``ok`` only when at least one query ran and none failed: half a search is no search.

    A source of excerpts none of whose pages could be read was seen from outside only (docs/decisions/0006).
    """
    answer = look.answer
    unread = look.followed.failures
    none_read = bool(unread) and len(unread) == len(look.followed.tried)
    failure = answer.failure or (worst(unread) if none_read else None)
    return Coverage(
        source=answer.source,
        role=role,
        outcome=_outcome(failure),
        reason=None if failure is None else _reason_of(failure),
        hits=len(answer.hits) if failure is None else None,
        elapsed_ms=answer.elapsed_ms,
        as_of_enforced=_weakest(look.followed.documents),
    )


def _not_looked(source: str, role: SourceRole, reason: Reason) -> Coverage:
    return Coverage(source=source, role=role, outcome=LookOutcome.NOT_MEASURED, reason=reason)


def _documents_coverage(options: VerificationOptions, passages: Sequence[Passage]) -> list[Coverage]:
    """The caller's own evidence is always there to be searched; nothing is said when none was given."""
    if not any(document.role is DocumentRole.EVIDENCE for document in options.documents):
        return []
    hits = {p.document.text_sha256 for p in passages if p.document.source == DOCUMENTS}
    return [Coverage(source=DOCUMENTS, role=SourceRole.REQUIRED, outcome=LookOutcome.OK, hits=len(hits))]


def _pages_coverage(looks: Sequence[Look], unproven: Sequence[Failure]) -> list[Coverage]:
    """That some pages were not read is said, though their sources were searched."""
    failure = worst((*unproven, *(failure for look in looks for failure in look.followed.failures)))
    return [_not_looked(PAGES, SourceRole.BEST_EFFORT, _reason_of(failure))] if failure else []


def _reason_of(failure: Failure) -> Reason:
    """A request of ours that is wrong is a fault of configuration or code: the reader can do nothing."""
    return Reason.MISCONFIGURED if isinstance(failure, Misused) else Reason(failure.why.value)


def _outcome(failure: Failure | None) -> LookOutcome:
    if failure is None:
        return LookOutcome.OK
    return LookOutcome.MISUSED if isinstance(failure, Misused) else LookOutcome.NOT_MEASURED


def _weakest(documents: Sequence[Document]) -> AsOfEnforced:
    return min((d.as_of_enforced for d in documents), key=_WEAKEST_FIRST.index, default=AsOfEnforced.NONE)
