"""The service as it is shipped, in a process of its own, whose network leads to one server on loopback.

Every source and archive keeps its address and its policy; only sockets go elsewhere: a call to
``https://www.wikidata.org/w/api.php?…`` arrives at ``http://127.0.0.1:PORT/www.wikidata.org/w/api.php?…``
with the claim it was made for in ``x-claim``. When the models worked is written to a file, a JSON object a
line.
"""

from __future__ import annotations

import argparse
import functools
import json
import time
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import ParamSpec, TypeVar
from unittest.mock import patch

import httpx2 as httpx

from clients.outcome import Outcome
from clients.transport.deadline import Deadline
from clients.transport.exchange import Asked
from clients.transport.policy import Policy
from clients.transport.response import Response
from clients.transport.transport import Transport
from service import app as composition
from service.claims.extractor import ClaimExtractor
from service.domain.claim import Claim
from service.evidence.selection import select
from service.inference.stance import OnnxStanceJudge
from service.language.keywords import keywords
from service.settings import Settings
from service.verification.claim_check import ClaimCheck, JudgedClaim

P = ParamSpec("P")
T = TypeVar("T")

CLAIM = "x-claim"
LOOPBACK = "127.0.0.1"
MANY = 1000
_JUDGE = ClaimCheck.judge
_claim: ContextVar[str] = ContextVar("claim", default="")


class Lift(StrEnum):
    """Which limits are left out, of upstreams that have a rate."""

    NOTHING = "nothing"
    RATES = "rates"
    """Calls in a time; how many at once is kept."""
    ALL = "all"
    """How many at once too."""


class Led(httpx.AsyncBaseTransport):
    """Whatever the host, the call goes to ``port`` of loopback, over as many connections as it takes."""

    def __init__(self, port: int) -> None:
        self._base = f"http://{LOOPBACK}:{port}"
        self._network = httpx.AsyncHTTPTransport(limits=httpx.Limits(max_connections=None))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        headers = request.headers.copy()
        headers[CLAIM] = _claim.get()
        address = f"{self._base}/{request.url.host}{request.url.raw_path.decode('ascii')}"
        led = httpx.Request(
            request.method, address, headers=headers, stream=request.stream, extensions=request.extensions
        )
        return await self._network.handle_async_request(led)

    async def aclose(self) -> None:
        await self._network.aclose()


class Lifted(Transport):
    """Policies without what ``lift`` leaves out."""

    lift = Lift.NOTHING

    async def _answer(
        self, asked: Asked, source: str, policy: Policy, deadline: Deadline
    ) -> Outcome[Response]:
        if policy.rate is not None and self.lift is not Lift.NOTHING:
            at_once = MANY if self.lift is Lift.ALL else policy.concurrency
            policy = replace(policy, rate=None, concurrency=at_once)
        return await super()._answer(asked, source, policy, deadline)


class Spans:
    """Writes when the models worked: what, and from when to when on the monotonic clock."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8", buffering=1)

    def write(self, what: str, began: float) -> None:
        self._file.write(json.dumps({"what": what, "began": began, "ended": time.monotonic()}) + "\n")

    def around(self, what: str, work: Callable[P, T]) -> Callable[P, T]:
        @functools.wraps(work)
        def timed(*args: P.args, **kwargs: P.kwargs) -> T:
            began = time.monotonic()
            try:
                return work(*args, **kwargs)
            finally:
                self.write(what, began)

        return timed

    def around_awaited(self, what: str, work: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
        @functools.wraps(work)
        async def timed(*args: P.args, **kwargs: P.kwargs) -> T:
            began = time.monotonic()
            try:
                return await work(*args, **kwargs)
            finally:
                self.write(what, began)

        return timed


async def _judge(check: ClaimCheck, claim: Claim) -> JudgedClaim:
    _claim.set(claim.id)  # captures are looked up in the same task
    return await _JUDGE(check, claim)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--upstreams", type=int, required=True, help="port of the server")
    options.add_argument("--spans", type=Path, required=True, help="file that is written")
    options.add_argument("--lift", type=Lift, default=Lift.NOTHING)
    given = options.parse_args()
    spans = Spans(given.spans)
    Lifted.lift = given.lift
    made = functools.partial(Lifted, network=lambda _allowed: Led(given.upstreams))
    with (
        patch.object(composition, "Transport", made),
        patch.object(ClaimExtractor, "extract", spans.around("extraction", ClaimExtractor.extract)),
        patch("service.evidence.gatherer.keywords", spans.around("keywords", keywords)),
        patch("service.evidence.gatherer.select", spans.around("selection", select)),
        patch.object(OnnxStanceJudge, "judge", spans.around_awaited("judging", OnnxStanceJudge.judge)),
        patch.object(ClaimCheck, "judge", _judge),
    ):
        composition.run(Settings())


if __name__ == "__main__":
    main()
