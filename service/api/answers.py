"""Answers that need more than a value: reports with their entity tag, and the members of small answers."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter
from starlette.responses import Response

from service.domain.report import ModelCard, Report
from service.verification.assess import Assessment

REPORT = TypeAdapter(Report)
ID_BYTES = 18
"""144 bits: an id cannot be guessed."""


@dataclass(frozen=True, slots=True)
class AssessmentAnswer:
    """One item per item sent, in order."""

    items: tuple[Assessment, ...]
    model: ModelCard


def report_json(report: Report) -> bytes:
    return REPORT.dump_json(report, by_alias=True)


def json_response(body: bytes, headers: Mapping[str, str]) -> Response:
    return Response(body, headers=dict(headers), media_type="application/json")


def new_id() -> str:
    return secrets.token_urlsafe(ID_BYTES)
