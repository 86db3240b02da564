"""Whether stated probabilities hold: Brier score, calibration error, what the confident answers are worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from benchmarks.rows import Label
from benchmarks.verdicts.answers import Answer, Chances

BINS = 15
CONFIDENT = 0.9
STEP = 0.005  # of coverage between two points of a curve


@dataclass(frozen=True, slots=True)
class Stated:
    """A top probability, and whether the answer it was stated for is right."""

    top: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers whose top probability lies in [``low``, ``high``): how many, its mean, the share right."""

    low: float
    high: float
    answers: int
    stated: float
    right: float


@dataclass(frozen=True, slots=True)
class Point:
    """Of the ``coverage`` most confident share of the answers, the share ``risk`` is wrong."""

    coverage: float
    risk: float


@dataclass(frozen=True, slots=True)
class Confident:
    """The share of rows answered at ``CONFIDENT`` or above, and the share of those that is right."""

    coverage: float
    accuracy: float | None


def stated(answers: Sequence[Answer], truth: Sequence[Label]) -> list[Stated]:
    return [
        Stated(max(answer.chances), answer.chances.likeliest() is label)
        for answer, label in zip(answers, truth, strict=True)
    ]


def brier(chances: Sequence[Chances], truth: Sequence[Label]) -> float:
    """Squared distance to the label, summed over the three classes, averaged over rows; in [0, 2]."""
    total = 0.0
    for one, label in zip(chances, truth, strict=True):
        total += sum((chance - (label is of)) ** 2 for chance, of in zip(one, Label, strict=True))
    return total / len(truth)


def bins(found: Sequence[Stated]) -> list[Bin]:
    """``BINS`` equal bins of the top probability (Guo et al. 2017, arXiv:1706.04599), those with answers."""
    together: dict[int, list[Stated]] = {}
    for one in found:
        together.setdefault(min(int(one.top * BINS), BINS - 1), []).append(one)
    return [
        Bin(
            low=number / BINS,
            high=(number + 1) / BINS,
            answers=len(inside),
            stated=sum(one.top for one in inside) / len(inside),
            right=sum(one.right for one in inside) / len(inside),
        )
        for number, inside in sorted(together.items())
    ]


def calibration_error(found: Sequence[Bin]) -> float:
    """ECE: the distance between stated and right, averaged over answers."""
    return sum(one.answers * abs(one.stated - one.right) for one in found) / sum(one.answers for one in found)


def confident(answers: Sequence[Answer], truth: Sequence[Label], *, sides: bool = False) -> Confident:
    """By the answer as given; with ``sides`` only those that take one."""
    right = [
        answer.given is label
        for answer, label in zip(answers, truth, strict=True)
        if answer.confidence is not None
        and answer.confidence >= CONFIDENT
        and not (sides and answer.given is Label.NOT_ENOUGH)
    ]
    return Confident(len(right) / len(truth), sum(right) / len(right) if right else None)


def risk_coverage(found: Sequence[Stated]) -> list[Point]:
    """From the most confident answers to all; answers of equal confidence come in together.

    Points lie at least ``STEP`` of coverage apart, so that the first ones rest on more than a few answers.
    """
    points: list[Point] = []
    taken = wrong = 0
    for _, tied in groupby(sorted(found, key=lambda one: -one.top), key=lambda one: one.top):
        some = list(tied)
        taken += len(some)
        wrong += sum(not one.right for one in some)
        before = points[-1].coverage if points else 0.0
        if taken == len(found) or taken / len(found) >= before + STEP:
            points.append(Point(taken / len(found), wrong / taken))
    return points
