"""The figures of one run, as JSON and as Markdown."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass

from benchmarks.throughput.bare import BATCH
from benchmarks.throughput.figures import Length
from benchmarks.throughput.measuring import AT_ONCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """``pairs`` a round and way, ``singles`` pairs alone a round; ``load`` is that of the machine before."""

    command: str
    judge: str
    judge_sha256: str
    max_tokens: int
    threads: int
    pairs: int
    singles: int
    load: float | None
    lengths: tuple[Length, ...]

    @property
    def met(self) -> bool:
        return all(met for length in self.lengths for _, met in length.goals)


def as_json(run: Run) -> str:
    return json.dumps(asdict(run), indent=1) + "\n"


def as_markdown(run: Run) -> str:
    rounds = len(run.lengths[0].rounds)
    what = (
        f"`{run.command}`: judge {run.judge}, weights sha256 `{run.judge_sha256}`, {run.threads} threads, "
        f"{run.pairs} pairs a way and round, {rounds} rounds. Load of the machine before: "
        f"{'not told' if run.load is None else f'{run.load:.2f}'}."
    )
    lines = [
        "# Throughput beside the bare runtime",
        "",
        what,
        "",
        _EXPLANATION.format(at_once=AT_ONCE, batch=BATCH),
        "",
    ]
    lines += [
        f"**{one.asked} tokens asked, {one.tokens} measured**: the model reads at most {run.max_tokens}.\n"
        for one in run.lengths
        if one.asked != one.tokens
    ]
    lines += [
        f"| | {' | '.join(f'{one.tokens} tokens' for one in run.lengths)} |",
        "| --- " * (len(run.lengths) + 1) + "|",
    ]
    lines += [f"| {what} | {' | '.join(map(pick, run.lengths))} |" for what, pick in _ROWS]
    lines += ["", "## Asked", ""]
    lines += [
        f"- {'met' if met else '**missed**'}: {length.tokens} tokens, {what}"
        for length in run.lengths
        for what, met in length.goals
    ]
    return "\n".join(lines) + "\n"


_EXPLANATION = """\
The service runs in a process of its own with its embedded store, as `python -m service` starts it; requests
go to `POST /v1/assessments` over loopback. An item has one passage of one sentence; that the service makes of
it one pair of exactly so many tokens was checked with its own stages. A third of the claims and two thirds of
the passages name a number and a year. All texts of all rounds differ, so none is cached. In the same rounds
the same pairs go through onnxruntime alone, as arrays made before the clock starts, in two ways: read alone
by one session of one thread a core, and in padded batches of {batch} by one session of all cores. Rates are
medians over rounds, with the slowest and the fastest. `At once` are {at_once} requests that share the
pairs."""


def _spent(length: Length) -> str:
    service = "–" if length.processor_ms is None else f"{length.processor_ms:.1f}"
    return f"{service} / {length.bare_processor_ms:.1f}"


def _rates(length: Length, name: str) -> str:
    """The median with the slowest and the fastest round."""
    found = sorted(float(getattr(one, name)) for one in length.rounds)
    middle = len(found) // 2
    median = found[middle] if len(found) % 2 else (found[middle - 1] + found[middle]) / 2
    return f"{median:.1f} ({found[0]:.1f} to {found[-1]:.1f})"


_ROWS: tuple[tuple[str, Callable[[Length], str]], ...] = (
    ("pairs a second, one request", lambda one: _rates(one, "batch")),
    ("pairs a second, requests at once", lambda one: _rates(one, "at_once")),
    ("pairs a second, bare: alone, one thread a core", lambda one: _rates(one, "singly")),
    ("pairs a second, bare: padded batches", lambda one: _rates(one, "batched")),
    ("the better of these", lambda one: one.bare_way),
    ("ratio, one request", lambda one: f"{one.ratio:.2f}"),
    ("ratio, requests at once", lambda one: f"{one.ratio_at_once:.2f}"),
    ("processor ms a pair: service / bare, alone", _spent),
    ("request of a single pair, ms: p50 / p95", lambda one: f"{one.p50_ms:.1f} / {one.p95_ms:.1f}"),
    ("bare pair, median ms: on one core / on all", lambda one: f"{one.one_ms:.1f} / {one.one_on_all_ms:.1f}"),
    ("p95 in bare pairs, the faster", lambda one: f"{one.wait:.1f}"),
)
