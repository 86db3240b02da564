"""What went wrong in one article, in words. Printed, never committed: the texts are not ours."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.claims.figures import Measured
from benchmarks.claims.particulars import Fault, Speaking, quantity_faults, speaker_faults, time_faults
from benchmarks.claims.scoring import ASKED


def details(measured: Measured) -> Iterator[str]:
    """A line for each miss, other, wrong particular, and statement that lacks, adds or puts in something."""
    name, found = measured.article, measured.found
    if not measured.dated:
        yield f"{name}: the date of the article came out wrong"
    for one in measured.matching.missed(ASKED):
        parts = " | ".join(part.text for part in one.parts) or "nothing"
        yield f"{name} {one.mark.number} missed ({one.overlap:.2f}): {one.mark.text} <- {parts}"
    for claim in measured.matching.others:
        yield f"{name} other: {claim.text}"
    yield from _faults(name, "speaker", speaker_faults(found, Speaking.WRONG))
    yield from _faults(name, "chain", speaker_faults(found, Speaking.CHAIN_MISSING))
    yield from _faults(name, "time", time_faults(found))
    yield from _faults(name, "quantity", quantity_faults(found))
    for said in measured.statements:
        if said.lacking:
            yield f"{name} {said.mark} lacks {', '.join(said.lacking)}: {said.statement}"
        if said.added:
            yield f"{name} {said.mark} adds {', '.join(said.added)}: {said.statement}"
        if said.put_in:
            yield f"{name} {said.mark} puts in {', '.join(said.put_in)}, to be judged: {said.statement}"


def _faults(name: str, what: str, faults: list[Fault]) -> Iterator[str]:
    for fault in faults:
        yield f"{name} {fault.mark} {what}: expected {fault.expected}, got {fault.got}"
