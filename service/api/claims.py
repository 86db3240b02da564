"""``/v1/claims``: extraction alone."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import anyio
from anyio import to_thread
from fastapi import APIRouter, Depends

from clients.transport.deadline import Deadline
from service.api.limits import WorkRoute
from service.api.problems import Problem, ProblemType
from service.api.requests import ExtractionBody
from service.api.state import Services, services_of
from service.domain.claim import Extraction

router = APIRouter(prefix="/v1", route_class=WorkRoute, tags=["claims"])


@router.post(
    "/claims",
    response_model=Extraction,
    summary="Find the claims of a text",
    description="Extraction alone: nothing is looked up, nothing leaves the machine, nothing is kept.",
)
async def extract(body: ExtractionBody, services: Annotated[Services, Depends(services_of)]) -> Extraction:
    settings = services.settings
    deadline = Deadline.after(settings.deadline_ms / 1000)
    extractor = await services.extracting.get(deadline)
    work = partial(
        extractor.extract,
        body.draft(),
        max_claims=min(body.max_claims or settings.max_claims, settings.max_claims_limit),
        not_checkable=body.not_checkable,
    )
    extraction: Extraction | None = None
    with anyio.move_on_after(deadline.remaining()):
        extraction = await to_thread.run_sync(work, abandon_on_cancel=True)
    if extraction is None:
        raise Problem(ProblemType.DEADLINE, "The claims were not found in time; send a shorter text.")
    return extraction
