"""The rules on numbers, applied to all windows of a case."""

from __future__ import annotations

from collections.abc import Sequence

from service.domain.evidence import Passage
from service.domain.stance import StanceProbabilities
from service.verdict.rules.ruling import Asserted, Ruling
from service.verdict.windows import Window


def rule_on_numbers(
    asserted: Asserted,
    passages: Sequence[tuple[Passage, Sequence[Window], Sequence[StanceProbabilities]]],
) -> list[list[Ruling | None]]:
    """One list per passage with one entry per window; null where no rule on numbers applies."""
    return [[None for _ in windows] for _, windows, _ in passages]
