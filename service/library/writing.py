"""Putting documents into a collection and taking them out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from service.library.dates import latest
from service.library.document import LibraryDocument
from service.library.query import name_key


def put_document(connection: sqlite3.Connection, document: LibraryDocument) -> None:
    """Adds a document in place of the one with the same key, if any."""
    delete_documents(connection, [document.key])
    published, about = document.published_at, document.about
    identity = connection.execute(
        "INSERT INTO documents (key, title, url, publisher, published, published_from, published_by,"
        " published_origin, captured, captured_at, about_start, about_end, length)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            document.key,
            document.title,
            document.url,
            document.publisher,
            published and published.value.isoformat(),
            published and published.instant().timestamp(),
            published and latest(published).timestamp(),
            document.published_origin,
            document.captured_at and document.captured_at.isoformat(),
            document.captured_at and document.captured_at.timestamp(),
            about and about.start.isoformat(),
            about and about.end.isoformat(),
            sum(map(len, document.chunks)),
        ),
    ).lastrowid
    names = {name_key(name) for name in (document.title, *document.names)} - {""}
    connection.executemany("INSERT INTO names VALUES (?, ?)", [(name, identity) for name in names])
    for seq, body in enumerate(document.chunks):
        row = connection.execute(
            "INSERT INTO chunks (document, seq, title, body) VALUES (?, ?, ?, ?)",
            (identity, seq, document.title, body),
        ).lastrowid
        connection.execute(
            "INSERT INTO found (rowid, title, body) VALUES (?, ?, ?)", (row, document.title, body)
        )


def delete_documents(connection: sqlite3.Connection, keys: Iterable[str]) -> int:
    """Removes documents and all that was indexed of them; answers how many there were."""
    deleted = 0
    for key in keys:
        row = connection.execute("SELECT id FROM documents WHERE key = ?", (key,)).fetchone()
        if row is None:
            continue
        # An external content table has to be told what it indexed.
        connection.execute(
            "INSERT INTO found (found, rowid, title, body)"
            " SELECT 'delete', id, title, body FROM chunks WHERE document = ?",
            row,
        )
        connection.execute("DELETE FROM chunks WHERE document = ?", row)
        connection.execute("DELETE FROM names WHERE document = ?", row)
        connection.execute("DELETE FROM documents WHERE id = ?", row)
        deleted += 1
    return deleted


def put_pack(connection: sqlite3.Connection, version: str) -> None:
    """Records which packaged collection this is, and settles the index for reading."""
    connection.execute("DELETE FROM pack")
    connection.execute("INSERT INTO pack VALUES (?)", (version,))
    connection.execute("INSERT INTO found (found) VALUES ('optimize')")
