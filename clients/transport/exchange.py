"""One request over the network: hops followed by hand, bytes and time capped, every failure a word."""

from __future__ import annotations

import time
from urllib.parse import urljoin

import anyio
import httpcore2
import httpx2 as httpx

from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.transport.caps import TooLarge, read_capped
from clients.transport.guard import AddressRefused, HostPort, refuse_url
from clients.transport.policy import Policy, Reach
from clients.transport.response import Response

# The pool raises httpcore's errors, httpx its own when it builds requests and decodes bodies.
_Timeouts = (httpx.TimeoutException, httpcore2.TimeoutException)
_Broken = (
    httpx.NetworkError,
    httpcore2.NetworkError,
    httpx.RemoteProtocolError,
    httpcore2.RemoteProtocolError,
)
_Unsendable = (
    httpx.InvalidURL,
    httpx.UnsupportedProtocol,
    httpcore2.UnsupportedProtocol,
    httpx.LocalProtocolError,
    httpcore2.LocalProtocolError,
    UnicodeError,
)

NO_ANSWER_IN_TIME = NotMeasured(Why.SOURCE_DOWN, "no answer in time")


async def exchange(
    client: httpx.AsyncClient,
    url: str,
    *,
    headers: tuple[tuple[str, str], ...],
    policy: Policy,
    allowed: frozenset[HostPort],
    body: bytes | None = None,
) -> Outcome[Response]:
    """GETs ``url`` within the policy's limits, or POSTs ``body`` to it; details never name the URL."""
    with anyio.move_on_after(policy.time_limit_s):
        return await _followed(client, url, headers, policy, allowed, body=body)
    return NO_ANSWER_IN_TIME


async def _followed(
    client: httpx.AsyncClient,
    url: str,
    headers: tuple[tuple[str, str], ...],
    policy: Policy,
    allowed: frozenset[HostPort],
    *,
    body: bytes | None,
) -> Outcome[Response]:
    for _ in range(policy.max_redirects + 1):
        if policy.reach is Reach.PUBLIC and (refused := refuse_url(url, allowed)):
            return Misused(refused)
        outcome = await _once(client, url, headers, policy.max_bytes, body)
        if not isinstance(outcome, Ok):
            return outcome
        response = outcome.value
        location = response.header("location")
        if not (policy.max_redirects and response.redirects and location):
            return policy.judge(response) or outcome
        try:
            url = urljoin(url, location)
        except ValueError:
            return NotMeasured(Why.INVALID_RESPONSE, "redirects to what is no URL")
    return NotMeasured(Why.INVALID_RESPONSE, "too many redirects")


async def _once(
    client: httpx.AsyncClient,
    url: str,
    headers: tuple[tuple[str, str], ...],
    max_bytes: int,
    sent: bytes | None,
) -> Outcome[Response]:
    answered = False
    try:
        method = "GET" if sent is None else "POST"
        async with client.stream(method, url, headers=list(headers), content=sent) as answer:
            answered = True
            body = await read_capped(answer, max_bytes)
            kept = tuple((k.lower(), v) for k, v in answer.headers.multi_items() if k.lower() != "set-cookie")
            return Ok(
                Response(url=url, status=answer.status_code, headers=kept, body=body, fetched_at=time.time())
            )
    except AddressRefused as refused:
        return Misused(str(refused))
    except _Timeouts:
        return NO_ANSWER_IN_TIME
    except _Broken:
        if answered:
            return NotMeasured(Why.INVALID_RESPONSE, "answer cut off")
        return NotMeasured(Why.SOURCE_DOWN, "no connection")
    except TooLarge:
        return NotMeasured(Why.INVALID_RESPONSE, f"larger than {max_bytes} bytes")
    except httpx.DecodingError:
        return NotMeasured(Why.INVALID_RESPONSE, "broken compression")
    except _Unsendable:
        return Misused("not a URL that can be fetched")
