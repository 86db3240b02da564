"""What is shown of a document that was found: all of a short one, the best chunks of a long one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

from service.library.document import Found

WHOLE_UP_TO = 3000
"""Texts up to so many characters are returned whole, longer ones as their best chunks up to as much."""


def excerpt(
    connection: sqlite3.Connection, document: int, best: Callable[[], Sequence[int]], by: float | None
) -> Found:
    """``best`` finds the ids of the chunks to be kept of a long one, best first; ``by`` is the cut-off."""
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
    kept = set(bodies) if whole else set(_up_to(best(), bodies))
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


def first_chunks(connection: sqlite3.Connection, document: int) -> list[int]:
    """Ids of the first few chunks of a document."""
    rows = connection.execute("SELECT id FROM chunks WHERE document = ? ORDER BY seq LIMIT 3", (document,))
    return [identity for (identity,) in rows]


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


def _up_to(chunks: Sequence[int], bodies: dict[int, str]) -> list[int]:
    """The best chunks that fit into the size of an excerpt."""
    kept: list[int] = []
    size = 0
    for chunk in chunks:
        size += len(bodies[chunk])
        if kept and size > WHOLE_UP_TO:
            break
        kept.append(chunk)
    return kept
