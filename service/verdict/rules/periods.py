"""When two numbers speak of the same time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from service.domain.quantities import Quantity
from service.domain.times import Interval, TimeMention, TimeRole
from service.verdict.rules.cumulative import is_total
from service.verdict.rules.ruling import Asserted
from service.verdict.rules.sentences import Told

RECENT = timedelta(days=5 * 366)
"""A claim that names no time speaks of now: evidence that names an older time does not contradict it."""
SAME_SHARE = 0.5
"""Two long periods are the same when they share at least this part of both together."""
POINT = timedelta(days=31)
"""Up to this length a period is a moment, at which something held."""


def claimed_period(quantity: Quantity, asserted: Asserted) -> Interval | None:
    """The window of the quantity, else that of the claim."""
    return quantity.window or _hull(asserted.times)


def named_period(quantity: Quantity, told: Told) -> Interval | None:
    """The time the sentence names."""
    return quantity.window or _hull(told.times)


def evidence_period(quantity: Quantity, told: Told) -> Interval | None:
    """The time the sentence names, else what its document is about, else when that came out."""
    return named_period(quantity, told) or told.reading.about or told.reading.published


def comparable(
    claimed: Interval | None, evidence: Interval | None, named: Interval | None, asserted: Asserted
) -> bool:
    """Whether numbers of these two times can contradict at all; ``named``: in the passage itself."""
    if claimed is None:
        return named is None or named.end >= asserted.known_at - RECENT
    if evidence is None or not claimed.overlaps(evidence):
        return False
    shorter = min(claimed.end - claimed.start, evidence.end - evidence.start)
    if shorter <= POINT:
        return True
    shared = min(claimed.end, evidence.end) - max(claimed.start, evidence.start)
    joined = max(claimed.end, evidence.end) - min(claimed.start, evidence.start)
    return shared >= SAME_SHARE * joined


def _hull(times: Sequence[TimeMention]) -> Interval | None:
    """The period over which something was counted; failing that, when it happened."""
    for role in (TimeRole.WINDOW, TimeRole.EVENT):
        fitting = [one for one in times if one.role is role]
        if fitting:
            return Interval(min(one.start for one in fitting), max(one.end for one in fitting))
    return None


def since_start(
    theirs: Interval | None, mine: Interval | None, evidence: Quantity, told: Told
) -> Interval | None:
    """A total up to a day, without a start of its own, runs from the start the claim names.

    One with a start runs to the last day the passage names.
    """
    own_start = evidence.window is not None or any(one.role is TimeRole.WINDOW for one in told.times)
    if theirs is None or mine is None or not is_total(told.text):
        return theirs
    if own_start:
        return Interval(theirs.start, max(theirs.end, *(one.end for one in told.times)))
    return Interval(min(mine.start, theirs.end), theirs.end)
