"""The figures of one run, as JSON and as Markdown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass

from benchmarks.climate.claims import Label
from benchmarks.climate.scores import RANKS, THREE, Classified, Figures
from service.domain.verdict import VerdictLabel

LIBRARY, GOLD = "library", "gold"
NAMES = {LIBRARY: "found in the library", GOLD: "the labelled sentences"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """``figures`` by route; ``always`` is the macro-F1 of saying the same of every claim."""

    command: str
    sample: int | None
    sentences: int
    judge: str
    judge_sha256: str
    calibration: str
    floor: float
    conflict_threshold: float
    always: dict[Label, float]
    figures: dict[str, Figures]


def as_json(run: Run) -> str:
    return json.dumps(asdict(run), indent=1) + "\n"


def as_markdown(run: Run) -> str:
    first = next(iter(run.figures.values()))
    best = max(run.always, key=lambda label: run.always[label])
    size = f" (a sample of {run.sample})" if run.sample else ""
    asked = (
        f"`{run.command}`: {first.claims} claims of `retrieval/climatefever/test`{size}, {first.of_three} of "
        "them labelled with one of three classes."
    )
    judge = (
        f"Judge {run.judge}, weights sha256 `{run.judge_sha256}`; calibration table {run.calibration}, "
        f"floor {run.floor}, conflict from {run.conflict_threshold} on both sides."
    )
    lines = [
        "# Climate claims, end to end",
        "",
        asked,
        judge,
        "",
        _EXPLANATION.format(sentences=f"{run.sentences:,}"),
        "",
        f"| | {' | '.join(NAMES[name] for name in run.figures)} |",
        "| --- " * (len(run.figures) + 1) + "|",
    ]
    lines += [f"| {what} | {' | '.join(map(pick, run.figures.values()))} |" for what, pick in _ROWS]
    lines += ["", f"Who always says {best} has a macro-F1 of {run.always[best]:.3f}."]
    for name, figures in run.figures.items():
        lines += ["", f"## Label by answer: {NAMES[name]}", "", *_confusion(figures), ""]
        reasons = ", ".join(f"{reason} {count}" for reason, count in figures.reasons.items())
        lines.append(f"Reasons given: {reasons or 'none'}.")
    return "\n".join(lines) + "\n"


_EXPLANATION = """\
The library holds the {sentences} sentences of the corpus, each a document under the title of its page. With
what words a claim is looked for, which sentences are read and what is made of them is the service's own code;
the library is its only source, and a required one. The labelled sentences are judged as
`POST /v1/assessments` judges what it is sent.

`argmax` takes the most probable of the three classes. `as given` is the verdict of the report: it abstains
below the floor and knows `conflicting` too. Scores are over claims labelled with one of the three classes,
where any other answer is wrong; an interval holds 95 of 100 resamples of them. ECE has 15 bins of the top
probability. A claim is covered when its verdict is supported or refuted. Recall is of the five sentences a
claim is labelled by; others of the corpus may bear on it too."""


def _scored(pick: Callable[[Figures], Classified]) -> Callable[[Figures], str]:
    def cell(figures: Figures) -> str:
        one = pick(figures)
        low, high = one.interval
        return f"{one.macro_f1:.3f} ({low:.3f} to {high:.3f})"

    return cell


def _by_class(pick: Callable[[Figures], Classified]) -> Callable[[Figures], str]:
    return lambda figures: " / ".join(f"{pick(figures).f1[label]:.2f}" for label in THREE)


_ROWS: tuple[tuple[str, Callable[[Figures], str]], ...] = (
    ("macro-F1, argmax", _scored(lambda one: one.argmax)),
    ("F1 supported / refuted / not enough, argmax", _by_class(lambda one: one.argmax)),
    ("accuracy, argmax", lambda one: f"{one.argmax.accuracy:.3f}"),
    ("macro-F1, as given", _scored(lambda one: one.given)),
    ("F1 supported / refuted / not enough, as given", _by_class(lambda one: one.given)),
    ("accuracy, as given", lambda one: f"{one.given.accuracy:.3f}"),
    ("ECE", lambda one: f"{one.ece:.3f}"),
    ("ECE, conflicting claims counted as wrong", lambda one: f"{one.ece_of_all:.3f}"),
    ("Brier over three classes", lambda one: f"{one.brier:.3f}"),
    ("covered", lambda one: f"{one.covered:.3f}"),
    ("right of those covered", lambda one: _or_none(one.covered_right)),
    (f"recall@{RANKS}", lambda one: f"{one.recall:.3f}"),
    (f"recall@{RANKS} of sentences that take a side", lambda one: _or_none(one.recall_decisive)),
    ("recall of all that was read", lambda one: f"{one.recall_all:.3f}"),
    ("sentences read a claim", lambda one: f"{one.read:.1f}"),
)


def _or_none(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _confusion(figures: Figures) -> Iterator[str]:
    """Rows are labels; the argmax stands before the verdict as given."""
    answers = (VerdictLabel.SUPPORTED, VerdictLabel.REFUTED, VerdictLabel.NOT_ENOUGH_EVIDENCE)
    verdicts = (*answers, VerdictLabel.CONFLICTING, VerdictLabel.NOT_CHECKED)
    heads: Sequence[str] = [
        *(f"argmax {one}" for one in answers),
        *(f"given {one}" for one in verdicts),
    ]
    yield f"| label | {' | '.join(heads)} |"
    yield "| --- " * (len(heads) + 1) + "|"
    for label in Label:
        argmax, given = figures.argmax.confusion[label], figures.given.confusion[label]
        cells = [*(argmax.get(one, 0) for one in answers), *(given.get(one, 0) for one in verdicts)]
        yield f"| {label} | {' | '.join(map(str, cells))} |"
