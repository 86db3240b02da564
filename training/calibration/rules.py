"""How often each rule on content is right, by how strictly it matched and by what the judge says beside it.

    python -m training.calibration.rules --judge service/artifacts/stance --data ../shared/data
        [--rows 2000] [--wrong RULE]

Counted on rows the judge has not learned from: the dev files, what was kept out of the training files, and
rows made of both whose labels are known (a number or year changed, compared, placed before or after another).
A rule that decides is right when the label is its side, one that takes both sides away when it is neither.

The rules have no weights, but rows on which they were wrong have been read and were thought about.
"""

from __future__ import annotations

import argparse
import asyncio
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from clients.transport.deadline import Deadline
from service.domain.evidence import Document, Passage
from service.domain.ports import StanceCache
from service.domain.spans import Span
from service.domain.stance import StanceJudge, StanceProbabilities, StatementPassage
from service.inference.stance import OnnxStanceJudge
from service.language.quantities import read_quantities
from service.language.times import read_times
from service.verdict.calibration import RuleFigure
from service.verdict.consent import Decided, decided
from service.verdict.content import rule_on_documents
from service.verdict.ruled import COUNTED_WITH
from service.verdict.rules.ruling import RULED, Asserted, Ruling
from service.verdict.stances import read_stances
from service.verdict.windows import Window, window_of
from training.calibration.claims import A_DAY, StanceFile
from training.stance import numbers
from training.stance.mixture import chosen_by
from training.stance.rows import NEITHER, REFUTES, SUPPORTS, Example, load

ROWS = 2_000
"""Read of each file at most."""
DOUBTFUL_FROM = {"train/infotabs": 14_000}
"""Rows from which on labels are not used: there a changed date in a record is labelled as no evidence (47 of
85 cases of ``dates_conflict``, against 1 of 28 before)."""
LEAST = 20
"""Cases below which a share of right ones is no figure."""
READ_ON = date(2019, 1, 1)
UNJUDGED = StanceProbabilities(0.0, 0.0, 1.0)
"""In place of what the judge says, which the rules do not ask."""


@dataclass(frozen=True, slots=True)
class Fired:
    """One application of a rule to a row of ``file``; ``judged`` is null until the judge has read it."""

    file: str
    row: Example
    window: Window
    ruling: Ruling
    judged: StanceProbabilities | None = None

    @property
    def right(self) -> bool:
        """A side has to be that of the label; where both are taken away, the label has to be neither."""
        if self.decided is not None:
            return self.row.label == (REFUTES if self.ruling.stance == RULED else SUPPORTS)
        return self.row.label == NEITHER

    @property
    def decided(self) -> Decided | None:
        found = decided(self.ruling, self.judged or UNJUDGED)
        return replace(found, rule=COUNTED_WITH.get(found.rule, found.rule)) if found else None

    @property
    def pair(self) -> StatementPassage:
        return StatementPassage(self.row.statement, self.window.text, self.window.title)


def rows(data: Path, per_file: int) -> dict[str, list[Example]]:
    """By file; ``data`` holds train and dev. Rows made of a file stand under its name with "made of"."""
    found = chosen_by(data, per_file)
    for name, least in DOUBTFUL_FROM.items():
        doubtful = {(row.statement, row.passage) for row in load(data / f"{name}.jsonl.gz")[least:]}
        found[name] = [row for row in found[name] if (row.statement, row.passage) not in doubtful]
    rng = random.Random(5)
    for name, some in list(found.items()):
        count = len(some)
        found[f"made of {name}"] = [
            *numbers.renumbered(some, rng, count),
            *numbers.made_true(some, count),
            *numbers.compared(some, rng, count),
            *numbers.placed_in_time(some, rng, count),
        ]
    return found


def applied(by_file: Mapping[str, Sequence[Example]]) -> list[Fired]:
    """Every application of a rule on content that gives a passage another stance."""
    found = []
    for file, some in by_file.items():
        for row in some:
            ruling, window = _ruled(row)
            if ruling is not None and ruling.stance is not None and window is not None:
                found.append(Fired(file, row, window, ruling))
    return found


async def judged(fired: Sequence[Fired], judge: StanceJudge, cache: StanceCache) -> list[Fired]:
    """The same with what the judge says of each."""
    pairs = [one.pair for one in fired]
    stances = await read_stances(pairs, judge, cache, deadline=Deadline.after(A_DAY), scope=None)
    return [replace(one, judged=stances.known[one.pair]) for one in fired if one.pair in stances.known]


def figures(fired: Iterable[Fired]) -> dict[str, RuleFigure]:
    """Of each rule in each case, and of all rules in it, where there are enough of them.

    A share of n cases is taken as if half a case more had been right and half a one wrong.
    """
    cases: dict[str, list[Fired]] = defaultdict(list)
    for one in fired:
        for name in one.decided.counted_as() if one.decided else ():
            cases[name].append(one)
    return {
        name: RuleFigure(
            precision=round((sum(one.right for one in some) + 0.5) / (len(some) + 1), 4),
            fired=len(some),
            data=", ".join(sorted({one.file for one in some})),
        )
        for name, some in sorted(cases.items())
        if len(some) >= LEAST
    }


async def measure(data: Path, judge: StanceJudge, cache: StanceCache) -> dict[str, RuleFigure]:
    """What goes into the table; ``data`` holds train and dev."""
    fired = await judged(applied(rows(data, ROWS)), judge, cache)
    print_counts(fired)
    return figures(fired)


def _ruled(row: Example) -> tuple[Ruling | None, Window | None]:
    title, text = _page(row.passage)
    document = Document(source="rows", text=text, text_sha256="row", title=title)
    passage = Passage(document=document, span=Span(0, len(text)), score=1.0, origin="row")
    window = window_of(passage, row.statement)
    if window is None:
        return None, None
    asserted = Asserted(
        statement=row.statement,
        quantities=read_quantities(row.statement),
        times=read_times(row.statement, anchor=None),
        known_at=READ_ON,
    )
    (ruling,) = rule_on_documents(asserted, [(passage, window, UNJUDGED)])
    return ruling, window


def _page(evidence: str) -> tuple[str | None, str]:
    """An infobox as lines "key: value" under its title; prose as it is."""
    if not evidence.startswith("title: "):
        return None, evidence
    title, *lines = evidence.removeprefix("title: ").split("; ")
    return title, "\n".join(lines) or title


def print_counts(fired: Iterable[Fired]) -> None:
    """Right of all, for each rule and case, in all and by file."""
    cases: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for one in fired:
        names = one.decided.counted_as() if one.decided else (f"{one.ruling.signal.name}, takes a side away",)
        for name in names:
            cases[name][one.file].append(one.right)
    for name, by_file in sorted(cases.items()):
        every = [right for some in by_file.values() for right in some]
        files = ", ".join(f"{file} {sum(some)} of {len(some)}" for file, some in sorted(by_file.items()))
        print(f"{name}: {sum(every)} of {len(every)} right = {sum(every) / len(every):.3f} ({files})")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--judge", type=Path, default=Path("service/artifacts/stance"))
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--stances", type=Path, default=Path("checkpoints/calibration/stances.jsonl"))
    parser.add_argument("--rows", type=int, default=ROWS, help="of each file at most")
    parser.add_argument("--wrong", default=None, help="print the rows on which this rule is wrong")
    arguments = parser.parse_args()
    found = applied(rows(arguments.data / "verdict", arguments.rows))
    embedded = OnnxStanceJudge.load(arguments.judge, threads=1)

    async def read() -> list[Fired]:
        try:
            return await judged(found, embedded, StanceFile(arguments.stances))
        finally:
            await embedded.aclose()

    fired = asyncio.run(read())
    print_counts(fired)
    for one in fired:
        if one.ruling.signal.name == arguments.wrong and not one.right:
            case = one.decided.counted_as()[0] if one.decided else arguments.wrong
            print(f"\n{one.file}, {case}, label {one.row.label}: {one.ruling.signal.detail}")
            print(f"  C {one.row.statement}\n  E {one.window.title or ''}: {one.window.text}")


if __name__ == "__main__":
    main()
