"""Files to documents."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from clients.pages.protocol import Page
from service.library.chunks import chunks_of
from service.library.document import LibraryDocument
from service.library.files import HTML, JSONL, KINDS, WARC, ZIM, BadFileError, Problem, bytes_of, kind_of
from service.library.jsonl import jsonl_documents
from service.library.left_out import LeftOut, in_words
from service.library.pages import Pages, page_document
from service.library.warc import warc_documents
from service.library.zim import zim_documents
from service.pages.result import Reading

_LONGEST_TITLE = 200
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def documents_in(path: Path, pages: Pages, left_out: LeftOut) -> Iterator[LibraryDocument]:
    """The documents of one file, read as taken; what else it holds is counted.

    Raises ``BadFileError``, at the latest at the end, and ``LibraryError`` when no page can be read.
    """
    kind = kind_of(path)
    if kind is None:
        raise BadFileError(path, [Problem(f"is none of {', '.join(KINDS)}")])
    if kind is JSONL:
        yield from jsonl_documents(path)
    elif kind is WARC:
        yield from warc_documents(path, pages, left_out)
    elif kind is ZIM:
        yield from zim_documents(path, pages, left_out)
    elif kind is HTML:
        yield _html_document(path, pages)
    else:
        yield _text_document(path)


def _html_document(path: Path, pages: Pages) -> LibraryDocument:
    """A page that was saved; where it is from it may say itself."""
    page = Page(
        url="", status=200, content_type="text/html", body=bytes_of(path), fetched_at=datetime.now(UTC)
    )
    found = pages.read(page)
    if not isinstance(found, Reading):
        raise BadFileError(path, [Problem(f"is no evidence: {in_words(found)}")])
    return page_document(found, key=str(path.resolve()), url=found.address)


def _text_document(path: Path) -> LibraryDocument:
    """A plain text; its first line is its title.

    No encoding is guessed: a wrong guess would change letters, and with them names.
    """
    content = bytes_of(path)
    try:
        text = content.decode("utf-16" if content.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        problem = Problem(f"is not UTF-8 (byte {error.start}), nor UTF-16 with its mark: save it as UTF-8")
        raise BadFileError(path, [problem]) from error
    if "\0" in text:
        raise BadFileError(path, [Problem("is no text")])
    if not text.strip():
        raise BadFileError(path, [Problem("is empty")])
    title = text.strip().splitlines()[0].lstrip("#").strip()[:_LONGEST_TITLE]
    return LibraryDocument(key=str(path.resolve()), title=title or path.stem, chunks=chunks_of(text))
