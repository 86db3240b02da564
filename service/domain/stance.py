"""What one passage says about one statement, and the port of whoever reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from service.domain.verdict import Reason

REMOTE_JUDGE = "judge"
"""What a judge that is a server is called among the upstreams, in settings, metrics and reports."""


class StanceLabel(StrEnum):
    SUPPORTS = "supports"
    REFUTES = "refutes"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class StatementPassage:
    """A pair to judge. ``title`` names the page the passage stands on, when known."""

    statement: str = field(repr=False)
    passage: str = field(repr=False)
    title: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class StanceProbabilities:
    """They sum to 1."""

    supports: float
    refutes: float
    neither: float

    def label(self) -> StanceLabel:
        best = max(self.supports, self.refutes, self.neither)
        if best == self.neither:
            return StanceLabel.NEITHER
        return StanceLabel.SUPPORTS if best == self.supports else StanceLabel.REFUTES


@dataclass(frozen=True, slots=True)
class JudgeCard:
    """Which judge it is: ``name``, and the hash that keys its cached stances and its calibration.

    The hash is that of the weights, or of all that makes it answer as it does. ``remote``: what it reads
    leaves the process, for a server that may stand or send it anywhere.
    """

    name: str
    sha256: str
    remote: bool = False


class JudgeFailed(Exception):  # noqa: N818 - a state of the world, not a programming error
    """The judge could not answer: nothing may be concluded about what it did not read.

    ``read`` holds what it had read. The message is for operators and carries no text of a pair.
    """

    def __init__(
        self,
        detail: str = "",
        *,
        reason: Reason = Reason.SOURCE_DOWN,
        read: Mapping[StatementPassage, StanceProbabilities] | None = None,
    ) -> None:
        super().__init__(detail)
        self.reason = reason
        self.read = read or {}


class StanceJudge(Protocol):
    """Reads pairs. Order of the answer is the order of the pairs; raises ``JudgeFailed`` when it cannot."""

    @property
    def card(self) -> JudgeCard: ...

    async def judge(self, pairs: Sequence[StatementPassage]) -> list[StanceProbabilities]: ...
