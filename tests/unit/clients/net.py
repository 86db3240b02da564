"""A transport whose network is a function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import httpx2 as httpx

from clients.transport.deadline import Deadline
from clients.transport.identity import Identity
from clients.transport.ports import Budget, Rate, ResponseCache
from clients.transport.response import Response
from clients.transport.transport import Call, Transport

Handler = Callable[[httpx.Request], httpx.Response]


class NoLimit:
    """A budget that grants everything at once."""

    async def take(self, source: str, rate: Rate) -> float:
        return 0.0

    async def pause(self, source: str, seconds: float) -> None:
        return None


def ignore(call: Call) -> None:
    """An observer that looks away."""


def transport(
    handler: Handler,
    *,
    contact: str | None = "desk@example.org",
    cache: ResponseCache | None = None,
    budget: Budget | None = None,
    observe: Callable[[Call], None] = ignore,
) -> Transport:
    return Transport(
        identity=Identity(contact=contact),
        cache=cache,
        budget=budget,
        observe=observe,
        network=lambda _allowed: httpx.MockTransport(handler),
    )


def sequence(answers: Iterable[httpx.Response | Exception]) -> tuple[Handler, list[httpx.Request]]:
    """A handler that gives one answer after the other, and the requests it saw."""
    left = list(answers)
    seen: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return handle, seen


def response(
    body: bytes | str = b"",
    *,
    status: int = 200,
    url: str = "http://up.example/",
    headers: Mapping[str, str] | None = None,
) -> Response:
    pairs = tuple((name.lower(), value) for name, value in (headers or {}).items())
    raw = body.encode() if isinstance(body, str) else body
    return Response(url=url, status=status, headers=pairs, body=raw)


def soon(seconds: float = 5.0) -> Deadline:
    return Deadline.after(seconds)
