"""For operators: ``/livez``, ``/readyz``, ``/metrics``, ``/version``, and the pages ``/`` and ``/docs``."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import HTMLResponse

from service.api.pages import docs_page, start_page
from service.api.problems import Problem, ProblemItem, ProblemType
from service.api.starting import RETRY_START_S, PartState
from service.api.state import Services, services_of

router = APIRouter(tags=["operations"])
VERSION = version("secondsource")


@dataclass(frozen=True, slots=True)
class Alive:
    status: Literal["alive"] = "alive"


@dataclass(frozen=True, slots=True)
class PartStatus:
    """One part; the service is ready when all required ones are."""

    name: str
    state: PartState
    required: bool


@dataclass(frozen=True, slots=True)
class Readiness:
    status: Literal["ready"]
    parts: tuple[PartStatus, ...]


@dataclass(frozen=True, slots=True)
class VersionAnswer:
    name: str
    version: str


@router.get("/livez", response_model=Alive, summary="Whether the process answers")
async def alive() -> Alive:
    return Alive()


@router.get(
    "/readyz",
    response_model=Readiness,
    summary="Whether the service can do its work",
    description="Each part with its state. Only required parts decide: a store that is gone or a source "
    "that is down "
    "makes the service slower, not unready.",
)
async def ready(services: Annotated[Services, Depends(services_of)]) -> Readiness:
    store = PartState.READY if await services.store_alive() else PartState.FAILED
    parts = (
        *(PartStatus(part.name, part.state, part.required) for part in services.parts),
        PartStatus("store", store, required=False),
    )
    missing = [part for part in parts if part.required and part.state is not PartState.READY]
    if missing:
        raise Problem(
            ProblemType.NOT_READY,
            "Wait for the parts that are starting; those that failed need the operator.",
            errors=tuple(
                ProblemItem(pointer=f"part/{part.name}", detail=part.state.value) for part in missing
            ),
            headers={"Retry-After": str(RETRY_START_S)},
        )
    return Readiness("ready", parts)


@router.get(
    "/metrics",
    response_class=Response,
    summary="Counters",
    description="In the Prometheus text format.",
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
async def metrics(services: Annotated[Services, Depends(services_of)]) -> Response:
    services.metrics.in_flight.set(services.in_flight.working)
    return Response(services.metrics.exposition(), headers={"Content-Type": CONTENT_TYPE_LATEST})


@router.get("/version", response_model=VersionAnswer, summary="Which version this is")
async def which_version() -> VersionAnswer:
    return VersionAnswer("secondsource", VERSION)


@router.get("/", response_class=HTMLResponse, include_in_schema=False)
async def start() -> HTMLResponse:
    return HTMLResponse(start_page(VERSION))


@router.get("/docs", response_class=HTMLResponse, include_in_schema=False)
async def docs(request: Request) -> HTMLResponse:
    return HTMLResponse(docs_page(request.app.openapi()))
