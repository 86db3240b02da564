"""Rounds in which the service and the bare runtime take turns on pairs of one length."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from benchmarks.throughput.bare import Bare
from benchmarks.throughput.serving import Served, body, judged, post, post_at_once
from benchmarks.throughput.texts import Item, as_sent, items
from service.inference.encoding import EncodedPair, PairEncoder
from service.verdict.calibration import Calibration

AT_ONCE = 8
"""Requests sent together: as many as the service works on at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Pairs per second of each way in one round, and processor time per pair of ``batch`` and ``singly``.

    Seconds of each request with a single pair, and of such pairs in the bare runtime: on one core, on all.
    ``processor_ms`` is null where the system does not tell.
    """

    batch: float = 0.0
    at_once: float = 0.0
    singly: float = 0.0
    batched: float = 0.0
    processor_ms: float | None = None
    bare_processor_ms: float = 0.0
    requests: tuple[float, ...] = ()
    one: tuple[float, ...] = ()
    one_on_all: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Bench:
    """What takes turns: ``pairs`` for each way in a round, then ``singles`` pairs alone."""

    service: Served
    bare: Bare
    encoder: PairEncoder
    calibration: Calibration
    pairs: int
    singles: int

    def rounds(self, tokens: int, count: int) -> list[Round]:
        """Another way begins in each round. What is read is new in each; the first round is not kept.

        Raises ``ValueError`` when pairs of so many tokens cannot be made, ``RuntimeError`` when the service
        does not answer all it is asked.
        """
        return [self._round(tokens, number) for number in range(count + 1)][1:]

    def _round(self, tokens: int, number: int) -> Round:
        asked, pairs = self._made(tokens, self.pairs, f"{number} in one request")
        divided, _ = self._made(tokens, self.pairs, f"{number} at once")
        alone, alone_pairs = self._made(tokens, self.singles, f"{number} alone")
        found = Round()

        def batch() -> None:
            nonlocal found
            before = self.service.processor_s()
            with self.service.connections(1) as (connection,):
                seconds, answer = post(connection, body(asked))
            after = self.service.processor_s()
            read = judged(answer)
            spent = None if before is None or after is None else 1000 * (after - before) / read
            found = replace(found, batch=read / seconds, processor_ms=spent)

        def at_once() -> None:
            nonlocal found
            requests = [body(divided[place::AT_ONCE]) for place in range(AT_ONCE)]
            with self.service.connections(AT_ONCE) as connections:
                seconds, answers = post_at_once(connections, requests)
            found = replace(found, at_once=sum(map(judged, answers)) / seconds)

        def singly() -> None:
            nonlocal found
            seconds, spent = self.bare.singly(pairs)
            found = replace(found, singly=len(pairs) / seconds, bare_processor_ms=1000 * spent / len(pairs))

        def batched() -> None:
            nonlocal found
            found = replace(found, batched=len(pairs) / self.bare.batched(pairs))

        ways: list[Callable[[], None]] = [batch, singly, at_once, batched]
        for turn in range(len(ways)):
            ways[(number + turn) % len(ways)]()
        # One way after the other: threads of the bare runtime that still spin would keep the service waiting.
        return replace(
            found,
            requests=self._requests(alone),
            one=tuple(map(self.bare.one, alone_pairs)),
            one_on_all=tuple(map(self.bare.one_on_all, alone_pairs)),
        )

    def _requests(self, asked: Sequence[Item]) -> tuple[float, ...]:
        """Seconds of each request of a single pair."""
        taken = []
        with self.service.connections(1) as (connection,):
            for item in asked:
                seconds, answer = post(connection, body([item]))
                judged(answer)
                taken.append(seconds)
        return tuple(taken)

    def _made(self, tokens: int, count: int, seed: str) -> tuple[list[Item], list[EncodedPair]]:
        asked = items(self.encoder, tokens, count, f"{tokens} {seed}")
        return asked, asyncio.run(as_sent(asked, tokens, self.encoder, self.calibration))
