"""What is put before the verdict stage, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from service.domain.evidence import Coverage, Passage, WeighedPassage
from service.domain.quantities import Quantity
from service.domain.times import TimeMention
from service.domain.verdict import Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One statement with the passages found for it and what became of each source.

    ``speaker`` is the source the article names for the statement; ``saying`` is true when the statement
    itself is "X said that …", so that a passage which reports the saying is evidence for it.
    """

    statement: str = field(repr=False)
    quantities: tuple[Quantity, ...] = field(default=(), repr=False)
    times: tuple[TimeMention, ...] = field(default=(), repr=False)
    passages: tuple[Passage, ...] = field(default=(), repr=False)
    coverage: tuple[Coverage, ...] = ()
    as_of: datetime | None = None
    speaker: str | None = field(default=None, repr=False)
    saying: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The judgement, and every passage that was read with its stance and weight, in the order of the case."""

    judgement: Judgement
    passages: tuple[WeighedPassage, ...] = ()
