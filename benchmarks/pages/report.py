"""The figures of one run, as JSON and as Markdown."""

from __future__ import annotations

import json
import statistics
from collections.abc import Sequence
from dataclasses import asdict

from benchmarks.pages.measuring import GOAL_DATES, GOAL_F1, Half, Reading

_EXPLANATION = f"""\
Pages, texts and dates are our own (`tests/data/pages`). The held-out pages were written first and left alone
while the extraction was made by the others. Those that showed a fault when they were read became development
pages and others took their place: one list of links of the first twelve pages without a text, then, of three
new pages, another list of links and two texts with F1 of 0.83 and 0.91.

F1 is over words, each counted as often as it occurs, without the headline. A date is right when it names the
same day (or month, or none, as the page does), and right to the moment when time of day and offset are right
too. "Hidden phrases" are words of a page that its readers do not see and that reached the text. Beside it
stands trafilatura as it comes, in the same run, with readers' comments left out; it has no word for pages
that are no texts but an empty answer. Milliseconds are processor time.
Asked: F1 {GOAL_F1:.2f}, dates {GOAL_DATES:.0%}, no readable page refused."""


def as_json(command: str, halves: Sequence[Half]) -> str:
    return json.dumps({"command": command, "halves": [asdict(half) for half in halves]}, indent=1) + "\n"


def as_markdown(command: str, halves: Sequence[Half]) -> str:
    lines = ["# Pages to text, date and kind", "", f"`{command}`", "", _EXPLANATION, ""]
    lines += _table(
        ["", *(f"{half.reader}, {half.split}" for half in halves)],
        [
            ["pages to read", *(str(len(half.readings)) for half in halves)],
            ["F1, mean", *(f"{half.f1:.3f}" for half in halves)],
            ["F1, worst page", *(f"{half.worst.f1:.3f}" for half in halves)],
            ["dates right", *(f"{half.days} of {len(half.readings)}" for half in halves)],
            ["dates right to the moment", *(f"{half.moments} of {len(half.readings)}" for half in halves)],
            ["hidden phrases in the text", *(str(half.leaks) for half in halves)],
            ["readable pages refused", *(str(half.false_alarms) for half in halves)],
            ["pages without text refused", *(f"{half.refused} of {len(half.refusals)}" for half in halves)],
            ["... with the right kind", *(f"{half.named} of {len(half.refusals)}" for half in halves)],
            ["milliseconds a page", *(f"{half.milliseconds:.1f}" for half in halves)],
        ],
    )
    lines += ["", "## By shape", "", "Mean F1 (pages):", ""]
    shapes = sorted({one.shape for half in halves for one in half.readings})
    lines += _table(
        ["shape", *(f"{half.reader}, {half.split}" for half in halves)],
        [[shape, *(_mean(half, shape) for half in halves)] for shape in shapes],
    )
    lines += ["", "## What was missed", ""]
    lines += [line for half in halves for line in _missed(half)] or ["Nothing."]
    return "\n".join(lines) + "\n"


def _mean(half: Half, shape: str) -> str:
    scores = [one.f1 for one in half.readings if one.shape == shape]
    return f"{statistics.mean(scores):.3f} ({len(scores)})" if scores else ""


def _missed(half: Half) -> list[str]:
    where = f"{half.reader}, {half.split}"
    found = [
        f"- {where}: `{one.page}`: {', '.join(faults)}" for one in half.readings if (faults := _faults(one))
    ]
    return found + [
        f"- {where}: `{one.page}`: {one.asked} taken for {one.found or 'a text'}"
        for one in half.refusals
        if one.found != one.asked
    ]


def _faults(one: Reading) -> list[str]:
    faults = []
    if one.f1 < GOAL_F1:
        faults.append(f"F1 {one.f1:.3f}")
    if not one.day:
        faults.append(f"date {one.date or 'not found'}")
    if one.leaks:
        faults.append(f"{one.leaks} hidden phrases")
    if one.kind:
        faults.append(f"refused as {one.kind}")
    return faults


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)]
