"""TimeMaps: all that an archive has of one page (RFC 7089 §5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

from clients.archive.links import Link, read_links
from clients.archive.stamps import in_utc, parse_http_date, stamp_in
from clients.outcome import NotMeasured, Why
from clients.transport.response import Response

_RELATIONS = frozenset({"original", "self", "timegate", "timemap", "memento"})


@dataclass(frozen=True, slots=True)
class Memento:
    """Where a capture is shown, and when it was captured."""

    url: str
    captured_at: datetime


@dataclass(frozen=True, slots=True)
class TimeMap:
    """The mementos of one page of a TimeMap, and the addresses of its other pages."""

    mementos: tuple[Memento, ...]
    pages: tuple[Link, ...]

    def page_for(self, near: datetime | None) -> str | None:
        """The further page to read: the one around ``near``, or else the last; null when there is none."""
        if not self.pages:
            return None
        if near is not None:
            for page in self.pages:
                start, end = (parse_http_date(page.parameter(name)) for name in ("from", "until"))
                if start and end and start <= in_utc(near) <= end:
                    return page.target
        return self.pages[-1].target


def read_timemap(response: Response) -> TimeMap | NotMeasured:
    """Undated and doubled entries are left out; what is no link list, or a cut-off one, is no TimeMap."""
    links, complete = read_links(response.body.decode("utf-8", "replace"))
    if not complete or not any(link.relations & _RELATIONS for link in links):
        return NotMeasured(Why.INVALID_RESPONSE, "not a TimeMap")
    mementos: dict[str, Memento] = {}
    pages: list[Link] = []
    for link in links:
        target = urljoin(response.url, link.target)
        if "memento" in link.relations:
            captured_at = parse_http_date(link.parameter("datetime")) or stamp_in(target)
            if captured_at is not None:
                mementos.setdefault(target, Memento(target, captured_at))
        elif "timemap" in link.relations and "self" not in link.relations and target != response.url:
            pages.append(Link(target, link.relations, link.parameters))
    return TimeMap(tuple(mementos.values()), tuple(pages))


def read_timegate(response: Response) -> Memento | None:
    """The memento a TimeGate points to, by redirect (302 in the RFC, 307 from pywb) or by itself.

    RFC 7089 §4.1.1 and §4.2.1. Null when it names none: a framed replay answers with a page of its own.
    """
    if response.redirects:
        named = response.header("location")
    elif response.header("memento-datetime"):
        named = response.header("content-location") or response.url
    else:
        return None
    if not named:
        return None
    url = urljoin(response.url, named)
    links, _ = read_links(response.header("link") or "")
    linked = next((link for link in links if "memento" in link.relations and link.target == url), None)
    captured_at = (
        parse_http_date(response.header("memento-datetime"))
        or parse_http_date(linked.parameter("datetime") if linked else None)
        or stamp_in(url)
    )
    return Memento(url, captured_at) if captured_at else None
