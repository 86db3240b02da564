"""From words to documents: those they name first, then those that hold all of them, then any."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

from service.domain.similarity import Similarity
from service.library.candidates import IN_TIME, Candidates, Chunk
from service.library.document import Found
from service.library.excerpts import excerpt, first_chunks
from service.library.query import match_all, match_any, name_key, possible_names, terms

_MOST_CHUNKS = 8


def search(
    connection: sqlite3.Connection,
    text: str,
    *,
    limit: int,
    before: datetime | None,
    similarity: Similarity | None,
) -> list[Found]:
    """Up to ``limit`` documents, best first; none for a text without words.

    Documents that the text names come first, in up to half of the places. When it names some, a chunk that
    names its own document and none of them speaks of something else: another country's figure is no
    evidence.
    """
    wanted = terms(text)
    if not wanted or limit < 1:
        return []
    by = None if before is None else before.astimezone(UTC).timestamp()
    candidates = Candidates(connection, text, by, similarity)
    named, names = _named(connection, text, by, limit)
    leading = [chunk.document for chunk in candidates.matching(match_any(wanted), named)] if named else []
    leading = list(dict.fromkeys([*leading, *named]))
    following = [
        chunk.document
        for match in (match_all(wanted), match_any(wanted))
        for chunk in candidates.matching(match)
        if chunk.document in named or not _of_something_else(chunk, names)
    ]
    half = (limit + 1) // 2
    chosen = list(dict.fromkeys([*leading[:half], *following, *leading]))[:limit]
    in_names = {word for name in names for word in name.split()}
    rest = [term for term in wanted if term not in in_names]

    def best_chunks(document: int) -> list[int]:
        """Ids of the chunks of a document that fit best; its first ones when none fits."""
        sought = rest if document in named else wanted
        chunks = candidates.matching(f"body : ({match_any(sought)})", [document]) if sought else []
        if document not in named:
            chunks = [chunk for chunk in chunks if not _of_something_else(chunk, names)]
        best = [chunk.id for chunk in chunks]
        return best[:_MOST_CHUNKS] or first_chunks(connection, document)

    return [excerpt(connection, document, partial(best_chunks, document), by) for document in chosen]


def _of_something_else(chunk: Chunk, names: Sequence[str]) -> bool:
    """Whether a chunk names its own document and none of ``names``; never where there are none of these."""
    title = f" {name_key(chunk.title)} "
    body = f" {name_key(chunk.body)} "
    beside = body.replace(title, " ")  # "Guinea" in "Papua New Guinea" is not named
    return bool(names) and beside != body and not any(f" {name} " in beside for name in names)


def _named(
    connection: sqlite3.Connection, text: str, by: float | None, limit: int
) -> tuple[list[int], list[str]]:
    """Documents named in the text, longest names first, and those names.

    A name within a longer one is none: "Guinea" in "Papua New Guinea".
    """
    documents: list[int] = []
    taken: list[str] = []
    for name in possible_names(text):
        if any(f" {name} " in f" {longer} " for longer in taken):
            continue
        rows = connection.execute(
            f"SELECT d.id FROM names n JOIN documents d ON d.id = n.document"  # noqa: S608 - a constant
            f" WHERE n.name = :name AND {IN_TIME} LIMIT :limit",
            {"name": name, "by": by, "limit": limit + 1},
        ).fetchall()
        if len(rows) > limit:
            continue  # a title of so many documents names none of them
        if rows:
            taken.append(name)
            documents += [document for (document,) in rows]
    return list(dict.fromkeys(documents))[:limit], taken
