"""``/v1/sources`` and ``/v1/model``: what stands behind the verdicts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends

from clients.transport.deadline import Deadline
from service.api.artifacts import ModelAnswer
from service.api.sources import SourcesAnswer
from service.api.starting import PartState
from service.api.state import Services, services_of

router = APIRouter(prefix="/v1", tags=["catalog"])


@router.get(
    "/sources",
    response_model=SourcesAnswer,
    summary="How each upstream is doing",
    description="Each upstream: whether it is configured, its role, and what was last seen of it.",
)
async def sources(services: Annotated[Services, Depends(services_of)]) -> SourcesAnswer:
    return SourcesAnswer(services.sources.statuses())


@router.get(
    "/model",
    response_model=ModelAnswer,
    summary="Which artifacts are in use",
    description="Each artifact with its card: version, training data, measured quality and calibration.",
)
async def model(services: Annotated[Services, Depends(services_of)]) -> ModelAnswer:
    in_use = None
    if services.judging.state is PartState.READY:
        in_use = (await services.judging.get(Deadline.after(0))).card
    return ModelAnswer(in_use=in_use, artifacts=services.artifacts)
