"""What a run comes to: figures by answerer, by file, and of all files together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.rows import Label
from benchmarks.verdicts.confidence import Bin, Confident, Point
from benchmarks.verdicts.scores import Scores
from benchmarks.verdicts.signals import RuleCount

VERDICT, STANCE, FP32, CLAIM_ONLY = "verdict", "stance", "fp32", "claim only"
OVERLAP, CONSTANT = "overlap", "constant"
BASELINES = (OVERLAP, CONSTANT)
TWO_CLASSES = (Label.SUPPORTED, Label.REFUTED)


@dataclass(frozen=True, slots=True)
class Calibrated:
    """Of the three probabilities, but ``confident``: of the answers as given."""

    brier: float
    ece: float
    confident: Confident


@dataclass(frozen=True, slots=True)
class Figures:
    """``open`` takes the most probable of three answers, ``given`` the one that was given, floor included.

    ``forced`` takes the likelier side, on files that have nothing else. Who states no probabilities has no
    ``calibrated`` and no ``given``.
    """

    open: Scores
    given: Scores | None
    forced: Scores | None
    calibrated: Calibrated | None


@dataclass(frozen=True, slots=True)
class FileResult:
    """``seen`` counts rows whose evidence stands in a training row too, null where that is not known."""

    file: str
    rows: int
    classes: tuple[Label, ...]
    seen: int | None
    figures: Mapping[str, Figures]
    rules: tuple[RuleCount, ...]

    @property
    def two_classes(self) -> bool:
        return self.classes == TWO_CLASSES


@dataclass(frozen=True, slots=True)
class Together:
    """Of one answerer over the rows of all files. ``confident_sides``: verdicts that take a side only.

    ``accuracy`` is of the most probable answer.
    """

    rows: int
    accuracy: float
    brier: float
    ece: float
    confident: Confident
    confident_sides: Confident
    bins: tuple[Bin, ...]
    curve: tuple[Point, ...]
