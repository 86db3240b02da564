"""Put the hand-made pairs through the verdict stage, and before the model alone.

    python -m benchmarks.probes [--kind numbers,units] [--judge FOLDER] [--json]

Prints for each kind how many come out right without the rules and with them, and each miss with its words.
"Stance" is the side the passage stands on; "verdict" is what is answered, which may abstain from it.
The model alone reads the whole passage and the stage its windows, which may differ without any rule.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Sequence
from pathlib import Path

from benchmarks.probes.answers import with_rules, without_rules
from benchmarks.probes.pairs import FILE, Pair, load
from benchmarks.probes.report import Probed, as_json, as_text
from service.domain.stance import StanceJudge
from service.inference.stance import OnnxStanceJudge
from service.verdict.calibration import Calibration

ARTIFACTS = Path(__file__).parents[2] / "service" / "artifacts"


async def probe(pairs: Sequence[Pair], judge: StanceJudge, calibration: Calibration) -> tuple[Probed, ...]:
    """Both answers to each pair, in order."""
    bare = await without_rules(pairs, judge, calibration)
    ruled = await with_rules(pairs, judge, calibration)
    return tuple(Probed(*each) for each in zip(pairs, bare, ruled, strict=True))


def of_kinds(pairs: Sequence[Pair], named: str) -> tuple[Pair, ...]:
    """The pairs of the kinds in a comma-separated list, all for an empty one; ``SystemExit`` if unknown."""
    wanted = {name for name in named.split(",") if name}
    there = list(dict.fromkeys(pair.kind for pair in pairs))
    if unknown := wanted.difference(there):
        raise SystemExit(f"no such kind: {', '.join(sorted(unknown))}; there are {', '.join(there)}")
    return tuple(pair for pair in pairs if not wanted or pair.kind in wanted)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=Path, default=FILE)
    parser.add_argument("--kind", default="", help="only these, separated by commas")
    parser.add_argument("--judge", type=Path, default=ARTIFACTS / "stance")
    parser.add_argument("--calibration", type=Path, default=ARTIFACTS / "calibration")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print one JSON object, without the words")
    options = parser.parse_args()
    pairs = of_kinds(load(options.pairs), options.kind)
    calibration = Calibration.load(options.calibration)
    judge = OnnxStanceJudge.load(options.judge, threads=options.threads)

    async def probed() -> tuple[Probed, ...]:
        try:
            return await probe(pairs, judge, calibration)
        finally:
            await judge.aclose()

    found = asyncio.run(probed())
    print((as_json if options.json else as_text)(found, judge.card.name), end="")


if __name__ == "__main__":
    main()
