"""When a named rule decides: how often it was right in such cases is the probability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from service.domain.stance import StanceLabel
from service.domain.verdict import Probabilities
from service.verdict.calibration import RuleFigure
from service.verdict.consent import Consent, Decided
from service.verdict.pooling import OriginStance
from service.verdict.weighing import Weighed

COUNTED_WITH = {"later_lower_count": "quantities_conflict"}
"""A lower total is a conflict of numbers too; alone it fires too seldom for a figure of its own."""
UNCOUNTED = 0.5
"""Of a rule without the judge's consent where too few such cases were counted: below any floor."""


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
    counting = [
        one.decided
        for one in weighed
        if one.decided and one.passage.weight > 0 and one.passage.stance is side
    ]
    known = [precision for one in counting if (precision := precision_of(one, figures)) is not None]
    if not known:
        return None
    precision = max(known)
    rest = (1 - precision) / 2
    if side is StanceLabel.SUPPORTS:
        return Probabilities(precision, rest, rest)
    return Probabilities(rest, precision, rest)


def precision_of(one: Decided, figures: Mapping[str, RuleFigure]) -> float | None:
    """Of the rule in such cases, else of all rules in them; null if none, and the judge agrees."""
    names = replace(one, rule=COUNTED_WITH.get(one.rule, one.rule)).counted_as()
    counted = next((figures[name].precision for name in names if name in figures), None)
    if counted is None and one.consent is not Consent.AGREES:
        return UNCOUNTED
    return counted
