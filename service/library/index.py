"""The library on disk: a folder with one SQLite file per collection."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from datetime import datetime
from itertools import chain, zip_longest
from pathlib import Path

from clients.transport.deadline import Deadline
from service.domain.similarity import Similarity
from service.library.document import CollectionInfo, Found, LibraryDocument, Listed
from service.library.schema import LibraryError, reading, writing
from service.library.searching import search
from service.library.writing import delete_documents, put_document, put_pack

__all__ = ["DEFAULT_COLLECTION", "Library", "LibraryError"]

DEFAULT_COLLECTION = "library"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
_SUFFIX = ".sqlite3"


class Library:
    """Collections of documents with a full-text index each.

    Collections divide what was added for listing and removing; the collection ``library`` is where things go
    that were not told another, and searching it searches them all.

    Every call opens its own connection, so an instance is safe to share between threads, and several
    processes may use one folder. Raises ``LibraryError`` for a collection name that is none and for files
    that cannot be read or written.
    """

    def __init__(self, folder: Path, similarity: Similarity | None = None) -> None:
        self._folder = folder
        self._similarity = similarity

    def ranked_by(self, similarity: Similarity) -> Library:
        """The same library, searched by meaning too."""
        return Library(self._folder, similarity)

    def path(self, collection: str) -> Path:
        if not _NAME.fullmatch(collection):
            raise LibraryError(
                "a collection is named with lower-case letters, digits, '-' and '_' (at most 63)"
            )
        return self._folder / f"{collection}{_SUFFIX}"

    def add(self, collection: str, documents: Iterable[LibraryDocument]) -> int:
        """Adds or replaces all of ``documents``, or, when anything fails, none; answers how many."""
        path = self.path(collection)
        added = 0
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with writing(path) as connection:
                for document in documents:
                    put_document(connection, document)
                    added += 1
        except (sqlite3.Error, OSError) as error:
            raise LibraryError(f"cannot write collection {collection}: {error}") from error
        return added

    def replace(self, collection: str, documents: Iterable[LibraryDocument], *, pack: str) -> int:
        """Makes a collection anew beside the old one and puts it in its place in one step."""
        path = self.path(collection)
        building = path.with_suffix(".building")
        added = 0
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            building.unlink(missing_ok=True)
            with writing(building, shared=False) as connection:
                for document in documents:
                    put_document(connection, document)
                    added += 1
                put_pack(connection, pack)
            building.replace(path)
        except (sqlite3.Error, OSError) as error:
            raise LibraryError(f"cannot write collection {collection}: {error}") from error
        return added

    def remove(self, collection: str, keys: Iterable[str] | None = None) -> int:
        """Removes documents by key, or the whole collection; answers how many documents went."""
        path = self.path(collection)
        if not path.is_file():
            raise LibraryError(f"there is no collection {collection}")
        try:
            if keys is not None:
                with writing(path) as connection:
                    return delete_documents(connection, keys)
            with reading(path) as connection:
                count = int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
        except sqlite3.Error as error:
            if keys is not None:
                raise LibraryError(f"cannot write collection {collection}: {error}") from error
            count = 0  # a broken index can be removed all the same
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        return count

    def collections(self) -> tuple[CollectionInfo, ...]:
        """What there is, by name; a collection that cannot be read counts no documents."""
        return tuple(self._info(path) for path in sorted(self._folder.glob(f"*{_SUFFIX}")))

    def count(self, collection: str) -> int:
        """How many documents a search of it looks at; 0 when there is no such collection."""
        return sum(self._info(path).documents for path in self._searched(collection) if path.is_file())

    def pack(self, collection: str) -> str | None:
        """The version of a packaged collection; none for others and for one that is not there."""
        path = self.path(collection)
        return self._info(path).pack if path.is_file() else None

    def documents(self, collection: str) -> tuple[Listed, ...]:
        path = self.path(collection)
        try:
            with reading(path) as connection:
                rows = connection.execute(
                    "SELECT key, title, url, published, published_origin, captured FROM documents ORDER BY id"
                ).fetchall()
        except FileNotFoundError as error:
            raise LibraryError(f"there is no collection {collection}") from error
        except sqlite3.Error as error:
            raise LibraryError(f"cannot read collection {collection}: {error}") from error
        return tuple(
            Listed(
                key=key,
                title=title,
                url=url,
                published=published,
                published_origin=origin,
                captured_at=captured,
            )
            for key, title, url, published, origin, captured in rows
        )

    def search(
        self,
        collection: str,
        text: str,
        *,
        limit: int,
        before: datetime | None = None,
        deadline: Deadline | None = None,
    ) -> list[Found]:
        """Documents that fit best, best first. Raises ``FileNotFoundError``, ``sqlite3.Error``.

        ``library`` searches all that was added, whatever collection it is in. Past the deadline the search is
        interrupted (``sqlite3.OperationalError``).
        """
        by_collection: list[list[Found]] = []
        for path in self._searched(collection):
            with reading(path) as connection:
                if deadline is not None:
                    connection.set_progress_handler(lambda: int(deadline.expired), 1000)
                found = search(connection, text, limit=limit, before=before, similarity=self._similarity)
                by_collection.append(found)
        # Scores of different indexes do not compare: the best of each, then the second of each, and so on.
        in_turn = chain.from_iterable(zip_longest(*by_collection))
        return [found for found in in_turn if found is not None][:limit]

    def _searched(self, collection: str) -> list[Path]:
        """The file of the collection; for ``library`` those of all collections that were not packaged."""
        if collection != DEFAULT_COLLECTION:
            return [self.path(collection)]
        added = [info.name for info in self.collections() if info.pack is None]
        return [self.path(name) for name in added] or [self.path(collection)]

    def _info(self, path: Path) -> CollectionInfo:
        documents, pack = 0, None
        try:
            with reading(path) as connection:
                documents = int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
                row = connection.execute("SELECT version FROM pack").fetchone()
                pack = None if row is None else str(row[0])
        except sqlite3.Error:
            pass
        return CollectionInfo(name=path.stem, documents=documents, size=path.stat().st_size, pack=pack)
