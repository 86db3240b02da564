"""``/v1/verifications``: verify a text, read the report again, erase it."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Annotated

import anyio
import structlog
from fastapi import APIRouter, Depends, Header, Path, Request, Response
from fastapi.exceptions import RequestValidationError

from clients.transport.deadline import Deadline
from service.api.answers import json_response, new_id, report_json
from service.api.etag import matches, strong_etag
from service.api.limits import WorkRoute
from service.api.prefer import preferences
from service.api.problems import Problem, ProblemType
from service.api.requests import VerificationBody
from service.api.state import Services, services_of
from service.domain.report import Report, Status

MARGIN_S = 0.3
"""The stages stop this much before the deadline, so that what they have is assembled and stored by then."""
GRACE_S = 0.35
"""Work that goes on for longer than this after the deadline is given up."""
RETRY_DEADLINE_S = 5
ReportId = Annotated[
    str, Path(min_length=1, max_length=64, pattern="^[A-Za-z0-9_-]+$", description="Id of a report.")
]
log = structlog.get_logger(__name__)

working = APIRouter(prefix="/v1", route_class=WorkRoute, tags=["verifications"])
reading = APIRouter(prefix="/v1", tags=["verifications"])


@working.post(
    "/verifications",
    response_model=Report,
    summary="Verify a text",
    description=(
        "Finds the claims of a text, looks for evidence, and answers the report.\n\n"
        "`Prefer: wait=N` (RFC 7240, seconds, 30 when not given) bounds the answer and `deadline_ms` the "
        "work; in this version the work is bounded by the lower of the two, and what was not reached says "
        "so (`complete: false`). "
        "`Prefer: respond-async` and `Idempotency-Key` are answered 501."
    ),
)
async def verify(
    body: VerificationBody,
    request: Request,
    services: Annotated[Services, Depends(services_of)],
    prefer: Annotated[
        str | None, Header(description="RFC 7240; `wait=N` in seconds.", examples=["wait=30"])
    ] = None,
) -> Response:
    wanted = preferences(prefer or "")
    _refuse_later_forms(wanted.respond_async, request)
    _refuse_unknown(body.sources or (), services.sources.searched())
    settings = services.settings
    allowed_ms = min(body.deadline_ms or settings.deadline_ms, settings.max_deadline_ms)
    deadline = Deadline.after(min(float(wanted.wait_s), allowed_ms / 1000))
    retain_s = settings.retain_s if body.retain_s is None else body.retain_s
    stages_until = deadline.within(deadline.remaining() - MARGIN_S)
    verifier = await services.verifying.get(deadline)
    report: Report | None = None
    with anyio.move_on_after(deadline.remaining() + GRACE_S):
        report = await verifier.verify(
            body.draft(),
            body.options(
                sources=body.sources or await services.default_sources(),
                max_claims=min(body.max_claims or settings.max_claims, settings.max_claims_limit),
                confidential=settings.confidential,
            ),
            report_id=new_id(),
            deadline=stages_until,
            retain_s=min(retain_s, settings.max_retain_s),
        )
    if report is None:
        log.error("verification.overran")
        raise Problem(
            ProblemType.DEADLINE,
            "The report was not ready in time; allow more time or send a shorter text.",
            headers={"Retry-After": str(RETRY_DEADLINE_S)},
        )
    services.metrics.reported(report)
    services.sources.observe(report)
    headers = {"Content-Location": f"/v1/verifications/{report.id}"} if report.stored else {}
    if wanted.wait_given:
        headers["Preference-Applied"] = wanted.applied
    return json_response(report_json(report), headers)


@reading.get(
    "/verifications/{report_id}",
    response_model=Report,
    summary="Read a report again",
    description="The report as it stands, with a strong `ETag`; 304 when `If-None-Match` names it.",
    responses={304: {"description": "Unchanged."}},
)
async def read(
    report_id: ReportId,
    services: Annotated[Services, Depends(services_of)],
    accept: Annotated[str | None, Header(include_in_schema=False)] = None,
    if_none_match: Annotated[str | None, Header(description="Entity tags the caller has (RFC 9110).")] = None,
) -> Response:
    _require_json_accepted(accept)
    report = await services.reports.get(report_id)
    if report is None:
        raise _unknown()
    body = report_json(report)
    etag = strong_etag(body)
    headers = {"ETag": etag}
    if report.status in {Status.QUEUED, Status.RUNNING}:
        headers["Retry-After"] = "1"
    if matches(if_none_match, etag):
        return Response(status_code=304, headers=headers)
    return json_response(body, headers)


@reading.delete(
    "/verifications/{report_id}",
    status_code=204,
    summary="Erase a report",
    description="Erases the report with everything derived from it.",
)
async def erase(report_id: ReportId, services: Annotated[Services, Depends(services_of)]) -> Response:
    if not await services.reports.erase(report_id):
        raise _unknown()
    return Response(status_code=204)


def _unknown() -> Problem:
    return Problem(
        ProblemType.NOT_FOUND, "No report has this id: it was never made, was erased, or its time is over."
    )


def _refuse_unknown(named: Sequence[str], known: Container[str]) -> None:
    unknown = [place for place, name in enumerate(named) if name not in known]
    if unknown:
        raise RequestValidationError(
            [{"type": "unknown_source", "loc": ("body", "sources", place), "msg": ""} for place in unknown]
        )


def _refuse_later_forms(respond_async: bool, request: Request) -> None:
    if respond_async:
        raise Problem(
            ProblemType.NOT_AVAILABLE,
            "Work in the background is not available yet: send the request without “Prefer: "
            "respond-async” and wait for the answer.",
        )
    if "idempotency-key" in request.headers:
        raise Problem(
            ProblemType.NOT_AVAILABLE, "Idempotent requests are not available yet: leave Idempotency-Key out."
        )


def _require_json_accepted(accept: str | None) -> None:
    if not accept:
        return
    offers = {part.partition(";")[0].strip().lower() for part in accept.split(",")}
    if offers.isdisjoint({"application/json", "application/*", "*/*"}):
        raise Problem(ProblemType.NOT_ACCEPTABLE, "A report is offered as application/json.")
