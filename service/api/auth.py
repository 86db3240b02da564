"""Who may use ``/v1``: holders of a configured key; anyone when none is configured."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from service.api.problems import Problem, ProblemType

GUARDED = "/v1"


class KeyCheck:
    """ASGI middleware: answers 401 before a byte of the body is read."""

    def __init__(self, app: ASGIApp, keys: Sequence[str]) -> None:
        self._app = app
        self._digests = [_digest(key) for key in keys]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self._digests and is_guarded(scope["path"]):
            presented = presented_key(Headers(scope=scope))
            if presented is None or not self._known(presented):
                refusal = Problem(
                    ProblemType.UNAUTHORIZED,
                    "Send a key of this service as “Authorization: Bearer …” or as “X-API-Key: …”.",
                    headers={"WWW-Authenticate": 'Bearer realm="secondsource"'},
                )
                await refusal.response()(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _known(self, presented: str) -> bool:
        digest = _digest(presented)
        # every key is compared, so that time tells neither which one matched nor how much of it
        matches = [hmac.compare_digest(digest, known) for known in self._digests]
        return any(matches)


def is_guarded(path: str) -> bool:
    return path == GUARDED or path.startswith(f"{GUARDED}/")


def presented_key(headers: Headers) -> str | None:
    """The key of the request; a bearer token goes before ``X-API-Key``."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token.strip():
        return token.strip()
    return headers.get("x-api-key")


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()
