"""Numbers as ranges: what a text says of a value, how exactly, and whether two of them can both be true."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import StrEnum

from service.domain.quantities import Comparator, Quantity
from service.verdict.rules.units import Measure, measure

ABOUT_SHARE = 0.1
"""How far "about" reaches, as a share of the value."""
NEARLY_SHARE = 0.15
"""How far below its number "nearly" reaches."""
ROUNDING_SHARE = 0.03
"""A written number is never read as rounded by more than this share: "1,000" is not 1,400."""
CLEAR_SHARE = 0.03
"""Beyond their ranges, values must be at least this share apart to be in clear conflict."""

_DIGITS = re.compile(r"\d[\d,\u00a0 ]*(?:\.\d+)?")


class Comparison(StrEnum):
    AGREE = "agree"
    HIGHER = "higher"
    """The evidence is clearly above what the claim allows."""
    LOWER = "lower"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Bounds:
    """Values from ``low`` to ``high`` in the base of the unit's measure; either may be infinite."""

    low: float
    high: float
    dimension: str


def bounds(quantity: Quantity) -> Bounds | None:
    """The range a quantity stands for; null when it has no number."""
    unit = measure(quantity.unit)
    value = quantity.value
    if value is None:
        if quantity.low is None and quantity.high is None:
            return None
        low = -math.inf if quantity.low is None else quantity.low
        high = math.inf if quantity.high is None else quantity.high
        return _based(low, high, unit)
    slack = _rounding(quantity, value)
    loose = max(slack, ABOUT_SHARE * abs(value), _half_unit(value, quantity.text, zeros_count=True))
    low, high = {
        Comparator.EXACTLY: (value - slack, value + slack),
        Comparator.ABOUT: (value - loose, value + loose),
        Comparator.NEARLY: (value - NEARLY_SHARE * abs(value), value + slack),
        Comparator.AT_LEAST: (value - slack, math.inf),
        Comparator.MORE_THAN: (value, math.inf),
        Comparator.AT_MOST: (-math.inf, value + slack),
        Comparator.LESS_THAN: (-math.inf, value),
    }[quantity.comparator]
    return _based(low, high, unit)


def _based(low: float, high: float, unit: Measure) -> Bounds:
    return Bounds(low * unit.factor + unit.offset, high * unit.factor + unit.offset, unit.dimension)


def compare(claimed: Quantity, evidence: Quantity) -> Comparison:
    """Whether the evidence's number lies within, above or below what the claim's allows."""
    asked, given = bounds(claimed), bounds(evidence)
    if asked is None or given is None or asked.dimension != given.dimension:
        return Comparison.UNCLEAR
    if given.low > asked.high:
        return Comparison.HIGHER if _apart(asked.high, given.low) else Comparison.UNCLEAR
    if given.high < asked.low:
        return Comparison.LOWER if _apart(given.high, asked.low) else Comparison.UNCLEAR
    if claimed.value is not None and claimed.comparator in _ONE_SIDED:
        return Comparison.AGREE if _inside(claimed.comparator, asked, evidence, given) else Comparison.UNCLEAR
    return Comparison.AGREE if _same(claimed, asked, evidence, given) else Comparison.UNCLEAR


_ONE_SIDED = {Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.AT_MOST, Comparator.LESS_THAN}


def _inside(comparator: Comparator, asked: Bounds, evidence: Quantity, given: Bounds) -> bool:
    """Whether all that the evidence allows lies on the claimed side; the limit itself only for "at least"."""
    exact = _exact(evidence)
    if exact is None:
        return asked.low <= given.low and given.high <= asked.high
    if comparator in {Comparator.AT_LEAST, Comparator.AT_MOST}:
        return asked.low <= exact <= asked.high
    return asked.low < exact < asked.high


def _same(claimed: Quantity, asked: Bounds, evidence: Quantity, given: Bounds) -> bool:
    """Whether two ranges that meet are of one number, the one written more exactly than the other.

    20 and 21 percent, each of which may be rounded, meet and are two.
    """
    if not (math.isfinite(given.low) and math.isfinite(given.high)):
        return False
    mine, theirs = _exact(claimed), _exact(evidence)
    if mine is None or theirs is None:
        return True
    return asked.low <= theirs <= asked.high or given.low <= mine <= given.high


def _exact(quantity: Quantity) -> float | None:
    if quantity.value is None or quantity.comparator in _ONE_SIDED:
        return None
    unit = measure(quantity.unit)
    return quantity.value * unit.factor + unit.offset


def _apart(lower: float, upper: float) -> bool:
    return upper - lower > CLEAR_SHARE * max(abs(lower), abs(upper))


def _half_unit(value: float, text: str, *, zeros_count: bool = False) -> float:
    """Half of the last place written: 0.05 for 1.3, half a million for "68 million", 50 for 300.

    With ``zeros_count`` the zeros at the end count as places: 0.5 for 300.
    """
    written = _DIGITS.search(text)
    if written is None:
        return 0.5 * 10 ** math.floor(math.log10(abs(value))) if value and not zeros_count else 0.0
    digits = re.sub(r"[^\d.]", "", written.group())
    scale = abs(value / float(digits)) if float(digits) else 1.0
    if "." in digits:
        return 0.5 * 10.0 ** -len(digits.partition(".")[2]) * scale
    zeros = 0 if zeros_count else len(digits) - len(digits.rstrip("0"))
    return float(0.5 * 10**zeros * scale)


def _rounding(quantity: Quantity, value: float) -> float:
    """How far the written number may stand from the true one: a count written to the last one is exact."""
    half = _half_unit(value, quantity.text)
    if half > 0.5 or value != int(value):  # noqa: PLR2004 - half of one
        return min(half, ROUNDING_SHARE * abs(value))
    return 0.0 if quantity.unit is None else half
