"""What the verdict stage makes of a pair with its rules, and what the model makes of it alone."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from benchmarks.probes.pairs import Pair
from clients.transport.deadline import Deadline
from service.domain.evidence import Coverage, Document, LookOutcome, Passage, SourceRole, WeighedPassage
from service.domain.spans import Span
from service.domain.stance import StanceJudge, StanceLabel, StanceProbabilities, StatementPassage
from service.domain.times import Precision, PublishedAt
from service.domain.verdict import Reason, VerdictLabel
from service.evidence.dates import timing_of
from service.language.quantities import read_quantities
from service.language.times import read_times
from service.verdict.calibration import Calibration
from service.verdict.case import Case, Judged
from service.verdict.decision import Found, decide
from service.verdict.pooling import by_origin, features
from service.verdict.verdicts import Verdicts

READ_ON = date(2020, 1, 1)
"""Now, for claims that name no time: later than all that the pairs tell, and the same on every run."""
_LONG = 3600.0  # seconds
_SOURCE = "passages"
_ASKED = Coverage(source=_SOURCE, role=SourceRole.REQUIRED, outcome=LookOutcome.OK, hits=1)
_OF_STANCE = {
    StanceLabel.SUPPORTS: VerdictLabel.SUPPORTED,
    StanceLabel.REFUTES: VerdictLabel.REFUTED,
    StanceLabel.NEITHER: VerdictLabel.NOT_ENOUGH_EVIDENCE,
}


class NotReadError(Exception):
    """The judge did not read a pair, so there is nothing to count; the message names it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """``stance`` is the side the passage stands on, if it counts; ``verdict`` may abstain from that side.

    ``probabilities`` are those of the passage; ``signals`` name the rules that were applied.
    """

    stance: VerdictLabel
    verdict: VerdictLabel
    probabilities: StanceProbabilities
    signals: tuple[str, ...] = ()


async def with_rules(pairs: Sequence[Pair], judge: StanceJudge, calibration: Calibration) -> list[Answer]:
    """As the service answers, one for each pair, in order. Raises ``NotReadError``."""
    verdicts = Verdicts(judge, calibration, NoStances(), today=lambda: READ_ON)
    judged = await verdicts.judge(
        [case_of(pair) for pair in pairs], deadline=Deadline.after(_LONG), scope=None
    )
    return [_answer(pair, one) for pair, one in zip(pairs, judged, strict=True)]


def _answer(pair: Pair, judged: Judged) -> Answer:
    if not judged.passages or judged.judgement.verdict is VerdictLabel.NOT_CHECKED:
        raise NotReadError(pair.name)
    (passage,) = judged.passages
    stance = passage.stance if passage.weight > 0 else StanceLabel.NEITHER
    names = tuple(signal.name for signal in judged.judgement.signals)
    return Answer(_OF_STANCE[stance], judged.judgement.verdict, passage.probabilities, names)


async def without_rules(pairs: Sequence[Pair], judge: StanceJudge, calibration: Calibration) -> list[Answer]:
    """The model's reading of the whole passage, pooled by the same table; nothing else is looked at."""
    table = calibration.of_judge(judge.card.sha256) or calibration.default
    stances = await judge.judge([StatementPassage(pair.claim, pair.passage, pair.title) for pair in pairs])
    answers = []
    for pair, stance in zip(pairs, stances, strict=True):
        passage = passage_of(pair)
        weighed = WeighedPassage(
            passage=passage,
            stance=stance.label(),
            probabilities=stance,
            weight=1.0,
            quote_span=passage.span,
        )
        found = Found(
            probabilities=table.probabilities(features(by_origin([weighed]))),
            floor=table.floor,
            silence=Reason.NO_EVIDENCE,
        )
        answers.append(Answer(_OF_STANCE[stance.label()], decide(found, (_ASKED,)).verdict, stance))
    return answers


def case_of(pair: Pair) -> Case:
    """The claim with its one passage, from a required source that was asked and answered."""
    return Case(
        statement=pair.claim,
        quantities=read_quantities(pair.claim),
        times=read_times(pair.claim, anchor=None),
        passages=(passage_of(pair),),
        coverage=(_ASKED,),
        as_of=_end(pair.as_of),
        speaker=pair.speaker,
        saying=pair.saying,
    )


def passage_of(pair: Pair) -> Passage:
    document = Document(
        source=_SOURCE,
        text=pair.passage,
        text_sha256=hashlib.sha256(pair.passage.encode()).hexdigest(),
        title=pair.title,
        published_at=PublishedAt(
            datetime.combine(pair.published_at, time.min), Precision.DAY, offset_known=False
        )
        if pair.published_at
        else None,
    )
    return Passage(
        document=document,
        span=Span(0, len(pair.passage)),
        score=1.0,
        origin=pair.name,
        timing=timing_of(document, _end(pair.as_of)),
    )


def _end(day: date | None) -> datetime | None:
    return datetime.combine(day, time.max, tzinfo=UTC) if day else None


class NoStances:
    """A stance cache that keeps nothing: every pair is read."""

    def key(self, judge_sha256: str, statement: str, passage: str) -> str:  # noqa: ARG002 - the port has it
        return ""

    async def get_many(
        self,
        keys: Sequence[str],
        *,
        scope: str | None,  # noqa: ARG002 - the port has it
    ) -> list[StanceProbabilities | None]:
        return [None] * len(keys)

    async def put_many(self, items: Sequence[tuple[str, StanceProbabilities]], *, scope: str | None) -> None:
        """Nothing is kept."""
