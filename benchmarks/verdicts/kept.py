"""Stances kept in a file between runs, so that a run that was stopped goes on where it was."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from service.domain.stance import StanceProbabilities


class KeptStances:
    """Behind the service's cache port. One file for each set of weights; an entry a line, appended.

    ``read`` counts pairs put by this run, ``found`` those it had already. A line cut short is read anew.
    """

    def __init__(self, folder: Path, weights_sha256: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / f"{weights_sha256}.jsonl"
        self._known: dict[str, StanceProbabilities] = {}
        self.read = self.found = 0
        whole = self._path.read_bytes() if self._path.exists() else b""
        for line in whole.splitlines():
            try:
                key, supports, refutes, neither = json.loads(line)
                self._known[key] = StanceProbabilities(float(supports), float(refutes), float(neither))
            except (ValueError, TypeError):
                continue
        if whole and not whole.endswith(b"\n"):
            self._append("\n")

    def key(self, judge_sha256: str, statement: str, passage: str) -> str:
        return hashlib.sha256(f"{judge_sha256}\0{statement}\0{passage}".encode()).hexdigest()[:32]

    async def get_many(
        self,
        keys: Sequence[str],
        *,
        scope: str | None,  # noqa: ARG002 - the port has it
    ) -> list[StanceProbabilities | None]:
        stances = [self._known.get(key) for key in keys]
        self.found += sum(stance is not None for stance in stances)
        return stances

    async def put_many(
        self,
        items: Sequence[tuple[str, StanceProbabilities]],
        *,
        scope: str | None,  # noqa: ARG002 - nothing here is confidential
    ) -> None:
        self._known.update(items)
        self.read += len(items)
        self._append(
            "".join(json.dumps([key, one.supports, one.refutes, one.neither]) + "\n" for key, one in items)
        )

    def _append(self, text: str) -> None:
        with self._path.open("a", encoding="utf-8") as out:
            out.write(text)
