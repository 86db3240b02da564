"""From pooled features to probabilities, by a table fitted on public claims, its figures with it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from service.domain.verdict import Probabilities
from service.verdict.pooling import FEATURES


class CalibrationError(Exception):
    """A calibration table is missing or cannot be read; the message names the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """One class against ``not_enough_evidence``: intercept plus one coefficient per feature."""

    intercept: float
    coefficients: dict[str, float]

    def score(self, features: tuple[float, ...]) -> float:
        return self.intercept + sum(
            self.coefficients[name] * value for name, value in zip(FEATURES, features, strict=True)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictRule:
    """Both sides at ``threshold`` or above mean conflict; ``precision`` as measured, in ``fired`` cases."""

    threshold: float
    precision: float | None
    fired: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFigure:
    """How often a rule on content was right when it fired on labelled ``data``."""

    precision: float
    fired: int
    data: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """How good the table is, by cross-validation on its population.

    ``ece`` over 15 bins of the top probability; ``brier`` summed over the three classes; ``decided`` is the
    share of claims with a verdict at the floor and ``decided_precision`` how many of those were right.
    """

    claims: int
    folds: int
    accuracy: float
    ece: float
    brier: float
    decided: float
    decided_precision: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Coefficients, floor and the figures that belong to one judge."""

    name: str
    population: str
    judge_name: str
    judge_sha256: str
    supported: Linear
    refuted: Linear
    temperature: float
    floor: float
    conflict: ConflictRule
    rules: dict[str, RuleFigure] = field(default_factory=dict)
    measured: Measured
    by_population: dict[str, Measured] = field(default_factory=dict)
    command: str

    def probabilities(self, features: tuple[float, ...]) -> Probabilities:
        """Softmax over the three classes; ``not_enough_evidence`` has score 0."""
        scores = [self.supported.score(features), self.refuted.score(features), 0.0]
        scaled = [score / self.temperature for score in scores]
        top = max(scaled)
        weights = [math.exp(score - top) for score in scaled]
        total = sum(weights)
        return Probabilities(*(weight / total for weight in weights))


_TABLE = TypeAdapter(Table)


@dataclass(frozen=True, slots=True)
class Calibration:
    """The tables of a folder. ``default`` serves, without figures, a judge that has none of its own."""

    default: Table
    tables: tuple[Table, ...]

    @classmethod
    def load(cls, folder: Path) -> Calibration:
        """Read ``default.json`` and every other ``*.json`` of ``folder``. Raises ``CalibrationError``."""
        default = read_table(folder / "default.json")
        others = (read_table(path) for path in sorted(folder.glob("*.json")) if path.name != "default.json")
        return cls(default, (default, *others))

    def of_judge(self, sha256: str) -> Table | None:
        """The table measured with this very judge, if there is one."""
        return next((table for table in self.tables if table.judge_sha256 == sha256), None)


def read_table(path: Path) -> Table:
    try:
        table = _TABLE.validate_json(path.read_bytes())
    except FileNotFoundError as error:
        raise CalibrationError(f"no calibration table at {path}") from error
    except ValidationError as error:
        raise CalibrationError(f"{path} is not a calibration table: {error.error_count()} errors") from error
    for side in (table.supported, table.refuted):
        if set(side.coefficients) != set(FEATURES):
            raise CalibrationError(f"{path} has other features than {', '.join(FEATURES)}")
    return table
