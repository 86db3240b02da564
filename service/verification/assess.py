"""Judgement alone: claims with passages in, verdicts out; no upstream is called."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from clients.transport.deadline import Deadline
from service.domain.evidence import Coverage, Document, LookOutcome, Passage, SourceRole
from service.domain.spans import Span
from service.domain.stance import StanceLabel, StanceProbabilities
from service.domain.times import PublishedAt
from service.domain.verdict import Probabilities, Reason, Signal, VerdictLabel
from service.evidence.dates import timing_of
from service.language.quantities import read_quantities
from service.language.times import read_times
from service.verdict.case import Case
from service.verdict.verdicts import Verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenPassage:
    text: str = field(repr=False)
    url: str | None = None
    title: str | None = None
    published_at: PublishedAt | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentItem:
    """A claim and the passages to judge it by; without any the answer is ``not_enough_evidence``."""

    claim: str = field(repr=False)
    passages: tuple[GivenPassage, ...]
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessedPassage:
    """What one passage says; ``quote_span`` is the deciding sentence in the passage as given."""

    stance: StanceLabel
    probabilities: StanceProbabilities
    quote_span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """``passages`` stand in the order given; null where the deadline came first."""

    verdict: VerdictLabel
    confidence: float | None
    probabilities: Probabilities | None
    reason: Reason | None
    signals: tuple[Signal, ...]
    passages: tuple[AssessedPassage | None, ...]


async def assess(
    items: Sequence[AssessmentItem], verdicts: Verdicts, *, deadline: Deadline, scope: str | None = None
) -> list[Assessment]:
    """One assessment per item, in order."""
    cases = [_case(item) for item in items]
    judged = await verdicts.judge(cases, deadline=deadline, scope=scope)
    found: list[Assessment] = []
    for case, answer in zip(cases, judged, strict=True):
        weighed = {id(passage.passage.document): passage for passage in answer.passages}
        matched = [weighed.get(id(passage.document)) for passage in case.passages]
        found.append(
            Assessment(
                verdict=answer.judgement.verdict,
                confidence=answer.judgement.confidence,
                probabilities=answer.judgement.probabilities,
                reason=answer.judgement.reason,
                signals=answer.judgement.signals,
                passages=tuple(
                    AssessedPassage(stance=w.stance, probabilities=w.probabilities, quote_span=w.quote_span)
                    if w
                    else None
                    for w in matched
                ),
            )
        )
    return found


def _case(item: AssessmentItem) -> Case:
    given = Coverage(
        source="passages", role=SourceRole.REQUIRED, outcome=LookOutcome.OK, hits=len(item.passages)
    )
    return Case(
        statement=item.claim,
        quantities=read_quantities(item.claim),
        times=read_times(item.claim, anchor=None),
        passages=tuple(_passage(passage, n, item.as_of) for n, passage in enumerate(item.passages)),
        coverage=(given,),
        as_of=item.as_of,
    )


def _passage(given: GivenPassage, number: int, as_of: datetime | None) -> Passage:
    host = urlsplit(given.url).hostname if given.url else None
    document = Document(
        source="passages",
        text=given.text,
        text_sha256=hashlib.sha256(given.text.encode()).hexdigest(),
        title=given.title,
        url=given.url,
        published_at=given.published_at,
    )
    return Passage(
        document=document,
        span=Span(0, len(given.text)),
        score=1.0,
        origin=host or f"passage-{number}",
        timing=timing_of(document, as_of),
    )
