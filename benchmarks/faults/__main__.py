"""Every adapter against every fault: what it says, how soon, and how often it tries.

    python -m benchmarks.faults [--adapter NAME]... [--deadline 1.5] [--asked 20] [--to FOLDER] [--strict]

Writes ``faults.json`` and ``faults.md`` into ``--to``; ``--strict`` ends with 1 when something that is asked
was missed. On a busy machine seconds say little, and calls may miss their deadline for want of a processor.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeVar

import anyio

from benchmarks.faults.adapter import Adapter
from benchmarks.faults.adapters import ADAPTERS
from benchmarks.faults.matrix import Cell, Play, Storm, cell, plays, storm
from benchmarks.faults.report import Run, as_json, as_markdown
from tests.faults import Fault, Faults, faults

RESULTS = Path(__file__).parents[1] / "results"
AT_ONCE = 4
ALWAYS = (
    Fault.REFUSED,
    Fault.RESET,
    Fault.HANG,
    Fault.CUT_OFF,
    Fault.LIMITED_SHORT,
    Fault.LIMITED_BARE,
    Fault.UNAVAILABLE,
    Fault.ERROR_HTML,
    Fault.TRUNCATED_JSON,
    Fault.ERROR_IN_200,
    Fault.REDIRECT_LOOP,
)
"""What an upstream does all the time when it is down, limited, broken or moved."""

T = TypeVar("T")


async def gathered(wanted: Sequence[Play], one: Callable[[Play], Awaitable[T]], at_once: int) -> list[T]:
    """The results in order of what was wanted."""
    found: dict[int, T] = {}
    slots = anyio.Semaphore(at_once)

    async def run(place: int, play: Play) -> None:
        async with slots:
            found[place] = await one(play)

    async with anyio.create_task_group() as tasks:
        for place, play in enumerate(wanted):
            tasks.start_soon(run, place, play)
    return [found[place] for place in range(len(wanted))]


async def measured(
    adapters: Sequence[Adapter], upstream: Faults, *, deadline_s: float, asked: int
) -> tuple[list[Cell], list[Storm]]:
    async def once(play: Play) -> Cell:
        return await cell(play, upstream, deadline_s=deadline_s)

    async def often(play: Play) -> Storm:
        return await storm(play, upstream, asked=asked, deadline_s=deadline_s)

    every = {adapter.name: list(plays(adapter, upstream)) for adapter in adapters}
    await gathered(every[adapters[0].name][:1], once, 1)  # pays for what is imported late
    cells: list[Cell] = []
    storms: list[Storm] = []
    for name, wanted in every.items():
        cells += await gathered(wanted, once, AT_ONCE)
        storms += await gathered([play for play in wanted if play.fault in ALWAYS], often, AT_ONCE)
        wrong = sum(not one.right for one in cells if one.adapter == name)
        print(f"{name}: {len(wanted)} faults, {wrong} with another word", file=sys.stderr)
    return cells, storms


def chosen(names: Sequence[str]) -> tuple[Adapter, ...]:
    """The adapters of these names, all for none; ``SystemExit`` when there is no such."""
    known = {adapter.name: adapter for adapter in ADAPTERS}
    if unknown := [name for name in names if name not in known]:
        raise SystemExit(f"no such adapter: {', '.join(unknown)}; there are {', '.join(known)}")
    return tuple(known[name] for name in names) or ADAPTERS


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--adapter", action="append", default=[], help="only this one (may be repeated)")
    parser.add_argument("--deadline", type=float, default=1.5, help="of a call, in seconds")
    parser.add_argument("--asked", type=int, default=20, help="calls where everything fails")
    parser.add_argument("--to", type=Path, default=RESULTS)
    parser.add_argument("--strict", action="store_true", help="end with 1 when what is asked was missed")
    options = parser.parse_args()
    adapters = chosen(options.adapter)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    with faults() as upstream:
        cells, storms = anyio.run(
            lambda: measured(adapters, upstream, deadline_s=options.deadline, asked=options.asked)
        )
    run = Run(
        command=f"python -m benchmarks.faults --deadline {options.deadline} --asked {options.asked}",
        deadline_s=options.deadline,
        load=load,
        cells=tuple(cells),
        storms=tuple(storms),
    )
    options.to.mkdir(parents=True, exist_ok=True)
    (options.to / "faults.json").write_text(as_json(run), encoding="utf-8")
    (options.to / "faults.md").write_text(as_markdown(run), encoding="utf-8")
    print(as_markdown(run))
    if options.strict and not run.met:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
