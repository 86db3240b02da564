"""Chunks that share a word with a text, rated by their words and by their meaning."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field

from service.domain.similarity import Similarity

MOST = 100
"""So many of the best by words are rated by meaning too: with 500 the figures on dev were the same."""
MEANING = 0.7
"""What likeness in meaning weighs, in [0, 1]; the words weigh the rest (tuned on dev, docs/quality.md)."""

# A document known to have been published only after the date is left out. Of the captures of one address the
# last one by the date stands for all, or the first one after it where there is none.
IN_TIME = (
    "(:by IS NULL OR d.published_by IS NULL OR d.published_by <= :by)"
    " AND NOT EXISTS (SELECT 1 FROM documents o WHERE o.url = d.url AND o.id != d.id"
    "  AND CASE WHEN :by IS NULL OR d.captured_at <= :by"
    "   THEN o.captured_at > d.captured_at AND (:by IS NULL OR o.captured_at <= :by)"
    "   ELSE o.captured_at < d.captured_at END)"
)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a document under the title of the whole."""

    id: int
    document: int
    title: str = field(repr=False)
    body: str = field(repr=False)


class Candidates:
    """Looks for chunks that fit ``text``; without ``similarity`` by words alone.

    ``by`` is the cut-off as a timestamp: what was published later is left out.
    """

    def __init__(
        self, connection: sqlite3.Connection, text: str, by: float | None, similarity: Similarity | None
    ) -> None:
        self._connection = connection
        self._text = text
        self._by = by
        self._similarity = similarity

    def matching(self, match: str, documents: Sequence[int] | None = None) -> list[Chunk]:
        """At most ``MOST``, best first; ``match`` is an FTS5 query. With ``documents``, of those alone.

        The words count as a share of the best BM25, in which title and body weigh the same.
        """
        within = "" if documents is None else f" AND d.id IN ({', '.join(map(str, documents))})"
        rows = self._connection.execute(
            "SELECT -bm25(found) AS score, c.id, c.document, c.title, c.body"  # noqa: S608 - constants and ids
            " FROM found JOIN chunks c ON c.id = found.rowid JOIN documents d ON d.id = c.document"
            f" WHERE found MATCH :match AND {IN_TIME}{within} ORDER BY score DESC LIMIT :most",
            {"match": match, "by": self._by, "most": MOST},
        ).fetchall()
        chunks = [Chunk(*row[1:]) for row in rows]
        if not chunks or self._similarity is None:
            return chunks
        best = rows[0][0]
        near = self._similarity.similarities(self._text, [f"{one.title}: {one.body}" for one in chunks])
        ratings = [
            (1 - MEANING) * row[0] / best + MEANING * meaning for row, meaning in zip(rows, near, strict=True)
        ]
        return [chunks[at] for at in sorted(range(len(chunks)), key=lambda at: -ratings[at])]
