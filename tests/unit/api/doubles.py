"""Stand-ins for the stages, and a client that speaks to the application without a socket."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from typing import TypeVar

import anyio
import httpx2 as httpx
from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from clients.transport.deadline import Deadline
from service.api.in_flight import InFlight
from service.api.metrics import Metrics
from service.api.sources import SourceBoard
from service.api.starting import Part
from service.api.state import Services
from service.api.upstreams import known_sources
from service.app import create_app
from service.domain.article import Article, Draft, VerificationOptions
from service.domain.claim import Claim, Extraction, Resolution
from service.domain.evidence import Coverage, LookOutcome, Outbound, SourceRole
from service.domain.ports import StoreGone
from service.domain.report import CheckedClaim, ModelCard, Report, Status, Summary
from service.domain.spans import Selector, Span, TextSpan
from service.domain.stance import StanceLabel, StanceProbabilities
from service.domain.verdict import Reason, VerdictLabel
from service.settings import Settings
from service.verification.assess import AssessedPassage, Assessment, AssessmentItem

T = TypeVar("T")
CARD = ModelCard(stance="test", stance_sha256="0" * 64, calibration=None, check_worthiness="test")


def a_claim(text: str = "France has 68 million people.") -> Claim:
    span = TextSpan(
        start=0,
        end=len(text),
        utf16_start=0,
        utf16_end=len(text),
        start_line=1,
        start_column=1,
        end_line=1,
        end_column=len(text) + 1,
    )
    return Claim(
        id="c1",
        key="k",
        text=text,
        display_text=text,
        span=span,
        selector=Selector(exact=text, prefix="", suffix=""),
        statement=text,
        resolutions=(Resolution("it", Span(0, 2), "France"),),
        check_worthiness=0.5,
    )


def a_report(report_id: str, draft: Draft, options: VerificationOptions, *, stored: bool = True) -> Report:
    claim = a_claim(draft.text)
    look = Coverage(
        source="wikipedia",
        role=SourceRole.REQUIRED,
        outcome=LookOutcome.NOT_MEASURED,
        reason=Reason.SOURCE_DOWN,
    )
    values = {name: getattr(claim, name) for name in Claim.__dataclass_fields__}
    checked = CheckedClaim(
        **values,
        verdict=VerdictLabel.NOT_CHECKED,
        reason=Reason.SOURCE_DOWN,
        coverage=(look,),
        complete=False,
    )
    return Report(
        id=report_id,
        status=Status.DONE,
        complete=False,
        stored=stored,
        article=Article(title=draft.title, published_at=draft.published_at, language="en", sha256="0" * 64),
        as_of=options.as_of,
        checked_at=datetime(2026, 1, 1, tzinfo=UTC),
        expires_at=None,
        model=CARD,
        outbound=(Outbound("wikipedia", "France population"),),
        summary=Summary(by_verdict={"not_checked": 1}, needs_attention=(), unchecked=("c1",)),
        claims=(checked,),
    )


@dataclass
class MemoryReports:
    """A ``ReportStore``; ``gone`` makes it unreachable."""

    kept: dict[str, Report] = field(default_factory=dict)
    gone: bool = False

    async def put(self, report: Report, *, retain_s: int) -> bool:
        if not self.gone:
            self.kept[report.id] = report
        return not self.gone

    async def amend(self, report: Report) -> bool:
        self._check()
        kept = report.id in self.kept
        if kept:
            self.kept[report.id] = report
        return kept

    async def get(self, report_id: str) -> Report | None:
        self._check()
        return self.kept.get(report_id)

    async def erase(self, report_id: str) -> bool:
        self._check()
        return self.kept.pop(report_id, None) is not None

    def _check(self) -> None:
        if self.gone:
            raise StoreGone


@dataclass
class Verifier:
    """Answers a report after ``takes_s``, or raises ``failure``; remembers what it was asked."""

    reports: MemoryReports
    takes_s: float = 0.0
    failure: Exception | None = None
    asked: list[tuple[Draft, VerificationOptions, float, int]] = field(default_factory=list)

    async def verify(
        self,
        draft: Draft,
        options: VerificationOptions,
        *,
        report_id: str,
        deadline: Deadline,
        retain_s: int,
    ) -> Report:
        self.asked.append((draft, options, deadline.remaining(), retain_s))
        await anyio.sleep(self.takes_s)
        if self.failure:
            raise self.failure
        report = a_report(report_id, draft, options)
        stored = await self.reports.put(report, retain_s=retain_s)
        return replace(report, stored=stored)


class Extractor:
    def extract(self, draft: Draft, *, max_claims: int, not_checkable: bool = False) -> Extraction:
        article = Article(title=None, published_at=draft.published_at, language="en", sha256="0" * 64)
        return Extraction(
            article=article,
            claims=(a_claim(draft.text),)[:max_claims],
            not_checkable=() if not_checkable else None,
        )


class Judge:
    card = CARD

    async def assess(self, items: Sequence[AssessmentItem], *, deadline: Deadline) -> list[Assessment]:
        return [
            Assessment(
                verdict=VerdictLabel.NOT_ENOUGH_EVIDENCE,
                confidence=None,
                probabilities=None,
                reason=Reason.NO_EVIDENCE,
                signals=(),
                passages=tuple(
                    AssessedPassage(
                        stance=StanceLabel.NEITHER,
                        probabilities=StanceProbabilities(0.1, 0.1, 0.8),
                        quote_span=Span(0, len(passage.text)),
                    )
                    for passage in item.passages
                ),
            )
            for item in items
        ]


async def part(name: str, value: T, *, failed: bool = False) -> Part[T]:
    async def load() -> T:
        if failed:
            raise RuntimeError(name)
        return value

    made = Part(name, load)
    await made.start()
    return made


@dataclass
class World:
    """An application over stand-ins; ``client`` speaks to it."""

    client: httpx.AsyncClient
    services: Services
    verifier: Verifier
    reports: MemoryReports


@asynccontextmanager
async def world(
    settings: Settings | None = None,
    *,
    judge_failed: bool = False,
) -> AsyncIterator[World]:
    settings = settings or Settings()
    reports = MemoryReports()
    verifier = Verifier(reports)
    metrics = Metrics()
    extracting = await part("claims", Extractor())
    judging = await part("stance", Judge(), failed=judge_failed)
    verifying = await part("verification", verifier, failed=judge_failed)

    async def alive() -> bool:
        return not reports.gone

    services = Services(
        settings=settings,
        reports=reports,
        store_alive=alive,
        extracting=extracting,
        judging=judging,
        verifying=verifying,
        parts=(extracting, judging, verifying),
        default_sources=_defaults,
        sources=SourceBoard(known_sources(settings)),
        artifacts=(),
        in_flight=InFlight(settings.max_in_flight),
        metrics=metrics,
    )
    app = _application(settings)

    async def stateful(scope: Scope, receive: Receive, send: Send) -> None:
        scope["state"] = {"services": services}
        await app(scope, receive, send)

    transport = httpx.ASGITransport(app=stateful)
    async with httpx.AsyncClient(transport=transport, base_url="http://service") as client:
        yield World(client, services, verifier, reports)


@cache
def _application(settings: Settings) -> FastAPI:
    """Holds nothing but settings: what it works on comes with the scope."""
    return create_app(settings)


def _defaults() -> Awaitable[tuple[str, ...]]:
    async def answer() -> tuple[str, ...]:
        return ("wikipedia", "starter")

    return answer()
