"""Over how long something is the most: "the highest in 15 million years"."""

from __future__ import annotations

import re

from service.domain.quantities import Quantity
from service.verdict.rules.units import DURATION, measure

_MOST = r"\b(?:[a-z]{3,}est|most|least|worst|best|record|first)\b"
_OF_WHAT = r"(?:\s+(?!(?:is|are|was|were|has|had|have|will|would|lasted)\b)[\w’'-]+){0,5}?\s+"
_OVER = (
    r"(?:in|for|of|over|within)\s+"
    r"(?:(?:the|last|past|previous|prior|about|at least|more than|over|some|nearly)\s+)*"
)


def is_reach(quantity: Quantity, statement: str) -> bool:
    """Whether the number says how far back a superlative goes.

    What is the most in 14 years may be so in 15 or not: two such numbers do not contradict each other.
    """
    if measure(quantity.unit).dimension != DURATION:
        return False
    return (
        re.search(rf"{_MOST}{_OF_WHAT}{_OVER}{re.escape(quantity.text)}", statement, re.IGNORECASE)
        is not None
    )
