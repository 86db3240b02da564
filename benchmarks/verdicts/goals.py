"""What is asked of verdicts, and whether a run met it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.rows import Label
from benchmarks.verdicts.results import CLAIM_ONLY, CONSTANT, VERDICT, FileResult, Together

Pick = Callable[[FileResult], float | None]


@dataclass(frozen=True, slots=True)
class Goal:
    """``figure`` is null when nothing could be measured, and then the goal is missed."""

    what: str
    asked: float
    figure: float | None
    at_most: bool = False

    @property
    def met(self) -> bool:
        if self.figure is None:
            return False
        return self.figure <= self.asked if self.at_most else self.figure >= self.asked


@dataclass(frozen=True, slots=True)
class Asked:
    """Of one file, at least ``value``; at most where ``at_most`` says so."""

    file: str
    what: str
    pick: Pick
    value: float
    at_most: bool = False

    def of(self, result: FileResult) -> Goal:
        return Goal(f"{self.file}: {self.what}", self.value, self.pick(result), self.at_most)


def _accuracy(result: FileResult) -> float:
    return result.figures[VERDICT].open.accuracy


def _macro_f1(result: FileResult) -> float:
    return result.figures[VERDICT].open.macro_f1


def _forced(result: FileResult) -> float | None:
    forced = result.figures[VERDICT].forced
    return forced.accuracy if forced else None


def _abstains(result: FileResult) -> float | None:
    return result.figures[VERDICT].open.recall.get(Label.NOT_ENOUGH)


def _ece(result: FileResult) -> float | None:
    calibrated = result.figures[VERDICT].calibrated
    return calibrated.ece if calibrated else None


def _claim_over_constant(result: FileResult) -> float | None:
    claim, constant = result.figures[CLAIM_ONLY].forced, result.figures[CONSTANT].forced
    return claim.accuracy - constant.accuracy if claim and constant else None


_ECE = "calibration error"
ASKED = (
    Asked("fm2", "forced accuracy", _forced, 0.75),
    Asked("fever_symmetric_v01", "forced accuracy", _forced, 0.82),
    Asked("sufficient_facts_fever", "macro-F1", _macro_f1, 0.58),
    Asked("sufficient_facts_fever", "recall of not enough", _abstains, 0.60),
    Asked("sufficient_facts_hover", "macro-F1", _macro_f1, 0.50),
    Asked("sufficient_facts_vitaminc", "macro-F1", _macro_f1, 0.50),
    Asked("factcheck_bench", "macro-F1", _macro_f1, 0.50),
    Asked("healthver", "macro-F1", _macro_f1, 0.60),
    Asked("climatefever", "macro-F1", _macro_f1, 0.50),
    Asked("infotabs_alpha1", "accuracy", _accuracy, 0.66),
    Asked("infotabs_alpha3", "accuracy", _accuracy, 0.56),
    Asked("tabfact", "forced accuracy", _forced, 0.58),
    Asked("cad_nli", "accuracy", _accuracy, 0.72),
    Asked("citint", "macro-F1", _macro_f1, 0.42),
    Asked("fm2", "claim only above the constant, forced", _claim_over_constant, 0.08, at_most=True),
    # of the kinds of text that calibration was fitted on
    Asked("cad_nli", _ECE, _ece, 0.04, at_most=True),
    Asked("citint", _ECE, _ece, 0.04, at_most=True),
    Asked("climatefever", _ECE, _ece, 0.04, at_most=True),
    Asked("infotabs_alpha1", _ECE, _ece, 0.04, at_most=True),
    # and of others
    Asked("factcheck_bench", _ECE, _ece, 0.10, at_most=True),
    Asked("fever_symmetric_v01", _ECE, _ece, 0.10, at_most=True),
    Asked("fever_symmetric_v02", _ECE, _ece, 0.10, at_most=True),
)
CONFIDENT_ACCURACY, CONFIDENT_COVERAGE = 0.90, 0.15


def goals(files: Sequence[FileResult], together: Mapping[str, Together]) -> Iterator[Goal]:
    """Of the files that were run, then of all of them together."""
    results = {result.file: result for result in files}
    for asked in ASKED:
        if asked.file in results:
            yield asked.of(results[asked.file])
    found = together[VERDICT].confident
    yield Goal("all files: accuracy at confidence 0.9 or more", CONFIDENT_ACCURACY, found.accuracy)
    yield Goal("all files: rows answered with confidence 0.9 or more", CONFIDENT_COVERAGE, found.coverage)
