"""The tables of a run's page, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from benchmarks.rows import Label
from benchmarks.verdicts.confidence import Confident
from benchmarks.verdicts.goals import Goal
from benchmarks.verdicts.results import (
    BASELINES,
    CLAIM_ONLY,
    CONSTANT,
    FP32,
    OVERLAP,
    STANCE,
    VERDICT,
    FileResult,
    Together,
)
from benchmarks.verdicts.scores import Scores
from benchmarks.verdicts.signals import RuleCount, in_all

ANSWERED = (VERDICT, STANCE, FP32, CLAIM_ONLY, OVERLAP, CONSTANT)
Measure = Callable[[Scores], float]


def of_goals(found: Sequence[Goal]) -> Iterator[str]:
    yield "| what | asked | figure | |"
    yield "| --- | --- | --- | --- |"
    for goal in found:
        sign = "≤" if goal.at_most else "≥"
        figure, met = _number(goal.figure), "met" if goal.met else "**missed**"
        yield f"| {goal.what} | {sign} {goal.asked:.2f} | {figure} | {met} |"
    yield ""
    yield f"{sum(goal.met for goal in found)} of {len(found)} met."


def of_together(found: Mapping[str, Together]) -> Iterator[str]:
    yield "| who | rows | accuracy | Brier | ECE | answered at ≥ 0.9 | right | sides at ≥ 0.9 | right |"
    yield "| --- " * 9 + "|"
    for who, one in found.items():
        cells = (who, str(one.rows), _number(one.accuracy), _number(one.brier), _number(one.ece))
        yield _row(*cells, *_confident(one.confident), *_confident(one.confident_sides))


def of_measure(files: Sequence[FileResult], measure: Measure) -> Iterator[str]:
    yield f"| file | rows | seen | {VERDICT} | given | {' | '.join(ANSWERED[1:])} |"
    yield "| --- " * (len(ANSWERED) + 4) + "|"
    for one in files:
        given = one.figures[VERDICT].given
        cells = [measure(one.figures[who].open) if who in one.figures else None for who in ANSWERED]
        shown = [_number(cell) for cell in (cells[0], measure(given) if given else None, *cells[1:])]
        yield _row(one.file, str(one.rows), "–" if one.seen is None else str(one.seen), *shown)


def of_forced(files: Sequence[FileResult]) -> Iterator[str]:
    yield f"| file | rows | {' | '.join(ANSWERED)} |"
    yield "| --- " * (len(ANSWERED) + 2) + "|"
    for one in files:
        if one.two_classes:
            yield _row(one.file, str(one.rows), *(_number(_forced_accuracy(one, who)) for who in ANSWERED))


def of_confidence(files: Sequence[FileResult]) -> Iterator[str]:
    yield (
        "| file | recall s / r / n | given: sides taken | right | Brier | ECE | answered at ≥ 0.9 | right |"
        " stance: Brier | ECE |"
    )
    yield "| --- " * 10 + "|"
    for one in files:
        figures, stance = one.figures[VERDICT], one.figures[STANCE].calibrated
        recall = figures.open.recall
        shown = " / ".join(f"{recall[label]:.2f}" if label in recall else "–" for label in Label)
        if figures.given and figures.calibrated and stance:
            taken = (_number(figures.given.decided), _number(figures.given.precision))
            stated = (_number(figures.calibrated.brier), _number(figures.calibrated.ece))
            bold = _confident(figures.calibrated.confident)
            yield _row(one.file, shown, *taken, *stated, *bold, _number(stance.brier), _number(stance.ece))


def of_gaps(files: Sequence[FileResult]) -> Iterator[str]:
    yield (
        "| file | verdict: macro-F1 | accuracy | forced | stance: macro-F1 | accuracy | forced |"
        " claim above constant |"
    )
    yield "| --- " * 8 + "|"
    for one in files:
        blind = one.figures[CLAIM_ONLY].open
        cells: list[float | None] = []
        for who in (VERDICT, STANCE):
            seeing = one.figures[who].open
            cells += [seeing.macro_f1 - blind.macro_f1, seeing.accuracy - blind.accuracy]
            cells.append(_difference(_forced_accuracy(one, who), _forced_accuracy(one, CLAIM_ONLY)))
        cells.append(_difference(_forced_accuracy(one, CLAIM_ONLY), _forced_accuracy(one, CONSTANT)))
        yield _row(one.file, *("–" if cell is None else f"{100 * cell:+.1f}" for cell in cells))


def of_losses(files: Sequence[FileResult]) -> Iterator[str]:
    ways: tuple[tuple[str, Callable[[FileResult, str], float | None]], ...] = (
        ("macro-F1", lambda one, who: one.figures[who].open.macro_f1),
        ("accuracy", lambda one, who: one.figures[who].open.accuracy),
        ("accuracy when forced", _forced_accuracy),
    )
    for what, value in ways:
        lost = []
        for one in files:
            own = value(one, VERDICT)
            found = [(other, who) for who in BASELINES if (other := value(one, who)) is not None]
            if own is not None and found and max(found)[0] > own:
                lost.append(f"{one.file} ({max(found)[1]})")
        yield f"- by {what}: {', '.join(lost) or 'nowhere'}"


def of_rules(files: Sequence[FileResult]) -> Iterator[str]:
    yield "| rule | effect | all | share right | by file |"
    yield "| --- | --- | --- | --- | --- |"
    for rule in in_all(one.rules for one in files):
        by_file = [
            f"{one.file} {_fired(count)}"
            for one in files
            for count in one.rules
            if (count.rule, count.effect) == (rule.rule, rule.effect)
        ]
        share = None if rule.right is None else rule.right / rule.fired
        yield _row(f"`{rule.rule}`", rule.effect, _fired(rule), _number(share), ", ".join(by_file))


def _fired(count: RuleCount) -> str:
    return f"{'–' if count.right is None else count.right}/{count.fired}"


def _forced_accuracy(result: FileResult, who: str) -> float | None:
    figures = result.figures.get(who)
    return figures.forced.accuracy if figures and figures.forced else None


def _difference(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


def _confident(found: Confident) -> tuple[str, str]:
    return f"{found.coverage:.1%}", _number(found.accuracy)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
