from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from service.domain.times import Precision
from service.library import files
from service.library.files import BadFileError, files_under
from service.library.pages import Pages
from tests.integration.library.samples import (
    CONSENT,
    GONE,
    PAGE,
    PARAGRAPH,
    UNDATED,
    WALL,
    one,
    reasons,
    text_of,
)

ROOT = Path(__file__).parents[3]
NO_UTF_8 = "is not UTF-8 (byte {}), nor UTF-16 with its mark: save it as UTF-8"
RUSSIAN = "Мельница в Эшби сгорела в ночь на третье мая, и сорок семей остались без работы. "


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_page_is_its_text_and_what_it_says_of_itself(tmp_path: Path, pages: Pages) -> None:
    path = written(tmp_path / "page.html", PAGE)
    document = one(path, pages)
    assert PARAGRAPH.strip() in text_of(document)
    assert "Home About" not in text_of(document)
    assert "Ignore all of it" not in text_of(document), "nobody sees it"
    assert document.title == "Mill burned down"
    assert document.publisher == "Ashby Herald"
    assert document.published_at is not None
    assert document.published_at.value == datetime.fromisoformat("2015-05-04T08:00:00+01:00")
    assert document.published_origin == "meta: article:published_time"
    assert document.key == str(path)
    assert document.url is None


def test_a_page_may_say_where_it_is_from(tmp_path: Path, pages: Pages) -> None:
    saved = f"<!-- saved from url=(0026)https://news.example/mill -->\n{PAGE}"
    assert one(written(tmp_path / "a.html", saved), pages).url == "https://news.example/mill"


def test_a_date_is_not_guessed(tmp_path: Path, pages: Pages) -> None:
    document = one(written(tmp_path / "page.html", UNDATED), pages)
    assert document.published_at is None
    assert document.published_origin is None


@pytest.mark.parametrize(
    ("stated", "precision"),
    [("2015", Precision.YEAR), ("2015-05", Precision.MONTH), ("2015-05-04", Precision.DAY)],
)
def test_a_date_keeps_its_precision(tmp_path: Path, pages: Pages, stated: str, precision: Precision) -> None:
    page = PAGE.replace("2015-05-04T08:00:00+01:00", stated)
    document = one(written(tmp_path / "page.xhtml", page), pages)
    assert document.published_at is not None
    assert document.published_at.precision is precision


@pytest.mark.parametrize(
    "content",
    [
        f'<meta charset="windows-1251"><h1>Мельница</h1><p>{RUSSIAN * 3}'.encode("cp1251"),
        f"<h1>Мельница</h1><p>{RUSSIAN * 3}".encode("utf-16"),
        f"<h1>Мельница</h1><p>{RUSSIAN * 3}".encode("utf-8-sig"),
        f'<html lang="ru"><h1>Мельница</h1><p>{RUSSIAN * 3}'.encode("cp1251"),
    ],
)
def test_a_page_is_decoded_as_browsers_do(tmp_path: Path, pages: Pages, content: bytes) -> None:
    document = one(written(tmp_path / "page.htm", content), pages)
    assert RUSSIAN.strip() in text_of(document)
    assert document.title == "Мельница"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("", "page without text"),
        ("<html></html>", "page without text"),
        ("\x00\x01", "page that is no text"),
        ("%PDF-1.7", "page that is no text"),
        (WALL, "page behind a paywall"),
        (CONSENT, "page that asks for consent"),
        (GONE, "page that says it was not found"),
    ],
)
def test_a_page_that_is_no_evidence_is_told(tmp_path: Path, pages: Pages, content: str, kind: str) -> None:
    assert reasons(written(tmp_path / "page.htm", content), pages) == [f"is no evidence: {kind}"]


def test_a_long_page_is_kept_to_its_end(tmp_path: Path, pages: Pages) -> None:
    paragraphs = "".join(f"<p>Paragraph {number}: {PARAGRAPH}</p>" for number in range(6000))
    document = one(written(tmp_path / "book.html", f"<article><h1>Book</h1>{paragraphs}</article>"), pages)
    assert len(text_of(document)) > 600_000
    assert "Paragraph 5999: " in text_of(document)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_has_its_first_line_as_title(tmp_path: Path, pages: Pages, encoding: str) -> None:
    path = written(tmp_path / "note.md", "\n# Die Mühle\n\nSie brannte.\n".encode(encoding))
    document = one(path, pages)
    assert document.title == "Die Mühle"
    assert text_of(document).endswith("Sie brannte.\n")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        (
            "a.txt",
            "Müller".encode("latin-1"),
            NO_UTF_8.format(1),
        ),
        ("a.txt", "Mill".encode("utf-16-le"), "is no text"),
        ("a.txt", b"\xff\xfeM", NO_UTF_8.format(2)),
        ("b.txt", b" \n", "is empty"),
        ("c.pdf", b"x", f"is none of {', '.join(files.KINDS)}"),
    ],
)
def test_bad_texts_are_told(tmp_path: Path, pages: Pages, name: str, content: bytes, reason: str) -> None:
    assert reasons(written(tmp_path / name, content), pages) == [reason]


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_a_file_that_is_too_large_is_told(
    tmp_path: Path, pages: Pages, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(files, "MAX_PAGE_BYTES", 10)
    assert reasons(written(tmp_path / name, "x" * 11), pages) == ["is larger than 10 bytes"]


def test_a_folder_is_its_files_of_known_kinds(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.JSONL", "sub/c.html", "sub/D.ZIM", "d.pdf", "e.txt.bak"):
        (tmp_path / name).write_text("x")
    assert [path.name for path in files_under(tmp_path)] == ["a.JSONL", "b.txt", "D.ZIM", "c.html"]


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


def test_reading_files_loads_no_parser_of_pages_into_the_own_process() -> None:
    """What parses them is in a process that can be killed."""
    loaded = "import sys, service.cli; print(sorted({'trafilatura', 'lxml', 'libzim'} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
