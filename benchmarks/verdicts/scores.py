"""Accuracy, recall and F1 of answers against labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.rows import Label

_SIDES = (Label.SUPPORTED, Label.REFUTED)


@dataclass(frozen=True, slots=True)
class Scores:
    """All in [0, 1]; ``recall`` by class that has rows.

    ``macro_f1`` is the mean F1 of the classes that have a row or an answer. ``decided`` is the share of
    answers that take a side, ``precision`` how many of those are right.
    """

    accuracy: float
    macro_f1: float
    recall: Mapping[Label, float]
    decided: float
    precision: float | None


def score(answers: Sequence[Label], truth: Sequence[Label], classes: Sequence[Label]) -> Scores:
    """``classes`` are those of the file: any other answer is wrong for every one of them."""
    hits = dict.fromkeys(classes, 0)
    for answer, label in zip(answers, truth, strict=True):
        if answer == label:
            hits[label] += 1
    f1, recall = [], {}
    for label in classes:
        said, true = answers.count(label), truth.count(label)
        if said + true:
            f1.append(2 * hits[label] / (said + true))
        if true:
            recall[label] = hits[label] / true
    sided = [answer == label for answer, label in zip(answers, truth, strict=True) if answer in _SIDES]
    return Scores(
        accuracy=sum(hits.values()) / len(truth),
        macro_f1=sum(f1) / len(f1),
        recall=recall,
        decided=len(sided) / len(truth),
        precision=sum(sided) / len(sided) if sided else None,
    )
