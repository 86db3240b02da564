"""Claims, the corpus they are to be looked up in, and the sentences of it that decide them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from benchmarks.rows import json_rows

NO_SIDE = "not_enough_info"


class Part(StrEnum):
    TEST = "test"
    DEV = "dev"


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the corpus; the sentences of citint were picked from a paper, here and there."""

    id: str
    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """``deciding`` are the texts of the sentences that decide the claim, ``labelled`` of all with a label.

    A sentence that stands in several documents is one: finding it in any of them is finding it.
    """

    claim: str
    deciding: frozenset[str]
    labelled: frozenset[str]


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """``queries`` by part; claims without a deciding sentence are left out, ``undecided`` counts them."""

    name: str
    corpus: tuple[Entry, ...]
    queries: Mapping[Part, tuple[Query, ...]]
    undecided: Mapping[Part, int]


def read_set(data: Path, name: str) -> RetrievalSet:
    """Raises ``SystemExit`` when a file is missing or names a sentence that the corpus lacks.

    ``citint``: deciding are the sentences of a cited document that its annotators based their label on.
    ``climatefever``: of the five sentences that each claim is labelled by, those that support or refute it.
    Claims of dev that the sentence vectors learned from (``verdict/train``) are not among the queries.
    """
    folder = data / "retrieval" / name
    corpus = tuple(
        Entry(row["id"], row["title"], tuple(row["sentences"]))
        for row in json_rows(folder / "corpus.jsonl.gz")
    )
    by_id = {entry.id: entry for entry in corpus}
    learned = {row["claim"] for row in json_rows(data / "verdict" / "train" / f"{name}.jsonl.gz")}
    read = {
        part: [
            _query(row, by_id)
            for row in json_rows(folder / f"{part}.jsonl.gz")
            if part is Part.TEST or row["claim"] not in learned
        ]
        for part in Part
    }
    return RetrievalSet(
        name,
        corpus,
        {part: tuple(query for query in queries if query.deciding) for part, queries in read.items()},
        {part: sum(not query.deciding for query in queries) for part, queries in read.items()},
    )


def _query(row: Mapping[str, Any], corpus: Mapping[str, Entry]) -> Query:
    try:
        labelled = dict(_labelled(row["evidence"], corpus))
    except (KeyError, IndexError) as error:
        raise SystemExit(f"the corpus lacks a sentence that a claim is labelled by: {error}") from error
    deciding = frozenset(text for text, label in labelled.items() if label != NO_SIDE)
    return Query(row["claim"], deciding, frozenset(labelled))


def _labelled(evidence: Mapping[str, Any], corpus: Mapping[str, Entry]) -> Iterator[tuple[str, str]]:
    """Sentences with their labels; the two sets write them differently."""
    for key, given in evidence.items():
        if isinstance(given, str):
            yield " ".join(corpus[key].sentences), given
            continue
        for group in given:
            for number in group["sentences"]:
                yield corpus[key].sentences[number], group["label"]
