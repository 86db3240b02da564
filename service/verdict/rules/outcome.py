"""What the comparison of one thing said by claim and evidence comes to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    AGREE = "agree"
    CONFLICT = "conflict"
    APART = "apart"
    """The evidence speaks of something else: another time, another thing, a part of it."""
    UNTOLD = "untold"
    """The evidence has nothing to compare with."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One compared thing. ``rule`` is its name in the signals."""

    rule: str
    outcome: Outcome
    detail: str
