"""The results of one run, as JSON and as Markdown; marks by number, without words of the articles."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass

from benchmarks.claims.figures import Figures, Share
from benchmarks.claims.scoring import ASKED, LENIENT


@dataclass(frozen=True, slots=True)
class Run:
    """``left_out`` names the parts that were not run."""

    command: str
    articles: tuple[Figures, ...]
    left_out: tuple[str, ...]


def as_json(run: Run) -> str:
    return json.dumps(asdict(run), indent=1) + "\n"


def as_markdown(run: Run) -> str:
    lines = ["# Claim extraction", "", f"`{run.command}`", ""]
    lines += [f"Left out of this run: {name}." for name in run.left_out]
    lines += ["", "## Against what editors marked", "", _EXPLANATION, ""]
    names = [one.article for one in run.articles]
    lines.append("| | " + " | ".join([*names, "together"]) + " |")
    lines.append("| --- " * (len(names) + 2) + "|")
    lines += [_row(what, [pick(one) for one in run.articles]) for what, pick in _SHARES]
    others = [one.others for one in run.articles]
    lines.append(_line("claims beside the marks", [*map(str, others), str(sum(others))]))
    lines += ["", *_wrong_marks(run.articles)]
    return "\n".join(lines) + "\n"


_EXPLANATION = (
    "The rules stand in `benchmarks/claims/scoring.py`, `particulars.py` and `faithfulness.py`. All rows but"
    f" the first two are of the marks found at {ASKED}; times and quantities of those that ask for some."
)
_SHARES: tuple[tuple[str, Callable[[Figures], Share]], ...] = (
    (f"found, overlap at least {ASKED}", lambda one: one.found),
    (f"found, overlap at least {LENIENT}", lambda one: one.found_lenient),
    ("attribution right", lambda one: one.attribution),
    ("times right", lambda one: one.times),
    ("quantities right", lambda one: one.quantities),
    ("statement complete", lambda one: one.complete),
    ("statement adds nothing", lambda one: one.nothing_added),
    ("statement faithful: both", lambda one: one.faithful),
)


def _row(what: str, shares: Sequence[Share]) -> str:
    whole = Share(sum(one.right for one in shares), sum(one.asked for one in shares), ())
    return _line(what, [_written(one) for one in [*shares, whole]])


def _line(what: str, cells: Sequence[str]) -> str:
    return f"| {what} | {' | '.join(cells)} |"


def _written(share: Share) -> str:
    return (
        f"{share.right} of {share.asked} ({share.right / share.asked:.0%})" if share.asked else "none asked"
    )


def _wrong_marks(articles: Sequence[Figures]) -> Iterator[str]:
    """The numbers of the marks that went wrong, by article."""
    for one in articles:
        wrong = [(what, pick(one).wrong) for what, pick in _SHARES] + [("chain missing", one.chain_missing)]
        listed = "; ".join(f"not “{what}”: {_numbers(marks)}" for what, marks in wrong if marks)
        yield f"- {one.article}, {one.claims} claims: {listed or 'every mark is right'}."


def _numbers(marks: Sequence[int]) -> str:
    return ", ".join(str(mark) for mark in marks)
