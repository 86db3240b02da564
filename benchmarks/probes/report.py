"""How many pairs come out right, by kind and by what was expected, and each miss with its words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass

from benchmarks.probes.answers import Answer
from benchmarks.probes.pairs import EXPECTED, Pair
from service.domain.stance import StanceProbabilities


@dataclass(frozen=True, slots=True)
class Probed:
    """A pair with what the model says of it alone (``bare``) and what the service says (``ruled``)."""

    pair: Pair
    bare: Answer
    ruled: Answer

    @property
    def right(self) -> bool:
        return self.ruled.stance is self.pair.expect and self.ruled.verdict is self.pair.expect


@dataclass(frozen=True, slots=True)
class Counts:
    """Of ``total`` pairs, how many are right: by stance and by verdict, without the rules and with them.

    ``mended`` stances were wrong without the rules and are right with them; ``broken`` the reverse.
    """

    total: int
    bare_stance: int
    ruled_stance: int
    bare_verdict: int
    ruled_verdict: int
    mended: int
    broken: int


def count(probed: Sequence[Probed]) -> Counts:
    stances = [(one.bare.stance is one.pair.expect, one.ruled.stance is one.pair.expect) for one in probed]
    return Counts(
        total=len(probed),
        bare_stance=sum(bare for bare, _ in stances),
        ruled_stance=sum(ruled for _, ruled in stances),
        bare_verdict=sum(one.bare.verdict is one.pair.expect for one in probed),
        ruled_verdict=sum(one.ruled.verdict is one.pair.expect for one in probed),
        mended=sum(ruled and not bare for bare, ruled in stances),
        broken=sum(bare and not ruled for bare, ruled in stances),
    )


def by_kind(probed: Sequence[Probed]) -> dict[str, Counts]:
    return _grouped(probed, lambda one: one.pair.kind, list(dict.fromkeys(one.pair.kind for one in probed)))


def by_expectation(probed: Sequence[Probed]) -> dict[str, Counts]:
    return _grouped(probed, lambda one: one.pair.expect, EXPECTED)


def _grouped(
    probed: Sequence[Probed], of: Callable[[Probed], str], names: Sequence[str]
) -> dict[str, Counts]:
    return {str(name): count([one for one in probed if of(one) == name]) for name in names}


def as_text(probed: Sequence[Probed], judge: str) -> str:
    return "\n".join([*_table(probed, judge), "", *_misses(probed)]) + "\n"


def _table(probed: Sequence[Probed], judge: str) -> Iterator[str]:
    yield f"{len(probed)} pairs read by {judge}; right of all, by the model alone and with the rules"
    yield ""
    yield f"{'':22}{'pairs':>6}{'stance':>16}{'verdict':>16}{'mended':>8}{'broken':>8}"
    yield f"{'':28}{'alone':>8}{'rules':>8}{'alone':>8}{'rules':>8}"
    yield from (_row(name, counts) for name, counts in by_kind(probed).items())
    yield ""
    yield from (_row(name, counts) for name, counts in by_expectation(probed).items())
    yield ""
    yield _row("all", count(probed))


def _row(name: str, counts: Counts) -> str:
    right = (counts.bare_stance, counts.ruled_stance, counts.bare_verdict, counts.ruled_verdict)
    cells = "".join(f"{value:8}" for value in (*right, counts.mended, counts.broken))
    return f"{name:22}{counts.total:6}{cells}"


def _misses(probed: Sequence[Probed]) -> Iterator[str]:
    """A wrong stance is a miss whatever the verdict; with the right one only the verdict is missed."""
    for one in probed:
        if one.right:
            continue
        what = "wrong" if one.ruled.stance is not one.pair.expect else "right stance, other verdict"
        broken = ", right without the rules" if what == "wrong" and one.bare.stance is one.pair.expect else ""
        yield f"{one.pair.name}: {what}{broken}"
        yield from (f"    {line}" for line in _words(one))


def _words(one: Probed) -> Iterator[str]:
    pair = one.pair
    yield f"claim    {pair.claim}"
    yield f"passage  {' / '.join(filter(None, (pair.title, *pair.passage.splitlines())))}"
    given = {
        "published": pair.published_at,
        "as of": pair.as_of,
        "speaker": pair.speaker,
        "saying": pair.saying or None,
    }
    if any(given.values()):
        yield "given    " + ", ".join(f"{name} {value}" for name, value in given.items() if value)
    yield f"expected {pair.expect}: {pair.why}"
    yield f"alone    {one.bare.stance} ({_shares(one.bare.probabilities)}), verdict {one.bare.verdict}"
    yield f"rules    {one.ruled.stance} ({_shares(one.ruled.probabilities)}), verdict {one.ruled.verdict}"
    yield f"signals  {', '.join(one.ruled.signals) or 'none'}"


def _shares(stance: StanceProbabilities) -> str:
    return f"{stance.supports:.2f} for, {stance.refutes:.2f} against"


def as_json(probed: Sequence[Probed], judge: str) -> str:
    """The counts, and every pair by name with its answers; without the words of the pairs."""
    told = {
        "judge": judge,
        "all": asdict(count(probed)),
        "kinds": {name: asdict(counts) for name, counts in by_kind(probed).items()},
        "expectations": {name: asdict(counts) for name, counts in by_expectation(probed).items()},
        "pairs": [
            {
                "name": one.pair.name,
                "expect": one.pair.expect,
                "without_rules": asdict(one.bare),
                "with_rules": asdict(one.ruled),
            }
            for one in probed
        ],
    }
    return json.dumps(told, indent=2) + "\n"
