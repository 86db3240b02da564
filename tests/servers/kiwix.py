"""A real kiwix-serve over ZIM files made for the test, for ``make test-full``.

The server is in the Debian package ``kiwix-tools``; libzim writes the files.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from libzim.writer import Creator, Hint, Item, StringProvider

from tests.servers.process import free_port, running, succeeds


@dataclass(frozen=True, slots=True)
class Article:
    """A page of HTML; ``path`` as the file has it, unescaped."""

    path: str
    title: str
    html: str


@dataclass(frozen=True, slots=True)
class ZimBook:
    """A ZIM file; ``name`` without its date, ``date`` as ``YYYY-MM-DD``, ``indexed`` for full-text search."""

    name: str
    date: str
    articles: tuple[Article, ...]
    indexed: bool = True
    creator: str = "Wikipedia"


def missing() -> str | None:
    """Why it cannot run here, if it cannot."""
    if shutil.which("kiwix-serve") is None:
        return "kiwix-tools is not installed (make test-full installs it when root)"
    return None


@contextmanager
def kiwix(books: Sequence[ZimBook], folder: Path, *, root: str = "") -> Iterator[str]:
    """Yields its root: ``root`` is a path on the host, such as ``/zim``."""
    files = [_written(book, folder) for book in books]
    port = free_port()
    base = f"http://127.0.0.1:{port}{root}"
    with running(
        [
            "kiwix-serve",
            *("--address", "127.0.0.1", "--port", str(port), "--nodatealiases"),
            *(("--urlRootLocation", root) if root else ()),
            *map(str, files),
        ],
        ready=succeeds(f"{base}/catalog/v2/entries"),
        log=folder / "kiwix.log",
    ):
        yield base


class _Page(Item):  # type: ignore[misc]  # untyped
    def __init__(self, article: Article) -> None:
        super().__init__()
        self._article = article

    def get_path(self) -> str:
        return self._article.path

    def get_title(self) -> str:
        return self._article.title

    def get_mimetype(self) -> str:
        return "text/html"

    def get_contentprovider(self) -> StringProvider:
        return StringProvider(self._article.html)

    def get_hints(self) -> dict[Hint, int]:
        return {Hint.FRONT_ARTICLE: True}


def _written(book: ZimBook, folder: Path) -> Path:
    file = folder / f"{book.name}_{book.date[:7]}.zim"
    with Creator(file).config_indexing(book.indexed, "eng").config_verbose(False) as creator:
        creator.set_mainpath(book.articles[0].path)
        for article in book.articles:
            creator.add_item(_Page(article))
        told = {"Name": book.name, "Title": book.name, "Creator": book.creator, "Date": book.date}
        for name, value in {**told, "Publisher": "test", "Description": "test", "Language": "eng"}.items():
            creator.add_metadata(name, value)
    return file
