"""Fetching a page from the live web: addresses come from outside, so nothing about them is trusted."""

from __future__ import annotations

from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.pages.protocol import Page
from clients.transport.classify import by_status
from clients.transport.deadline import Deadline
from clients.transport.policy import Policy, Reach
from clients.transport.response import Response
from clients.transport.transport import Transport

READABLE = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_GONE = frozenset({404, 410})


def _judge(response: Response) -> NotMeasured | Misused | None:
    """A readable page, or the server's word that there is none."""
    if response.status in _GONE:
        return None
    if response.status in {401, 402, 403, 405, 451}:
        # Not ours to configure: the page is closed to us, which says nothing about what it holds.
        return NotMeasured(Why.INVALID_RESPONSE, f"status {response.status}: closed to us")
    failed = by_status(response)
    if failed is not None:
        return failed
    if response.media_type not in READABLE:
        return NotMeasured(Why.INVALID_RESPONSE, "not a readable kind of page")
    return None if response.body else NotMeasured(Why.INVALID_RESPONSE, "empty body")


# One bad host says nothing about the next: no breaker, and no pause after a 429.
POLICY = Policy(
    version="live/1",
    concurrency=16,
    time_limit_s=8.0,
    attempts=1,
    ttl_s=3600.0,
    max_bytes=2_000_000,
    max_redirects=5,
    pause_s=0.0,
    breaker_failures=None,
    reach=Reach.PUBLIC,
    judge=_judge,
)


class LivePages:
    """Implements ``PageClient``. A page that is gone comes back as ``Ok`` with its status 404 or 410.

    ``Misused`` for what is no public http(s) page: other schemes and ports, credentials in the URL,
    addresses that are not public.
    """

    def __init__(self, transport: Transport, *, name: str = "pages") -> None:
        self._transport = transport
        self._name = name

    async def fetch(self, url: str, *, deadline: Deadline) -> Outcome[Page]:
        outcome = await self._transport.get(
            url,
            source=self._name,
            headers={"Accept": "text/html,application/xhtml+xml,text/plain;q=0.8"},
            policy=POLICY,
            deadline=deadline,
        )
        if not isinstance(outcome, Ok):
            return outcome
        response = outcome.value
        page = Page(
            url=response.url,
            status=response.status,
            content_type=response.header("content-type") or "",
            body=response.body,
            fetched_at=response.fetched,
        )
        return Ok(page, outcome.age, outcome.stale)
