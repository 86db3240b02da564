"""The OpenAPI document: what FastAPI writes, with every problem and the ways to present a key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from service.api.auth import is_guarded
from service.api.problems import MEDIA_TYPE, ProblemDocument, ProblemType

DESCRIPTION = (
    "Checks the claims in an article: finds them, asks search and archive APIs for evidence, and returns "
    "for each a verdict, a calibrated confidence and the evidence.\n\n"
    "Every error is an `application/problem+json` document (RFC 9457) that says what to change and never "
    "echoes what was sent. Where the operator has set keys, `/v1` needs one; without keys it is served on "
    "loopback only."
)
_ALWAYS = (ProblemType.INTERNAL,)
_WITH_BODY = (
    ProblemType.BAD_JSON,
    ProblemType.BODY_TIMEOUT,
    ProblemType.TOO_LARGE,
    ProblemType.UNSUPPORTED_MEDIA_TYPE,
    ProblemType.INVALID_REQUEST,
    ProblemType.BUSY,
)
_BY_PATH = {
    ("/v1/verifications", "post"): (ProblemType.NOT_AVAILABLE,),
    ("/v1/verifications/{report_id}", "get"): (
        ProblemType.NOT_FOUND,
        ProblemType.NOT_ACCEPTABLE,
        ProblemType.INVALID_REQUEST,
        ProblemType.STORE_GONE,
    ),
    ("/v1/verifications/{report_id}", "delete"): (
        ProblemType.NOT_FOUND,
        ProblemType.INVALID_REQUEST,
        ProblemType.STORE_GONE,
    ),
    ("/readyz", "get"): (ProblemType.NOT_READY,),
}
_SECURITY_SCHEMES = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "A key of this service as a bearer token."},
    "apiKey": {
        "type": "apiKey",
        "in": "header",
        "name": "X-API-Key",
        "description": "The same key by itself.",
    },
}


_DATE_OF_ANY_PRECISION = {
    "type": "string",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}",
    "description": "ISO 8601, as exact as `precision` says; without an offset when `offset_known` is false.",
}
"""Not RFC 3339, which ``format: date-time`` would promise: a dateline has no zone."""


def install(app: FastAPI, sources: Sequence[str]) -> None:
    """Makes ``app.openapi()`` answer the whole document. ``sources`` are the names a caller may give."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = document(app, sources)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # the way FastAPI documents


def document(app: FastAPI, sources: Sequence[str]) -> dict[str, Any]:
    described = get_openapi(
        title=app.title,
        version=app.version,
        description=DESCRIPTION,
        routes=app.routes,
        license_info=app.license_info,
    )
    schemas = described["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schema = ProblemDocument.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(schema.pop("$defs"))
    schemas["ProblemDocument"] = schema
    schemas["PublishedAt"]["properties"]["value"] = _DATE_OF_ANY_PRECISION
    named = schemas["VerificationBody"]["properties"]["sources"]["anyOf"][0]
    named["items"] = {"type": "string", "enum": list(sources)}
    # an empty requirement makes the key optional: only the deployment knows whether it has set any
    described["components"]["securitySchemes"] = _SECURITY_SCHEMES
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            operation["responses"].pop("422", None)
            for status, response in _problems(path, method):
                operation["responses"][status] = response
            if is_guarded(path):
                operation["security"] = [*({name: []} for name in _SECURITY_SCHEMES), {}]
    return described


def _problems(path: str, method: str) -> Iterator[tuple[str, dict[str, Any]]]:
    kinds = [*_ALWAYS, *_BY_PATH.get((path, method), ())]
    if is_guarded(path):
        kinds.append(ProblemType.UNAUTHORIZED)
    if method == "post":
        kinds.extend(_WITH_BODY)
    by_status: dict[int, list[str]] = {}
    for kind in kinds:
        by_status.setdefault(kind.status, []).append(kind.title)
    for status, titles in sorted(by_status.items()):
        response: dict[str, Any] = {
            "description": "; ".join(dict.fromkeys(titles)) + ".",
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}},
        }
        if status == ProblemType.BUSY.status:
            response["headers"] = {
                "Retry-After": {
                    "description": "Seconds after which to ask again.",
                    "schema": {"type": "integer"},
                }
            }
        yield str(status), response
