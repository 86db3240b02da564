"""From words to documents: those they name first, then those that hold all of them, then any."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime

from service.library.document import Found
from service.library.query import match_all, match_any, possible_names, terms

WHOLE_UP_TO = 3000
"""Texts up to so many characters are returned whole, longer ones as their best chunks up to as much."""
_MOST_CHUNKS = 8
_ROWS = 200
_TITLE_WEIGHT = 4.0

# A document known to have been published only after the date is left out. Of the captures of one address the
# last one by the date stands for all, or the first one after it where there is none.
_IN_TIME = (
    "(:by IS NULL OR d.published_by IS NULL OR d.published_by <= :by)"
    " AND NOT EXISTS (SELECT 1 FROM documents o WHERE o.url = d.url AND o.id != d.id"
    "  AND CASE WHEN :by IS NULL OR d.captured_at <= :by"
    "   THEN o.captured_at > d.captured_at AND (:by IS NULL OR o.captured_at <= :by)"
    "   ELSE o.captured_at < d.captured_at END)"
)


def search(connection: sqlite3.Connection, text: str, *, limit: int, before: datetime | None) -> list[Found]:
    """Up to ``limit`` documents, best first; none for a text without words.

    Documents that the text names come first, with the chunks that fit the rest of it. When it names some,
    no others are added that merely share a word with it: another country's figure is no evidence.
    """
    wanted = terms(text)
    if not wanted or limit < 1:
        return []
    by = None if before is None else before.astimezone(UTC).timestamp()
    named, names = _named(connection, text, by, limit)
    rest = [term for term in wanted if term not in names]
    chosen = dict.fromkeys(named, rest)
    for match in (match_all(wanted), match_any(wanted)):
        if len(chosen) < limit and (match == match_all(wanted) or not named):
            for document in _matching(connection, match, by):
                chosen.setdefault(document, wanted)
    return [
        _found(connection, document, _best_chunks(connection, document, sought), by)
        for document, sought in list(chosen.items())[:limit]
    ]


def _named(
    connection: sqlite3.Connection, text: str, by: float | None, limit: int
) -> tuple[list[int], set[str]]:
    """Documents named in the text, longest names first, and the words of those names.

    A name within a longer one is none: "Guinea" in "Papua New Guinea".
    """
    documents: list[int] = []
    taken: list[str] = []
    for name in possible_names(text):
        if any(f" {name} " in f" {longer} " for longer in taken):
            continue
        rows = connection.execute(
            f"SELECT d.id FROM names n JOIN documents d ON d.id = n.document"  # noqa: S608 - a constant
            f" WHERE n.name = :name AND {_IN_TIME} LIMIT :limit",
            {"name": name, "by": by, "limit": limit + 1},
        ).fetchall()
        if len(rows) > limit:
            continue  # a title of so many documents names none of them
        if rows:
            taken.append(name)
            documents += [document for (document,) in rows]
    return list(dict.fromkeys(documents))[:limit], {word for name in taken for word in name.split()}


def _best_chunks(connection: sqlite3.Connection, document: int, wanted: list[str]) -> list[int]:
    """Ids of the chunks of one document that fit best; its first ones when none fits."""
    rows: list[tuple[int]] = []
    if wanted:
        rows = connection.execute(
            "SELECT c.id FROM found JOIN chunks c ON c.id = found.rowid"
            " WHERE found MATCH ? AND c.document = ? ORDER BY bm25(found, 0.0, 1.0) LIMIT ?",
            (f"body : ({match_any(wanted)})", document, _MOST_CHUNKS),
        ).fetchall()
    rows = (
        rows
        or connection.execute(
            "SELECT id FROM chunks WHERE document = ? ORDER BY seq LIMIT 3", (document,)
        ).fetchall()
    )
    return [identity for (identity,) in rows]


def _matching(connection: sqlite3.Connection, match: str, by: float | None) -> list[int]:
    """Documents with a chunk that matches, best first (BM25, the title weighing four times)."""
    rows: list[tuple[int]] = connection.execute(
        f"SELECT c.document FROM found JOIN chunks c ON c.id = found.rowid"  # noqa: S608 - a constant
        f" JOIN documents d ON d.id = c.document WHERE found MATCH :match AND {_IN_TIME}"
        " ORDER BY bm25(found, :title, 1.0) LIMIT :rows",
        {"match": match, "by": by, "title": _TITLE_WEIGHT, "rows": _ROWS},
    ).fetchall()
    return list(dict.fromkeys(document for (document,) in rows))


def _found(connection: sqlite3.Connection, document: int, chunks: list[int], by: float | None) -> Found:
    key, title, url, publisher, published, published_by, origin, captured, length = connection.execute(
        "SELECT key, title, url, publisher, published_from, published_by, published_origin, captured_at,"
        " length FROM documents WHERE id = ?",
        (document,),
    ).fetchone()
    whole = length <= WHOLE_UP_TO
    rows: list[tuple[int, str]] = connection.execute(
        "SELECT id, body FROM chunks WHERE document = ? ORDER BY seq", (document,)
    ).fetchall()
    bodies = dict(rows)
    kept = set(bodies) if whole else set(_up_to(chunks, bodies))
    known = by is not None and any(at is not None and at <= by for at in (published_by, captured))
    return Found(
        key=key,
        title=title,
        text=_joined(body if identity in kept else None for identity, body in rows),
        whole=whole,
        url=url,
        publisher=publisher,
        published_at=None if published is None else datetime.fromtimestamp(published, UTC),
        published_origin=origin,
        captured_at=None if captured is None else datetime.fromtimestamp(captured, UTC),
        known_by_then=known,
    )


def _joined(bodies: Iterable[str | None]) -> str:
    """The kept chunks in their order; where one was left out between, the line ends."""
    text = ""
    gap = False
    for body in bodies:
        if body is None:
            gap = True
            continue
        if gap and text and not text.endswith("\n"):
            text = text.rstrip() + "\n"
        text += body
        gap = False
    return text.strip()


def _up_to(chunks: list[int], bodies: dict[int, str]) -> list[int]:
    """The best chunks that fit into the size of an excerpt."""
    kept: list[int] = []
    size = 0
    for chunk in chunks:
        size += len(bodies[chunk])
        if kept and size > WHOLE_UP_TO:
            break
        kept.append(chunk)
    return kept
