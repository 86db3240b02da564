"""What a ranking is worth: recall of the deciding sentences, and the rank of the first."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.retrieval.sets import Query
from benchmarks.retrieval.ways import RANKS, Way

FIRST = 5
MOST_OF = 0.5
"""A passage that is a piece of a sentence stands for it when it is at least so much of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Means over claims, in [0, 1].

    ``recall``: the share of a claim's deciding sentences in its first five passages. ``any_found``: whether
    there is one. ``mrr``: one over the rank of the first passage with one, 0 beyond the tenth.
    ``recall_labelled``: like ``recall``, of all sentences a claim is labelled by. ``passage_chars``: the mean
    length of a passage. ``median_ms`` and ``p95_ms``: per claim, on this machine.
    """

    claims: int
    recall: float
    any_found: float
    mrr: float
    recall_labelled: float
    passage_chars: float
    median_ms: float
    p95_ms: float


def measured(way: Way, queries: Sequence[Query]) -> Figures:
    found: list[list[str]] = []
    took: list[float] = []
    for query in queries:
        names = way.prepared(query.claim)
        started = time.perf_counter()
        found.append(way.passages(query.claim, names))
        took.append((time.perf_counter() - started) * 1000)
    return figures(queries, found, took)


def figures(queries: Sequence[Query], found: Sequence[Sequence[str]], took: Sequence[float]) -> Figures:
    """``took`` are milliseconds a claim."""
    pairs = list(zip(queries, found, strict=True))
    shares = [recall(query.deciding, passages[:FIRST]) for query, passages in pairs]
    lengths = [len(passage) for passages in found for passage in passages]
    return Figures(
        claims=len(queries),
        recall=_mean(shares),
        any_found=_mean([float(share > 0) for share in shares]),
        mrr=_mean([reciprocal_rank(query.deciding, passages[:RANKS]) for query, passages in pairs]),
        recall_labelled=_mean([recall(query.labelled, passages[:FIRST]) for query, passages in pairs]),
        passage_chars=_mean(lengths),
        median_ms=statistics.median(took),
        p95_ms=sorted(took)[int(0.95 * len(took))],
    )


def recall(sentences: Iterable[str], passages: Sequence[str]) -> float:
    held = [any(holds(passage, sentence) for passage in passages) for sentence in sentences]
    return sum(held) / len(held)


def reciprocal_rank(sentences: Iterable[str], passages: Sequence[str]) -> float:
    wanted = list(sentences)
    ranks = (
        rank
        for rank, passage in enumerate(passages, start=1)
        if any(holds(passage, sentence) for sentence in wanted)
    )
    return 1 / next(ranks, float("inf"))


def holds(passage: str, sentence: str) -> bool:
    """Whether the sentence stands in the passage, or the passage is most of it; white space aside."""
    there, wanted = " ".join(passage.split()), " ".join(sentence.split())
    return wanted in there or (there in wanted and len(there) >= MOST_OF * len(wanted))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
