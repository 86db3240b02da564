"""Problem documents (RFC 9457): one table of types, one shape for every error.

https://www.rfc-editor.org/rfc/rfc9457.html. ``detail`` says what to change; nothing a client sent is echoed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    slug: str
    status: int
    title: str


class ProblemType(Enum):
    """Every way in which a request can fail."""

    BAD_JSON = Kind("bad-json", 400, "The body is not JSON")
    BAD_ENCODING = Kind("bad-encoding", 400, "The body is not UTF-8")
    UNAUTHORIZED = Kind("unauthorized", 401, "A key is needed")
    NOT_FOUND = Kind("not-found", 404, "There is nothing here")
    METHOD_NOT_ALLOWED = Kind("method-not-allowed", 405, "This method is not offered here")
    NOT_ACCEPTABLE = Kind("not-acceptable", 406, "None of the accepted media types is offered")
    BODY_TIMEOUT = Kind("body-timeout", 408, "The body did not arrive in time")
    TOO_LARGE = Kind("too-large", 413, "The body is too large")
    UNSUPPORTED_MEDIA_TYPE = Kind("unsupported-media-type", 415, "The body must be JSON")
    INVALID_REQUEST = Kind("invalid-request", 422, "The request does not fit the contract")
    INTERNAL = Kind("internal", 500, "Something went wrong inside the service")
    NOT_AVAILABLE = Kind("not-available", 501, "Not available yet")
    BUSY = Kind("busy", 503, "Too much work in flight")
    NOT_READY = Kind("not-ready", 503, "A part of the service is not ready")
    STORE_GONE = Kind("store-gone", 503, "The store cannot be reached")
    DEADLINE = Kind("deadline", 503, "The work did not end in time")

    @property
    def uri(self) -> str:
        return f"urn:secondsource:problem:{self.value.slug}"

    @property
    def status(self) -> int:
        return self.value.status

    @property
    def title(self) -> str:
        return self.value.title


class ProblemItem(BaseModel):
    """One thing that is wrong; ``pointer`` points into the body (RFC 6901) or names a header or parameter."""

    model_config = ConfigDict(frozen=True)

    pointer: str
    detail: str


class ProblemDocument(BaseModel):
    """What went wrong, and what to change (RFC 9457)."""

    model_config = ConfigDict(
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "type": ProblemType.INVALID_REQUEST.uri,
                    "title": ProblemType.INVALID_REQUEST.title,
                    "status": 422,
                    "detail": "Change what is listed under errors.",
                    "errors": [{"pointer": "#/text", "detail": "This member is required."}],
                }
            ]
        },
    )

    type: str = Field(description="Which problem it is; the table stands in the API documentation.")
    title: str
    status: int
    detail: str
    errors: tuple[ProblemItem, ...] = ()


class Problem(Exception):  # noqa: N818 - it is an answer, not a fault
    """Raised anywhere at the edge and answered as a problem document."""

    def __init__(
        self,
        kind: ProblemType,
        detail: str,
        *,
        errors: tuple[ProblemItem, ...] = (),
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        super().__init__(kind.value.slug)
        self.kind = kind
        self.document = ProblemDocument(
            type=kind.uri, title=kind.title, status=kind.status, detail=detail, errors=errors
        )
        self.headers = dict(headers)

    def response(self) -> Response:
        body = self.document.model_dump_json(exclude_defaults=False)
        return Response(body, self.kind.status, headers=self.headers, media_type=MEDIA_TYPE)
