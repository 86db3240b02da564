"""The matrix as JSON and as Markdown, and whether what is asked of it was met."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from benchmarks.faults.matrix import ALLOWANCE_S, Cell, Storm

MOST = 1.2
"""Requests for each call, at most, where everything fails."""
_COLUMNS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """``load`` is that of the machine before, null where it does not tell."""

    command: str
    deadline_s: float
    load: float | None
    cells: tuple[Cell, ...]
    storms: tuple[Storm, ...]

    @property
    def goals(self) -> tuple[tuple[str, bool], ...]:
        """What is asked, each with whether it was met."""
        answers = [one for one in self.cells if one.word == "ok" and one.expected != "ok"]
        wrong = [one for one in self.cells if not one.right]
        late = [one for one in self.cells if one.seconds > self.deadline_s + ALLOWANCE_S]
        much = [one for one in self.storms if one.ratio > MOST]
        return (
            (f"no fault is taken for an answer ({len(answers)} of {len(self.cells)} cells)", not answers),
            (f"each has the reason that is right for it ({len(wrong)} have not)", not wrong),
            (
                f"each is over {ALLOWANCE_S} s after its deadline at the latest ({len(late)} are not)",
                not late,
            ),
            (f"at most {MOST} requests a call where everything fails ({len(much)} more)", not much),
        )

    @property
    def met(self) -> bool:
        return all(met for _, met in self.goals)


def as_json(run: Run) -> str:
    return json.dumps(asdict(run), indent=1) + "\n"


def as_markdown(run: Run) -> str:
    load = "not told" if run.load is None else f"{run.load:.2f}"
    lines = [
        "# Adapters against failing upstreams",
        "",
        f"`{run.command}`; load of the machine before: {load}.",
        "",
        _EXPLANATION.format(deadline=run.deadline_s),
        "",
        *_matrix(run.cells),
        "## Where everything fails",
        "",
        _STORM.format(asked=run.storms[0].asked if run.storms else 0),
        "",
        *_storms(run.storms),
        "## Asked",
        "",
        *(f"- {'met' if met else '**missed**'}: {what}" for what, met in run.goals),
    ]
    return "\n".join(lines) + "\n"


_EXPLANATION = """\
Each adapter is made against a server on loopback that plays one fault, and asked once, with a deadline of
{deadline} s, its own limits, pauses, breaker and retries but no pace, and a transport of its own. A cell says
what the adapter answered, after how many seconds, and how many requests left. `not_measured` is written as
its reason alone; `ok` stands only where a page that says something else is a page all the same. Another word
than the right one is followed by that one in bold. Rows named `own` are errors as that upstream alone words
them."""

_STORM = """\
{asked} questions at once to an upstream that always fails, with no rate to hold them back: only breaker,
pauses and the retry budget of the source do. `calls` is what adapters asked of the transport; an adapter that
needs several answers for one question may make more calls than there were questions. For each adapter the
fault with most requests for each call."""


def _matrix(cells: Sequence[Cell]) -> Iterator[str]:
    names = list(dict.fromkeys(one.adapter for one in cells))
    found = {(one.adapter, one.fault): one for one in cells}
    for first in range(0, len(names), _COLUMNS):
        shown = names[first : first + _COLUMNS]
        yield f"| fault | {' | '.join(shown)} |"
        yield "| --- " * (len(shown) + 1) + "|"
        for fault in dict.fromkeys(one.fault for one in cells if one.adapter in shown):
            row = [found.get((name, fault)) for name in shown]
            yield f"| {fault} | {' | '.join(_cell(one) if one else '' for one in row)} |"
        yield ""


def _cell(one: Cell) -> str:
    right = "" if one.right else f" **{one.expected}**"
    return f"{one.word}{right}, {one.seconds:.2f} s, {one.requests}"


def _storms(storms: Sequence[Storm]) -> Iterator[str]:
    yield "| adapter | fault | questions | calls | requests | requests a call |"
    yield "| --- " * 6 + "|"
    for name in dict.fromkeys(one.adapter for one in storms):
        worst = max((one for one in storms if one.adapter == name), key=lambda one: (one.ratio, one.requests))
        counts = (worst.asked, worst.calls, worst.requests)
        yield f"| {name} | {worst.fault} | {' | '.join(map(str, counts))} | {worst.ratio:.2f} |"
    yield ""
