"""Denial: a number that agrees with a denied statement confirms nothing."""

from __future__ import annotations

import re

_NEGATION = re.compile(
    r"\b(?:not|never|none|neither|nor|without|cannot)\b|\bno\b(?! (?:fewer|less|more))|n[’']t\b",
    re.IGNORECASE,
)


def negated(text: str) -> bool:
    """Whether a text denies something."""
    return _NEGATION.search(text) is not None
