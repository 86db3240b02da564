"""The ways a claim is looked up: plain BM25 over sentences, and the service's own through the library."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from benchmarks.retrieval.sets import Entry
from clients.outcome import Ok
from clients.search.protocol import SearchQuery
from clients.transport.deadline import Deadline
from service.domain.article import Draft, VerificationOptions
from service.domain.similarity import Similarity
from service.evidence.documents import from_hit
from service.evidence.fanout import HITS_PER_QUERY
from service.evidence.selection import select
from service.language.english import English
from service.language.keywords import keywords
from service.library import Library, LibrarySource
from service.library.jsonl import jsonl_documents
from service.library.query import match_any, terms

COLLECTION = "library"
RANKS = 10
A_DAY_S = 86_400.0


class Way(Protocol):
    def prepared(self, claim: str) -> tuple[str, ...]:
        """The names in a claim, read before the clock starts: the service knows them of each claim."""
        ...

    def passages(self, claim: str, names: Sequence[str]) -> list[str]:
        """Texts of what is found, best first, at most ``RANKS``."""
        ...


class PlainBm25:
    """SQLite's own ``bm25`` over one column with one row a sentence, under the title of its document.

    Words are stemmed and asked for as the library does, without words that every text has. A sentence that
    stands in several documents has one row.
    """

    def __init__(self, corpus: Sequence[Entry]) -> None:
        self._rows = list(dict.fromkeys((one.title, text) for one in corpus for text in one.sentences))
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute(
            "CREATE VIRTUAL TABLE found USING fts5 (body, tokenize='porter unicode61 remove_diacritics 2')"
        )
        self._connection.executemany(
            "INSERT INTO found (rowid, body) VALUES (?, ?)",
            [(number, f"{title}\n{text}".strip()) for number, (title, text) in enumerate(self._rows)],
        )

    def close(self) -> None:
        self._connection.close()

    def prepared(self, claim: str) -> tuple[str, ...]:  # noqa: ARG002 - knows words alone
        return ()

    def passages(self, claim: str, names: Sequence[str]) -> list[str]:  # noqa: ARG002 - knows words alone
        rows = self._connection.execute(
            "SELECT rowid FROM found WHERE found MATCH ? ORDER BY bm25(found) LIMIT ?",
            (match_any(terms(claim)), RANKS),
        )
        return [self._rows[number][1] for (number,) in rows]


class ThroughLibrary:
    """Added as JSON lines, searched as a source, cut into passages as a verification does it."""

    def __init__(self, library: Library, english: English, similarity: Similarity | None = None) -> None:
        library = library if similarity is None else library.ranked_by(similarity)
        self._source = LibrarySource(library, COLLECTION, COLLECTION)
        self._english = english
        self._select = partial(select, options=VerificationOptions(), similarity=similarity)

    def prepared(self, claim: str) -> tuple[str, ...]:
        return keywords(claim, self._english).names

    def passages(self, claim: str, names: Sequence[str]) -> list[str]:
        query = SearchQuery(claim, limit=HITS_PER_QUERY)
        answer = asyncio.run(self._source.search(query, deadline=Deadline.after(A_DAY_S)))
        if not isinstance(answer, Ok):
            raise SystemExit(f"the library was not searched: {answer}")
        documents = [from_hit(hit, None) for hit in answer.value]
        chosen = self._select(claim, names, documents, draft=Draft(text=claim))
        return [passage.text for passage in chosen.passages]


def fill(library: Library, corpus: Sequence[Entry], file: Path) -> None:
    """Writes ``file`` as a user would have it and adds it; one line of text a sentence.

    Three documents of citint have no text and are left out.
    """
    with file.open("w", encoding="utf-8") as lines:
        for one in corpus:
            if not any(sentence.strip() for sentence in one.sentences):
                continue
            row = {"id": one.id, "title": one.title or one.id, "text": "\n".join(one.sentences)}
            lines.write(json.dumps(row) + "\n")
    library.add(COLLECTION, jsonl_documents(file))
