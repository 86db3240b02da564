"""Answers kept: canonical requests, freshness, one flight each, old answers when the upstream fails."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import urldefrag, urlencode

from clients.outcome import NotMeasured, Ok, Outcome
from clients.transport.classify import Json
from clients.transport.deadline import Deadline
from clients.transport.policy import Policy
from clients.transport.ports import ResponseCache, StoredResponse
from clients.transport.response import Response

_URL = ":url"
"""Pseudo-header for the address after redirects; no server can send a header name with a colon."""


def canonical_url(url: str, params: Sequence[tuple[str, str]]) -> str:
    """The URL as sent: parameters sorted by name (repeated ones keep their order), no fragment."""
    bare = urldefrag(url).url
    if not params:
        return bare
    query = urlencode(sorted(params, key=lambda pair: pair[0]))
    return f"{bare}{'&' if '?' in bare else '?'}{query}"


def canonical_json(asked: Json) -> bytes:
    """A body as sent: names sorted, no spaces, so that one question is one body."""
    text = json.dumps(asked, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8", errors="replace")


def canonical_request(
    source: str,
    version: str,
    url: str,
    headers: Sequence[tuple[str, str]],
    *,
    body: bytes | None = None,
) -> str:
    """What makes two requests the same: source, adapter version, method, URL, our headers and body."""
    lines = sorted(f"{name.lower()}: {value}" for name, value in headers)
    if body is None:
        return "\n".join([source, version, f"GET {url}", *lines])
    return "\n".join([source, version, f"POST {url}", *lines, "", hashlib.sha256(body).hexdigest()])


def to_stored(response: Response) -> StoredResponse:
    headers = ((_URL, response.url), *response.headers)
    return StoredResponse(response.status, headers, response.body, response.fetched_at)


def from_stored(stored: StoredResponse) -> Response:
    url = next((value for name, value in stored.headers if name == _URL), "")
    headers = tuple(pair for pair in stored.headers if pair[0] != _URL)
    return Response(
        url=url, status=stored.status, headers=headers, body=stored.body, fetched_at=stored.stored_at
    )


async def through(
    cache: ResponseCache,
    request: str,
    fetch: Callable[[], Awaitable[Outcome[Response]]],
    *,
    policy: Policy,
    deadline: Deadline,
    scope: str | None,
    wall: Callable[[], float] = time.time,
) -> Outcome[Response]:
    """The answer from the cache when fresh, else from ``fetch``, which then fills the cache.

    Who asks what is being asked waits for that answer until the deadline. When it brought none, one of those
    who waited asks in turn; when that brought none either, each asks for itself. When ``fetch`` measures
    nothing, an answer within ``policy.stale_s`` after its TTL stands in, marked stale (after RFC 5861 §4,
    stale-if-error).
    """
    if policy.ttl_s <= 0:
        return await fetch()
    held = await cache.get(request, scope=scope)
    if held is not None and wall() - held.stored_at < policy.ttl_s:
        return _from_cache(held, wall(), policy)
    flight = request if scope is None else f"{scope}\n{request}"
    for last in (False, True):
        async with cache.flight(flight, wait_s=deadline.remaining()) as leads:
            # It may have come since it was looked for, also before the lead was taken.
            found = await cache.get(request, scope=scope)
            if found is not None and wall() - found.stored_at < policy.ttl_s:
                return _from_cache(found, wall(), policy)
            if leads or last:
                outcome = await fetch()
                if isinstance(outcome, Ok):
                    ttl_s = policy.ttl_s + policy.stale_s
                    await cache.put(request, to_stored(outcome.value), ttl_s=ttl_s, scope=scope)
                break
    if isinstance(outcome, NotMeasured) and held is not None:
        return _from_cache(held, wall(), policy)
    return outcome


def _from_cache(held: StoredResponse, now: float, policy: Policy) -> Ok[Response]:
    age = max(0.0, now - held.stored_at)
    return Ok(from_stored(held), age=age, stale=age >= policy.ttl_s)
