"""Which output of a model means what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from service.domain.stance import StanceLabel, StanceProbabilities
from service.inference.judges.failures import JudgeRefused

SETTING = "SECONDSOURCE_JUDGE_LABELS"

LabelOrder: TypeAlias = tuple[StanceLabel, StanceLabel, StanceLabel]
"""The meaning of outputs 0, 1 and 2."""

_NAMES = {
    StanceLabel.SUPPORTS: ("entailment", "entail", "entails", "entailed", "support", "supports", "supported"),
    StanceLabel.REFUTES: (
        *("contradiction", "contradict", "contradicts", "contradictory", "contradicted"),
        *("refute", "refutes", "refuted"),
    ),
    StanceLabel.NEITHER: (
        *("neutral", "neither", "notenoughinfo", "notenoughinformation", "notenoughevidence"),
        *("nei", "insufficient"),
    ),
}
_MEANINGS = {name: label for label, names in _NAMES.items() for name in names}


def order_of(names: Sequence[str], stated: Sequence[str]) -> LabelOrder:
    """From the model's own names, or from what the operator stated. Raises ``JudgeRefused``.

    ``stated`` are the values of ``StanceLabel`` in the order of the outputs, empty when nothing was stated.
    """
    if len(names) != len(StanceLabel):
        raise JudgeRefused(
            f"the model has {len(names)} classes ({_listed(names)}), and three are needed: supports, "
            "refutes, neither. A model that only tells entailment from the rest cannot tell what refutes a "
            "statement from what is silent about it."
        )
    if stated:
        return _complete([StanceLabel(one) for one in stated], SETTING)
    meanings = [_MEANINGS.get(re.sub(r"[^a-z]", "", name.lower())) for name in names]
    if None in meanings:
        raise JudgeRefused(
            f"the model's labels ({_listed(names)}) do not say which is which. Look them up in its "
            f"description and state their order in {SETTING}, for instance supports,refutes,neither."
        )
    return _complete([one for one in meanings if one], f"the model's labels ({_listed(names)})")


def names_of(id2label: object) -> list[str]:
    """Labels in the order of their numbers, from ``id2label`` as config.json and TEI write it.

    Raises ``JudgeRefused``.
    """
    if not isinstance(id2label, Mapping) or not id2label:
        raise JudgeRefused(f"the model does not name its labels (id2label); state their order in {SETTING}")
    try:
        numbered = {int(str(number)): str(name) for number, name in id2label.items()}
        return [numbered[number] for number in range(len(id2label))]
    except (ValueError, KeyError):
        raise JudgeRefused("the model's labels (id2label) are not numbered from 0 on") from None


def stance_of(order: LabelOrder, shares: Sequence[float]) -> StanceProbabilities:
    """``shares`` in the order of the outputs."""
    named = {label.value: share for label, share in zip(order, shares, strict=True)}
    return StanceProbabilities(**named)


def _complete(meanings: Sequence[StanceLabel], where: str) -> LabelOrder:
    if len(meanings) != len(StanceLabel) or set(meanings) != set(StanceLabel):
        raise JudgeRefused(f"{where} must name supports, refutes and neither once each")
    first, second, third = meanings
    return first, second, third


def _listed(names: Sequence[str]) -> str:
    return ", ".join(name[:40] for name in names[:6]) + (", …" if len(names) > 6 else "")  # noqa: PLR2004 - a message
