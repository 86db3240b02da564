from __future__ import annotations

import base64
import gzip
import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.domain.times import Precision
from service.library import files, warc
from service.library.document import LibraryDocument
from service.library.files import BadFileError, files_under
from service.library.readers import documents_in

PARAGRAPH = (
    "The mill of Ashby burned down in the night of the third of May, and forty families lost their work. "
)
PAGE = f"""<!doctype html><html><head><title>Mill burned down</title>
<meta property="og:site_name" content="Ashby Herald">
<meta property="article:published_time" content="2015-05-04T08:00:00+01:00">
</head><body><nav>Home About Contact</nav><article><h1>Mill burned down</h1>
<p>{PARAGRAPH * 3}</p><p>{PARAGRAPH * 3}</p></article>
<footer>All rights reserved 2020</footer></body></html>"""
UNDATED = "".join(line for line in PAGE.splitlines(keepends=True) if "published_time" not in line)
CAPTURED = "2016-01-29T15:00:00Z"


def one(path: Path) -> LibraryDocument:
    [document] = documents_in(path)
    return document


def reasons(path: Path) -> list[str]:
    with pytest.raises(BadFileError) as error:
        list(documents_in(path))
    return [problem.reason for problem in error.value.problems]


def record(
    uri: str,
    *,
    body: str = PAGE,
    content_type: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    date: str = CAPTURED,
    packed: bool = False,
) -> bytes:
    """A response as crawlers write it (ISO 28500), with its digest."""
    payload = body.encode()
    encoding = ""
    if packed:
        packed_body = gzip.compress(payload)
        parts = [packed_body[:50], packed_body[50:], b""]
        payload = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts)
        encoding = "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"
    http = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{encoding}\r\n".encode()
    digest = base64.b32encode(hashlib.sha1(payload).digest()).decode()  # noqa: S324 - the custom of WARC
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        "WARC-Record-ID: <urn:uuid:6b27f5b6-7f7f-4c0f-9d9c-0d6b1f1b1f1b>\r\n"
        f"WARC-Target-URI: {uri}\r\nWARC-Date: {date}\r\nWARC-Payload-Digest: sha1:{digest}\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http) + len(payload)}\r\n\r\n"
    )
    return head.encode() + http + payload + b"\r\n\r\n"


def warc_file(path: Path, *records: bytes) -> Path:
    path.write_bytes(b"".join(gzip.compress(one) if path.suffix == ".gz" else one for one in records))
    return path


def test_a_page_is_its_text_and_what_it_says_of_itself(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE)
    document = one(path)
    text = "".join(document.chunks)
    assert PARAGRAPH.strip() in text
    assert "Home About" not in text
    assert document.title == "Mill burned down"
    assert document.publisher == "Ashby Herald"
    assert document.published_at is not None
    assert document.published_at.value == datetime(2015, 5, 4)  # noqa: DTZ001
    assert document.published_at.precision is Precision.DAY
    assert document.key == str(path)
    assert document.url is None


def test_a_date_is_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(UNDATED)
    assert one(path).published_at is None


@pytest.mark.parametrize("content", ["", "<html></html>", "\x00\x01"])
def test_a_page_without_text_is_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "page.htm"
    path.write_text(content)
    assert reasons(path) == ["no text was found in the page"]


def test_a_text_has_its_first_line_as_title(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text("\ufeff\n# The mill\n\nIt burned.\n", encoding="utf-8")
    document = one(path)
    assert document.title == "The mill"
    assert "".join(document.chunks).endswith("It burned.\n")


def test_bad_texts_are_told(tmp_path: Path) -> None:
    latin, empty, other = tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "c.pdf"
    latin.write_bytes("Müller".encode("latin-1"))
    empty.write_text(" \n")
    other.write_text("x")
    assert reasons(latin) == ["is not UTF-8 (byte 1)"]
    assert reasons(empty) == ["is empty"]
    assert "is none of" in reasons(other)[0]


def test_a_file_that_is_too_large_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_PAGE_BYTES", 10)
    path = tmp_path / "a.txt"
    path.write_text("x" * 11)
    assert reasons(path) == ["is larger than 10 bytes"]


@pytest.mark.parametrize("name", ["pages.warc", "pages.warc.gz"])
def test_pages_of_a_warc_carry_their_capture(tmp_path: Path, name: str) -> None:
    path = warc_file(
        tmp_path / name,
        record("https://news.example/mill"),
        record("https://news.example/mill", date="2017-01-01T00:00:00Z"),
        record("https://news.example/logo", content_type="image/png", body="png"),
        record("https://news.example/gone", status="404 Not Found"),
        record("https://news.example/empty", body="<html></html>"),
    )
    documents = list(documents_in(path))
    assert [document.key for document in documents] == [
        "https://news.example/mill 2016-01-29T15:00:00+00:00",
        "https://news.example/mill 2017-01-01T00:00:00+00:00",
    ]
    assert documents[0].url == "https://news.example/mill"
    assert documents[0].captured_at == datetime(2016, 1, 29, 15, tzinfo=UTC)
    assert documents[0].published_at is not None
    assert documents[0].published_at.value.year == 2015


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_page_that_came_packed_and_in_parts_is_read(tmp_path: Path, name: str) -> None:
    document = one(warc_file(tmp_path / name, record("https://x.example/", packed=True)))
    assert PARAGRAPH.strip() in "".join(document.chunks)


def test_a_capture_is_no_publication(tmp_path: Path) -> None:
    bare = UNDATED
    path = warc_file(tmp_path / "a.warc", record("https://x.example/", body=bare))
    assert one(path).published_at is None


def test_a_warc_without_pages_is_told(tmp_path: Path) -> None:
    image = record("https://x.example/", content_type="image/png", body="png")
    assert reasons(warc_file(tmp_path / "a.warc", image)) == ["holds no HTML page with text"]


def test_a_damaged_record_is_told(tmp_path: Path) -> None:
    path = warc_file(tmp_path / "a.warc", record("https://x.example/"))
    path.write_bytes(path.read_bytes().replace(b"forty families", b"fifty families"))
    assert reasons(path) == ["its digest does not fit its content"]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_cut_warc_is_told(tmp_path: Path, name: str) -> None:
    path = warc_file(tmp_path / name, record("https://x.example/"))
    path.write_bytes(path.read_bytes()[:-120])
    assert reasons(path) == ["is cut off"]


def test_what_is_no_warc_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"nonsense\r\n" * 50)
    assert "cannot be read" in reasons(path)[0]


def test_a_record_that_unpacks_to_too_much_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MAX_PAGE_BYTES", 1000)
    path = warc_file(tmp_path / "a.warc.gz", record("https://x.example/", body="x" * 2000))
    assert reasons(path) == ["unpacks to more than 1000 bytes"]


def test_a_folder_is_its_files_of_known_kinds(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.JSONL", "sub/c.html", "d.pdf", "e.txt.bak"):
        (tmp_path / name).write_text("x")
    assert [path.name for path in files_under(tmp_path)] == ["a.JSONL", "b.txt", "c.html"]


def test_what_is_no_plain_file_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "none").mkdir()
    for path, reason in [
        (tmp_path / "pipe.txt", "is not a plain file"),
        (tmp_path / "missing.txt", "there is no such file"),
        (tmp_path / "none", "the folder holds no"),
    ]:
        with pytest.raises(BadFileError) as error:
            files_under(path)
        assert error.value.problems[0].reason.startswith(reason)
