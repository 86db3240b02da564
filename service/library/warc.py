"""Pages in WARC files (ISO 28500)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from service.library.document import LibraryDocument
from service.library.files import MAX_FILE_BYTES, MAX_PAGE_BYTES, MAX_PROBLEMS, BadFileError, Problem
from service.library.pages import page_document

_PAGES = ("text/html", "application/xhtml+xml")
_OK = "200"
_BLOCK = 65536


def warc_documents(path: Path) -> Iterator[LibraryDocument]:
    """One document per HTML response, by address and time of capture; other records are passed over.

    ``WARC-Date`` says when a page was captured, never when it was published. A record whose digest does not
    fit is a problem, and so is a file without any page: ``BadFileError``.
    """
    problems: list[Problem] = []
    number = taken = size = 0
    try:
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests=True):
                number += 1
                if not _is_page(record):
                    continue
                html = record.content_stream().read(MAX_PAGE_BYTES + 1)
                while record.raw_stream.read(_BLOCK):  # to its end, so that length and digest can be judged
                    pass
                size += len(html)
                problem = _problem(record, html, size)
                if problem is not None:
                    problems.append(Problem(problem, number))
                    if len(problems) >= MAX_PROBLEMS:
                        break
                    continue
                document = _document(record, html)
                if document is not None:
                    taken += 1
                    yield document
    except (OSError, EOFError, ValueError, zlib.error, ArchiveLoadFailed) as error:
        problems.append(Problem(f"cannot be read: {error}", number + 1))
    if not taken and not problems:
        problems.append(Problem("holds no HTML page with text"))
    if problems:
        raise BadFileError(path, problems)


def _is_page(record: ArcWarcRecord) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    content_type = (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    return bool(record.http_headers.get_statuscode() == _OK) and content_type in _PAGES


def _problem(record: ArcWarcRecord, html: bytes, size: int) -> str | None:
    if len(html) > MAX_PAGE_BYTES:
        return f"unpacks to more than {MAX_PAGE_BYTES} bytes"
    if size > MAX_FILE_BYTES:
        return f"the file unpacks to more than {MAX_FILE_BYTES} bytes"
    if record.raw_stream.limit > 0:  # what Content-Length promised and the file does not hold
        return "is cut off"
    if record.digest_checker.passed is False:
        return "its digest does not fit its content"
    return None


def _document(record: ArcWarcRecord, html: bytes) -> LibraryDocument | None:
    """Raises ``ValueError`` for a ``WARC-Date`` that is none."""
    uri = record.rec_headers.get_header("WARC-Target-URI")
    captured_at = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date"))
    return page_document(html, key=f"{uri} {captured_at.isoformat()}", url=uri, captured_at=captured_at)
