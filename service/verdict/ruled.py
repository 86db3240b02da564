"""When a named rule decides: its measured precision is the probability, whatever the model says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from service.domain.stance import StanceLabel
from service.domain.verdict import Probabilities
from service.verdict.calibration import RuleFigure
from service.verdict.pooling import OriginStance
from service.verdict.rules.ruling import CONFIRMED, RULED
from service.verdict.weighing import Weighed

_COUNTED_WITH = {"later_lower_count": "quantities_conflict"}
"""A lower total is a conflict of numbers too; alone it fired too seldom for a figure of its own."""


def by_rule(
    weighed: Sequence[Weighed], origins: Sequence[OriginStance], figures: Mapping[str, RuleFigure]
) -> Probabilities | None:
    """None unless a rule of known precision fired and no origin stands on the other side.

    Of several rules the most precise counts; what remains is shared by the other two answers.
    """
    sides = {one.label for one in origins} - {StanceLabel.NEITHER}
    if len(sides) != 1 or any(one.disputed for one in origins):
        return None
    (side,) = sides
    fired = [
        figures[name].precision
        for one in weighed
        if one.passage.weight > 0
        and one.passage.stance is side
        and one.passage.probabilities in {RULED, CONFIRMED}
        for name in (_COUNTED_WITH.get(signal.name, signal.name) for signal in one.signals)
        if name in figures
    ]
    if not fired:
        return None
    precision = max(fired)
    rest = (1 - precision) / 2
    if side is StanceLabel.SUPPORTS:
        return Probabilities(precision, rest, rest)
    return Probabilities(rest, precision, rest)
