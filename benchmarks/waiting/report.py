"""The figures of all runs, as JSON and as Markdown."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median

from benchmarks.waiting.composed import Lift
from benchmarks.waiting.figures import MOST, Kept, Run, captures, coverage, kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """``lifted`` are the runs by what was lifted, as many each; the first of them is without any limit."""

    command: str
    article: str
    delay_s: float
    deadline_s: float
    undelayed: Run
    lifted: dict[Lift, Sequence[Run]]

    @property
    def free(self) -> Run:
        return middle(self.lifted[Lift.ALL])

    @property
    def limited(self) -> Run:
        return middle(self.lifted[Lift.NOTHING])

    @property
    def ratio(self) -> float:
        return median(run.ratio for run in self.lifted[Lift.ALL])

    @property
    def unhurried_ratio(self) -> float:
        """With the models' time of the runs in which calls come one after the other and little competes."""
        models_s = median(run.model_s for run in self.lifted[Lift.NOTHING])
        return median(run.wall_s / (run.chain_s + models_s) for run in self.lifted[Lift.ALL])

    @property
    def met(self) -> bool:
        return self.ratio <= MOST

    @property
    def kept(self) -> Kept:
        return kept(self.free, self.limited)


def middle(runs: Sequence[Run]) -> Run:
    """The run of median wall time."""
    return sorted(runs, key=lambda run: run.wall_s)[len(runs) // 2]


def as_json(measured: Measured) -> str:
    return (
        json.dumps(
            {
                "command": measured.command,
                "article": measured.article,
                "delay_s": measured.delay_s,
                "deadline_s": measured.deadline_s,
                "ratio": round(measured.ratio, 3),
                "unhurried_ratio": round(measured.unhurried_ratio, 3),
                "met": measured.met,
                "undelayed": _figures(measured.undelayed),
                "runs": {
                    lift.value: [_figures(run) for run in runs] for lift, runs in measured.lifted.items()
                },
                "kept": asdict(measured.kept),
                "trace": [
                    {
                        "source": call.source,
                        "step": call.step,
                        "claim": call.claim,
                        "began_s": round(call.began - measured.free.began, 3),
                        "ended_s": round(call.ended - measured.free.began, 3),
                    }
                    for call in sorted(measured.free.calls, key=lambda call: call.began)
                ],
            },
            indent=1,
        )
        + "\n"
    )


def _figures(run: Run) -> dict[str, object]:
    per_claim = {str(claim["id"]): run.calls_of(str(claim["id"])) for claim in run.claims}
    return {
        "wall_s": round(run.wall_s, 3),
        "model_s": round(run.model_s, 3),
        "chain_s": round(run.chain_s, 3),
        "chain": [f"{link.source} {link.step}" for link in run.chain],
        "ratio": round(run.ratio, 3),
        "claims": len(run.claims),
        "calls": len(run.calls),
        "calls_by_claim": per_claim,
        "calls_by_step": dict(sorted(Counter(f"{call.source} {call.step}" for call in run.calls).items())),
        "coverage": {
            source: dict(sorted(counts.items())) for source, counts in sorted(coverage(run).items())
        },
        "captures": dict(captures(run)),
    }


_LIFTED = {
    Lift.ALL: "no rates, any number at once",
    Lift.RATES: "no rates, as many at once as the upstreams allow",
    Lift.NOTHING: "the real budgets",
}
_EXPLANATION = """\
The service as it is shipped, every source and archive of its default set at its own address; only the network
leads to one server on loopback, which takes {delay:.0f} ms for each answer and notes each call. Caches are
empty. The *chain* are the calls that need the answer of another, of the longest source and the longest
archive, each with the median time of its step; *models* is the time in which claims were extracted, keywords
found or passages judged. Asked is a wall time of at most {most} × (chain + models) where upstreams have no
limits. Where only their rates are left out, the calls of many claims queue for the few that each upstream
takes at once. A call that claims share counts for the one that asked first. Medians over {repeats} runs, the
lowest and the highest in brackets. The same article with no delay takes {undelayed:.1f} s, in which all else
that is computed is included."""


def as_markdown(measured: Measured) -> str:
    repeats = len(measured.lifted[Lift.ALL])
    lines = [
        "# Waiting",
        "",
        f"`{measured.command}`: {measured.article}, deadline {measured.deadline_s:.0f} s.",
        "",
        _EXPLANATION.format(
            delay=measured.delay_s * 1000,
            most=MOST,
            repeats=repeats,
            undelayed=measured.undelayed.wall_s,
        ),
        "",
        (
            f"**{'met' if measured.met else 'missed'}**: {measured.ratio:.2f} × (chain + models); "
            f"{measured.unhurried_ratio:.2f} with the time that the models take in the unhurried runs of the "
            f"last column."
        ),
        "",
        f"| | {' | '.join(_LIFTED[lift] for lift in measured.lifted)} |",
        "| --- " * (len(measured.lifted) + 1) + "|",
    ]
    rows: dict[str, Callable[[Run], float]] = {
        "wall, s": lambda run: run.wall_s,
        "chain, s": lambda run: run.chain_s,
        "models, s": lambda run: run.model_s,
        "wall / (chain + models)": lambda run: run.ratio,
        "upstream calls": lambda run: float(len(run.calls)),
        "calls a claim": lambda run: len(run.calls) / len(run.claims),
        "calls of the claim with most": lambda run: float(
            max(run.calls_of(str(c["id"])) for c in run.claims)
        ),
    }
    for what, pick in rows.items():
        cells = (_spread([pick(run) for run in runs]) for runs in measured.lifted.values())
        lines.append(f"| {what} | {' | '.join(cells)} |")
    lines += ["", *_trace(measured.free), "", *_sources(measured)]
    return "\n".join(lines) + "\n"


def _spread(values: Sequence[float]) -> str:
    return f"{median(values):.2f} ({min(values):.2f} to {max(values):.2f})"


def _trace(run: Run) -> list[str]:
    """Steps in the order in which they began; every single call is in the JSON."""
    chain = {(link.source, link.step) for link in run.chain}
    steps: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for call in sorted(run.calls, key=lambda one: one.began):
        steps.setdefault((call.source, call.step), []).append(
            (call.began - run.began, call.ended - run.began)
        )
    for what in sorted({span.what for span in run.spans}):
        steps[("service", what)] = [
            (span.began - run.began, span.ended - run.began)
            for span in run.spans
            if span.what == what and span.began >= run.began
        ]
    lines = [
        "## Trace of the median run without limits",
        "",
        "Steps of the chain in bold. Every call is in `waiting.json`.",
        "",
        "| who | step | times | from, s | to, s | median, ms |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for (source, step), times in sorted(steps.items(), key=lambda item: min(item[1])):
        first, last = min(began for began, _ in times), max(ended for _, ended in times)
        each = median(ended - began for began, ended in times) * 1000
        name = f"**{step}**" if (source, step) in chain else step
        lines.append(f"| {source} | {name} | {len(times)} | {first:.2f} | {last:.2f} | {each:.0f} |")
    return lines


def _sources(measured: Measured) -> list[str]:
    """What the real budgets cut off, beside the run without limits."""
    runs = (measured.free, measured.limited)
    lines = [
        "## Sources by claim: without limits, and with the real budgets",
        "",
        "| source | without limits | calls | real budgets | calls |",
        "| --- | --- | --- | --- | --- |",
    ]
    outcomes = [coverage(run) for run in runs]
    calls = [Counter(call.source for call in run.calls) for run in runs]
    for source in sorted({*outcomes[0], *outcomes[1], *calls[0], *calls[1]}):
        told = (
            f"{_counted(outcomes[n].get(source, Counter()))} | {calls[n][source]}" for n in range(len(runs))
        )
        lines.append(f"| {source} | {' | '.join(told)} |")
    lines.append("| captures of cited pages | " + " | ".join(f"{_counted(captures(run))} |" for run in runs))
    same = measured.kept
    told_of = (
        f"Where a source ran whole in both runs {same.same_hits} of {same.searches} searches found as much, "
        f"and {same.same_quotes} of {same.quotes} quotes of the first run stand in the second (passages are "
        f"chosen among all that was found). {same.same_verdicts} of {same.claims} verdicts are the same."
    )
    return [*lines, "", told_of]


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{number} {what}" for what, number in counts.most_common())
