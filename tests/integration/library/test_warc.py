from __future__ import annotations

import gzip
import json
import zlib
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # ships no types
import pytest
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from service.library import warc, warc_records
from service.library.files import BadFileError
from service.library.left_out import Beside, LeftOut
from service.library.pages import Pages
from service.library.readers import documents_in
from service.library.schema import LibraryError
from service.pages.kinds import NotReadable
from service.pages.process import PageLimits
from tests.integration.library.samples import (
    CONSENT,
    GONE,
    PAGE,
    PARAGRAPH,
    UNDATED,
    WALL,
    chunked,
    one,
    read,
    reasons,
    record,
    text_of,
    warc_file,
)

URL = "https://news.example/mill"


@pytest.mark.parametrize(
    ("name", "whole"), [("pages.warc", False), ("pages.warc.gz", False), ("p.warc.gz", True)]
)
def test_pages_of_a_warc_carry_their_capture(tmp_path: Path, pages: Pages, name: str, whole: bool) -> None:
    path = warc_file(
        tmp_path / name, record(URL), record(URL, date="2017-01-01T00:00:00.123456789Z"), whole=whole
    )
    documents, left_out = read(path, pages)
    assert [document.key for document in documents] == [
        f"{URL} 2016-01-29T15:00:00+00:00",
        f"{URL} 2017-01-01T00:00:00.123456+00:00",
    ]
    assert documents[0].url == URL
    assert documents[0].captured_at == datetime(2016, 1, 29, 15, tzinfo=UTC)
    assert documents[0].published_at is not None
    assert documents[0].published_at.value.year == 2015
    assert documents[0].published_origin == "meta: article:published_time"
    assert not left_out


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_names_of_files_lie(tmp_path: Path, pages: Pages, name: str) -> None:
    path = warc_file(tmp_path / "right.warc.gz", record(URL))
    content = path.read_bytes()
    path = tmp_path / name
    path.write_bytes(content if name == "a.warc" else gzip.decompress(content))
    assert one(path, pages).url == URL


def test_padding_between_packed_records_is_passed_over(tmp_path: Path, pages: Pages) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(record(f"{URL}/1")) + b"\0" * 200_000 + gzip.compress(record(f"{URL}/2")))
    assert len(read(path, pages)[0]) == 2


def test_what_else_was_recorded_is_counted_by_kind(tmp_path: Path, pages: Pages) -> None:
    path = warc_file(
        tmp_path / "a.warc.gz",
        record(URL),
        record(f"{URL}/1", body=WALL),
        record(f"{URL}/2", body=WALL),
        record(f"{URL}/3", body=GONE),
        record(f"{URL}/4", body=CONSENT),
        record(f"{URL}/5", body="<html></html>"),
        record(f"{URL}/6", body="%PDF-1.7 and so on"),
        record(f"{URL}/7", body="%PDF-1.7", content_type="application/pdf"),
        record(f"{URL}/8", body="png", content_type="image/png"),
        record(f"{URL}/9", status="404 Not Found"),
        record(f"{URL}/10", status="503 Service Unavailable"),
        record(f"{URL}/11", status="301 Moved Permanently", headers="Location: /\r\n"),
        record(f"{URL}/12", kind="revisit"),
        record(
            "dns:news.example", kind="resource", content_type="text/dns", body="news.example. A 127.0.0.1"
        ),
    )
    documents, left_out = read(path, pages)
    assert [document.url for document in documents] == [URL]
    assert left_out == {
        NotReadable.PAYWALL: 2,
        NotReadable.NOT_FOUND: 1,
        NotReadable.CONSENT: 1,
        NotReadable.EMPTY: 1,
        NotReadable.NOT_A_PAGE: 1,
        Beside.PDF: 1,
        Beside.OTHER: 1,
        Beside.ERROR: 2,
        Beside.REDIRECT: 1,
        Beside.REVISIT: 1,
    }
    assert str(left_out).startswith(
        "2 pages behind a paywall, 1 page that asks for consent, 1 page that says"
    )


def test_what_warcio_writes_is_read(tmp_path: Path, pages: Pages) -> None:
    """With requests and metadata between, as recorders write them."""
    path = tmp_path / "a.warc.gz"
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "news.example")], is_http_request=True)
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)

        def write(one: ArcWarcRecord) -> None:
            writer.write_record(one)
            one.raw_stream.close()  # warcio digests into a file that it leaves open

        for number in range(3):
            uri = f"{URL}/{number}"
            page, about = BytesIO(PAGE.encode()), BytesIO(json.dumps({"seed": uri}).encode())
            write(writer.create_warc_record(uri, "response", payload=page, http_headers=headers))
            write(writer.create_warc_record(uri, "request", http_headers=asked))
            write(writer.create_warc_record(uri, "metadata", payload=about))
        write(writer.create_revisit_record(URL, "sha1:X", f"{URL}/0", "2016-01-29T15:00:00Z"))
    documents, left_out = read(path, pages)
    assert [document.url for document in documents] == [f"{URL}/{number}" for number in range(3)]
    assert left_out == {Beside.REVISIT: 1}


@pytest.mark.parametrize("in_chunks", [False, True])
@pytest.mark.parametrize("encoding", ["", "gzip", "deflate", "br"])
def test_a_page_that_came_packed_and_in_parts_is_read(
    tmp_path: Path, pages: Pages, encoding: str, in_chunks: bool
) -> None:
    plain = (PAGE + "<!-- " + "x" * 100_000 + " -->").encode()
    packings = {"": bytes, "gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}
    packed = packings[encoding](plain)
    headers = f"Content-Encoding: {encoding}\r\n" if encoding else ""
    headers += "Transfer-Encoding: chunked\r\n" if in_chunks else ""
    body = chunked(packed, 1000) if in_chunks else packed
    path = warc_file(tmp_path / "a.warc.gz", record(URL, body=body, headers=headers))
    assert PARAGRAPH.strip() in text_of(one(path, pages))


def test_what_a_recorder_unpacked_is_read_though_its_headers_stayed(tmp_path: Path, pages: Pages) -> None:
    headers = "Content-Encoding: br\r\nTransfer-Encoding: chunked\r\n"
    assert (
        one(warc_file(tmp_path / "a.warc", record(URL, headers=headers)), pages).title == "Mill burned down"
    )


def test_what_is_packed_in_an_unknown_way_is_no_text(tmp_path: Path, pages: Pages) -> None:
    zstd = b"\x28\xb5\x2f\xfd" + bytes(range(256)) * 20
    path = warc_file(
        tmp_path / "a.warc", record(URL), record(URL, body=zstd, headers="Content-Encoding: zstd\r\n")
    )
    assert read(path, pages)[1] == {NotReadable.NOT_A_PAGE: 1}


@pytest.mark.parametrize("content_type", ["text/html; charset=windows-1251", "application/xhtml+xml", None])
def test_the_charset_is_that_of_the_answer(tmp_path: Path, pages: Pages, content_type: str | None) -> None:
    body = f"<html lang=ru><title>Мельница</title><p>{'Мельница сгорела в ночь на третье мая. ' * 5}</p>"
    path = warc_file(tmp_path / "a.warc", record(URL, body=body.encode("cp1251"), content_type=content_type))
    assert one(path, pages).title == "Мельница"


def test_no_page_tells_its_charset_better_than_the_answer(tmp_path: Path, pages: Pages) -> None:
    body = f"<title>Młyn</title><p>{'Młyn spłonął w nocy trzeciego maja. ' * 5}</p>".encode("iso-8859-2")
    path = warc_file(
        tmp_path / "a.warc", record(URL, body=body, content_type="text/html; charset=ISO-8859-2")
    )
    assert one(path, pages).title == "Młyn"


def test_a_page_written_as_a_resource_is_read(tmp_path: Path, pages: Pages) -> None:
    page = record(URL, kind="resource", content_type="text/html")
    text = record("urn:text:1", kind="resource", content_type="text/html")
    documents, left_out = read(warc_file(tmp_path / "a.warc", page, text), pages)
    assert [document.url for document in documents] == [URL]
    assert not left_out


def test_a_capture_is_no_publication(tmp_path: Path, pages: Pages) -> None:
    assert one(warc_file(tmp_path / "a.warc", record(URL, body=UNDATED)), pages).published_at is None


def test_a_page_was_not_published_after_its_capture(tmp_path: Path, pages: Pages) -> None:
    path = warc_file(tmp_path / "a.warc", record(URL, date="2014-01-01T00:00:00Z"))
    assert one(path, pages).published_at is None


def test_a_warc_without_pages_is_told(tmp_path: Path, pages: Pages) -> None:
    path = warc_file(tmp_path / "a.warc", record(URL, content_type="image/png"), record(URL, body=WALL))
    assert reasons(path, pages) == [
        "holds no page that can be read, but 1 page behind a paywall, 1 file of another kind"
    ]
    assert reasons(warc_file(tmp_path / "b.warc"), pages) == ["holds no page that can be read"]


def test_a_damaged_record_is_told_by_number_and_address(tmp_path: Path, pages: Pages) -> None:
    path = warc_file(tmp_path / "a.warc", record(f"{URL}/1"), record(URL, digest_of=b"another"))
    with pytest.raises(BadFileError) as error:
        read(path, pages)
    [problem] = error.value.problems
    assert (problem.line, problem.reason) == (2, f"its digest does not fit its content ({URL})")


def test_programs_do_not_agree_on_the_digest_of_chunks(tmp_path: Path, pages: Pages) -> None:
    body = record(
        URL, body=chunked(PAGE.encode()), headers="Transfer-Encoding: chunked\r\n", digest_of=PAGE.encode()
    )
    assert one(warc_file(tmp_path / "a.warc", body), pages).url == URL


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
@pytest.mark.parametrize("cut", [120, 800, 2000])
def test_a_cut_warc_is_told(tmp_path: Path, pages: Pages, name: str, cut: int) -> None:
    last = record(f"{URL}/last", body=PAGE + "".join(map(chr, range(0x4E00, 0x5200))))
    path = warc_file(tmp_path / name, record(URL), last)
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(BadFileError) as error:
        read(path, pages)
    [problem] = error.value.problems
    assert problem.line == 2
    assert "is cut off" in problem.reason or "ends in the middle" in problem.reason
    assert URL in problem.reason


def test_a_packed_warc_without_its_last_checksum_is_told(tmp_path: Path, pages: Pages) -> None:
    path = warc_file(tmp_path / "a.warc.gz", record(URL))
    path.write_bytes(path.read_bytes()[:-4])
    assert "ends in the middle" in reasons(path, pages)[0]


def test_a_warc_that_is_cut_within_the_head_of_a_record_is_told(tmp_path: Path, pages: Pages) -> None:
    last = record(f"{URL}/last")
    for kept in range(20, last.index(b"\r\n\r\n"), 40):
        path = warc_file(tmp_path / "a.warc", record(URL), last[:kept])
        assert len(reasons(path, pages)) == 1, last[:kept]


@pytest.mark.parametrize(
    "head", ["", "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\nHTTP/1.1 2\r\n\r\n"]
)
@pytest.mark.parametrize("rest", [b"nonsense\r\n" * 50, b"\x1f\x8b\x08\x00" + b"x" * 99, b""])
def test_what_is_no_warc_is_told(tmp_path: Path, pages: Pages, head: str, rest: bytes) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(head.encode() + rest)
    assert len(reasons(path, pages)) == 1


def test_a_capture_without_a_date_is_told(tmp_path: Path, pages: Pages) -> None:
    path = warc_file(tmp_path / "a.warc", record(URL, date="yesterday"))
    assert reasons(path, pages) == [f"has no WARC-Date that is one ({URL})"]


def test_a_page_that_unpacks_to_too_much_is_left_out(
    tmp_path: Path, pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warc_records, "MAX_PAGE_BYTES", 5000)
    bomb = gzip.compress(b"<p>" + b"x " * 1_000_000)
    path = warc_file(
        tmp_path / "a.warc.gz",
        record(URL),
        record(f"{URL}/2", body=bomb, headers="Content-Encoding: gzip\r\n"),
    )
    assert read(path, pages)[1] == {Beside.TOO_LARGE: 1}


def test_a_file_that_unpacks_to_too_much_is_told(
    tmp_path: Path, pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warc, "MAX_FILE_BYTES", 1500)
    path = warc_file(tmp_path / "a.warc.gz", record(URL), record(f"{URL}/2"))
    assert reasons(path, pages) == ["its pages unpack to more than 1500 bytes"]


def test_a_page_that_hangs_or_kills_its_reader_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.pages.process._MODULE", "hostile")
    monkeypatch.setattr("service.pages.process._ROOT", str(tmp_path))
    (tmp_path / "hostile.py").write_text(
        "import json, os, sys, time\n"
        "print('{}', flush=True)\n"
        "for line in sys.stdin.buffer:\n"
        "    body = sys.stdin.buffer.read(json.loads(line)['size'])\n"
        "    if body == b'hang': time.sleep(60)\n"
        "    if body == b'die': os._exit(1)\n"
        "    print(json.dumps({'text': body.decode()}), flush=True)\n"
    )
    bodies = ["one", "hang", "two", "die", "three"]
    path = warc_file(tmp_path / "a.warc", *(record(f"{URL}/{body}", body=body) for body in bodies))
    with Pages(PageLimits(seconds=0.5)) as pages:
        documents, left_out = read(path, pages)
    assert [text_of(document) for document in documents] == ["one", "two", "three"]
    assert str(left_out) == "2 pages that take too much time or memory to read"


def test_without_a_reader_of_pages_nothing_is_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.pages.process._MODULE", "no_such_module")
    path = warc_file(tmp_path / "a.warc", record(URL))
    with Pages() as pages, pytest.raises(LibraryError, match="does not start"):
        list(documents_in(path, pages, LeftOut()))
