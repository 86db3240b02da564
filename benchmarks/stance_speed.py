"""Pairs per second of the stance model at two lengths, beside the bare cost of one.

    python -m benchmarks.stance_speed [--judge FOLDER] [--threads 2]

Absolute figures move with the load of the machine; processor time per pair moves less, ratios least.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

from service.domain.stance import StatementPassage
from service.inference.stance import OnnxStanceJudge

ROOT = Path(__file__).parent.parent
LENGTHS = (64, 128)  # tokens of a pair, marks included
STATEMENT = "the bridge over the river was opened in the year of the great flood"  # 14 tokens
WORDS = "stone water light road tower people market winter north year house city".split()  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Speed:
    """``processor_ms`` is time of all threads per pair."""

    tokens: int
    per_second: float
    processor_ms: float


def pairs(tokens: int, count: int) -> list[StatementPassage]:
    """Different pairs of exactly so many tokens: every word is one word piece."""
    room = tokens - 3 - len(STATEMENT.split())
    return [
        StatementPassage(
            STATEMENT, " ".join(WORDS[(n * 7 + k * (1 + n % 5)) % len(WORDS)] for k in range(room))
        )
        for n in range(count)
    ]


async def measure(judge: OnnxStanceJudge, tokens: int, count: int) -> Speed:
    asked = pairs(tokens, count)
    distinct = len(set(asked))
    await judge.judge(asked[:4])
    started, spent = time.monotonic(), time.process_time()
    await judge.judge(asked)
    wall, processor = time.monotonic() - started, time.process_time() - spent
    return Speed(tokens, distinct / wall, 1000 * processor / distinct)


async def run(judge: OnnxStanceJudge, count: int) -> list[Speed]:
    try:
        return [await measure(judge, tokens, count) for tokens in LENGTHS]
    finally:
        await judge.aclose()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--judge", type=Path, default=ROOT / "service" / "artifacts" / "stance")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--pairs", type=int, default=60)
    options = parser.parse_args()
    started = time.monotonic()
    judge = OnnxStanceJudge.load(options.judge, threads=options.threads)
    loaded = time.monotonic() - started
    print(f"load and verify {loaded:.2f} s, {options.threads} threads")
    for speed in asyncio.run(run(judge, options.pairs)):
        print(
            f"{speed.tokens:4d} tokens: {speed.per_second:6.1f} pairs/s, {speed.processor_ms:5.1f} ms a pair"
        )


if __name__ == "__main__":
    main()
