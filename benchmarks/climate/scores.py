"""What answers are worth: confusion, macro-F1, calibration error, coverage, recall of labelled sentences."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.climate.claims import SEED, Label, LabelledClaim
from benchmarks.climate.routes import Answer
from service.domain.verdict import Probabilities, VerdictLabel
from training.calibration.softmax import Floats, Ints, brier, calibration_error

MEANT = {
    Label.SUPPORTED: VerdictLabel.SUPPORTED,
    Label.REFUTED: VerdictLabel.REFUTED,
    Label.NOT_ENOUGH: VerdictLabel.NOT_ENOUGH_EVIDENCE,
    Label.CONFLICTING: VerdictLabel.CONFLICTING,
}
THREE = (Label.SUPPORTED, Label.REFUTED, Label.NOT_ENOUGH)
"""In the order of ``Probabilities``."""
SIDES = (VerdictLabel.SUPPORTED, VerdictLabel.REFUTED)
BINS = 15
RANKS = 5
RESAMPLES = 1000

Judged = tuple[LabelledClaim, Answer]
Said = tuple[Label, VerdictLabel]


@dataclass(frozen=True, slots=True, kw_only=True)
class Classified:
    """One way to read the answers; scores are over claims labelled with one of the three classes.

    ``interval`` holds the macro-F1 of 95 in 100 resamples of these claims. ``confusion`` is label by answer
    over all claims, the conflicting ones too.
    """

    accuracy: float
    macro_f1: float
    interval: tuple[float, float]
    f1: dict[Label, float]
    confusion: dict[Label, dict[VerdictLabel, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Shares in [0, 1]. ``ece`` (15 bins of the top probability), ``brier``: over claims of three classes.

    ``ece_of_all`` counts every claim: where the label is conflicting, any of the three is wrong. ``covered``
    is the share of claims that get supported or refuted, ``covered_right`` how many of those are so labelled,
    null when there is none. ``recall`` is the share of a claim's labelled sentences among the first five
    read, ``recall_decisive`` that of those that take a side, over claims that have any, ``recall_all`` that
    among all read; ``read`` is how many sentences are read a claim.
    """

    claims: int
    of_three: int
    argmax: Classified
    given: Classified
    ece: float
    ece_of_all: float
    brier: float
    covered: float
    covered_right: float | None
    reasons: dict[str, int]
    recall: float
    recall_decisive: float | None
    recall_all: float
    read: float


def figures(judged: Sequence[Judged]) -> Figures:
    """Raises ``SystemExit`` where a claim was not judged or none is of the three classes."""
    three = [one for one in judged if one[0].label in THREE]
    if not three:
        raise SystemExit("none of these claims is labelled supported, refuted or not_enough_info")
    sided = [(claim, answer) for claim, answer in judged if answer.verdict in SIDES]
    return Figures(
        claims=len(judged),
        of_three=len(three),
        argmax=classified([(claim.label, most_probable(answer)) for claim, answer in judged]),
        given=classified([(claim.label, answer.verdict) for claim, answer in judged]),
        ece=calibration_error(_chances(three), _classes(three), BINS),
        ece_of_all=calibration_error(_chances(judged), _classes(judged), BINS),
        brier=brier(_chances(three), _classes(three)),
        covered=len(sided) / len(judged),
        covered_right=_mean([MEANT[claim.label] is answer.verdict for claim, answer in sided]),
        reasons=dict(Counter(answer.reason.value for _, answer in judged if answer.reason).most_common()),
        recall=_mean([share(claim.gold, answer.read[:RANKS]) for claim, answer in judged]) or 0.0,
        recall_decisive=_mean(
            [share(claim.decisive, answer.read[:RANKS]) for claim, answer in judged if claim.decisive]
        ),
        recall_all=_mean([share(claim.gold, answer.read) for claim, answer in judged]) or 0.0,
        read=_mean([len(answer.read) for _, answer in judged]) or 0.0,
    )


def most_probable(answer: Answer) -> VerdictLabel:
    """Of the three classes, whatever the floor and the conflict rule make of them."""
    chances = _row(answer)
    return MEANT[THREE[chances.index(max(chances))]]


def classified(said: Sequence[Said]) -> Classified:
    three = [one for one in said if one[0] in THREE]
    by_class = {label: f1(three, label) for label in THREE}
    pick = random.Random(SEED)
    resampled = sorted(macro_f1(pick.choices(three, k=len(three))) for _ in range(RESAMPLES))
    return Classified(
        accuracy=sum(MEANT[label] is answer for label, answer in three) / len(three),
        macro_f1=macro_f1(three),
        interval=(resampled[int(0.025 * RESAMPLES)], resampled[int(0.975 * RESAMPLES)]),
        f1=by_class,
        confusion={
            label: dict(Counter(answer for truth, answer in said if truth is label)) for label in Label
        },
    )


def macro_f1(said: Sequence[Said]) -> float:
    return sum(f1(said, label) for label in THREE) / len(THREE)


def f1(said: Sequence[Said], label: Label) -> float:
    """0 for a class that is neither labelled nor answered."""
    answered = sum(answer is MEANT[label] for _, answer in said)
    labelled = sum(truth is label for truth, _ in said)
    right = sum(truth is label and answer is MEANT[label] for truth, answer in said)
    return 2 * right / (answered + labelled) if answered + labelled else 0.0


def always(judged: Sequence[Judged]) -> dict[Label, float]:
    """Macro-F1 of who says the same of every claim."""
    labels = [claim.label for claim, _ in judged if claim.label in THREE]
    return {one: macro_f1([(label, MEANT[one]) for label in labels]) for one in THREE}


def share(wanted: Collection[str], read: Sequence[str]) -> float:
    return len(set(wanted) & set(read)) / len(wanted)


def _row(answer: Answer) -> tuple[float, float, float]:
    chances: Probabilities | None = answer.probabilities
    if chances is None:
        raise SystemExit(f"a claim was not judged: {answer.verdict}, {answer.reason}")
    return chances.supported, chances.refuted, chances.not_enough_evidence


def _chances(judged: Sequence[Judged]) -> Floats:
    return np.array([_row(answer) for _, answer in judged])


def _classes(judged: Sequence[Judged]) -> Ints:
    """Positions in ``Label``: that of conflicting is behind the three and never the most probable one."""
    order = (*THREE, Label.CONFLICTING)
    return np.array([order.index(claim.label) for claim, _ in judged])


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
