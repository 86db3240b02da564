"""The articles of a ZIM file.

libzim, which reads them, is under the GPL-3.0 and not installed by itself; nothing else here needs it. The
format is told at https://wiki.openzim.org/wiki/ZIM_file_format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from service.library.files import MAX_PAGE_BYTES, BadFileError, Problem
from service.library.left_out import Beside
from service.library.zim_book import book_of
from service.pages.kinds import NotReadable
from service.pages.pagetypes import is_html, media_type

if TYPE_CHECKING:
    from libzim.reader import Entry

_MISSING = (
    "ZIM files are read by libzim, which is under the GPL-3.0 and not installed by itself: run `make zim`,"
    " or leave the file to a kiwix-serve and name that in SECONDSOURCE_KIWIX_URL"
)
_OLD_ARTICLES = "A/"
"""Files of the old scheme keep articles, images and style sheets apart by the first letter of their path."""
_LONGEST_CHAIN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """``path`` is that in the source, ``names`` are titles of redirects; ``beside`` says why it is none."""

    path: str
    title: str | None
    names: tuple[str, ...] = ()
    content_type: str = ""
    body: bytes = field(default=b"", repr=False)
    beside: Beside | NotReadable | None = None


class ZimFile:
    """Raises ``BadFileError`` when it cannot be opened or is not what was written."""

    def __init__(self, path: Path) -> None:
        try:
            from libzim.reader import Archive  # noqa: PLC0415 - an extra that may be missing
        except ImportError as error:
            raise BadFileError(path, [Problem(_MISSING)]) from error
        self._path = path
        try:
            self._archive = Archive(path)
            whole = not self._archive.has_checksum or self._archive.check()
            self._old = not self._archive.has_new_namespace_scheme
            self.book = book_of(self._archive, path)
        except Exception as error:  # libzim raises RuntimeError and what it likes
            raise BadFileError(path, [Problem(f"cannot be read as a ZIM file: {error}")]) from error
        if not whole:
            raise BadFileError(path, [Problem("is damaged: its checksum does not fit its content")])

    def articles(self) -> Iterator[Article]:
        """Pages of HTML, one in memory at a time, and PDFs, which are left out."""
        try:
            main = self._main_path()
            names = self._names()
            for entry in self._entries():
                if not entry.is_redirect and (article := self._article(entry, main, names)) is not None:
                    yield article
        except Exception as error:  # libzim raises RuntimeError and what it likes
            raise BadFileError(self._path, [Problem(f"cannot be read on: {error}")]) from error

    def _entries(self) -> Iterator[Entry]:
        """In the new scheme those of the source come first; then what libzim itself keeps."""
        archive = self._archive
        for number in range(archive.all_entry_count if self._old else archive.entry_count):
            entry = archive._get_entry_by_id(number)  # noqa: SLF001 - the only way to walk through a file
            if not self._old or entry.path.startswith(_OLD_ARTICLES):
                yield entry

    def _article(self, entry: Entry, main: str | None, names: dict[str, list[str]]) -> Article | None:
        item = entry.get_item()
        beside: Beside | NotReadable | None = None
        if media_type(item.mimetype) == "application/pdf":
            beside = Beside.PDF
        elif not is_html(item.mimetype):
            return None
        elif entry.path == main:
            beside = NotReadable.INDEX
        elif item.size > MAX_PAGE_BYTES:
            beside = Beside.TOO_LARGE
        return Article(
            path=self._path_in_source(entry),
            title=self._title(entry),
            names=tuple(names.get(entry.path, ())),
            content_type=item.mimetype,
            body=b"" if beside else bytes(item.content),
            beside=beside,
        )

    def _names(self) -> dict[str, list[str]]:
        """Titles of redirects by the path of what they lead to in the end."""
        names: dict[str, list[str]] = {}
        for entry in self._entries():
            target = _target(entry) if entry.is_redirect else None
            if target is not None:
                name = self._title(entry) or self._path_in_source(entry).replace("_", " ")
                names.setdefault(target.path, []).append(name)
        return names

    def _path_in_source(self, entry: Entry) -> str:
        path: str = entry.path
        return path.removeprefix(_OLD_ARTICLES) if self._old else path

    def _title(self, entry: Entry) -> str | None:
        """None for an entry without one, of which libzim gives the path."""
        return None if entry.title == self._path_in_source(entry) else entry.title

    def _main_path(self) -> str | None:
        """That of the page that leads to all others, where there are others."""
        if not self._archive.has_main_entry or self._archive.article_count <= 1:
            return None
        target = _target(self._archive.main_entry)
        return None if target is None else target.path


def _target(entry: Entry) -> Entry | None:
    """Where a chain of redirects ends; none for one that goes round."""
    for _ in range(_LONGEST_CHAIN):
        if not entry.is_redirect:
            return entry
        entry = entry.get_redirect_entry()
    return None
