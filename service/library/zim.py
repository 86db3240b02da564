"""Articles in ZIM files to documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urlsplit

from clients.pages.protocol import Page
from service.library.document import LibraryDocument
from service.library.files import MAX_FILE_BYTES, BadFileError, Problem
from service.library.left_out import LeftOut
from service.library.pages import Pages, page_document
from service.library.zim_articles import Article, ZimFile
from service.library.zim_book import Book
from service.pages.result import Reading

_WIKIMEDIA = (
    "wikipedia.org", "wiktionary.org", "wikinews.org", "wikivoyage.org", "wikibooks.org", "wikiquote.org",
    "wikisource.org", "wikiversity.org", "wikimedia.org",
)  # fmt: skip
_AS_THEY_ARE = "/:@!$&'()*+,;="
"""What the paths of a wiki keep (RFC 3986 section 3.3)."""


def zim_documents(path: Path, pages: Pages, left_out: LeftOut) -> Iterator[LibraryDocument]:
    """One document per article; redirects are names of what they lead to.

    All of it was captured by the end of the day on which the file was made. An edition replaces the articles
    of an earlier one. Raises ``BadFileError``.
    """
    file = ZimFile(path)
    taken = size = 0
    for article in file.articles():
        size += len(article.body)
        if size > MAX_FILE_BYTES:
            problem = f"its articles are larger than {MAX_FILE_BYTES} bytes: leave it to a kiwix-serve"
            raise BadFileError(path, [Problem(problem)])
        found = article.beside or pages.read(_page(article, file.book))
        if not isinstance(found, Reading):
            left_out[found] += 1
            continue
        taken += 1
        yield _document(found, article, file.book)
    if not taken:
        beside = f", but {left_out}" if left_out else ""
        raise BadFileError(path, [Problem(f"holds no article that can be read{beside}")])


def _page(article: Article, book: Book) -> Page:
    return Page(
        url=_address(article.path, book.source) or "",
        status=200,
        content_type=article.content_type,
        body=article.body,
        fetched_at=book.made_at or datetime.now(UTC),
    )


def _document(found: Reading, article: Article, book: Book) -> LibraryDocument:
    document = page_document(
        found,
        key=f"{book.name}/{article.path}",
        url=_address(article.path, book.source) or found.address,
        title=article.title,
        names=article.names,
        captured_at=book.made_at,
    )
    return replace(document, publisher=book.creator or document.publisher)


def _address(path: str, source: str) -> str | None:
    """Where an article is on the web, when the file names its source and how that names pages is known.

    That is so for the wikis of Wikimedia, and where paths are addresses without their scheme, as in files
    made of a crawl.
    """
    try:
        site = urlsplit(source if "://" in source else f"https://{source}")
    except ValueError:
        return None
    host = (site.hostname or "").removeprefix("www.")
    if any(host == wiki or host.endswith(f".{wiki}") for wiki in _WIKIMEDIA):
        return f"https://{host}/wiki/{quote(path.removesuffix('.html'), safe=_AS_THEY_ARE)}"
    if host and path.partition("/")[0] == site.netloc:
        return f"{site.scheme}://{path}"
    return None
