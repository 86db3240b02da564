"""Which models are trained, and how."""

from __future__ import annotations

from dataclasses import dataclass

from training.checkworthiness.data import FOLDS, LABELS

OUTPUTS = (*LABELS, "picked")
MAX_TOKENS = 64
HELD_OUT = 0  # the fold on which the student is measured


@dataclass(frozen=True, slots=True)
class Recipe:
    """``unpicked`` is how many debate sentences that nobody picked an epoch draws."""

    layers: int
    rate: float
    epochs: int
    unpicked: int
    picked_weight: float
    dropout: float = 0.1


@dataclass(frozen=True, slots=True)
class Part:
    """One training run, which does not see the folds ``held_out``. A teacher answers for the last of them.

    ``taught_by`` are the teachers of a student: none has seen the sentences it answers for, nor what the
    student is measured on.
    """

    name: str
    held_out: tuple[int, ...]
    seed: int
    recipe: Recipe
    taught_by: tuple[Part, ...] = ()


_TEACHER = Recipe(layers=4, rate=1.5e-4, epochs=3, unpicked=4000, picked_weight=0.5)
_STUDENT = Recipe(layers=4, rate=1.5e-4, epochs=5, unpicked=8000, picked_weight=1.0)
TEACHERS = tuple(Part(f"teacher-{fold}", (fold,), 100 + fold, _TEACHER) for fold in range(FOLDS))
DEV_TEACHERS = tuple(
    Part(f"teacher-{HELD_OUT}-{fold}", (HELD_OUT, fold), 200 + fold, _TEACHER)
    for fold in range(FOLDS)
    if fold != HELD_OUT
)
DEV_STUDENT = Part("student-dev", (HELD_OUT,), 20261125, _STUDENT, DEV_TEACHERS)
STUDENT = Part("student", (), 20261125, _STUDENT, TEACHERS)
PARTS = (*TEACHERS, *DEV_TEACHERS, DEV_STUDENT, STUDENT)
