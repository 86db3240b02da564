"""The numbers of a claim against those of one sentence: the same thing counted, or another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from service.domain.quantities import Comparator, Quantity
from service.domain.times import Interval
from service.verdict.rules.bounds import Comparison, compare
from service.verdict.rules.counted import contrasts, narrowed, same_thing, unmentioned
from service.verdict.rules.cumulative import SAME_START, Growth, counts_events, growth, is_total
from service.verdict.rules.derived import Numbers, numbers_of
from service.verdict.rules.lines import RECORD
from service.verdict.rules.outcome import Facet, Outcome
from service.verdict.rules.periods import (
    claimed_period,
    comparable,
    evidence_period,
    named_period,
    since_start,
)
from service.verdict.rules.rates import per
from service.verdict.rules.reach import is_reach
from service.verdict.rules.ruling import Asserted, Placed, Reading
from service.verdict.rules.sentences import Claimed, Told
from service.verdict.rules.units import COUNT, MONEY, PERCENT, measure

AGREE, CONFLICT = "quantities_agree", "quantities_conflict"
_SHIELDED = {Growth.LATER_HIGHER, Growth.HIGHER_UNDATED, Growth.EARLIER_LOWER}
_MULTIPLES = {"doubled": 2.0, "tripled": 3.0, "trebled": 3.0, "quadrupled": 4.0, "halved": 0.5}
_MULTIPLE = re.compile(rf"\b(?P<word>{'|'.join(_MULTIPLES)})\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d,.])(?:1[5-9]|20)\d\d(?![\d,.])")
_WHOLE = re.compile(r"\bof\s+(?:the|its|their|all|all the)\s+", re.IGNORECASE)
_RATIO_SLACK = 0.1
_SCORE = re.compile(r"(?<![\d-])(\d{1,2})\s?[-–]\s?(\d{1,2})(?![\d-])")


def compare_figures(claim: Claimed, told: Told, reading: Reading) -> list[Facet]:
    """One facet per number, multiple and score of the claim."""
    statement = claim.asserted.statement
    scores = _scores(statement, told.text)
    asked = [] if scores else _asked(claim, reading.title)
    multiple = _MULTIPLE.search(statement)
    if not asked and multiple is None:
        return scores
    numbers = numbers_of(told, reading)
    facets = [*scores, *(_multiple(multiple, numbers) if multiple else ())]
    return [*facets, *(_facet(one, claim, told, reading, numbers.placed) for one in asked)]


def _asked(claim: Claimed, title: str | None) -> list[Quantity]:
    """The numbers of a claim; the whole in "twelve of the 14" is no claim of its own, nor that of a name."""
    statement = claim.asserted.statement
    wholes = [statement[match.end() :] for match in _WHOLE.finditer(statement)]
    asked = claim.asserted.quantities
    called = set((title or "").lower().split())
    counting = [one for one in asked if not _is_year(one) and one.text.lower() not in called]
    return [
        one for one in counting if one is counting[0] or not any(rest.startswith(one.text) for rest in wholes)
    ]


def _facet(
    claimed: Quantity, claim: Claimed, told: Told, reading: Reading, beside: Sequence[Placed]
) -> Facet:
    dimension = measure(claimed.unit).dimension
    read = [
        replace(one, quantity=_in_unit(one.quantity, dimension))
        for one in beside
        if not _is_year(one.quantity)
    ]
    near = [one for one in read if measure(one.quantity.unit).dimension == dimension]
    same = [one for one in near if same_thing(claimed, one, claim, told, reading)]
    if same:
        facets = [_compared(claimed, one, claim, told, reading) for one in same]
        if _swapped(claimed, same, near):
            detail = f"claim: {claimed.text}; evidence: {', '.join(one.quantity.text for one in near)}"
            return Facet(CONFLICT, Outcome.CONFLICT, detail)
        ranked = sorted(facets, key=lambda facet: list(Outcome).index(facet.outcome))
        return next((one for one in ranked if one.outcome is not Outcome.APART), ranked[0])
    detail = f"claim: {claimed.text}; evidence: {', '.join(one.quantity.text for one in read) or 'no number'}"
    if any(contrasts(claimed, one, claim, told, reading) for one in near):
        return Facet("another_thing", Outcome.APART, detail)
    if _derivable(claimed, reading) or any(
        compare(claimed, one.quantity) is Comparison.AGREE for one in near
    ):
        return Facet("quantities_untold", Outcome.UNTOLD, detail)
    if any(narrowed(one, claim, told) for one in near):
        return Facet("another_thing", Outcome.APART, detail)
    if dimension in MONEY and any(measure(one.quantity.unit).dimension in MONEY for one in read):
        return Facet("another_currency", Outcome.APART, detail)
    measured = any(measure(one.quantity.unit).dimension == dimension for one in reading.quantities)
    if read and (unmentioned(claimed, reading) or (dimension != COUNT and not measured)):
        return Facet("another_thing", Outcome.APART, detail)
    return Facet("quantities_untold", Outcome.UNTOLD, detail)


def _derivable(claimed: Quantity, reading: Reading) -> bool:
    """Whether the number may follow from others: years from the dates of a record, "half" from two counts."""
    spoken_share = measure(claimed.unit).dimension == PERCENT and "half" in claimed.text.lower()
    return spoken_share or any(RECORD.match(line) for line in reading.text.splitlines())


def _swapped(claimed: Quantity, same: Sequence[Placed], near: Sequence[Placed]) -> bool:
    """Whether the claim gives the wounded as killed: its number is that of others there."""
    others = [one for one in near if one not in same]
    differ = {Comparison.LOWER, Comparison.HIGHER}
    return any(compare(claimed, one.quantity) is Comparison.AGREE for one in others) and all(
        compare(claimed, one.quantity) in differ for one in same
    )


def _bare(quantity: Quantity, told: Told) -> bool:
    """A number of which nothing says what it counts, as in "series 2"; "and 300 in Syria" follows another."""
    if quantity.unit is not None or quantity.counted is not None or told.record:
        return False
    return not any(one.quantity.counted for one in told.quantities)


def _is_year(quantity: Quantity) -> bool:
    """A year alone, or one that opens a name: "1976 Olympic tournament"."""
    if quantity.unit is not None or quantity.value is None or not _YEAR.search(quantity.text):
        return False
    counted = quantity.counted or ""
    return not counted or not counted.split()[0].islower()


def _in_unit(quantity: Quantity, dimension: str) -> Quantity:
    """A word behind a number that the claim's measure knows is its unit; pounds are money beside money."""
    if quantity.unit is not None or not quantity.counted:
        return quantity
    if quantity.counted.lower().startswith("pounds"):
        unit = {"pounds sterling": "GBP", "mass in kilograms": "lb"}.get(dimension)
    else:
        known = dimension != COUNT and measure(quantity.counted).dimension == dimension
        unit = quantity.counted if known else None
    return replace(quantity, unit=unit, counted=None) if unit else quantity


def _compared(claimed: Quantity, placed: Placed, claim: Claimed, told: Told, reading: Reading) -> Facet:
    evidence, asserted = placed.quantity, claim.asserted
    detail = f"claim: {claimed.text}; evidence: {evidence.text}"
    rates = per(claimed, asserted.statement), per(evidence, told.text)
    if rates[0] != rates[1]:
        if None in rates:
            return Facet("another_rate", Outcome.APART, detail)
        evidence = _scaled(evidence, (rates[0] or 1.0) / (rates[1] or 1.0))
    comparison = compare(claimed, evidence)
    reach = comparison is not Comparison.AGREE and is_reach(claimed, asserted.statement)
    if comparison is Comparison.UNCLEAR or reach:
        return Facet("quantities_untold", Outcome.UNTOLD, detail)
    mine, theirs = claimed_period(claimed, asserted), evidence_period(evidence, told)
    named = named_period(evidence, told)
    if mine and theirs is None and str(mine.start.year) in told.text and mine.start.year == mine.end.year:
        theirs = mine
    events = counts_events(asserted.statement)
    run = since_start(theirs, mine, evidence, told)
    if comparison is Comparison.AGREE:
        open_above = claimed.comparator in {Comparator.AT_LEAST, Comparator.MORE_THAN}
        closed = named is not None and mine is not None and mine.contains(named)
        if open_above and events and not closed and mine and run and run.end > mine.end:
            return Facet(Growth.LATER_HIGHER.value, Outcome.APART, detail)
        if mine and named and not mine.overlaps(named):
            return Facet("other_window", Outcome.APART, detail)
        return Facet(AGREE, Outcome.AGREE, detail)
    if events:
        if mine is not None and named is not None and _closed(comparison, mine, named):
            return Facet(CONFLICT, Outcome.CONFLICT, detail)
        published = reading.published or reading.about
        if (
            mine is None
            and published
            and comparison is Comparison.LOWER
            and published.end < asserted.known_at
        ):
            return Facet(Growth.EARLIER_LOWER.value, Outcome.APART, detail)
        if mine is None and comparison is Comparison.HIGHER and _just_before(reading.published, asserted):
            return Facet(CONFLICT, Outcome.CONFLICT, detail)
        grown = growth(comparison, mine, run, published=published, total=is_total(told.text))
        return _grown(grown, detail, dated=mine is not None and named is not None)
    if _bare(evidence, told) and not counts_events(told.text):
        return Facet("quantities_untold", Outcome.UNTOLD, detail)
    if not comparable(mine, theirs, named, asserted):
        if mine is None or theirs is None:
            return Facet("quantities_untold", Outcome.UNTOLD, detail)
        return Facet("other_window", Outcome.APART, detail)
    return Facet(CONFLICT, Outcome.CONFLICT, detail)


def _just_before(published: Interval | None, asserted: Asserted) -> bool:
    """Whether a count was already higher shortly before the claim, which names no day of its own."""
    return published is not None and asserted.known_at - SAME_START <= published.end < asserted.known_at


def _grown(grown: Growth, detail: str, *, dated: bool) -> Facet:
    """Two different counts of what can only grow."""
    if grown in _SHIELDED:
        return Facet(grown.value, Outcome.APART, detail)
    if grown is Growth.UNCLEAR:
        rule, outcome = ("other_window", Outcome.APART) if dated else ("quantities_untold", Outcome.UNTOLD)
        return Facet(rule, outcome, detail)
    return Facet(CONFLICT if grown is Growth.CONTRADICTS else grown.value, Outcome.CONFLICT, detail)


def _closed(comparison: Comparison, mine: Interval, named: Interval) -> bool:
    """The same period, or, for a higher count, a part of the claim's."""
    return mine == named or (comparison is Comparison.HIGHER and mine.contains(named))


def _scaled(quantity: Quantity, factor: float) -> Quantity:
    value, low, high = (
        None if one is None else one * factor for one in (quantity.value, quantity.low, quantity.high)
    )
    return replace(quantity, value=value, low=low, high=high)


def _multiple(found: re.Match[str], numbers: Numbers) -> list[Facet]:
    wanted = _MULTIPLES[found["word"].lower()]
    if not numbers.ratios:
        return [Facet("multiples_untold", Outcome.UNTOLD, found.group())]
    near = any(abs(ratio - wanted) <= _RATIO_SLACK * wanted for ratio in numbers.ratios)
    detail = (
        f"claim: {found.group()}; evidence: {', '.join(f'{ratio:.2g} times' for ratio in numbers.ratios)}"
    )
    return [Facet(AGREE, Outcome.AGREE, detail) if near else Facet(CONFLICT, Outcome.CONFLICT, detail)]


def _scores(statement: str, text: str) -> list[Facet]:
    """The result of a match, where each side gives one."""
    claimed, given = _SCORE.findall(statement), _SCORE.findall(text)
    if len(claimed) != 1 or len(given) != 1:
        return []
    detail = f"claim: {'-'.join(claimed[0])}; evidence: {'-'.join(given[0])}"
    if sorted(claimed[0]) == sorted(given[0]):
        return [Facet("scores_agree", Outcome.AGREE, detail)]
    return [Facet("scores_conflict", Outcome.CONFLICT, detail)]
