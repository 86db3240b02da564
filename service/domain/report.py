"""What a verification answers, at any moment of its life."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from service.domain.article import Article
from service.domain.claim import Claim
from service.domain.evidence import Coverage, Evidence, Outbound
from service.domain.verdict import Origins, Probabilities, Reason, Signal, VerdictLabel


class Status(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Where the claim departs from the document the article was written from."""

    document: str
    quote: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedClaim(Claim):
    """A claim with its verdict; ``verdict`` is null until judged."""

    verdict: VerdictLabel | None = None
    reason: Reason | None = None
    confidence: float | None = None
    probabilities: Probabilities | None = None
    origins: Origins = field(default_factory=Origins)
    differs_from_source: tuple[Difference, ...] = field(default=(), repr=False)
    signals: tuple[Signal, ...] = field(default=(), repr=False)
    evidence: tuple[Evidence, ...] = field(default=(), repr=False)
    coverage: tuple[Coverage, ...] = ()
    complete: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCard:
    """Which artifacts gave the verdicts.

    ``remote``: the judge is a server, so what it reads leaves the service. ``calibration`` is the table that
    was measured with this very judge; null where there is none, and then no confidence is given.
    """

    stance: str
    stance_sha256: str
    remote: bool = False
    calibration: str | None
    check_worthiness: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts by verdict, and claim ids.

    ``needs_attention``: refuted, conflicting or differing from their source; ``unchecked``: not judged.
    """

    by_verdict: dict[str, int]
    needs_attention: tuple[str, ...]
    unchecked: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """``complete`` is false when a source or the deadline cut something off.

    ``stored`` is true when the report can be fetched again under its id. ``confidential``: it was asked for
    or is the operator's rule. ``outbound`` is all that was told to somebody outside, whatever became of it.
    """

    id: str
    status: Status
    complete: bool
    stored: bool
    article: Article
    as_of: datetime | None
    checked_at: datetime
    expires_at: datetime | None
    model: ModelCard
    outbound: tuple[Outbound, ...] = field(repr=False)
    summary: Summary
    claims: tuple[CheckedClaim, ...] = field(repr=False)
    notes: tuple[str, ...] = ()
    confidential: bool = False
