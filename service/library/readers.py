"""Files to documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from service.library.chunks import chunks_of
from service.library.document import LibraryDocument
from service.library.files import HTML, JSONL, KINDS, WARC, BadFileError, Problem, bytes_of, kind_of
from service.library.jsonl import jsonl_documents
from service.library.pages import page_document
from service.library.warc import warc_documents

_LONGEST_TITLE = 200


def documents_in(path: Path) -> Iterator[LibraryDocument]:
    """The documents of one file, read as taken. Raises ``BadFileError``, at the latest at the end."""
    kind = kind_of(path)
    if kind is None:
        raise BadFileError(path, [Problem(f"is none of {', '.join(KINDS)}")])
    if kind is JSONL:
        yield from jsonl_documents(path)
    elif kind is WARC:
        yield from warc_documents(path)
    elif kind is HTML:
        document = page_document(bytes_of(path), key=str(path.resolve()))
        if document is None:
            raise BadFileError(path, [Problem("no text was found in the page")])
        yield document
    else:
        yield _text_document(path)


def _text_document(path: Path) -> LibraryDocument:
    """A plain text; its first line is its title."""
    try:
        text = bytes_of(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFileError(path, [Problem(f"is not UTF-8 (byte {error.start})")]) from error
    if not text.strip():
        raise BadFileError(path, [Problem("is empty")])
    title = text.strip().splitlines()[0].lstrip("#").strip()[:_LONGEST_TITLE]
    return LibraryDocument(key=str(path.resolve()), title=title or path.stem, chunks=chunks_of(text))
