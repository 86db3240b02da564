"""Limits on what comes in: media type, bytes and time of a body."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import anyio
from fastapi.routing import APIRoute
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Message, Receive

from service.api.problems import Problem, ProblemType
from service.api.state import services_of

DRAIN_BYTES = 32 * 1024 * 1024
DRAIN_S = 5.0
"""A body that is too large is read and thrown away up to this much, so that the client hears why."""


class WorkRoute(APIRoute):
    """A route that takes a JSON body and makes work: both are bounded before the endpoint sees anything."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def limited(request: Request) -> Response:
            services = services_of(request)
            settings = services.settings
            require_json(request.headers)
            body = await read_body(request, settings.max_body_bytes, settings.body_timeout_s)
            with services.in_flight.place():
                return await handle(Request(request.scope, _replay(body, request.receive)))

        return limited


def require_json(headers: Headers) -> None:
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise Problem(
            ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the body with “Content-Type: application/json”."
        )
    if headers.get("content-encoding", "identity").lower() != "identity":
        raise Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the body without Content-Encoding.")


async def read_body(request: Request, max_bytes: int, timeout_s: float) -> bytes:
    """The whole body, with or without Content-Length.

    Raises ``Problem`` when it is too large, too slow or not UTF-8, ``ClientDisconnect`` when the client left.
    """
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > max_bytes:
        await _drain(request.receive)
        raise _too_large(max_bytes)
    pieces: list[bytes] = []
    size = 0
    with anyio.move_on_after(timeout_s):
        while True:
            message = await request.receive()
            if message["type"] != "http.request":
                raise ClientDisconnect
            pieces.append(message.get("body", b""))
            size += len(pieces[-1])
            if size > max_bytes:
                await _drain(request.receive)
                raise _too_large(max_bytes)
            if not message.get("more_body", False):
                return _checked(b"".join(pieces))
    raise Problem(
        ProblemType.BODY_TIMEOUT,
        f"Send the whole body within {timeout_s:g} seconds.",
        headers={"Connection": "close"},
    )


def _too_large(max_bytes: int) -> Problem:
    return Problem(ProblemType.TOO_LARGE, f"Send at most {max_bytes} bytes.", headers={"Connection": "close"})


def _checked(body: bytes) -> bytes:
    """JSON between systems is UTF-8 (RFC 8259 section 8.1)."""
    if not body:
        raise Problem(ProblemType.BAD_JSON, "Send a JSON document as the body.")
    try:
        body.decode()
    except UnicodeDecodeError as error:
        raise Problem(
            ProblemType.BAD_ENCODING, f"The body stops being UTF-8 at byte {error.start}: send UTF-8."
        ) from None
    return body


async def _drain(receive: Receive) -> None:
    thrown_away = 0
    with anyio.move_on_after(DRAIN_S):
        while thrown_away < DRAIN_BYTES:
            message = await receive()
            if message["type"] != "http.request" or not message.get("more_body", False):
                return
            thrown_away += len(message.get("body", b""))


def _replay(body: bytes, receive: Receive) -> Receive:
    given = False

    async def receive_again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again
