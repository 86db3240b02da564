"""When a named rule decides: its measured precision is the probability, half where the judge objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from service.domain.stance import StanceLabel
from service.domain.verdict import Probabilities
from service.verdict.calibration import RuleFigure
from service.verdict.pooling import OriginStance
from service.verdict.rules.ruling import DECIDED
from service.verdict.weighing import Weighed

_COUNTED_WITH = {"later_lower_count": "quantities_conflict"}
"""A lower total is a conflict of numbers too; alone it fired too seldom for a figure of its own."""


AGREED = 0.89
"""Right of all that rule and judge decide alike: 193 of 216 on claims neither was made on."""
CONTESTED = 0.5
"""Right of what a rule refutes against the judge: 7 of 14 there. Then the service abstains."""


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
    decided = [
        one
        for one in weighed
        if one.passage.weight > 0 and one.passage.stance is side and one.passage.probabilities in DECIDED
    ]
    known = [precision for one in decided if (precision := _precision(one, figures)) is not None]
    if not known:
        return None
    precision = max(known)
    rest = (1 - precision) / 2
    if side is StanceLabel.SUPPORTS:
        return Probabilities(precision, rest, rest)
    return Probabilities(rest, precision, rest)


def _precision(one: Weighed, figures: Mapping[str, RuleFigure]) -> float | None:
    if one.contested:
        return CONTESTED
    names = {_COUNTED_WITH.get(signal.name, signal.name) for signal in one.signals} & set(figures)
    return min(AGREED, max(figures[name].precision for name in names)) if names else None
