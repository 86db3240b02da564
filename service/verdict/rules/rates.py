"""Numbers told by the day, the month or the year."""

from __future__ import annotations

import re

from service.domain.quantities import Quantity

_PER = re.compile(
    r"^\s*(?:of\s+\w+\s+)?(?:(?:an?|per|each|every)\s+(?P<unit>second|minute|hour|day|week|month|year)\b|"
    r"(?P<adverb>hourly|daily|weekly|monthly|yearly|annually|per annum)\b)",
    re.IGNORECASE,
)
_DAYS = {
    "second": 1 / 86400, "minute": 1 / 1440, "hour": 1 / 24, "hourly": 1 / 24, "day": 1.0, "daily": 1.0,
    "week": 7.0, "weekly": 7.0, "month": 30.44, "monthly": 30.44, "year": 365.25, "yearly": 365.25,
    "annually": 365.25, "per annum": 365.25,
}  # fmt: skip


def per(quantity: Quantity, text: str) -> float | None:
    """The days after which the number is told again; null where it is no rate."""
    at = text.find(quantity.text)
    found = _PER.match(text[at + len(quantity.text) :]) if at >= 0 else None
    return _DAYS[(found["unit"] or found["adverb"]).lower()] if found else None
