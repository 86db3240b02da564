"""From what came in (a hit, a page, a caller's document) to a document with text, hash and dates."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from clients.outcome import NotMeasured, Outcome
from clients.pages.protocol import Page
from clients.search.protocol import Hit
from clients.transport.deadline import Deadline
from service.domain.article import DocumentRole, SuppliedDocument
from service.domain.evidence import AsOfEnforced, CaptureLink, Document, Rating
from service.domain.times import Precision, PublishedAt
from service.evidence.dates import at_moment, from_metadata, utc
from service.evidence.sources import DOCUMENTS
from service.evidence.urls import is_web
from service.pages.kinds import NotReadable

_SOURCE, _CALLER = "source", "caller"
"""Who gave the date of a document, where its page did not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """What extraction found on a page.

    ``published`` is ISO 8601 in the precision that the page gives, from ``2016`` to a moment with or without
    an offset; ``published_origin`` names the tag or rule that gave it, as in ``meta: pubdate``.
    """

    text: str = field(repr=False)
    title: str | None = None
    published: str | None = None
    published_origin: str | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadablePage(NotMeasured):
    """The page came, and it is none that holds a text: nothing may be concluded from what it says."""

    kind: NotReadable


class PageReader(Protocol):
    """Turns the bytes of a page into its text.

    ``UnreadablePage`` for walls, errors, shells and lists of links, any other ``NotMeasured`` when a page
    cannot be read in time and memory.
    """

    async def read(self, page: Page, *, deadline: Deadline) -> Outcome[PageText]: ...


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def from_hit(hit: Hit, as_of: datetime | None) -> Document:
    """The text the search API returned: the whole page, or an excerpt in which a quote is still verbatim."""
    enforced = AsOfEnforced.NONE if as_of is None else _enforced(hit, as_of)
    published = _published(hit)
    return Document(
        source=hit.source,
        text=hit.text,
        text_sha256=sha256_of(hit.text),
        title=hit.title or None,
        url=hit.url if is_web(hit.url) else None,
        publisher=hit.publisher,
        published_at=published,
        published_origin=(hit.published_origin or _SOURCE) if published else None,
        revised_at=hit.revised_at,
        captured_at=hit.captured_at,
        as_of_enforced=enforced,
        whole=hit.whole,
        rating=None
        if hit.reviewed is None
        else Rating(reviewed=hit.reviewed, words=hit.rating, by=hit.publisher, at=published),
    )


def from_page(hit: Hit, text: PageText, capture: CaptureLink | None) -> Document:
    """The page a hit points to. Its own words replace the excerpt, which may have promised others."""
    own = from_metadata(text.published)
    published = _published(hit) or own
    return Document(
        source=hit.source,
        text=text.text,
        text_sha256=sha256_of(text.text),
        title=text.title or hit.title or None,
        url=hit.url,
        publisher=hit.publisher or text.publisher,
        published_at=published,
        published_origin=_SOURCE if hit.published_at else text.published_origin if own else None,
        capture=capture,
        as_of_enforced=AsOfEnforced.CAPTURE if capture else AsOfEnforced.NONE,
    )


def from_supplied(given: SuppliedDocument, as_of: datetime | None) -> Document:
    dated = as_of is not None and given.published_at is not None
    return Document(
        source=DOCUMENTS,
        text=given.text,
        text_sha256=sha256_of(given.text),
        title=given.title,
        url=given.url,
        published_at=given.published_at,
        published_origin=_CALLER if given.published_at else None,
        as_of_enforced=AsOfEnforced.PUBLISHER_DATE if dated else AsOfEnforced.NONE,
        of_article=given.role is DocumentRole.SOURCE_OF_ARTICLE,
    )


def _enforced(hit: Hit, as_of: datetime) -> AsOfEnforced:
    """How the source itself held the hit to the cut-off; its word counts only with a date that fits.

    The date of publication tells nothing of a text that was changed after the cut-off.
    """
    cut = utc(as_of)
    if hit.as_of_enforced and hit.revised_at is not None and utc(hit.revised_at) <= cut:
        return AsOfEnforced.REVISION
    if hit.as_of_enforced and hit.captured_at is not None and utc(hit.captured_at) <= cut:
        return AsOfEnforced.CAPTURE
    changed = hit.revised_at is not None and utc(hit.revised_at) > cut
    return AsOfEnforced.PUBLISHER_DATE if hit.published_at and not changed else AsOfEnforced.NONE


def _published(hit: Hit) -> PublishedAt | None:
    """As exactly as the source knows it."""
    if hit.published_at is None:
        return None
    if hit.only_to is None:
        return at_moment(hit.published_at)
    return PublishedAt(hit.published_at.replace(tzinfo=None), Precision(hit.only_to), offset_known=False)
