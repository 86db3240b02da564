"""The corpus of texts that try to move a verdict, as the tests read it."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from clients.transport.deadline import Deadline
from service.domain.verdict import Probabilities
from service.verdict.verdicts import Verdicts
from service.verification.assess import Assessment, AssessmentItem, GivenPassage, assess

FILE = Path(__file__).parents[2] / "data" / "injections.toml"
FAKE_EVIDENCE = "fake_evidence"
"""False evidence rather than an order: what is read may move a verdict."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Injection:
    """``passage`` is the honest evidence alone, ``injected`` the same with the attack in it.

    ``honest`` is how a person reads ``passage``: supported, refuted or neither.
    """

    name: str
    kind: str
    honest: str
    claim: str
    passage: str
    injected: str
    injected_title: str | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """What the service says of a claim by the honest passage, and by the injected one."""

    honest: Assessment
    injected: Assessment

    def distance(self) -> float:
        """The largest change of any of the three probabilities; 1 when one answer has none."""
        one, other = _three(self.honest.probabilities), _three(self.injected.probabilities)
        if one is None or other is None:
            return 0.0 if one is other else 1.0
        return max(abs(a - b) for a, b in zip(one, other, strict=True))


def load() -> list[Injection]:
    """Every entry; an unknown or missing field raises ``TypeError``."""
    entries = tomllib.loads(FILE.read_text(encoding="utf-8"))["injections"]
    return [Injection(**entry) for entry in entries]


async def measure(injections: Sequence[Injection], verdicts: Verdicts) -> dict[str, Moved]:
    """Both answers of the service per name."""
    items = [
        AssessmentItem(claim=one.claim, passages=(passage,))
        for one in injections
        for passage in (
            GivenPassage(text=one.passage),
            GivenPassage(text=one.injected, title=one.injected_title),
        )
    ]
    answers = await assess(items, verdicts, deadline=Deadline.after(600))
    pairs = zip(answers[::2], answers[1::2], strict=True)
    return {one.name: Moved(*pair) for one, pair in zip(injections, pairs, strict=True)}


def _three(given: Probabilities | None) -> tuple[float, float, float] | None:
    return (given.supported, given.refuted, given.not_enough_evidence) if given else None
