"""From weighed passages to one row of readable features: each independent origin counts once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service.domain.evidence import Passage, WeighedPassage
from service.domain.stance import StanceLabel
from service.domain.verdict import Origins
from service.verdict.rules.ruling import DECIDED

FEATURES = ("support", "refutation", "further_support", "further_refutation")
"""Log-odds of each side against "neither" in the origin strongest on it, and the capped sum of the others."""

LOG_ODDS_BOUND = 5.0
FURTHER_CAP = 2.0
_LEAST = 1e-6

DISPUTED = 0.8
"""From this strength on both sides an origin contradicts itself."""
EVEN = 1 / 3
"""Of each side, in an origin that contradicts itself: it leaves open what holds."""


@dataclass(frozen=True, slots=True)
class OriginStance:
    """What one origin says: the stance of its strongest passage times that passage's weight.

    Where it has rated the claim only its ratings speak: the pages of a fact-checker say again what they rate.
    Where a rule has decided on some of its passages only those do: no model overrules a rule.

    ``disputed``: other passages of it say the opposite as firmly, and then it stands on neither side.
    """

    origin: str
    support: float
    refutation: float
    label: StanceLabel
    disputed: bool = False


def is_copy(passage: Passage) -> bool:
    """Whether the passage repeats the article (or is part of it) and so can corroborate nothing."""
    return passage.copy or passage.document.of_article


def by_origin(passages: Iterable[WeighedPassage]) -> list[OriginStance]:
    """Each origin that has a counting passage, in order of first appearance."""
    together: dict[str, list[WeighedPassage]] = {}
    for weighed in passages:
        if weighed.weight > 0 and not is_copy(weighed.passage):
            together.setdefault(weighed.passage.origin, []).append(weighed)
    return [_origin_stance(origin, counting) for origin, counting in together.items()]


def _origin_stance(origin: str, counting: Sequence[WeighedPassage]) -> OriginStance:
    rated = [weighed for weighed in counting if weighed.passage.document.rating is not None]
    ruled = [weighed for weighed in counting if weighed.probabilities in DECIDED]
    counting = rated or ruled or counting
    sides = [(_support(weighed), _refutation(weighed)) for weighed in counting]
    if max(support for support, _ in sides) >= DISPUTED <= max(refutation for _, refutation in sides):
        return OriginStance(origin, EVEN, EVEN, StanceLabel.NEITHER, disputed=True)
    strongest = max(counting, key=lambda weighed: max(_support(weighed), _refutation(weighed)))
    return OriginStance(origin, _support(strongest), _refutation(strongest), strongest.stance)


def _support(weighed: WeighedPassage) -> float:
    return weighed.weight * weighed.probabilities.supports


def _refutation(weighed: WeighedPassage) -> float:
    return weighed.weight * weighed.probabilities.refutes


def features(origins: Sequence[OriginStance]) -> tuple[float, ...]:
    """One value per name in ``FEATURES``."""
    supports = [one.support for one in origins]
    refutes = [one.refutation for one in origins]
    return (
        max((_against_neither(one.support, one) for one in origins), default=-LOG_ODDS_BOUND),
        max((_against_neither(one.refutation, one) for one in origins), default=-LOG_ODDS_BOUND),
        _further(supports),
        _further(refutes),
    )


def count(origins: Sequence[OriginStance], passages: Iterable[WeighedPassage]) -> Origins:
    """Origins on each side, and the documents left out as copies."""
    return Origins(
        supporting=sum(one.label is StanceLabel.SUPPORTS for one in origins),
        refuting=sum(one.label is StanceLabel.REFUTES for one in origins),
        copies=len({w.passage.document.text_sha256 for w in passages if is_copy(w.passage)}),
    )


def in_conflict(origins: Sequence[OriginStance], threshold: float) -> bool:
    """Whether one origin supports and another refutes, both at or above ``threshold``."""
    return any(one.support >= threshold for one in origins) and any(
        one.refutation >= threshold for one in origins
    )


def _against_neither(side: float, one: OriginStance) -> float:
    odds = (side + _LEAST) / (1 - one.support - one.refutation + _LEAST)
    return max(-LOG_ODDS_BOUND, min(LOG_ODDS_BOUND, math.log(odds)))


def _further(values: Sequence[float]) -> float:
    return min(FURTHER_CAP, sum(values) - max(values, default=0.0))
