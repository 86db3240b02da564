"""From rounds to medians, ratios and what was asked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.throughput.measuring import Round

ASKED_RATIO = 0.85
"""Of the bare runtime's pairs per second, asked of requests with many items."""
ASKED_WAIT = 3.0
"""Times a pair in the bare runtime, asked of 95 in 100 requests with a single pair."""
SINGLY, BATCHED = "read alone on one thread a core", "in padded batches on all cores"


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """Figures for pairs of one length. ``asked`` tokens are ``tokens`` where the model reads no more.

    Rates are medians over rounds, in pairs per second; ``bare`` is the better of the runtime's two ways, and
    both ratios are to it. Waits are in milliseconds over all rounds; ``bare_ms`` is the median of one pair in
    the runtime, on one core or on all, whichever is faster, and ``wait`` is ``p95_ms`` in it.
    """

    asked: int
    tokens: int
    batch: float
    at_once: float
    bare: float
    bare_way: str
    ratio: float
    ratio_at_once: float
    processor_ms: float | None
    bare_processor_ms: float
    p50_ms: float
    p95_ms: float
    one_ms: float
    one_on_all_ms: float
    wait: float
    rounds: tuple[Round, ...]

    @property
    def goals(self) -> tuple[tuple[str, bool], ...]:
        """What is asked, with whether it was met."""
        return (
            (
                f"one request: {self.ratio:.2f} of the bare runtime, asked {ASKED_RATIO}",
                self.ratio >= ASKED_RATIO,
            ),
            (
                f"eight at once: {self.ratio_at_once:.2f} of the bare runtime, asked {ASKED_RATIO}",
                self.ratio_at_once >= ASKED_RATIO,
            ),
            (
                f"a single pair: p95 {self.wait:.1f} times the bare runtime, asked at most {ASKED_WAIT:g}",
                self.wait <= ASKED_WAIT,
            ),
        )


def of_rounds(asked: int, tokens: int, rounds: Sequence[Round]) -> Length:
    batch, at_once = median(one.batch for one in rounds), median(one.at_once for one in rounds)
    ways = {
        SINGLY: median(one.singly for one in rounds),
        BATCHED: median(one.batched for one in rounds),
    }
    better = max(ways, key=lambda way: ways[way])
    processor = [one.processor_ms for one in rounds if one.processor_ms is not None]
    requests = [1000 * seconds for one in rounds for seconds in one.requests]
    one_ms = median(1000 * seconds for one in rounds for seconds in one.one)
    on_all_ms = median(1000 * seconds for one in rounds for seconds in one.one_on_all)
    return Length(
        asked=asked,
        tokens=tokens,
        batch=batch,
        at_once=at_once,
        bare=ways[better],
        bare_way=better,
        ratio=batch / ways[better],
        ratio_at_once=at_once / ways[better],
        processor_ms=median(processor) if processor else None,
        bare_processor_ms=median(one.bare_processor_ms for one in rounds),
        p50_ms=percentile(requests, 50),
        p95_ms=percentile(requests, 95),
        one_ms=one_ms,
        one_on_all_ms=on_all_ms,
        wait=percentile(requests, 95) / min(one_ms, on_all_ms),
        rounds=tuple(rounds),
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that ``share`` in 100 do not exceed."""
    ranked = sorted(values)
    return ranked[max(0, math.ceil(share / 100 * len(ranked)) - 1)]
