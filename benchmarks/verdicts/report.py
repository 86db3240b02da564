"""The results of one run, as JSON and as one page of Markdown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from benchmarks.rows import Label
from benchmarks.verdicts.confidence import Confident
from benchmarks.verdicts.goals import Goal, goals
from benchmarks.verdicts.measuring import (
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
RELIABILITY, RISK = "reliability.svg", "risk-coverage.svg"
Measure = Callable[[Scores], float]


@dataclass(frozen=True, slots=True)
class Run:
    """``fp32`` tells of the model before quantisation, or why it was not run; ``sample`` null for all rows.

    ``drawings`` is where the two drawings lie, seen from the page.
    """

    command: str
    sample: int | None
    judge: str
    judge_sha256: str
    calibration: str
    floor: float
    fp32: str
    drawings: str
    files: tuple[FileResult, ...]
    together: Mapping[str, Together]

    @property
    def goals(self) -> tuple[Goal, ...]:
        return tuple(goals(self.files, self.together))


def as_json(run: Run) -> str:
    whole = asdict(run) | {"goals": [asdict(goal) | {"met": goal.met} for goal in run.goals]}
    return json.dumps(whole, indent=1) + "\n"


def as_markdown(run: Run) -> str:
    size = "all rows" if run.sample is None else f"a sample of {run.sample} rows a file"
    parts = [
        ["# Verdicts on labelled claims and evidence", "", f"`{run.command}`, {size}."],
        [_judge(run)],
        ["", _EXPLANATION, "", "## Asked", "", *_goals(run.goals)],
        ["", "## All files together", "", *_together(run)],
        ["", "## Macro-F1 of the most probable answer", "", *_table(run.files, lambda one: one.macro_f1)],
        ["", "## Accuracy of the most probable answer", "", *_table(run.files, lambda one: one.accuracy)],
        ["", "## Forced to choose between two, accuracy", "", *_forced(run.files)],
        ["", "## Recall and confidence of the verdict", "", *_confidence(run.files)],
        ["", "## What the evidence adds", "", _ADDS, "", *_gaps(run.files)],
        ["", "## Where a baseline wins", "", *_losses(run.files)],
        ["", "## Rules", "", _RULES, "", *_rules(run.files)],
    ]
    return "\n".join(line for part in parts for line in part) + "\n"


_EXPLANATION = """\
`verdict` is the service's whole verdict stage, one passage a claim, and of its three probabilities the most
probable; `given` is the verdict as it was given, below the floor "not enough". `stance` is the model alone on
the whole passage, `fp32` the same before quantisation, `claim only` the same weights with an empty passage.
`overlap` is a rule over shared words, negation and numbers, tuned on dev; `constant` is the file's own most
frequent label. On files with two classes "not enough" is wrong; forced, the likelier side is taken. Macro-F1
is over the classes of the file. `seen` counts rows whose evidence text (never the claim) stands in a training
row. Rows labelled `mixed` are left out. The test files were never trained or tuned on."""
_ADDS = """\
The answer with the passage minus that of the same weights without it, in points: macro-F1 of the most
probable answer, accuracy, and forced accuracy where there are two classes; last, forced accuracy of the claim
alone above the constant, which is what can be told from the wording of claims."""
_RULES = """\
A rule counts as right when the label is its side; a passage weighed 0, when the label is "not enough" (left
open on files that have no such label); a refutation weighed 0, when the label is another. `right/fired`."""


def _judge(run: Run) -> str:
    judge = f"Judge {run.judge}, weights sha256 `{run.judge_sha256}`"
    return f"{judge}; calibration `{run.calibration}`, floor {run.floor:.2f}. fp32: {run.fp32}"


def _goals(found: Sequence[Goal]) -> Iterator[str]:
    yield "| what | asked | figure | |"
    yield "| --- | --- | --- | --- |"
    for goal in found:
        sign = "≤" if goal.at_most else "≥"
        figure, met = _number(goal.figure), "met" if goal.met else "**missed**"
        yield f"| {goal.what} | {sign} {goal.asked:.2f} | {figure} | {met} |"
    yield ""
    yield f"{sum(goal.met for goal in found)} of {len(found)} met."


def _together(run: Run) -> Iterator[str]:
    yield "| who | rows | accuracy | Brier | ECE | answered at ≥ 0.9 | right | sides at ≥ 0.9 | right |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    for who, one in run.together.items():
        cells = (who, str(one.rows), _number(one.accuracy), _number(one.brier), _number(one.ece))
        yield _row(*cells, *_confident(one.confident), *_confident(one.confident_sides))
    yield ""
    yield f"Files weighed by their rows. Drawn: [reliability]({run.drawings}/{RELIABILITY}),"
    yield f"[risk against coverage]({run.drawings}/{RISK})."


def _table(files: Sequence[FileResult], measure: Measure) -> Iterator[str]:
    yield f"| file | rows | seen | {VERDICT} | given | {' | '.join(ANSWERED[1:])} |"
    yield "| --- " * (len(ANSWERED) + 4) + "|"
    for one in files:
        given = one.figures[VERDICT].given
        cells = [measure(one.figures[who].open) if who in one.figures else None for who in ANSWERED]
        shown = [_number(cell) for cell in (cells[0], measure(given) if given else None, *cells[1:])]
        yield _row(one.file, str(one.rows), "–" if one.seen is None else str(one.seen), *shown)


def _forced(files: Sequence[FileResult]) -> Iterator[str]:
    yield f"| file | rows | {' | '.join(ANSWERED)} |"
    yield "| --- " * (len(ANSWERED) + 2) + "|"
    for one in files:
        if one.two_classes:
            yield _row(one.file, str(one.rows), *(_number(_forced_accuracy(one, who)) for who in ANSWERED))


def _confidence(files: Sequence[FileResult]) -> Iterator[str]:
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


def _gaps(files: Sequence[FileResult]) -> Iterator[str]:
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


def _losses(files: Sequence[FileResult]) -> Iterator[str]:
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


def _rules(files: Sequence[FileResult]) -> Iterator[str]:
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
