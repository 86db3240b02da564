"""The one way out: every policy of this package put together around one request."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Self, TypeAlias

import anyio
import httpx2 as httpx
import stamina.instrumentation

from clients.outcome import NotMeasured, Ok, Outcome, Why
from clients.transport.budget import MemoryBudget
from clients.transport.cache import canonical_request, canonical_url, through
from clients.transport.deadline import Deadline
from clients.transport.exchange import NO_ANSWER_IN_TIME, Asked, exchange
from clients.transport.guard import HostPort
from clients.transport.identity import Identity
from clients.transport.key import Headers, Key
from clients.transport.lane import Lane, LaneHealth
from clients.transport.network import GuardedNetwork
from clients.transport.null_cache import NullCache
from clients.transport.policy import Policy, Reach
from clients.transport.ports import Budget, ResponseCache
from clients.transport.response import Response
from clients.transport.retry import Tried, retried
from clients.transport.scope import cache_scope

_GRACE_S = 0.2
"""For the cache to say what it has when the fetch itself was cut off at the deadline."""

NetworkFactory: TypeAlias = Callable[[frozenset[HostPort]], httpx.AsyncBaseTransport]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What an observer learns of a call: nothing of what was asked."""

    source: str
    outcome: str
    why: Why | None
    elapsed_s: float
    age_s: float


def _unobserved(call: Call) -> None:
    """The null observer."""


class Transport:
    """Requests within policy, deadline, budget and guard; an async context manager, of no use outside it.

    ``configured`` are hosts of upstreams the operator named, reachable even on private addresses; ``pages``
    are private hosts from which pages may be fetched (none by default). Failures are typed, never raised.
    """

    def __init__(
        self,
        *,
        identity: Identity | None = None,
        cache: ResponseCache | None = None,
        budget: Budget | None = None,
        configured: frozenset[HostPort] = frozenset(),
        pages: frozenset[HostPort] = frozenset(),
        observe: Callable[[Call], None] = _unobserved,
        network: NetworkFactory = GuardedNetwork,
    ) -> None:
        self.identity = identity or Identity()
        self._cache = cache or NullCache()
        self._budget = budget or MemoryBudget()
        # Two pools, so that a connection to a private upstream is never reused for a page from outside.
        self._allowed = {Reach.CONFIGURED: configured, Reach.PUBLIC: pages}
        self._observe = observe
        self._network = network
        self._lanes: dict[str, Lane] = {}
        self._clients: dict[Reach, httpx.AsyncClient] = {}
        self._open = AsyncExitStack()

    async def __aenter__(self) -> Self:
        # At INFO and below these print whole URLs, and with them queries.
        for name in ("httpx2", "httpcore2"):
            logging.getLogger(name).setLevel(logging.WARNING)
        # Calls are observed below; stamina's own hooks import a logger and metrics at the first retry, which
        # takes long enough to miss a deadline.
        stamina.instrumentation.set_on_retry_hooks(())
        for reach, allowed in self._allowed.items():
            client = httpx.AsyncClient(
                transport=self._network(allowed),
                headers={"User-Agent": self.identity.user_agent, "Accept-Encoding": "gzip, deflate"},
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
                timeout=httpx.Timeout(None, connect=4.0),
                follow_redirects=False,
                trust_env=False,
            )
            self._clients[reach] = await self._open.enter_async_context(client)
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._clients.clear()
        await self._open.aclose()

    async def get(
        self,
        url: str,
        *,
        source: str,
        params: Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        key: Key | None = None,
        policy: Policy,
        deadline: Deadline,
    ) -> Outcome[Response]:
        """The response, if ``policy.judge`` takes it for an answer; otherwise why there is none.

        Returns by the deadline, give or take a moment; ``RuntimeError`` outside of the context.
        """
        asked = Asked(url=canonical_url(url, params), headers=_own(headers), key=key)
        return await self._answer(asked, source, policy, deadline)

    async def post(
        self,
        url: str,
        body: bytes,
        *,
        source: str,
        headers: Mapping[str, str],
        key: Key | None = None,
        policy: Policy,
        deadline: Deadline,
    ) -> Outcome[Response]:
        """As ``get``, for questions too long for an address, and for APIs that take them in a body.

        The same body is the same question: ``canonical_json`` makes it so. A redirect is not followed: the
        body is for who was named; ``ValueError`` when the policy says otherwise.
        """
        if policy.max_redirects:
            raise ValueError("a body is not sent on to another address")
        asked = Asked(url=url, headers=_own(headers), key=key, body=body)
        return await self._answer(asked, source, policy, deadline)

    async def _answer(
        self, asked: Asked, source: str, policy: Policy, deadline: Deadline
    ) -> Outcome[Response]:
        if not self._clients:
            raise RuntimeError("the transport is not open")
        started = time.monotonic()
        lane = self._lane(policy.lane or source, policy)

        async def attempt() -> Tried:
            return await self._attempt(lane, asked, policy, deadline)

        async def fetch() -> Outcome[Response]:
            return await retried(attempt, attempts=policy.attempts, budget=lane.retries, deadline=deadline)

        outcome: Outcome[Response] = NotMeasured(Why.DEADLINE, "cut off at the deadline")
        with anyio.move_on_after(deadline.remaining() + _GRACE_S):
            outcome = await through(
                self._cache,
                canonical_request(source, policy.version, asked.url, asked.headers, body=asked.body),
                fetch,
                policy=policy,
                deadline=deadline,
                scope=cache_scope.get(),
            )
        self._observe(_call(source, outcome, time.monotonic() - started))
        return outcome

    def health(self, lane: str) -> LaneHealth | None:
        """How a source's (or other lane's) calls went; null when there was none yet."""
        known = self._lanes.get(lane)
        return known.health() if known else None

    async def _attempt(self, lane: Lane, asked: Asked, policy: Policy, deadline: Deadline) -> Tried:
        async with lane.turn(policy, self._budget, deadline) as refusal:
            if refusal is not None:
                return Tried(refusal, sent=False)
            outcome: Outcome[Response] | None = None
            try:
                outcome = await exchange(
                    self._clients[policy.reach], asked, policy=policy, allowed=self._allowed[policy.reach]
                )
            finally:
                lane.record(outcome)
        match outcome:
            case NotMeasured(why=Why.RATE_LIMITED, retry_after=wish):
                pause = max(wish or 0.0, policy.pause_s)
                await self._pause(lane, pause, policy)
                limited = NotMeasured(Why.RATE_LIMITED, outcome.detail, pause)
                return Tried(limited, again=pause < deadline.remaining())
            case NotMeasured(why=Why.SOURCE_DOWN, retry_after=wish):
                if wish:
                    await self._pause(lane, wish, policy)
                slow = outcome == NO_ANSWER_IN_TIME
                return Tried(outcome, again=not slow and (wish or 0.0) < deadline.remaining())
            case _:
                return Tried(outcome)

    async def _pause(self, lane: Lane, seconds: float, policy: Policy) -> None:
        if policy.breaker_failures is None:
            return
        for name in {lane.name, *policy.pauses}:
            if name in self._lanes:
                self._lanes[name].hold(seconds)
            await self._budget.pause(name, seconds)

    def _lane(self, name: str, policy: Policy) -> Lane:
        if name not in self._lanes:
            self._lanes[name] = Lane(name, policy)
        return self._lanes[name]


def _own(headers: Mapping[str, str] | None) -> Headers:
    return tuple(sorted((headers or {}).items()))


def _call(source: str, outcome: Outcome[Response], elapsed_s: float) -> Call:
    why = outcome.why if isinstance(outcome, NotMeasured) else None
    age_s = outcome.age if isinstance(outcome, Ok) else 0.0
    word = {Ok: "ok", NotMeasured: "not_measured"}.get(type(outcome), "misused")
    return Call(source=source, outcome=word, why=why, elapsed_s=elapsed_s, age_s=age_s)
