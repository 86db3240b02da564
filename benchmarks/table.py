"""The results of one run, as JSON and as a Markdown table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Literal, TypeAlias

from benchmarks.rows import Label
from benchmarks.scores import Scores

Measure: TypeAlias = Literal["macro_f1", "accuracy"]

MODEL, CONSTANT, OVERLAP = "model", "constant", "overlap"
FORCED = " forced"  # suffix of an answer that may not abstain
BASELINES = (CONSTANT, OVERLAP)
BEATS = ("fm2", "fever_symmetric", "healthver", "infotabs", "cad_nli")  # files, by how their name begins
FORCED_ACCURACY = {"fm2": 0.66, "fever_symmetric_v01": 0.70}


@dataclass(frozen=True, slots=True)
class FileResult:
    """``scores`` by who answered; ``seen`` counts rows whose evidence stands in a training row too."""

    file: str
    rows: int
    classes: tuple[Label, ...]
    seen: int | None
    scores: dict[str, Scores]

    def winner(self, measure: Measure = "macro_f1", suffix: str = "") -> str:
        """Who does best of those that answer in the way of ``suffix``, the model when equal."""
        names = [name for name in (MODEL, *BASELINES) if name + suffix in self.scores]
        return max(names, key=lambda name: _value(self.scores[name + suffix], measure), default=MODEL)


@dataclass(frozen=True, slots=True)
class Run:
    """``pairs_per_second`` of the whole run, on whatever machine it was."""

    command: str
    sample: int | None
    judge: str
    judge_sha256: str
    through: str
    pairs_per_second: float
    files: tuple[FileResult, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    what: str
    met: bool


def goals(results: Sequence[FileResult]) -> Iterator[Goal]:
    """What is asked of the model, of the files that were run."""
    for result in results:
        model = result.scores[MODEL].macro_f1
        if result.file.startswith(BEATS):
            best = max(result.scores[name].macro_f1 for name in BASELINES)
            yield Goal(f"{result.file}: macro-F1 {model:.3f} above both baselines ({best:.3f})", model > best)
        if (asked := FORCED_ACCURACY.get(result.file)) is not None:
            found = result.scores[MODEL + FORCED].accuracy
            yield Goal(f"{result.file}: forced accuracy {found:.3f}, at least {asked:.2f}", found >= asked)


def as_json(run: Run) -> str:
    return json.dumps(asdict(run), indent=1) + "\n"


def as_markdown(run: Run) -> str:
    rows = "all rows" if run.sample is None else f"{run.sample} rows a file"
    lines = [
        "# Verdicts on labelled claims and evidence",
        "",
        f"`{run.command}`, {rows}.",
        f"Judge {run.judge}, weights sha256 `{run.judge_sha256}`, {_THROUGH[run.through]}",
        f"{run.pairs_per_second:.0f} pairs a second on the machine of this run.",
        "",
        _EXPLANATION,
        "",
        "| file | rows | seen | who | accuracy | macro-F1 | recall s / r / n | decided | right | best |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for result in run.files:
        lines += _file_lines(result)
    lines += ["", "## Where a baseline wins", ""]
    lines += [f"- by {what}: {_losses(run.files, measure, way)}" for what, measure, way in _COMPARED]
    if run.through == "stance":
        lines += ["", "## Asked of the model", ""]
        lines += [f"- {'met' if goal.met else '**missed**'}: {goal.what}" for goal in goals(run.files)]
    return "\n".join(lines) + "\n"


_THROUGH = {
    "stance": "its most probable stance is the answer.",
    "verdict": "through the verdict stage: rules, pooling, calibration and floor, one passage a claim.",
}
_COMPARED: tuple[tuple[str, Measure, str], ...] = (
    ("macro-F1", "macro_f1", ""),
    ("accuracy", "accuracy", ""),
    ("accuracy when forced", "accuracy", FORCED),
)
_EXPLANATION = """\
`constant` always gives the file's own most frequent label. `overlap` is a rule over shared words, negation
and numbers, its thresholds tuned on dev (`benchmarks/baselines.py`). On files with two classes an answer that
abstains is wrong; `forced` picks the likelier side instead. Recall is of supported, refuted, not enough.
`decided` is the share of answers that take a side, `right` how many of those are right.
`seen` counts rows whose evidence text (never the claim) stands in a training row as well. Rows labelled
`mixed` are left out."""


def _file_lines(result: FileResult) -> Iterator[str]:
    winner = result.winner()
    for number, (who, scores) in enumerate(result.scores.items()):
        seen = "" if result.seen is None else str(result.seen)
        head = (result.file, str(result.rows), seen) if number == 0 else ("", "", "")
        recall = " / ".join(f"{scores.recall[one]:.2f}" if one in scores.recall else "–" for one in Label)
        best = "←" if who == winner else ""
        right = "–" if scores.precision is None else f"{scores.precision:.2f}"
        sides = (f"{scores.decided:.2f}", right)
        cells = (*head, who, f"{scores.accuracy:.3f}", f"{scores.macro_f1:.3f}", recall, *sides, best)
        yield f"| {' | '.join(cells)} |"


def _losses(results: Sequence[FileResult], measure: Measure, suffix: str) -> str:
    winners = [(one.file, one.winner(measure, suffix)) for one in results]
    return ", ".join(f"{file} ({winner})" for file, winner in winners if winner != MODEL) or "nowhere"


def _value(scores: Scores, measure: Measure) -> float:
    return scores.macro_f1 if measure == "macro_f1" else scores.accuracy
