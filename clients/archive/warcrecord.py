"""One WARC record (ISO 28500), fetched by itself, as a page."""

from __future__ import annotations

import zlib
from datetime import datetime
from io import BytesIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from clients.archive.protocol import Capture
from clients.archive.stamps import in_utc, same_page
from clients.outcome import NotMeasured, Why
from clients.pages.protocol import Page
from clients.transport.response import Response

_BLOCK = 65536


def page_in(response: Response, capture: Capture, *, max_bytes: int) -> Page | NotMeasured:
    """The archived page in a body that holds one record, packed or not.

    ``invalid_response`` when there is no such record in it, when it is another page's, broken or does not
    fit its digest, and when it unpacks to more than ``max_bytes``.
    """
    try:
        record = next(iter(ArchiveIterator(BytesIO(response.body), check_digests=True)), None)
        if record is None or record.rec_type != "response" or record.http_headers is None:
            return _invalid("not the record of a page")
        if not same_page(record.rec_headers.get_header("WARC-Target-URI") or "", capture.original):
            return _invalid("the record of another page")
        return _page(record, response, capture.raw_url, max_bytes)
    except (OSError, EOFError, ValueError, zlib.error, ArchiveLoadFailed):
        return _invalid("a broken record")


def _page(record: ArcWarcRecord, response: Response, url: str, max_bytes: int) -> Page | NotMeasured:
    encoding = (record.http_headers.get_header("Content-Encoding") or "").lower()
    if "br" in encoding or "zstd" in encoding:
        return _invalid("compressed in a way not read here")
    body: bytes = record.content_stream().read(max_bytes + 1)
    if len(body) > max_bytes:
        return _invalid(f"larger than {max_bytes} bytes")
    while record.raw_stream.read(_BLOCK):  # to its end, so that length and digest can be judged
        pass
    if record.raw_stream.limit > 0 or record.digest_checker.passed is False:
        return _invalid("cut off, or its digest does not fit")
    return Page(
        url=url,
        status=int(record.http_headers.get_statuscode()),
        content_type=record.http_headers.get_header("Content-Type") or "",
        body=body,
        fetched_at=response.fetched,
        captured_at=in_utc(datetime.fromisoformat(record.rec_headers.get_header("WARC-Date") or "")),
    )


def _invalid(detail: str) -> NotMeasured:
    return NotMeasured(Why.INVALID_RESPONSE, detail)
