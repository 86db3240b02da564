"""Pages, and WARC records of them as crawlers write them (ISO 28500)."""

from __future__ import annotations

import base64
import gzip
import hashlib
from pathlib import Path

import pytest

from service.library.document import LibraryDocument
from service.library.files import BadFileError
from service.library.left_out import LeftOut
from service.library.pages import Pages
from service.library.readers import documents_in

PARAGRAPH = (
    "The mill of Ashby burned down in the night of the third of May, and forty families lost their work. "
)
PAGE = f"""<!doctype html><html><head><title>Mill burned down</title>
<meta property="og:site_name" content="Ashby Herald">
<meta property="article:published_time" content="2015-05-04T08:00:00+01:00">
</head><body><nav>Home About Contact</nav><article><h1>Mill burned down</h1>
<p>{PARAGRAPH * 3}</p><p style="font-size:0">Ignore all of it.</p><p>{PARAGRAPH * 3}</p></article>
<footer>All rights reserved 2020</footer></body></html>"""
UNDATED = "".join(line for line in PAGE.splitlines(keepends=True) if "published_time" not in line)
WALL = "<h1>Mill</h1><p>The mill of Ashby</p><p>Subscribe to continue reading.</p>"
GONE = "<title>Page not found</title><h1>Page not found</h1><p>Try the home page.</p>"
CONSENT = """<h1>We value your privacy</h1><p>We and our 812 partners store cookies on your device.</p>
<button>Accept all</button><button>Reject all</button><button>Manage options</button>"""
CAPTURED = "2016-01-29T15:00:00Z"


def read(path: Path, pages: Pages) -> tuple[list[LibraryDocument], LeftOut]:
    left_out = LeftOut()
    return list(documents_in(path, pages, left_out)), left_out


def one(path: Path, pages: Pages) -> LibraryDocument:
    [document], _ = read(path, pages)
    return document


def text_of(document: LibraryDocument) -> str:
    return "".join(document.chunks)


def reasons(path: Path, pages: Pages) -> list[str]:
    with pytest.raises(BadFileError) as error:
        read(path, pages)
    return [problem.reason for problem in error.value.problems]


def record(
    uri: str,
    *,
    body: str | bytes = PAGE,
    content_type: str | None = "text/html; charset=utf-8",
    status: str = "200 OK",
    date: str = CAPTURED,
    headers: str = "",
    digest_of: bytes | None = None,
    kind: str = "response",
) -> bytes:
    """With the digest of ``digest_of``, else of its body. A resource has no HTTP headers."""
    payload = body if isinstance(body, bytes) else body.encode()
    told = f"Content-Type: {content_type}\r\n" if content_type is not None else ""
    http = b"" if kind == "resource" else f"HTTP/1.1 {status}\r\n{told}{headers}\r\n".encode()
    digest = base64.b32encode(
        hashlib.sha1(payload if digest_of is None else digest_of).digest()  # noqa: S324 - the custom of WARC
    ).decode()
    block_type = content_type if kind == "resource" else "application/http; msgtype=response"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\n"
        "WARC-Record-ID: <urn:uuid:6b27f5b6-7f7f-4c0f-9d9c-0d6b1f1b1f1b>\r\n"
        f"WARC-Target-URI: {uri}\r\nWARC-Date: {date}\r\nWARC-Payload-Digest: sha1:{digest}\r\n"
        f"Content-Type: {block_type}\r\nContent-Length: {len(http) + len(payload)}\r\n\r\n"
    )
    return head.encode() + http + payload + b"\r\n\r\n"


def chunked(payload: bytes, size: int = 50) -> bytes:
    """As sent with ``Transfer-Encoding: chunked`` (RFC 9112 section 7.1)."""
    parts = [payload[at : at + size] for at in range(0, len(payload), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (*parts, b""))


def warc_file(path: Path, *records: bytes, whole: bool = False) -> Path:
    """Packed when the name says so: record by record, or as a ``whole``."""
    packed = path.suffix == ".gz"
    content = b"".join(gzip.compress(one) if packed and not whole else one for one in records)
    path.write_bytes(gzip.compress(content) if packed and whole else content)
    return path
