"""Stages that answer as told, for tests of their composition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import anyio

from clients.transport.deadline import Deadline
from service.domain.article import Article, Draft, VerificationOptions
from service.domain.claim import Attribution, Claim, Directness, Extraction
from service.domain.evidence import (
    CaptureLink,
    Coverage,
    Document,
    Gathered,
    LookOutcome,
    Passage,
    SourceRole,
    Timing,
    WeighedPassage,
)
from service.domain.ports import StoreGone
from service.domain.report import ModelCard, Report
from service.domain.spans import Selector, Span, TextSpan
from service.domain.stance import StanceLabel, StanceProbabilities
from service.domain.verdict import Judgement, Origins, Probabilities, VerdictLabel
from service.evidence.asked import AskedOnce
from service.evidence.told import tell
from service.verdict.case import Case, Judged

CARD = ModelCard(stance="test", stance_sha256="0", calibration=None, check_worthiness="test")
OK = Coverage(source="wiki", role=SourceRole.REQUIRED, outcome=LookOutcome.OK, hits=1)


def claim(
    number: int, *, same_as: str | None = None, worth: float = 0.5, said_by: str | None = None
) -> Claim:
    span = TextSpan(
        start=0, end=4, utf16_start=0, utf16_end=4, start_line=1, start_column=1, end_line=1, end_column=5
    )
    attribution = None
    if said_by is not None:
        attribution = Attribution(
            speaker=said_by,
            chain=(said_by,),
            cue="said",
            directness=Directness.REPORTED,
            statement=f"{said_by} said that it rained.",
        )
    return Claim(
        id=f"c{number}",
        key=f"k{number}",
        text="rain",
        display_text="rain",
        span=span,
        selector=Selector("rain", "", ""),
        statement="It rained in Lima on 3 May 2020.",
        same_as=same_as,
        attribution=attribution,
        check_worthiness=worth,
    )


def passage(
    text: str = "It rained in Lima on 3 May 2020. People were glad.", url: str = "https://a.example/x#top"
) -> Passage:
    document = Document(source="wiki", text=text, text_sha256="ab", url=url, title="Lima")
    return Passage(
        document=document, span=Span(0, len(text)), score=0.5, origin="a.example", timing=Timing.UNKNOWN
    )


@dataclass
class Extractor:
    claims: tuple[Claim, ...]

    def extract(self, draft: Draft, *, max_claims: int) -> Extraction:
        article = Article(title=None, published_at=draft.published_at, language="en", sha256="00")
        return Extraction(article=article, claims=self.claims[:max_claims], notes=("read",))


@dataclass
class Gatherer:
    """Finds one passage a claim, after ``seconds``, and its capture after ``archive_s``."""

    seconds: float = 0.0
    archive_s: float = 0.0
    captured: CaptureLink | None = None
    of_source: tuple[Passage, ...] = ()
    asked: list[str] = field(default_factory=list)

    async def gather(
        self,
        claim: Claim,
        draft: Draft,
        options: VerificationOptions,
        *,
        deadline: Deadline,
        asked: AskedOnce,
    ) -> Gathered:
        self.asked.append(claim.id)
        tell("wiki", "rain Lima")
        await anyio.sleep(self.seconds)
        return Gathered(
            passages=(passage(),),
            of_source=self.of_source,
            coverage=(OK,),
            copies=2,
        )

    async def capture_all(
        self, passages: Sequence[Passage], *, near: datetime | None, deadline: Deadline
    ) -> dict[str, CaptureLink]:
        await anyio.sleep(self.archive_s)
        if self.captured is None:
            return {}
        return {found.document.url: self.captured for found in passages if found.document.url}


@dataclass
class Verdicts:
    """Supports everything, refutes what the ``refuting`` passage is judged by."""

    refuting: Passage | None = None
    cases: list[Case] = field(default_factory=list)

    async def judge(self, cases: Sequence[Case], *, deadline: Deadline, scope: str | None) -> list[Judged]:
        self.cases.extend(cases)
        return [self._one(case) for case in cases]

    def _one(self, case: Case) -> Judged:
        refuted = self.refuting is not None and self.refuting in case.passages
        judgement = Judgement(
            verdict=VerdictLabel.REFUTED if refuted else VerdictLabel.SUPPORTED,
            reason=None,
            confidence=0.9,
            probabilities=Probabilities(0.9, 0.05, 0.05),
            origins=Origins(1, 0, 1),
        )
        weighed = WeighedPassage(
            passage=case.passages[0],
            stance=StanceLabel.REFUTES if refuted else StanceLabel.SUPPORTS,
            probabilities=StanceProbabilities(0.05, 0.9, 0.05)
            if refuted
            else StanceProbabilities(0.9, 0.05, 0.05),
            weight=1.0,
            quote_span=Span(0, 32),
        )
        return Judged(judgement=judgement, passages=(weighed,))


@dataclass
class Reports:
    """Keeps reports, or is gone. ``erased`` are the ids it was told to erase."""

    gone: bool = False
    erased: list[str] = field(default_factory=list)
    kept: dict[str, Report] = field(default_factory=dict)

    async def put(self, report: Report, *, retain_s: int) -> bool:
        if not self.gone:
            self.kept[report.id] = report
        return not self.gone

    async def amend(self, report: Report) -> bool:
        kept = report.id in self.kept
        if kept:
            self.kept[report.id] = report
        return kept

    async def get(self, report_id: str) -> Report | None:
        return self.kept.get(report_id)

    async def erase(self, report_id: str) -> bool:
        self.erased.append(report_id)
        if self.gone:
            raise StoreGone
        return self.kept.pop(report_id, None) is not None
