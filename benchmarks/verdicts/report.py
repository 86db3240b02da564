"""The results of one run, as JSON and as one page of Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from benchmarks.verdicts import tables
from benchmarks.verdicts.goals import Goal, goals
from benchmarks.verdicts.results import FileResult, Together

RELIABILITY, RISK = "reliability.svg", "risk-coverage.svg"


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
    drawn = f"[reliability]({run.drawings}/{RELIABILITY}), [risk against coverage]({run.drawings}/{RISK})"
    weighed = f"Files weighed by their rows. Drawn: {drawn}."
    parts: list[tuple[str, str, Iterable[str]]] = [
        ("Asked", "", tables.of_goals(run.goals)),
        ("All files together", weighed, tables.of_together(run.together)),
        ("Macro-F1 of the most probable answer", "", tables.of_measure(run.files, lambda one: one.macro_f1)),
        ("Accuracy of the most probable answer", "", tables.of_measure(run.files, lambda one: one.accuracy)),
        ("Forced to choose between two, accuracy", "", tables.of_forced(run.files)),
        ("Recall and confidence of the verdict", "", tables.of_confidence(run.files)),
        ("What the evidence adds", _ADDS, tables.of_gaps(run.files)),
        ("Where a baseline wins", "", tables.of_losses(run.files)),
        ("Rules", _RULES, tables.of_rules(run.files)),
    ]
    lines = ["# Verdicts on labelled claims and evidence", "", f"`{run.command}`, {size}.", _judge(run)]
    lines += ["", _EXPLANATION]
    for title, said, rows in parts:
        lines += ["", f"## {title}", "", *([said, ""] if said else []), *rows]
    return "\n".join(lines) + "\n"


_EXPLANATION = """\
`verdict` is the service's whole verdict stage, one passage a claim, and of its three probabilities the most
probable; `given` is the verdict as it was given, below the floor "not enough". `stance` is the model alone on
the whole passage, `fp32` the same before quantisation, `claim only` the same weights with an empty passage.
`overlap` is a rule over shared words, negation and numbers, tuned on dev; `constant` is the file's own most
frequent label. On files with two classes "not enough" is wrong; forced, the likelier side is taken. Macro-F1
is over the classes of the file. `seen` counts rows whose evidence text (never the claim) stands in a row of a
training file. Rows labelled `mixed` are left out. The test files were never trained or tuned on."""
_ADDS = """\
The answer with the passage minus that of the same weights without it, in points: macro-F1 of the most
probable answer, accuracy, and forced accuracy where there are two classes; last, forced accuracy of the claim
alone above the constant, which is what can be told from the wording of claims."""
_RULES = """\
`right/fired`. A rule is right when the label is its side; one that says "neither" or weighs a passage 0, when
the label is "not enough" (open on files without it); one that weighs a refutation 0, when it is another."""


def _judge(run: Run) -> str:
    judge = f"Judge {run.judge}, weights sha256 `{run.judge_sha256}`"
    return f"{judge}; calibration `{run.calibration}`, floor {run.floor:.2f}. fp32: {run.fp32}"
