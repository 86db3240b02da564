"""What a WARC file (ISO 28500) recorded of the web, record by record."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # ships no types
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders

from service.library.files import MAX_PAGE_BYTES, BadFileError, Problem
from service.library.left_out import Beside
from service.library.packed import unpacked
from service.pages.pagetypes import is_html, media_type

_BLOCK = 65536
_PDF = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """``beside`` says why it is no page, ``problem`` why it shows the file to be broken.

    ``number`` counts all records from 1; ``captured_at`` is its ``WARC-Date``.
    """

    number: int
    uri: str
    captured_at: datetime | None = None
    content_type: str = ""
    body: bytes = field(default=b"", repr=False)
    beside: Beside | None = None
    problem: str | None = None


def records_of(path: Path) -> Iterator[Record]:
    """Answers, and resources written as such, from the web; packed one by one, as a whole or not at all.

    Requests, metadata and look-ups of names are passed over. Raises ``BadFileError`` where the file cannot be
    read on.
    """
    number, uri = 1, ""
    try:
        with path.open("rb") as file:
            records = ArchiveIterator(unpacked(file), check_digests=True)
            records.loader = _Loader(verify_http=False, arc2warc=False)
            for record in records:
                uri = record.rec_headers.get_header("WARC-Target-URI") or ""
                one = _record(record, number, uri)
                if one is not None:
                    yield one
                number += 1
    except Exception as error:  # a broken head makes warcio stumble in any way
        reason = (
            error if isinstance(error, OSError | ArchiveLoadFailed | zlib.error) else "its head is broken"
        )
        last = f" (the last address is {uri})" if uri else ""
        raise BadFileError(path, [Problem(f"cannot be read: {reason}{last}", number)]) from error


class _Loader(ArcWarcRecordLoader):  # type: ignore[misc]  # untyped
    """To which an early end is an error. To warcio an ``EOFError`` is the end of the file."""

    def load_http_headers(self, *told: object) -> StatusAndHeaders | None:
        try:
            return super().load_http_headers(*told)
        except EOFError as error:
            raise OSError("the file ends in a head") from error


def _record(record: ArcWarcRecord, number: int, uri: str) -> Record | None:
    is_web = record.rec_type in {"response", "revisit", "resource"} and uri.startswith(
        ("http://", "https://")
    )
    content_type = _content_type(record)
    beside = _beside(record, content_type) if is_web else None
    body = _content(record) if is_web and beside is None else b""
    while record.raw_stream.read(_BLOCK):  # to its end, so that length and digest can be judged
        pass
    problem = _problem(record)
    if not is_web and problem is None:
        return None
    captured_at = _date(record.rec_headers.get_header("WARC-Date"))
    if is_web and problem is None and captured_at is None:
        problem = "has no WARC-Date that is one"
    return Record(
        number=number,
        uri=uri,
        captured_at=captured_at,
        content_type=content_type,
        body=body,
        beside=Beside.TOO_LARGE if len(body) > MAX_PAGE_BYTES else beside,
        problem=problem,
    )


def _content(record: ArcWarcRecord) -> bytes:
    """Unpacked, up to one byte more than a page may have."""
    headers = record.http_headers
    if headers is None or (headers.get_header("Content-Encoding") or "").lower() != "br":
        content: bytes = record.content_stream().read(MAX_PAGE_BYTES + 1)
        return content
    headers.remove_header("Content-Encoding")  # warcio 1.8 fails with brotli 1.2
    packed: bytes = record.content_stream().read(MAX_PAGE_BYTES + 1)
    try:
        unpacked: bytes = brotli.Decompressor().process(packed, output_buffer_limit=MAX_PAGE_BYTES + 1)
    except brotli.error:  # some recorders unpack a page and keep its headers
        return packed
    return unpacked


def _content_type(record: ArcWarcRecord) -> str:
    if record.rec_type == "resource":
        return record.content_type or ""
    return (record.http_headers.get_header("Content-Type") or "") if record.http_headers else ""


def _beside(record: ArcWarcRecord, content_type: str) -> Beside | None:
    if record.rec_type == "revisit":
        return Beside.REVISIT
    if record.rec_type == "response":
        if record.http_headers is None:
            return Beside.OTHER
        status = record.http_headers.get_statuscode()
        if status.startswith("3"):
            return Beside.REDIRECT
        if status != str(HTTPStatus.OK.value):
            return Beside.ERROR
    if is_html(content_type):
        return None
    return Beside.PDF if media_type(content_type) == _PDF else Beside.OTHER


def _problem(record: ArcWarcRecord) -> str | None:
    if record.length is None:
        return "has no length: its head is cut off or broken"
    if record.raw_stream.limit > 0:  # what Content-Length promised and the file does not hold
        return "is cut off"
    failed = " ".join(record.digest_checker.problems)
    if "block digest failed" in failed or ("payload digest failed" in failed and _is_reliable(record)):
        return "its digest does not fit its content"
    return None


def _is_reliable(record: ArcWarcRecord) -> bool:
    """Of a body sent in chunks some programs digest the chunks and some what is in them.

    https://github.com/webrecorder/warcio/issues/74; a digest of the whole block settles it.
    """
    if record.rec_headers.get_header("WARC-Block-Digest"):
        return False
    return record.http_headers is None or not record.http_headers.get_header("Transfer-Encoding")


def _date(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
