"""One request over the network: hops followed by hand, bytes and time capped, every failure a word."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

import anyio
import httpcore2
import httpx2 as httpx

from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.transport.caps import TooLarge, read_capped
from clients.transport.guard import AddressRefused, HostPort, refuse_url
from clients.transport.key import Headers, Key
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question: a GET of ``url``, or with a ``body`` a POST to it; the ``key`` goes along."""

    url: str = field(repr=False)
    headers: Headers = ()
    key: Key | None = None
    body: bytes | None = field(default=None, repr=False)


async def exchange(
    client: httpx.AsyncClient, asked: Asked, *, policy: Policy, allowed: frozenset[HostPort]
) -> Outcome[Response]:
    """Asks within the policy's limits; neither details nor the response name the key, details not the URL."""
    with anyio.move_on_after(policy.time_limit_s):
        return await _followed(client, asked, policy, allowed)
    return NO_ANSWER_IN_TIME


async def _followed(
    client: httpx.AsyncClient, asked: Asked, policy: Policy, allowed: frozenset[HostPort]
) -> Outcome[Response]:
    been: set[str] = set()
    for _ in range(policy.max_redirects + 1):
        if asked.url in been:  # without cookies nothing changes the second time
            return NotMeasured(Why.INVALID_RESPONSE, "redirects in a circle")
        been.add(asked.url)
        if policy.reach is Reach.PUBLIC and (refused := refuse_url(asked.url, allowed)):
            return Misused(refused)
        outcome = await _once(client, asked, policy.max_bytes)
        if not isinstance(outcome, Ok):
            return outcome
        response = outcome.value
        location = response.header("location")
        if not (policy.max_redirects and response.redirects and location):
            return policy.judge(response) or outcome
        try:
            # The key is for who was named, as a body would be.
            asked = replace(asked, url=urljoin(asked.url, location), key=None)
        except ValueError:
            return NotMeasured(Why.INVALID_RESPONSE, "redirects to what is no URL")
    return NotMeasured(Why.INVALID_RESPONSE, "too many redirects")


async def _once(client: httpx.AsyncClient, asked: Asked, max_bytes: int) -> Outcome[Response]:
    answered = False
    url, headers = asked.key.on(asked.url, asked.headers) if asked.key else (asked.url, asked.headers)
    method = "GET" if asked.body is None else "POST"
    try:
        async with client.stream(method, url, headers=list(headers), content=asked.body) as answer:
            answered = True
            body = await read_capped(answer, max_bytes)
            kept = tuple((k.lower(), v) for k, v in answer.headers.multi_items() if k.lower() != "set-cookie")
            return Ok(
                Response(
                    url=asked.url,
                    status=answer.status_code,
                    headers=kept,
                    body=body,
                    fetched_at=time.time(),
                )
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
