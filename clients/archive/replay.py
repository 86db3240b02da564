"""Reading the bytes of a capture as they were captured, without ever leaving the archive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from clients.archive.exclusion import NOT_SHOWN, is_excluded
from clients.archive.protocol import Capture
from clients.archive.stamps import as_raw, parse_http_date, stamp
from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.pages.protocol import Page
from clients.transport.caps import GZIP_MAGIC, inflate
from clients.transport.classify import by_status
from clients.transport.deadline import Deadline
from clients.transport.policy import Policy
from clients.transport.response import Response
from clients.transport.transport import Transport

MAX_HOPS = 5


def is_memento(response: Response) -> bool:
    """RFC 7089 §2.1.1: a response is a memento if and only if it says when it was captured."""
    return response.header("memento-datetime") is not None


def judge_replay(response: Response) -> NotMeasured | Misused | None:
    """A memento of whatever status, or the archive's own redirect to one; all else is its own failure."""
    if is_memento(response) or response.redirects:
        return None
    if is_excluded(response):
        return NOT_SHOWN
    if response.status in {400, 404, 410, 451}:  # pywb answers 400 to a capture that redirects to itself
        return NotMeasured(Why.INVALID_RESPONSE, f"status {response.status}: the capture is not shown")
    return by_status(response) or NotMeasured(Why.INVALID_RESPONSE, "not a memento")


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """Raw replay of one archive; ``prefix`` is what stands before stamp and address, ending in a slash.

    ``policy`` must forbid redirects and judge by ``judge_replay``.
    """

    transport: Transport
    source: str
    prefix: str
    policy: Policy

    def raw_url(self, original: str, stamped: str) -> str:
        return f"{self.prefix}{stamped}id_/{original}"

    async def fetch(self, capture: Capture, *, deadline: Deadline) -> Outcome[Page]:
        """The page as captured, after at most five hops within the archive.

        Archived redirects carry the address of the time, un-rewritten (seen with pywb), so each is led back
        into the archive at the stamp of the redirect. ``captured_at`` of the page is that of the body read:
        the caller compares it with what it asked for. An archived 404 is a page with that status.
        """
        url, original = capture.raw_url, capture.original
        if not self._inside(url):
            return Misused("not an address of this archive")
        seen: set[str] = set()
        for _ in range(MAX_HOPS + 1):
            if url in seen:
                return NotMeasured(Why.INVALID_RESPONSE, "redirects in a circle")
            seen.add(url)
            outcome = await self.transport.get(url, source=self.source, policy=self.policy, deadline=deadline)
            if not isinstance(outcome, Ok):
                return outcome
            response = outcome.value
            captured_at = parse_http_date(response.header("memento-datetime"))
            location = response.header("location")
            if not (response.redirects and location):
                if captured_at is None:
                    return NotMeasured(Why.INVALID_RESPONSE, "a capture without a readable date")
                page = self._page(response, captured_at)
                return Ok(page, outcome.age, outcome.stale) if isinstance(page, Page) else page
            try:
                onward = self._onward(url, original, location, stamp(captured_at) if captured_at else None)
            except ValueError:
                onward = None
            if onward is None:
                return NotMeasured(Why.INVALID_RESPONSE, "redirects out of the archive")
            url, original = onward
        return NotMeasured(Why.INVALID_RESPONSE, "too many redirects")

    def _onward(self, url: str, original: str, location: str, stamped: str | None) -> tuple[str, str] | None:
        """Where a redirect goes on inside the archive, with the original address there."""
        if location.startswith("/") or urlsplit(location).scheme:
            target = urljoin(url, location)
            if self._inside(target) and (raw := as_raw(target)):
                return raw, raw.partition("id_/")[2]
        if stamped is None:
            return None
        target = urljoin(original, location)
        if urlsplit(target).scheme not in {"http", "https"}:
            return None
        return self.raw_url(target, stamped), target

    def _inside(self, url: str) -> bool:
        home, there = urlsplit(self.prefix), urlsplit(url)
        return (home.scheme, home.netloc) == (there.scheme, there.netloc)

    def _page(self, response: Response, captured_at: datetime) -> Page | NotMeasured:
        body = response.body
        encoding = (response.header("content-encoding") or "").lower()
        if "br" in encoding or "zstd" in encoding:
            return NotMeasured(Why.INVALID_RESPONSE, "compressed in a way not read here")
        if body.startswith(GZIP_MAGIC):
            # Archives serve some captures with a broken pair of Content-Encoding headers, or packed twice.
            inflated = inflate(body, self.policy.max_bytes)
            if inflated is None:
                return NotMeasured(Why.INVALID_RESPONSE, "broken compression or too large")
            body = inflated
        return Page(
            url=response.url,
            status=response.status,
            content_type=response.header("content-type") or "",
            body=body,
            fetched_at=response.fetched,
            captured_at=captured_at,
        )
