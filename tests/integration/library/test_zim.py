from __future__ import annotations

import sys
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.library import zim, zim_articles
from service.library.files import BadFileError
from service.library.index import Library
from service.library.left_out import Beside, LeftOut
from service.library.pages import Pages
from service.library.readers import documents_in
from service.library.zim_articles import ZimFile
from service.pages.kinds import NotReadable
from tests.integration.library.samples import PARAGRAPH, WALL, one, read, reasons, text_of
from tests.integration.library.zims import Entry, zim_file

BOX = "<table class='infobox'><tr><th>Burned</th><td>3 May 1851<br>at night</td></tr></table>"
LINKS = "".join(f"<li><a href='{name}'>The article on {name}</a></li>" for name in "abcdefgh")


def wiki(body: str) -> str:
    return f"<html><body><h1>x</h1><div id='mw-content-text'>{body}</div></body></html>"


MILL = Entry("Ashby_Mill", wiki(f"{BOX}<p>{PARAGRAPH}</p>"), "Ashby Mill")
BRIDGE = Entry(
    "Ashby_Bridge", wiki("<p>The bridge of Ashby was built in 1790 and is made of stone.</p>"), "Ashby Bridge"
)


def test_an_article_is_a_document(tmp_path: Path, pages: Pages) -> None:
    told = {
        "Name": "wiki_en_ashby",
        "Creator": "Wikipedia",
        "Date": "2026-02-22",
        "Source": "en.wikipedia.org",
    }
    document = one(zim_file(tmp_path / "a.zim", MILL, told=told), pages)
    assert "Burned: 3 May 1851; at night" in text_of(document).split("\n")
    assert PARAGRAPH.strip() in text_of(document)
    assert document.key == "wiki_en_ashby/Ashby_Mill"
    assert document.title == "Ashby Mill"
    assert document.url == "https://en.wikipedia.org/wiki/Ashby_Mill"
    assert document.publisher == "Wikipedia"
    assert document.published_at is None
    assert document.captured_at == datetime(2026, 2, 22, 23, 59, 59, tzinfo=UTC), "known when the day is over"


def test_redirects_are_names_of_what_they_lead_to_in_the_end(
    tmp_path: Path, pages: Pages, library: Library
) -> None:
    many = {f"Mill_{number}": "Ashby_Mill" for number in range(300)}
    path = zim_file(
        tmp_path / "a.zim",
        MILL,
        BRIDGE,
        redirects={"Burned_Mill": "The_Burned_Mill", "The_Burned_Mill": "Ashby_Mill", **many},
        titles={"Burned_Mill": "Mühle (abgebrannt)"},
    )
    documents, _ = read(path, pages)
    [mill] = [document for document in documents if document.title == "Ashby Mill"]
    assert {"Mühle (abgebrannt)", "The Burned Mill", "Mill 299"} <= set(mill.names)
    assert len(mill.names) == 302
    assert len(documents) == 2
    assert library.add("library", documents) == 2
    [found] = library.search("library", "Was the Muhle abgebrannt there before?", limit=3)
    assert found.title == "Ashby Mill"


@pytest.mark.parametrize(
    ("source", "path", "url"),
    [
        (
            "https://de.wikipedia.org/",
            "Müller & Söhne?",
            "https://de.wikipedia.org/wiki/M%C3%BCller%20&%20S%C3%B6hne%3F",
        ),
        ("en.wiktionary.org", "mill", "https://en.wiktionary.org/wiki/mill"),
        ("http://news.example/start", "news.example/2015/mill?a=1", "http://news.example/2015/mill?a=1"),
        ("https://wiki.example/", "Ashby_Mill", None),
        ("https://notwikipedia.org/", "Ashby_Mill", None),
        ("not an address", "Ashby_Mill", None),
        ("", "Ashby_Mill", None),
        ("http://[", "Ashby_Mill", None),
    ],
)
def test_an_address_is_given_when_it_is_known(
    tmp_path: Path, pages: Pages, source: str, path: str, url: str | None
) -> None:
    entry = Entry(path, MILL.content, MILL.title)
    assert one(zim_file(tmp_path / "a.zim", entry, told={"Source": source}), pages).url == url


def test_a_page_may_give_its_address(tmp_path: Path, pages: Pages) -> None:
    page = f"<html><head><link rel=canonical href=https://a.example/mill></head><body><p>{PARAGRAPH}</p></body></html>"
    assert one(zim_file(tmp_path / "a.zim", Entry("mill", page)), pages).url == "https://a.example/mill"


@pytest.mark.parametrize("name", ["ashby_en_2026-02.zim", "ashby_en_2026-03.zim", "ashby_en.zim"])
def test_editions_replace_each_other_when_the_file_has_no_name(
    tmp_path: Path, pages: Pages, name: str
) -> None:
    assert one(zim_file(tmp_path / name, MILL), pages).key == "ashby_en/Ashby_Mill"


@pytest.mark.parametrize("date", ["", "soon", "2026", "2026-13-01"])
def test_a_date_that_is_none_is_none(tmp_path: Path, pages: Pages, date: str) -> None:
    assert one(zim_file(tmp_path / "a.zim", MILL, told={"Date": date}), pages).captured_at is None


def test_what_is_no_article_is_left_out(tmp_path: Path, pages: Pages) -> None:
    path = zim_file(
        tmp_path / "a.zim",
        MILL,
        Entry("Main", wiki(f"<ul>{LINKS}</ul>"), "Main page"),
        Entry("list", f"<html><body><h1>All</h1><ul>{LINKS}</ul></body></html>"),
        Entry("wall", WALL),
        Entry("style.css", "p {}", mimetype="text/css"),
        Entry("paper.pdf", "%PDF-1.7", mimetype="application/pdf"),
        main="Main",
    )
    documents, left_out = read(path, pages)
    assert [document.title for document in documents] == ["Ashby Mill"]
    assert left_out == {NotReadable.INDEX: 2, NotReadable.PAYWALL: 1, Beside.PDF: 1}


def test_the_only_page_is_an_article(tmp_path: Path, pages: Pages) -> None:
    assert one(zim_file(tmp_path / "a.zim", MILL, main="Ashby_Mill"), pages).title == "Ashby Mill"


@pytest.mark.parametrize(
    ("content", "mimetype"),
    [
        (f'<meta charset="windows-1251"><p>{"Мельница сгорела в ночь. " * 9}'.encode("cp1251"), "text/html"),
        (f"<p>{'Мельница сгорела в ночь. ' * 9}".encode("cp1251"), "text/html; charset=windows-1251"),
        (f"<p>{'Мельница сгорела в ночь. ' * 9}".encode("utf-16"), "text/html"),
    ],
)
def test_an_article_is_decoded_as_browsers_do(
    tmp_path: Path, pages: Pages, content: bytes, mimetype: str
) -> None:
    document = one(zim_file(tmp_path / "a.zim", Entry("mill", content, "Мельница", mimetype)), pages)
    assert "Мельница сгорела в ночь." in text_of(document)


def test_an_article_that_is_too_large_is_left_out(
    tmp_path: Path, pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zim_articles, "MAX_PAGE_BYTES", 1000)
    path = zim_file(tmp_path / "a.zim", MILL, Entry("big", "<p>" + "x " * 1000))
    assert read(path, pages)[1] == {Beside.TOO_LARGE: 1}


def test_a_file_that_is_too_large_is_told(
    tmp_path: Path, pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zim, "MAX_FILE_BYTES", 300)
    [reason] = reasons(zim_file(tmp_path / "a.zim", MILL, BRIDGE), pages)
    assert reason == "its articles are larger than 300 bytes: leave it to a kiwix-serve"


def test_articles_are_read_one_at_a_time(tmp_path: Path) -> None:
    path = zim_file(tmp_path / "a.zim", *(Entry(f"{n}", f"{n}" + "x" * 1_000_000) for n in range(40)))
    tracemalloc.start()
    assert sum(1 for _ in ZimFile(path).articles()) == 40
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (lambda whole: whole[:-500], "cannot be read as a ZIM file"),
        (lambda whole: whole[: len(whole) // 2], "cannot be read as a ZIM file"),
        (lambda whole: b"", "cannot be read as a ZIM file"),
        (lambda whole: b"PK\x03\x04" + whole, "cannot be read as a ZIM file"),
        (lambda whole: whole.replace(b"text/html", b"text/htxl"), "is damaged: its checksum does not fit"),
    ],
)
def test_what_is_no_whole_zim_file_is_told(
    tmp_path: Path, pages: Pages, library: Library, content: object, reason: str
) -> None:
    path = zim_file(tmp_path / "a.zim", MILL, BRIDGE)
    assert callable(content)
    path.write_bytes(content(path.read_bytes()))
    with pytest.raises(BadFileError) as error:
        library.add("library", documents_in(path, pages, LeftOut()))
    assert error.value.problems[0].reason.startswith(reason)
    assert library.count("library") == 0


def test_a_file_without_articles_is_told(tmp_path: Path, pages: Pages) -> None:
    path = zim_file(tmp_path / "a.zim", Entry("wall", WALL))
    assert reasons(path, pages) == ["holds no article that can be read, but 1 page behind a paywall"]


def test_without_libzim_what_to_do_is_said(
    tmp_path: Path, pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = zim_file(tmp_path / "a.zim", MILL)
    monkeypatch.setitem(sys.modules, "libzim.reader", None)
    [reason] = reasons(path, pages)
    assert "`make zim`" in reason
    assert "SECONDSOURCE_KIWIX_URL" in reason
