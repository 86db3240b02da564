"""The composition root: the only place where adapters meet the ports they serve.

What takes long to import or load (language, models, index) is imported where it is made, in a thread, after
the service began to answer: ``/livez`` waits for nothing of it, ``/readyz`` tells when it is there.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import anyio
import structlog
import uvicorn
from anyio import to_thread
from fastapi import FastAPI
from pydantic import ValidationError

from clients.pages.live import LivePages
from clients.transport.deadline import Deadline
from clients.transport.guard import HostPort
from clients.transport.identity import Identity
from clients.transport.transport import Call, Transport
from service import logs
from service.api import assessments, catalog, claims, errors, openapi, operations, verifications
from service.api.artifacts import read_artifacts
from service.api.auth import KeyCheck
from service.api.edge import Edge
from service.api.in_flight import InFlight
from service.api.metrics import Metrics
from service.api.sources import SourceBoard
from service.api.starting import Part
from service.api.state import Services, State
from service.api.upstreams import known_sources, line
from service.archiving import archives, page_saving
from service.domain.report import ModelCard
from service.domain.sources import LIBRARY
from service.evidence.extraction import ExtractionPool
from service.evidence.gatherer import EvidenceGatherer, GatheringLimits
from service.language.english import English
from service.library import Library, install_starter
from service.searching import search_sources
from service.settings import JudgeKind, Settings, sentences
from service.store.keys import Keys, load_secret
from service.store.store import Store, open_store
from service.verdict.calibration import Calibration
from service.verdict.verdicts import Verdicts
from service.verification.assess import Assessment, AssessmentItem, assess

if TYPE_CHECKING:
    from service.claims.checkworthiness import CheckWorthiness
    from service.claims.extractor import ClaimExtractor
    from service.inference.static_encoder import StaticEncoder
    from service.verification.saving import Saving
    from service.verification.verifier import Verifier

T = TypeVar("T")
log = structlog.get_logger(__name__)


def create_app(settings: Settings) -> FastAPI:
    """The application; nothing is opened before its lifespan begins."""
    app = FastAPI(
        title="Secondsource",
        version=operations.VERSION,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False},  # it would record exception texts
        lifespan=partial(_lifespan, settings=settings),
    )
    for router in (
        verifications.working,
        verifications.reading,
        claims.router,
        assessments.router,
        catalog.router,
    ):
        app.include_router(router)
    app.include_router(operations.router)
    errors.install(app)
    openapi.install(app, tuple(settings.searches()))
    app.add_middleware(KeyCheck, keys=[key.get_secret_value() for key in settings.api_keys])
    app.add_middleware(Edge)
    return app


@asynccontextmanager
async def _lifespan(_app: FastAPI, *, settings: Settings) -> AsyncIterator[State]:
    log.info("service.starting", version=operations.VERSION, host=settings.host, port=settings.port)
    metrics = Metrics()
    async with AsyncExitStack() as stack:
        configured = settings.secret.get_secret_value() if settings.secret else None
        secret = load_secret(settings.data_dir, configured)
        store = await stack.enter_async_context(
            open_store(settings.redis_url, secret, on_failure=metrics.store_failed)
        )
        transport = await stack.enter_async_context(
            Transport(
                identity=Identity(version=operations.VERSION, contact=settings.contact),
                cache=store.responses,
                budget=store.budget,
                configured=frozenset(HostPort(*pair) for pair in settings.private_addresses()),
                observe=partial(_count, metrics),
            )
        )
        loading = await stack.enter_async_context(anyio.create_task_group())
        saving = page_saving(settings, transport, store.reports, metrics.page_saved)
        composed = _Composition(settings, store, transport, Keys(secret), stack, saving=saving)
        services = composed.services(metrics)
        for part in services.parts:
            loading.start_soon(part.start)
        loading.start_soon(saving.run)
        yield State(services=services)
        log.info("service.stopping")
        loading.cancel_scope.cancel()


@dataclass(frozen=True, slots=True)
class _Stance:
    """The verdict stage with the artifacts behind it; implements ``Judges``.

    ``of_confidential`` is the stage for confidential drafts, which not every judge may read; ``assessing``
    the one for claims and passages that a caller sends, as confidential as the operator has drafts.
    """

    verdicts: Verdicts
    of_confidential: Verdicts
    assessing: Verdicts
    card: ModelCard

    async def assess(self, items: Sequence[AssessmentItem], *, deadline: Deadline) -> list[Assessment]:
        return await assess(items, self.assessing, deadline=deadline)


class _Composition:
    """How the parts are made of what was opened. ``stack`` closes what they open, last opened first."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        transport: Transport,
        keys: Keys,
        stack: AsyncExitStack,
        *,
        saving: Saving,
    ) -> None:
        self._settings = settings
        self._store = store
        self._transport = transport
        self._keys = keys
        self._stack = stack
        self._saving = saving
        self._library = Library(settings.data_dir / "library")
        self._english: Part[English] = Part("english", partial(_in_thread, _load_english))
        self._scorer: Part[CheckWorthiness] = Part("checkworthiness", partial(_in_thread, self._load_scorer))
        self._extracting: Part[ClaimExtractor] = Part("claims", self._make_extractor)
        self._stance: Part[_Stance] = Part("stance", self._make_stance)
        self._similarity: Part[StaticEncoder] = Part("similarity", partial(_in_thread, self._load_similarity))
        self._starter: Part[bool] = Part(
            "starter", partial(_in_thread, self._install_starter), required=False
        )
        self._verifying: Part[Verifier] = Part("verification", self._make_verifier)

    def services(self, metrics: Metrics) -> Services:
        settings = self._settings
        return Services(
            settings=settings,
            reports=self._store.reports,
            store_alive=self._store.alive,
            extracting=self._extracting,
            judging=self._stance,
            verifying=self._verifying,
            parts=(
                self._english,
                self._scorer,
                self._extracting,
                self._stance,
                self._similarity,
                self._starter,
                self._verifying,
            ),
            default_sources=self._default_sources,
            sources=SourceBoard(known_sources(settings), partial(line, self._transport)),
            artifacts=read_artifacts(
                [
                    *_stance_artifact(settings),
                    ("calibration", settings.artifacts_dir / "calibration"),
                    ("checkworthiness", settings.artifacts_dir / "checkworthiness"),
                    ("retrieval", settings.artifacts_dir / "retrieval"),
                ]
            ),
            in_flight=InFlight(settings.max_in_flight),
            metrics=metrics,
        )

    async def _default_sources(self) -> tuple[str, ...]:
        """What is asked when the caller names nothing; the operator's library once it holds something."""
        filled = await _in_thread(partial(self._library.count, LIBRARY)) > 0
        asked = {**self._settings.searches(), LIBRARY: filled}
        return tuple(name for name in asked if asked[name])

    def _install_starter(self) -> bool:
        return self._settings.starter and install_starter(self._library)

    def _load_scorer(self) -> CheckWorthiness:
        from service.claims.checkworthiness import CheckWorthiness  # noqa: PLC0415 - see the module's docstring

        return CheckWorthiness.load(self._settings.artifacts_dir / "checkworthiness")

    def _load_similarity(self) -> StaticEncoder:
        from service.inference.static_encoder import StaticEncoder  # noqa: PLC0415 - see the module's docstring

        return StaticEncoder.load(self._settings.artifacts_dir / "retrieval")

    async def _make_extractor(self) -> ClaimExtractor:
        english, scorer = await self._english.loaded(), await self._scorer.loaded()
        from service.claims.extractor import ClaimExtractor  # noqa: PLC0415 - imported with its scorer

        return ClaimExtractor(english, scorer, self._keys.claim_key)

    async def _make_stance(self) -> _Stance:
        await _in_thread(_import_judges)
        from service.judging import judge_of_confidential, open_judge  # noqa: PLC0415 - imported above, in a thread

        judge = await open_judge(self._settings, self._transport)
        self._stack.push_async_callback(judge.aclose)
        calibration = Calibration.load(self._settings.artifacts_dir / "calibration")
        table = calibration.of_judge(judge.card.sha256)
        scorer = await self._scorer.loaded()
        verdicts = Verdicts(judge, calibration, self._store.stances)
        reticent = judge_of_confidential(judge, self._settings)
        of_confidential = (
            verdicts if reticent is judge else Verdicts(reticent, calibration, self._store.stances)
        )
        return _Stance(
            verdicts=verdicts,
            of_confidential=of_confidential,
            assessing=of_confidential if self._settings.confidential else verdicts,
            card=ModelCard(
                stance=judge.card.name,
                stance_sha256=judge.card.sha256,
                remote=judge.card.remote,
                calibration=table.name if table else None,
                check_worthiness=scorer.name,
            ),
        )

    async def _make_verifier(self) -> Verifier:
        stance, extractor, english = (
            await self._stance.loaded(),
            await self._extracting.loaded(),
            await self._english.loaded(),
        )
        similarity = await self._similarity.loaded()
        await self._starter.settled()
        from service.verification.verifier import Verifier  # noqa: PLC0415 - imports the claims stage

        reader = await self._stack.enter_async_context(ExtractionPool())
        gatherer = EvidenceGatherer(
            search_sources(self._settings, self._transport, self._library.ranked_by(similarity)),
            archives(self._settings, self._transport),
            LivePages(self._transport) if self._settings.live_pages else None,
            english,
            reader,
            limits=GatheringLimits(
                calls=self._settings.calls_per_claim, grace_s=self._settings.best_effort_grace_s
            ),
            similarity=similarity,
        )
        return Verifier(
            extractor=extractor,
            gatherer=gatherer,
            verdicts=stance.verdicts,
            of_confidential=stance.of_confidential,
            reports=self._store.reports,
            saving=self._saving,
            card=stance.card,
        )


def _load_english() -> English:
    english = English()
    english.load()
    return english


def _stance_artifact(settings: Settings) -> list[tuple[str, Path]]:
    """The embedded judge's folder, where that is the judge in use."""
    return [("stance", settings.stance_folder())] if settings.judge is JudgeKind.EMBEDDED else []


def _import_judges() -> None:
    from service import judging  # noqa: F401, PLC0415 - see the module's docstring


async def _in_thread(work: Callable[[], T]) -> T:
    return await to_thread.run_sync(work, abandon_on_cancel=True)


def _count(metrics: Metrics, call: Call) -> None:
    metrics.called(call.source, call.outcome, call.why.value if call.why else "", call.elapsed_s)


def from_environment() -> FastAPI:
    """The application as the environment configures it; each worker process calls this."""
    settings = Settings()
    logs.configure(settings.log_level)
    return create_app(settings)


def run(settings: Settings) -> None:
    """Serves until it is told to stop."""
    logs.configure(settings.log_level)
    uvicorn.run(
        "service.app:from_environment" if settings.workers > 1 else create_app(settings),
        factory=settings.workers > 1,
        workers=settings.workers if settings.workers > 1 else None,
        host=settings.host,
        port=settings.port,
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=10,
    )


def main() -> None:
    """Reads the settings and serves; ends with a plain sentence when they do not fit."""
    try:
        settings = Settings()
    except ValidationError as error:
        sys.exit("\n".join(sentences(error)))
    run(settings)
