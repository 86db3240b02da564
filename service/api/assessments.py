"""``/v1/assessments``: judgement alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import anyio
from fastapi import APIRouter, Depends

from clients.transport.deadline import Deadline
from service.api.answers import AssessmentAnswer
from service.api.limits import WorkRoute
from service.api.problems import Problem, ProblemType
from service.api.requests import AssessmentBody
from service.api.state import Services, services_of
from service.verification.assess import Assessment

GRACE_S = 0.35
router = APIRouter(prefix="/v1", route_class=WorkRoute, tags=["assessments"])


@router.post(
    "/assessments",
    response_model=AssessmentAnswer,
    summary="Judge claims by passages",
    description="Judgement alone: stances, verdict and confidence for claims with the passages sent. No "
    "source is asked. Where the judge is a server (`model.remote`), what is sent goes there.",
)
async def judge(
    body: AssessmentBody, services: Annotated[Services, Depends(services_of)]
) -> AssessmentAnswer:
    deadline = Deadline.after(services.settings.deadline_ms / 1000)
    judging = await services.judging.get(deadline)
    found: Sequence[Assessment] | None = None
    with anyio.move_on_after(deadline.remaining() + GRACE_S):
        found = await judging.assess([item.item() for item in body.items], deadline=deadline)
    if found is None:
        raise Problem(ProblemType.DEADLINE, "The items were not judged in time; send fewer.")
    return AssessmentAnswer(items=tuple(found), model=judging.card)
