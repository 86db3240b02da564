"""Pages in WARC files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from clients.pages.protocol import Page
from service.library.document import LibraryDocument
from service.library.files import MAX_FILE_BYTES, MAX_PROBLEMS, BadFileError, Problem
from service.library.left_out import LeftOut
from service.library.pages import Pages, page_document
from service.library.warc_records import Record, records_of
from service.pages.result import Reading


def warc_documents(path: Path, pages: Pages, left_out: LeftOut) -> Iterator[LibraryDocument]:
    """One document per page that can be read, by address and time of capture; what else there is is counted.

    A record that is cut off or does not fit its digest is a problem, and so is a file without any page that
    can be read: ``BadFileError``.
    """
    problems: list[Problem] = []
    taken = size = 0
    for record in records_of(path):
        size += len(record.body)
        if size > MAX_FILE_BYTES:
            raise BadFileError(path, [Problem(f"its pages unpack to more than {MAX_FILE_BYTES} bytes")])
        if record.problem is not None:
            problems.append(Problem(f"{record.problem} ({record.uri or 'no address'})", record.number))
        if len(problems) >= MAX_PROBLEMS:
            break
        if problems:
            continue
        if record.beside is not None:
            left_out[record.beside] += 1
            continue
        document = _document(record, pages, left_out)
        if document is not None:
            taken += 1
            yield document
    if not taken and not problems:
        beside = f", but {left_out}" if left_out else ""
        problems.append(Problem(f"holds no page that can be read{beside}"))
    if problems:
        raise BadFileError(path, problems)


def _document(record: Record, pages: Pages, left_out: LeftOut) -> LibraryDocument | None:
    captured_at = record.captured_at
    if captured_at is None:
        return None
    page = Page(
        url=record.uri,
        status=200,
        content_type=record.content_type,
        body=record.body,
        fetched_at=captured_at,
        captured_at=captured_at,
    )
    found = pages.read(page)
    if not isinstance(found, Reading):
        left_out[found] += 1
        return None
    key = f"{record.uri} {captured_at.isoformat()}"
    return page_document(found, key=key, url=record.uri, captured_at=captured_at)
