"""HTML pages to documents."""

from __future__ import annotations

from datetime import datetime

from trafilatura import bare_extraction
from trafilatura.settings import Document as ExtractedPage

from service.domain.times import PublishedAt
from service.library.chunks import chunks_of
from service.library.dates import published_at
from service.library.document import LibraryDocument

# A date the page states about itself, not one guessed from its text.
_STATED_DATES = {"extensive_search": False, "original_date": True}


def page_document(
    html: bytes, *, key: str, url: str | None = None, captured_at: datetime | None = None
) -> LibraryDocument | None:
    """The main text of a page; none when there is none.

    ``url`` is where it was found; without it, what the page says of itself.
    """
    page = bare_extraction(
        html, url=url, with_metadata=True, include_comments=False, date_extraction_params=_STATED_DATES
    )
    if not isinstance(page, ExtractedPage) or not page.text or not page.text.strip():
        return None
    address = url or page.url
    return LibraryDocument(
        key=key,
        title=page.title or address or key,
        chunks=chunks_of(page.text),
        url=address if address and address.startswith(("http://", "https://")) else None,
        publisher=page.sitename or page.hostname,
        published_at=_stated(page.date),
        captured_at=captured_at,
    )


def _stated(text: str | None) -> PublishedAt | None:
    try:
        return published_at(text) if text else None
    except ValueError:
        return None
