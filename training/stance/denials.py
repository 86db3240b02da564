"""Statement, evidence or both denied, so that "not" goes with every label."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from training.stance.parsed import Parses, Sentence
from training.stance.rows import DENIAL, REFUTES, SUPPORTS, Example, share_told, words

AUXILIARIES = frozenset("is was are were has had have can could will would does did".split())  # noqa: SIM905 - a list of words
ALL_TOLD = 0.75
"""Share of a statement's words in one sentence from which denying that sentence denies the statement."""


def denied(rows: Sequence[Example], parses: Parses, rng: random.Random, count: int) -> list[Example]:
    """Of supported rows: the statement denied or the evidence denied is refuted, both denied supported."""
    found: list[Example] = []
    for row in rows:
        if len(found) >= count:
            break
        if row.label != SUPPORTS:
            continue
        statement = _deny(row.statement, _telling(row.statement, row.statement, parses))
        telling = _telling(row.passage, row.statement, parses)
        told = telling is not None and share_told(row.statement, telling.parse.text) >= ALL_TOLD
        passage = _deny(row.passage, telling) if told else None
        kind = rng.randrange(4)
        if kind == 0 and statement:
            found.append(replace(row, statement=statement, label=REFUTES))
        elif kind == 1 and passage:
            found.append(replace(row, passage=passage, label=REFUTES))
        elif statement and passage:
            found.append(replace(row, statement=statement, passage=passage))
    return found


def _telling(text: str, statement: str, parses: Parses) -> Sentence | None:
    """The sentence that shares most with the statement."""
    asked = words(statement)
    return max(parses.sentences(text), key=lambda one: len(words(one.parse.text) & asked), default=None)


def _deny(text: str, sentence: Sentence | None) -> str | None:
    """The text with "not" after the first finite auxiliary of the sentence's main clause."""
    if sentence is None or DENIAL.search(sentence.parse.text):
        return None
    for word in sentence.parse.words:
        main = word.dep == "ROOT" or sentence.parse.words[word.head].dep == "ROOT"
        if main and word.text in AUXILIARIES and (word.dep in {"aux", "auxpass", "ROOT"}):
            at = sentence.start + word.end
            return f"{text[:at]} not{text[at:]}"
    return None
