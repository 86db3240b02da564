"""The same weights on the same cores with nothing around them: no text, no service."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from service.inference.encoding import EncodedPair

BATCH = 16
REST_S = 0.1
Feed: TypeAlias = dict[str, NDArray[np.int64]]


def session(weights: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(
        str(weights), sess_options=options, providers=["CPUExecutionProvider"]
    )


def feed(pairs: Sequence[EncodedPair]) -> Feed:
    """Arrays of shape (pairs, longest), shorter ones padded."""
    longest = max(len(pair.ids) for pair in pairs)
    shape = (len(pairs), longest)
    ids, mask, types = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    for row, pair in enumerate(pairs):
        length = len(pair.ids)
        ids[row, :length], mask[row, :length], types[row, :length] = pair.ids, 1, pair.type_ids
    return {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}


class Bare:
    """Blocking. ``threads`` is how many cores are used; pairs are made into arrays before the clock starts.

    A session of several threads keeps them spinning for a while after its work, so its methods rest before
    they return: whoever is timed next has the cores to itself.
    """

    def __init__(self, weights: Path, threads: int) -> None:
        self._singles = [session(weights, 1) for _ in range(threads)]
        self._wide = session(weights, threads)

    def singly(self, pairs: Sequence[EncodedPair]) -> tuple[float, float]:
        """Seconds, and seconds of all cores, for pairs read alone by one session of one thread a core."""
        feeds = [feed([pair]) for pair in pairs]
        shares = [feeds[number :: len(self._singles)] for number in range(len(self._singles))]
        threads = [
            threading.Thread(target=_run, args=(one, share))
            for one, share in zip(self._singles, shares, strict=True)
        ]
        started, spent = time.perf_counter(), time.process_time()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return time.perf_counter() - started, time.process_time() - spent

    def batched(self, pairs: Sequence[EncodedPair]) -> float:
        """Seconds for padded batches, by one session whose operators use all cores."""
        feeds = [feed(pairs[start : start + BATCH]) for start in range(0, len(pairs), BATCH)]
        return self._rested(feeds)

    def one(self, pair: EncodedPair) -> float:
        """Seconds for one pair alone on one core."""
        return _timed(self._singles[0], [feed([pair])])

    def one_on_all(self, pair: EncodedPair) -> float:
        """Seconds for one pair alone whose operators use all cores."""
        return self._rested([feed([pair])])

    def _rested(self, feeds: Sequence[Feed]) -> float:
        seconds = _timed(self._wide, feeds)
        time.sleep(REST_S)
        return seconds


def _timed(runtime: onnxruntime.InferenceSession, feeds: Sequence[Feed]) -> float:
    started = time.perf_counter()
    _run(runtime, feeds)
    return time.perf_counter() - started


def _run(runtime: onnxruntime.InferenceSession, feeds: Sequence[Feed]) -> None:
    for one in feeds:
        runtime.run(["logits"], one)
