"""The tables of one collection, and how a connection to them is made."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SCHEMA_VERSION = 2
_BUSY_S = 10.0

# Chunks hold the text; the index refers to them (an external content table:
# https://www.sqlite.org/fts5.html#external_content_tables), so a text is on disk once.
_TABLES = f"""
CREATE TABLE IF NOT EXISTS documents (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, title TEXT NOT NULL, url TEXT, publisher TEXT,
    published TEXT, published_from REAL, published_by REAL, published_origin TEXT,
    captured TEXT, captured_at REAL,
    about_start TEXT, about_end TEXT, length INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS captures ON documents (url, captured_at);
CREATE TABLE IF NOT EXISTS names (
    name TEXT NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (name, document)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS names_of ON names (document);
CREATE TABLE IF NOT EXISTS chunks (
    id INTEGER PRIMARY KEY, document INTEGER NOT NULL, seq INTEGER NOT NULL,
    title TEXT NOT NULL, body TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS chunks_of ON chunks (document, seq);
CREATE VIRTUAL TABLE IF NOT EXISTS found USING fts5 (
    title, body, content='chunks', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE TABLE IF NOT EXISTS pack (version TEXT NOT NULL);
PRAGMA user_version = {SCHEMA_VERSION};
"""


class LibraryError(Exception):
    """The library cannot do what was asked; the message says why, in words for the operator."""


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that cannot write. Raises ``FileNotFoundError``, ``sqlite3.Error``."""
    if not path.is_file():
        raise FileNotFoundError(path)
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=_BUSY_S)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def writing(path: Path, *, shared: bool = True) -> Iterator[sqlite3.Connection]:
    """One transaction: all of it or nothing. Several processes may read and take turns writing.

    ``shared=False`` is for a file nobody else can see yet: it is written without a log, as one plain file.
    Raises ``LibraryError`` for an index of another version, ``sqlite3.Error``.
    """
    connection = sqlite3.connect(path, timeout=_BUSY_S, isolation_level=None)
    try:
        connection.execute(f"PRAGMA journal_mode = {'WAL' if shared else 'OFF'}")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version not in {0, SCHEMA_VERSION}:
            raise LibraryError(f"{path.name} was made by another version: remove it and add its files again")
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in _TABLES.split(";"):
                connection.execute(statement)
            yield connection
        except BaseException:
            if connection.in_transaction and shared:
                connection.rollback()
            raise
        connection.commit()
    finally:
        connection.close()
