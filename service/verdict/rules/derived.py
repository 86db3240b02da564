"""Numbers that a sentence gives without writing them: 40 of 400 is ten percent, from 8 to 10 is two more."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from service.domain.quantities import Quantity
from service.domain.spans import Span
from service.verdict.rules.ruling import Placed, Reading
from service.verdict.rules.sentences import Told
from service.verdict.rules.units import COUNT, PERCENT, measure

_OF = re.compile(r"^\s*(?:\w+\s+){0,2}?(?:out\s+)?of\s+(?:(?:the|its|their|all|his|her)\s+)?$", re.IGNORECASE)
_OF_THE = re.compile(r"\bof\s+(?:the|its|their|all|his|her)\s+$", re.IGNORECASE)
_BEFORE_NUMBER = 8
"""Code points that may stand before the number of a record: a blank, a currency, "about"."""
_ALL_BUT = re.compile(r"\ball\s+but\s+$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?:about\s+|some\s+)?$", re.IGNORECASE)
_TO = re.compile(r"^[^.;]{0,40}?\bto\s+(?:about\s+|some\s+)?$", re.IGNORECASE)
_WRITTEN = re.compile(r"^[^\d]{0,30}[\d.,]+")
_AND_A_HALF = re.compile(
    r"\b(?:an?|one) (?P<unit>hour|day|week|month|year|mile|metre|meter|kilometre|kilometer|century|decade) "
    r"and a half\b",
    re.IGNORECASE,
)
_HALF = re.compile(r"\bhalf an? (?P<unit>hour|day|mile|century|year|kilometre|kilometer)\b", re.IGNORECASE)


@dataclass
class Numbers:
    """What a sentence gives: its numbers as they are to be read, and the last ratio of "from … to …"."""

    placed: list[Placed]
    ratios: list[float] = field(default_factory=list)


def numbers_of(told: Told, reading: Reading) -> Numbers:
    """The numbers of a sentence with those derived from them, each at the place of its first number."""
    if told.record:
        return Numbers([one for one in told.quantities[:1] if _opens_value(one, told)])
    found = Numbers(list(told.quantities))
    for first, second in pairwise(told.quantities):
        between = _WRITTEN.sub("", reading.text[first.span.start : second.span.start])
        before = reading.text[told.start : first.span.start]
        _derive(found, first, second, before, between)
    for placed in told.quantities:
        low, high = placed.quantity.low, placed.quantity.high
        if low and high and placed.quantity.text.lower().startswith("from"):
            found.placed.remove(placed)
            _change(found, placed, low, high, placed.quantity.unit)
    for pattern, count in ((_AND_A_HALF, 1.5), (_HALF, 0.5)):
        for match in pattern.finditer(told.text):
            at = Span(told.start + match.start(), told.start + match.end())
            found.placed.append(
                Placed(Quantity(value=count, unit=f"{match['unit']}s", text=match.group()), at)
            )
    return found


def _opens_value(placed: Placed, told: Told) -> bool:
    """In "Teams: 16 (from 6 confederations)" the first number is that of the key, the others are not."""
    value = told.text.find(":") + 1
    return placed.span.start - told.start - value <= _BEFORE_NUMBER


def _derive(found: Numbers, first: Placed, second: Placed, before: str, between: str) -> None:
    one, other = first.quantity, second.quantity
    if one.value is None or other.value is None:
        return
    if _ALL_BUT.search(before) and one.unit is None and other.value > one.value:
        found.placed.remove(first)
        found.placed.remove(second)
        found.placed.append(_made(second, other.value - one.value, None, other.counted))
    elif _FROM.search(before) and _TO.search(between) and one.value:
        _change(found, first, one.value, other.value, other.unit)
    elif measure(one.unit).dimension == COUNT == measure(other.unit).dimension:
        counted = f"{one.counted or ''} {other.counted or ''}".strip()
        if one.value < other.value and _OF.search(between):
            found.placed.append(_made(first, 100 * one.value / other.value, "percent", counted))
        if one.value > other.value and _OF_THE.search(before):
            found.placed.append(_made(second, 100 * other.value / one.value, "percent", counted))


def _change(found: Numbers, first: Placed, start: float, end: float, unit: str | None) -> None:
    found.ratios.append(end / start)
    if measure(unit).dimension == PERCENT:
        found.placed.append(_made(first, abs(end - start), "percentage points", None))
        return
    found.placed.append(_made(first, 100 * abs(end - start) / abs(start), "percent", None))
    found.placed.append(_made(first, abs(end - start), unit, None))


def _made(at: Placed, value: float, unit: str | None, counted: str | None) -> Placed:
    made = Quantity(
        value=round(value, 2), unit=unit, counted=counted, text=f"{value:.3g} {unit or ''}".strip()
    )
    return replace(at, quantity=made)
