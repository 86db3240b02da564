"""Answers of kiwix-serve: search results as RSS, the catalogue as OPDS, errors as what looks like XML.

Seen with kiwix-tools 3.3.0 (libkiwix 11). Bodies of errors are not well-formed (the declaration lacks its
second question mark) and repeat the query, so they are searched for a few words and never parsed or shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote, unquote
from xml.etree.ElementTree import Element

from clients.outcome import Misused, NotMeasured, Why
from clients.search.json_endpoint_values import moment_of
from clients.search.kiwix_xml import parsed, text_in
from clients.transport.classify import by_status, plain_success
from clients.transport.response import Response

_BAD_REQUEST, _NOT_FOUND = 400, 404
_IN_PATHS = "/%:@!$&'()*+,;=-._~"
_CUT = "..."
"""Stands behind every excerpt, whether or not anything was cut off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A result: ``link`` below the server's root, and the book and path it is made of, all three escaped."""

    link: str
    book: str
    path: str
    title: str
    excerpt: str = field(repr=False)
    rank: int


@dataclass(frozen=True, slots=True)
class Book:
    """A ZIM file as catalogued: the day it was made, and who made what is in it."""

    issued: datetime | None
    creator: str | None


def judge_search(response: Response) -> NotMeasured | Misused | None:
    """An answer is RSS with a channel; what is wrong with a request of plain words is the choice of books."""
    body = response.body
    if response.status == _BAD_REQUEST:
        why = "not served there" if b"No such book" in body else "not accepted as they are named"
        return NotMeasured(Why.MISCONFIGURED, f"status 400: the books in settings are {why}")
    if response.status == _NOT_FOUND and b"ulltext search" in body:
        return NotMeasured(Why.MISCONFIGURED, "status 404: the books have no full-text index")
    failed = by_status(response)
    if failed is not None:
        return failed
    channel = _channel(response)
    if channel is None:
        kind = response.media_type or "unnamed type"
        return NotMeasured(Why.INVALID_RESPONSE, f"not search results in XML ({kind[:60]})")
    items = channel.findall("item")
    if items and not any(_article(item, 0, "") for item in items):
        return NotMeasured(Why.INVALID_RESPONSE, "no result has a title and a path in a book")
    return None


def judge_catalogue(response: Response) -> NotMeasured | Misused | None:
    failed = by_status(response)
    if failed is not None:
        return failed
    feed = parsed(response.body)
    if feed is None or feed.tag != "feed":
        return NotMeasured(Why.INVALID_RESPONSE, "not a catalogue")
    return None


judge_page = plain_success


def articles(response: Response, root: str) -> list[Article]:
    """The results, best first; ``root`` is the path under which the server lies, mostly empty."""
    channel = _channel(response)
    items = [] if channel is None else channel.findall("item")
    read = (_article(item, rank, root) for rank, item in enumerate(items, start=1))
    return [article for article in read if article is not None]


def books(response: Response) -> dict[str, Book]:
    """The catalogue, by the name that a book has in links."""
    feed = parsed(response.body)
    found: dict[str, Book] = {}
    for entry in [] if feed is None else feed.findall("entry"):
        links = (link.get("href", "") for link in entry.findall("link") if link.get("type") == "text/html")
        issued = moment_of(text_in(entry.find("issued"))) or moment_of(text_in(entry.find("updated")))
        for link in links:
            _, _, name = link.rstrip("/").rpartition("/")
            found[unquote(name)] = Book(issued, text_in(entry.find("author/name")) or None)
    return found


def _channel(response: Response) -> Element | None:
    rss = parsed(response.body)
    return rss.find("channel") if rss is not None and rss.tag == "rss" else None


def _article(item: Element, rank: int, root: str) -> Article | None:
    """From ``/book/path``, or ``/content/book/path`` as libkiwix 12 and later write it.

    libkiwix 11 escapes the path but for question marks, so the link is escaped again where it must be.
    """
    title, link = text_in(item.find("title")), text_in(item.find("link"))
    if not title or not link.startswith("/") or link.startswith("//"):
        return None
    below = link.removeprefix(root) if link.startswith(f"{root}/") else link
    link = quote(below, safe=_IN_PATHS)
    parts = link.split("/")[1:]
    if parts[0] == "content" and len(parts) > 2:  # noqa: PLR2004 - book and path follow
        parts = parts[1:]
    book, path = parts[0], "/".join(parts[1:])
    if not book or not path or ".." in parts:
        return None
    excerpt = text_in(item.find("description")).removesuffix(_CUT)
    return Article(link=link, book=book, path=path, title=title, excerpt=excerpt, rank=rank)
