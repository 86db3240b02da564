"""Verdicts, and why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class VerdictLabel(StrEnum):
    SUPPORTED = "supported"
    REFUTED = "refuted"
    CONFLICTING = "conflicting"
    NOT_ENOUGH_EVIDENCE = "not_enough_evidence"
    NOT_CHECKED = "not_checked"


class Reason(StrEnum):
    """Types every answer that is not a plain ``supported`` or ``refuted``."""

    NO_EVIDENCE = "no_evidence"
    BELOW_FLOOR = "below_floor"
    COPIES_ONLY = "copies_only"
    ONLY_REPORTED = "only_reported"
    TIME_MISMATCH = "time_mismatch"
    UNRESOLVED = "unresolved"
    CONFLICT = "conflict"
    NOT_CHECKABLE = "not_checkable"
    SOURCE_DOWN = "source_down"
    RATE_LIMITED = "rate_limited"
    MISCONFIGURED = "misconfigured"
    INVALID_RESPONSE = "invalid_response"
    DEADLINE = "deadline"
    BUDGET = "budget"
    CONFIDENTIAL = "confidential"
    NOT_CACHED = "not_cached"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Probabilities:
    """Of the claim; they sum to 1."""

    supported: float
    refuted: float
    not_enough_evidence: float


@dataclass(frozen=True, slots=True)
class Signal:
    """A rule that was applied, or a feature that counted, and what it did."""

    name: str
    effect: str
    detail: str


@dataclass(frozen=True, slots=True)
class Origins:
    """How many independent origins stand on each side; copies count on neither."""

    supporting: int = 0
    refuting: int = 0
    copies: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The verdict on one claim, without its evidence."""

    verdict: VerdictLabel
    reason: Reason | None
    confidence: float | None
    probabilities: Probabilities | None
    origins: Origins
    signals: tuple[Signal, ...] = ()
