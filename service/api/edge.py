"""The outermost layer: headers on every answer, counts and times, and a problem document for every fault."""

from __future__ import annotations

import time
import traceback

import structlog
from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.auth import is_guarded
from service.api.metrics import Metrics
from service.api.problems import Problem, ProblemType
from service.api.state import State

UNMATCHED = "unmatched"
log = structlog.get_logger(__name__)


class Edge:
    """ASGI middleware around everything else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.monotonic()
        status = 0

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _add_headers(MutableHeaders(scope=message), scope["path"])
            await send(message)

        try:
            await self._app(scope, receive, send_on)
        except ClientDisconnect:
            log.info("request.abandoned", route=route_of(scope))
        except Exception as error:  # noqa: BLE001 - the last resort: nothing of it may reach client or log but its place
            log.error("request.failed", route=route_of(scope), error=type(error).__name__, at=place_of(error))  # noqa: TRY400 - a traceback may quote the draft
            if status == 0:
                await _internal().response()(scope, receive, send_on)
        finally:
            elapsed = time.monotonic() - started
            _metrics(scope).answered(route_of(scope), scope["method"], status, elapsed)
            log.info(
                "request.answered",
                route=route_of(scope),
                method=scope["method"],
                status=status,
                elapsed_ms=round(elapsed * 1000),
            )


def route_of(scope: Scope) -> str:
    """The template of the matched route; never the path itself, which may hold an id."""
    return str(getattr(scope.get("route"), "path", UNMATCHED))


def place_of(error: Exception) -> str:
    """File and line an exception came from; its message is left out, it may hold what a client sent."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "unknown"


def _metrics(scope: Scope) -> Metrics:
    state: State = scope["state"]
    return state["services"].metrics


def _add_headers(headers: MutableHeaders, path: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    if is_guarded(path):
        headers["Cache-Control"] = "private, no-store"


def _internal() -> Problem:
    return Problem(
        ProblemType.INTERNAL,
        "The request was understood but could not be worked on. Send it again; if it fails again, tell "
        "the operator when.",
    )
