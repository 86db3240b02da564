"""How often each rule on content is right when it fires, on labelled pairs; no model is asked.

``fever``, ``feverous`` and ``fm2`` (train) have prose as evidence, ``infotabs`` (train and dev) records. The
stance model was trained on some of these rows; the rules have no weights that could have been.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from service.domain.evidence import Document, Passage
from service.domain.spans import Span
from service.domain.stance import StanceProbabilities
from service.language.quantities import read_quantities
from service.language.times import read_times
from service.verdict.calibration import RuleFigure
from service.verdict.case import Case
from service.verdict.rules.ruling import CONFIRMED, RULED, Asserted
from service.verdict.weighing import ReadWindow, weigh
from service.verdict.windows import Window
from training.stance.mixture import REFUTES, SUPPORTS, Example, load

FILES = ("train/fever", "train/feverous", "train/fm2", "train/infotabs", "dev/infotabs")
UNSAID = StanceProbabilities(0.0, 0.0, 1.0)
MEANS = {RULED: REFUTES, CONFIRMED: SUPPORTS}
LEAST_FIRED = 30
READ_ON = date(2019, 1, 1)


def measure(data: Path) -> dict[str, RuleFigure]:
    """Figures of the rules that fired at least ``LEAST_FIRED`` times; ``data`` holds train and dev."""
    right: Counter[str] = Counter()
    fired: Counter[str] = Counter()
    for name in FILES:
        for row in load(data / f"{name}.jsonl.gz"):
            for rule, label in _fired(row):
                fired[rule] += 1
                right[rule] += label == row.label
    for rule, count in fired.items():
        print(f"{rule}: {right[rule]} of {count} right")
    return {
        rule: RuleFigure(precision=round(right[rule] / count, 4), fired=count, data=", ".join(FILES))
        for rule, count in sorted(fired.items())
        if count >= LEAST_FIRED
    }


def _fired(row: Example) -> set[tuple[str, int]]:
    title, text = _page(row.passage)
    document = Document(source="rows", text=text, text_sha256="row", title=title)
    passage = Passage(document=document, span=Span(0, len(text)), score=1.0, origin="row")
    quantities = read_quantities(row.statement)
    times = read_times(row.statement, anchor=None)
    case = Case(
        statement=row.statement,
        quantities=quantities,
        times=times,
        passages=(passage,),
        coverage=(),
        as_of=None,
    )
    asserted = Asserted(statement=row.statement, quantities=quantities, times=times, known_at=READ_ON)
    window = ReadWindow(Window(passage.span, text, 1.0), UNSAID)
    (weighed,) = weigh(case, asserted, [(passage, [window])])
    label = MEANS.get(weighed.passage.probabilities)
    return set() if label is None else {(weighed.signals[0].name, label)}


def _page(evidence: str) -> tuple[str | None, str]:
    """An infobox as lines "key: value" under its title; prose as it is."""
    if not evidence.startswith("title: "):
        return None, evidence
    title, *lines = evidence.removeprefix("title: ").split("; ")
    return title, "\n".join(lines) or title
