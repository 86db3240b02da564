"""The rules on numbers, applied to all windows of a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.quantities import Comparator, Quantity
from service.domain.stance import StanceProbabilities
from service.domain.times import Interval, TimeRole
from service.domain.verdict import Signal
from service.verdict.rules.bounds import Comparison, compare
from service.verdict.rules.cumulative import Growth, counts_events, growth, is_total
from service.verdict.rules.negation import negated
from service.verdict.rules.periods import claimed_period, comparable, evidence_period, named_period
from service.verdict.rules.ruling import (
    RULED,
    Asserted,
    Placed,
    Reading,
    Ruling,
    without_refutation,
)
from service.verdict.rules.same_thing import Match, match

_SHIELDED = {Growth.LATER_HIGHER, Growth.HIGHER_UNDATED, Growth.EARLIER_LOWER}


@dataclass(frozen=True, slots=True)
class Finding:
    """One number of the claim against one of a passage. ``rule`` names it in the signals."""

    rule: str
    claimed: Quantity
    evidence: Quantity

    @property
    def detail(self) -> str:
        return f"claim: {self.claimed.text}; evidence: {self.evidence.text}"


AGREE, CONFLICT = "quantities_agree", "quantities_conflict"
_REFUTING = {CONFLICT, Growth.LATER_LOWER.value}


def findings(asserted: Asserted, reading: Reading) -> list[Finding]:
    """What the numbers of a window say of those of the claim; empty when nothing comparable is there.

    A number of the claim that some number of the window agrees with is in conflict with none of it. When
    one side denies and the other does not, nothing is said.
    """
    if negated(asserted.statement) != negated(reading.text):
        return []
    found: list[Finding] = []
    for claimed in asserted.quantities:
        of_claimed = [
            Finding(rule, claimed, evidence.quantity)
            for evidence in reading.quantities
            if (rule := _rule(claimed, asserted, evidence, reading)) is not None
        ]
        agreeing = [one for one in of_claimed if one.rule == AGREE]
        found.extend(agreeing[:1] or of_claimed)
    return found


def ruling(
    found: Sequence[Finding], stance: StanceProbabilities, agreed: frozenset[Quantity]
) -> Ruling | None:
    """The strongest finding as a ruling; ``agreed`` are numbers confirmed elsewhere in the same document."""
    standing = [one for one in found if one.rule not in _REFUTING or one.claimed not in agreed]
    for one in standing:
        if one.rule in _REFUTING:
            return Ruling(Signal(one.rule, "refutes", one.detail), stance=RULED)
    for one in standing:
        if one.rule != AGREE:
            effect = "refutation weight 0"
            return Ruling(Signal(one.rule, effect, one.detail), stance=without_refutation(stance))
    if standing:
        return Ruling(Signal(AGREE, "none", standing[0].detail))
    return None


def _rule(claimed: Quantity, asserted: Asserted, placed: Placed, reading: Reading) -> str | None:
    evidence = placed.quantity
    comparison = compare(claimed, evidence)
    if comparison is Comparison.UNCLEAR:
        return None
    sure = match(claimed, asserted, placed, reading)
    if sure is Match.NONE:
        return None
    mine, theirs = claimed_period(claimed, asserted), evidence_period(evidence, reading)
    if comparison is Comparison.AGREE:
        if _grew_past(claimed, asserted, _since_start(theirs, mine, evidence, reading), mine):
            return Growth.LATER_HIGHER.value
        same_time = mine is None or theirs is None or mine.overlaps(theirs)
        return AGREE if sure is Match.CLEAR and same_time else None
    if counts_events(asserted.statement):
        grown = growth(
            comparison,
            mine,
            _since_start(theirs, mine, evidence, reading),
            published=reading.published or reading.about,
            total=is_total(reading.text),
        )
        if grown in _SHIELDED:
            return grown.value
        if sure is not Match.CLEAR or grown is Growth.UNCLEAR:
            return None
        return CONFLICT if grown is Growth.CONTRADICTS else grown.value
    return (
        CONFLICT
        if sure is Match.CLEAR and comparable(mine, theirs, named_period(evidence, reading), asserted)
        else None
    )


def _grew_past(claimed: Quantity, asserted: Asserted, theirs: Interval | None, mine: Interval | None) -> bool:
    """A later total is above "more than a hundred", and may not have been when the claim was made."""
    return (
        claimed.comparator in {Comparator.AT_LEAST, Comparator.MORE_THAN}
        and counts_events(asserted.statement)
        and mine is not None
        and theirs is not None
        and theirs.end > mine.end
    )


def _since_start(
    theirs: Interval | None, mine: Interval | None, evidence: Quantity, reading: Reading
) -> Interval | None:
    """A total up to a day, without a start of its own, runs from the start the claim names.

    One with a start runs to the last day the passage names.
    """
    own_start = evidence.window is not None or any(one.role is TimeRole.WINDOW for one in reading.times)
    if theirs is None or mine is None or not is_total(reading.text):
        return theirs
    if own_start:
        return Interval(theirs.start, max(theirs.end, *(one.end for one in reading.times)))
    return Interval(min(mine.start, theirs.end), theirs.end)
