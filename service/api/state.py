"""What the lifespan hands to the routes, by the shapes the routes need."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypedDict, cast

from starlette.requests import Request

from clients.transport.deadline import Deadline
from service.api.artifacts import Artifact
from service.api.in_flight import InFlight
from service.api.metrics import Metrics
from service.api.sources import SourceBoard
from service.api.starting import Part
from service.domain.article import Draft, VerificationOptions
from service.domain.claim import Extraction
from service.domain.ports import ReportStore
from service.domain.report import ModelCard, Report
from service.settings import Settings
from service.verification.assess import Assessment, AssessmentItem


class Extracts(Protocol):
    """Synchronous and thread-safe."""

    def extract(self, draft: Draft, *, max_claims: int, not_checkable: bool = False) -> Extraction: ...


class Verifies(Protocol):
    async def verify(
        self,
        draft: Draft,
        options: VerificationOptions,
        *,
        report_id: str,
        deadline: Deadline,
        retain_s: int,
    ) -> Report: ...


class Judges(Protocol):
    """Judgement alone; ``card`` says which artifacts give it."""

    @property
    def card(self) -> ModelCard: ...

    async def assess(
        self, items: Sequence[AssessmentItem], *, deadline: Deadline
    ) -> Sequence[Assessment]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything the routes use; ``default_sources`` are asked when the caller names none."""

    settings: Settings
    reports: ReportStore
    store_alive: Callable[[], Awaitable[bool]]
    extracting: Part[Extracts]
    judging: Part[Judges]
    verifying: Part[Verifies]
    parts: tuple[Part[object], ...]
    default_sources: Callable[[], Awaitable[tuple[str, ...]]]
    sources: SourceBoard
    artifacts: tuple[Artifact, ...]
    in_flight: InFlight
    metrics: Metrics


class State(TypedDict):
    """The lifespan state."""

    services: Services


def services_of(request: Request) -> Services:
    return cast(Services, request.state.services)
