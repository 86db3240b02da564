"""Evidence that cannot settle its statement: another claim's, or its own without the telling part."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from training.stance.rows import NEITHER, Example, words

SENTENCE_END = re.compile(r"(?<=[.]) +(?=[A-Z])")
# by source: how its evidence comes in parts of which one can be taken away, and how they are joined again
DIVISIBLE = {
    "fever": (SENTENCE_END, " "),
    "fm2": (SENTENCE_END, " "),
    "feverous": (re.compile(r"\n"), "\n"),
    "infotabs": (re.compile(r"; "), "; "),
}
RARE = 60
"""A word in no more passages than these says what a passage is about."""


def mismatched(rows: list[Example], rng: random.Random, count: int) -> list[Example]:
    """Evidence of another claim, four fifths of it about the same rare words: right entity, missing fact."""
    frequency = Counter(word for row in rows for word in words(row.passage))
    index: dict[str, list[int]] = defaultdict(list)
    for position, row in enumerate(rows):
        for word in words(row.passage):
            if frequency[word] <= RARE:
                index[word].append(position)
    found: list[Example] = []
    for row in rng.sample(rows, min(len(rows), count * 2)):
        if len(found) >= count:
            break
        own, asked = words(row.passage), words(row.statement)
        votes: Counter[int] = Counter()
        for word in sorted(asked):  # sets have another order in each process
            for position in index.get(word, ()):
                votes[position] += 1
        candidates = [
            rows[position].passage
            for position, _ in votes.most_common(25)
            if len(words(rows[position].passage) & own) < 0.5 * len(own)
        ]
        passage = candidates[0] if candidates and rng.random() < 0.8 else rng.choice(rows).passage
        if passage != row.passage:
            found.append(replace(row, passage=passage, label=NEITHER))
    return found


def deprived(rows: Iterable[Example], rng: random.Random, count: int) -> list[Example]:
    """Evidence without the part that shares most words with the statement: on topic, not sufficient."""
    found: list[Example] = []
    for row in rows:
        if len(found) >= count:
            break
        separator, joint = DIVISIBLE[row.source]
        parts = separator.split(row.passage)
        if len(parts) < 2 or row.label == NEITHER:
            continue
        asked = words(row.statement)
        first = 1 if row.source == "infotabs" else 0  # the title row stays
        ranked = sorted(range(first, len(parts)), key=lambda i: -len(words(parts[i]) & asked))
        gone = set(ranked[: 2 if row.source == "infotabs" else 1])
        kept = [part for i, part in enumerate(parts) if i not in gone]
        if kept and rng.random() < 0.9:
            found.append(replace(row, passage=joint.join(kept), label=NEITHER))
    return found


def unread(rows: list[Example], rng: random.Random, count: int) -> list[Example]:
    """Statements beside next to nothing: what a statement says of itself decides nothing."""
    chosen = rng.sample(rows, min(len(rows), count))
    fillers = ("", "", ".", "No text.", "Read more", "Advertisement")
    return [replace(row, passage=rng.choice(fillers), label=NEITHER) for row in chosen]
