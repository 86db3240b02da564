"""What may be concluded: the contract of the five verdicts, as pure functions.

``supported`` and ``refuted`` stand on what was found, whatever is missing. ``not_enough_evidence`` is a
finding too: it needs at least one required source, and all of them ``ok``. Everything else is
``not_checked`` with the reason of what is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.evidence import Coverage, LookOutcome, SourceRole
from service.domain.verdict import Probabilities, Reason, VerdictLabel

PRECEDENCE = (
    Reason.MISCONFIGURED,
    Reason.INVALID_RESPONSE,
    Reason.SOURCE_DOWN,
    Reason.RATE_LIMITED,
    Reason.BUDGET,
    Reason.DEADLINE,
    Reason.CONFIDENTIAL,
    Reason.NOT_CACHED,
    Reason.CANCELLED,
)
"""With several sources missing: first what asking again helps least, last what the caller decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the evidence says before anyone asks whether all of it was there.

    ``silence`` is why there would be no verdict: nothing found, only copies, only the saying, wrong time.
    ``measured`` is false for a judge without calibration: its numbers decide but are not shown.
    ``unread`` is why some of what was found was not read. ``standing``: sides on which an origin stands.
    """

    probabilities: Probabilities
    floor: float
    silence: Reason
    conflict: bool = False
    conflict_precision: float | None = None
    measured: bool = True
    unread: Reason | None = None
    standing: frozenset[VerdictLabel] = frozenset({VerdictLabel.SUPPORTED, VerdictLabel.REFUTED})


@dataclass(frozen=True, slots=True)
class Decision:
    verdict: VerdictLabel
    reason: Reason | None
    confidence: float | None
    probabilities: Probabilities | None


def decide(found: Found, coverage: Sequence[Coverage]) -> Decision:
    """The verdict with its reason; ``confidence`` is ``probabilities[verdict]`` where that is measured."""
    shown = found.probabilities if found.measured else None
    if found.conflict:
        precision = found.conflict_precision if found.measured else None
        return Decision(VerdictLabel.CONFLICTING, Reason.CONFLICT, precision, shown)
    probabilities = found.probabilities
    leading, probability = max(
        (VerdictLabel.SUPPORTED, probabilities.supported),
        (VerdictLabel.REFUTED, probabilities.refuted),
        key=lambda side: side[1],
    )
    leads = leading in found.standing and probability > probabilities.not_enough_evidence
    if leads and probability >= found.floor:
        return Decision(leading, None, probability if found.measured else None, shown)
    missing = missing_reason(coverage) or found.unread
    if missing is not None:
        return Decision(VerdictLabel.NOT_CHECKED, missing, None, None)
    reason = Reason.BELOW_FLOOR if leads else found.silence
    confidence = probabilities.not_enough_evidence if found.measured else None
    return Decision(VerdictLabel.NOT_ENOUGH_EVIDENCE, reason, confidence, shown)


def missing_reason(coverage: Sequence[Coverage]) -> Reason | None:
    """None when a look-up was complete: at least one required source, and all of them ``ok``."""
    required = [one for one in coverage if one.role is SourceRole.REQUIRED]
    if required and all(one.outcome is LookOutcome.OK for one in required):
        return None
    reasons = {
        one.reason or _DEFAULT[one.outcome]
        for one in (required or coverage)
        if one.outcome is not LookOutcome.OK
    }
    ranked = [reason for reason in PRECEDENCE if reason in reasons]
    if ranked:
        return ranked[0]
    return min(reasons, default=Reason.MISCONFIGURED)


_DEFAULT = {LookOutcome.NOT_MEASURED: Reason.SOURCE_DOWN, LookOutcome.MISUSED: Reason.MISCONFIGURED}
