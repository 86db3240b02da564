"""What FastAPI and Starlette raise, turned into problem documents without what the client sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from service.api.problems import Problem, ProblemItem, ProblemType
from service.domain.ports import StoreGone

RETRY_STORE_S = 5
BY_STATUS = {
    400: (ProblemType.BAD_JSON, "Send one JSON document in UTF-8."),
    401: (ProblemType.UNAUTHORIZED, "Send a key as a bearer token or in X-API-Key."),
    404: (ProblemType.NOT_FOUND, "Check the path; the routes are listed in /docs."),
    405: (ProblemType.METHOD_NOT_ALLOWED, "Use a method that the Allow header names."),
    406: (ProblemType.NOT_ACCEPTABLE, "Accept application/json."),
    413: (ProblemType.TOO_LARGE, "Send a smaller body."),
    415: (ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the body as application/json."),
}
WORDING = {
    "missing": "This member is required.",
    "string_too_short": "This must not be empty.",
    "string_unicode": "This holds half of a surrogate pair; send whole characters.",
    "unknown_source": "There is no source of this name; GET /v1/sources lists them.",
    "not_yet_available": "This name is kept for a later version and not yet available; leave it out.",
}
"""Own words for what the validation library says less plainly."""


def install(app: FastAPI) -> None:
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(HTTPException, _http_exception)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(StoreGone, _store_gone)


async def _problem(_request: Request, error: Exception) -> Response:
    return cast(Problem, error).response()


async def _http_exception(request: Request, error: Exception) -> Response:
    raised = cast(HTTPException, error)
    kind, detail = BY_STATUS.get(
        raised.status_code, (ProblemType.INTERNAL, "Try again; if it persists, tell the operator.")
    )
    headers = {"Allow": _allowed(request)} if kind is ProblemType.METHOD_NOT_ALLOWED else {}
    return Problem(kind, detail, headers=headers).response()


def _allowed(request: Request) -> str:
    """All methods of the path: each method is a route of its own, and the router names only the first."""
    path = request.scope["path"]
    methods = {
        method
        for context in iter_route_contexts(request.app.routes)
        if isinstance(context.original_route, Route) and context.path_regex.match(path)
        for method in context.methods or ()
    }
    return ", ".join(sorted(methods))


async def _store_gone(_request: Request, _error: Exception) -> Response:
    return Problem(
        ProblemType.STORE_GONE,
        "Whether this report exists cannot be known at the moment; ask again later.",
        headers={"Retry-After": str(RETRY_STORE_S)},
    ).response()


async def _invalid(_request: Request, error: Exception) -> Response:
    return problem_of(cast(RequestValidationError, error).errors()).response()


def problem_of(errors: Sequence[Mapping[str, object]]) -> Problem:
    """A problem from validation errors. Only type, place and known words are used, never input or context."""
    for error in errors:
        if error["type"] == "json_invalid":
            position = cast(tuple[object, ...], error["loc"])[-1]
            return Problem(
                ProblemType.BAD_JSON, f"The body stops being JSON at character {position}: correct it there."
            )
    items = dict.fromkeys(_item(error) for error in errors)
    return Problem(
        ProblemType.INVALID_REQUEST,
        "Change what is listed under errors and send it again.",
        errors=tuple(items),
    )


def _item(error: Mapping[str, object]) -> ProblemItem:
    kind = str(error["type"])
    place, *path = cast(tuple[str | int, ...], error["loc"])
    if kind == "extra_forbidden":
        # the last step is a name the client made up, which may be anything
        return ProblemItem(
            pointer=_pointer(str(place), path[:-1]),
            detail="There is a member here that the contract does not know; leave it out.",
        )
    if kind == "not_yet_available":
        path = [*path, str(cast(Mapping[str, object], error["ctx"])["name"])]
    return ProblemItem(pointer=_pointer(str(place), path), detail=WORDING.get(kind, f"{error['msg']}."))


def _pointer(place: str, path: Sequence[str | int]) -> str:
    """RFC 6901 in a URI fragment for the body; ``header/name`` and the like for the rest."""
    steps = [str(step).replace("~", "~0").replace("/", "~1") for step in path]
    return "/".join(["#", *steps]) if place == "body" else "/".join([place, *steps])
