"""How often each rule on content is right when it fires, on labelled pairs; no model is asked.

    python -m training.calibration.rules --data DATA [--files train/fever …] [--wrong RULE] [--every 4]

A rule that decides is right when the label is its side. A rule that shields takes a side away, and is right
when the label is another one. Only rows with an even number were read while the rules were written, and
``--wrong`` shows no others: the odd rows give the figures that are published.

The stance model was trained on some of these rows; the rules have no weights that could have been.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from service.domain.evidence import Document, Passage
from service.domain.spans import Span
from service.domain.stance import StanceProbabilities
from service.language.quantities import read_quantities
from service.language.times import read_times
from service.verdict.calibration import RuleFigure
from service.verdict.content import rule_on_documents
from service.verdict.rules.ruling import DECIDED, RULED, Asserted, Ruling
from service.verdict.windows import Window
from training.stance.rows import NEITHER, REFUTES, SUPPORTS, Example, load

FILES = (
    "train/fever",
    "train/feverous",
    "train/fm2",
    "train/infotabs",
    "dev/infotabs",
    "train/healthver",
    "dev/climatefever",
    "dev/citint",
    "train/tabfact",
)
TWO_WAY = {"train/fever", "train/feverous", "train/fm2", "train/tabfact"}
"""Files without a third class: what shields from both sides cannot be right there."""
LAST_ROW = {"train/infotabs": 14_000}
"""Rows that are read. In the later ones of infotabs a changed date is labelled as no evidence (47 of 85 cases
of ``dates_conflict``, against 1 of 28 before), though the record has another one: what they measure is that.
"""
OPEN = StanceProbabilities(0.4, 0.4, 0.2)
LEAST_FIRED = 30
READ_ON = date(2019, 1, 1)
_KEY = re.compile(r"^[^\n:]{1,60}: ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Fired:
    """One application of a rule to row ``number`` of ``file``; ``effect`` as its signal names it."""

    rule: str
    effect: str
    right: bool
    file: str
    number: int
    row: Example
    detail: str

    @property
    def unseen(self) -> bool:
        return self.number % 2 == 1


def measure(data: Path) -> dict[str, RuleFigure]:
    """Figures on the odd rows of the rules that decide; ``data`` holds train and dev."""
    fired = [one for one in applied(data) if one.unseen and one.effect in {"refutes", "supports"}]
    print_figures(fired)
    return {
        rule: RuleFigure(
            precision=round(right / count, 4), fired=count, data="odd rows of " + ", ".join(FILES)
        )
        for rule, (right, count) in sorted(_counts(fired).items())
        if count >= LEAST_FIRED
    }


def applied(data: Path, files: tuple[str, ...] = FILES, every: int = 1) -> Iterator[Fired]:
    """Every application of a rule to the rows of ``files``, or to ``every`` n-th pair of rows."""
    for file in files:
        for number, row in enumerate(load(data / f"{file}.jsonl.gz")):
            if number // 2 % every or number >= LAST_ROW.get(file, number + 1):
                continue
            ruling = _ruled(row)
            if ruling is not None and (right := _right(ruling, row.label)) is not None:
                signal = ruling.signal
                yield Fired(signal.name, signal.effect, right, file, number, row, signal.detail)


def _ruled(row: Example) -> Ruling | None:
    title, text = _page(row.passage)
    document = Document(source="rows", text=text, text_sha256="row", title=title)
    passage = Passage(document=document, span=Span(0, len(text)), score=1.0, origin="row")
    asserted = Asserted(
        statement=row.statement,
        quantities=read_quantities(row.statement),
        times=read_times(row.statement, anchor=None),
        known_at=READ_ON,
    )
    window = Window(passage.span, text, passage.document.title)
    (ruling,) = rule_on_documents(asserted, [(passage, window, OPEN)])
    return ruling


def _right(ruling: Ruling, label: int) -> bool | None:
    """Null for a ruling that neither decides nor takes anything away."""
    if ruling.stance in DECIDED:
        return label == (REFUTES if ruling.stance == RULED else SUPPORTS)
    stance = ruling.stance or OPEN
    if ruling.weight == 0.0 or stance.supports == stance.refutes == 0.0:
        return label == NEITHER
    if stance.refutes == 0.0:
        return label != REFUTES
    return label != SUPPORTS if stance.supports == 0.0 else None


def _page(evidence: str) -> tuple[str | None, str]:
    """An infobox as lines "key: value" under its title; prose as it is."""
    if not evidence.startswith("title: "):
        return None, evidence
    title, *lines = evidence.removeprefix("title: ").split("; ")
    return title, "\n".join(lines) or title


def _counts(fired: list[Fired]) -> dict[str, tuple[int, int]]:
    """Right and all, per rule."""
    count = Counter(one.rule for one in fired)
    right = Counter(one.rule for one in fired if one.right)
    return {rule: (right[rule], count[rule]) for rule in count}


def print_figures(fired: list[Fired]) -> None:
    for rule, (right, count) in sorted(_counts(fired).items()):
        effect = next(one.effect for one in fired if one.rule == rule)
        print(f"{rule} ({effect}): {right} of {count} right = {right / count:.3f}")
        for file in FILES:
            here = [one for one in fired if one.rule == rule and one.file == file]
            if here:
                print(f"    {file}: {sum(one.right for one in here)} of {len(here)}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data/verdict"))
    parser.add_argument("--files", nargs="+", default=FILES)
    parser.add_argument("--every", type=int, default=1, help="read every n-th pair of rows only")
    parser.add_argument("--wrong", default=None, help="print the even rows on which this rule is wrong")
    arguments = parser.parse_args()
    fired = list(applied(arguments.data, tuple(arguments.files), arguments.every))
    for name, unseen in (("even rows, read", False), ("odd rows, not read", True)):
        print(f"== {name}")
        print_figures([one for one in fired if one.unseen is unseen])
    for one in fired:
        if one.rule == arguments.wrong and not one.right and not one.unseen:
            print(f"\n{one.file} {one.number} label {one.row.label}: {one.detail}\n  C {one.row.statement}")
            print(f"  E {one.row.passage}")


if __name__ == "__main__":
    main()
