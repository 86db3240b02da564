"""Names exchanged in statement or evidence, so that labels turn and no name goes with a label."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from training.stance.parsed import NamePlace, Parses
from training.stance.rows import DENIAL, NEITHER, REFUTES, SUPPORTS, Example, share_told

KINDS = frozenset({"GPE", "PERSON", "ORG", "NORP", "LOC", "LANGUAGE", "DATE", "ORDINAL", "CARDINAL"})
MOSTLY_TOLD = 0.7
"""Share of a statement's words in its changed evidence from which nothing else is likely to be untrue."""
_LONG = 4


class Pool:
    """Names of the rows by kind, to draw others from."""

    def __init__(self, rows: Sequence[Example], parses: Parses) -> None:
        found: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            for name in parses.names(row.passage):
                if name.label in KINDS and len(name.text.split()) <= _LONG:
                    found[name.label].add(name.text)
        self._names = {label: sorted(names) for label, names in found.items()}

    def other(self, name: NamePlace, row: Example, rng: random.Random) -> str | None:
        """A name of the same kind that neither side has, of about as many words."""
        for _ in range(8):
            drawn = rng.choice(self._names.get(name.label, [name.text]))
            same_length = len(drawn.split()) == len(name.text.split())
            if same_length and drawn not in row.passage and drawn not in row.statement:
                return drawn
        return None


def exchanged(
    rows: Sequence[Example], parses: Parses, pool: Pool, rng: random.Random, count: int
) -> list[Example]:
    """Supported rows in which one side got another name: refuted; or another subject: neither.

    Two thirds change what is said of the subject, on either side; a third changes whom the evidence is about.
    """
    found: list[Example] = []
    for row in rows:
        if len(found) >= count:
            break
        shared = [
            name
            for name in parses.names(row.statement)
            if name.label in KINDS and name.text in row.passage and len(name.text) > 1
        ]
        about_other = rng.random() < 1 / 3
        fitting = [name for name in shared if name.opens is about_other]
        if not fitting or row.label == NEITHER or (not about_other and row.label != SUPPORTS):
            continue
        name = rng.choice(fitting)
        drawn = pool.other(name, row, rng)
        if drawn is None or (about_other and name.label not in {"PERSON", "ORG", "GPE"}):
            continue
        if about_other:
            found.append(replace(row, passage=_all(row.passage, name.text, drawn), label=NEITHER))
        elif rng.random() < 0.5:
            found.append(replace(row, statement=_all(row.statement, name.text, drawn), label=REFUTES))
        else:
            found.append(replace(row, passage=_all(row.passage, name.text, drawn), label=REFUTES))
    return found


def made_true(rows: Sequence[Example], parses: Parses, count: int) -> list[Example]:
    """Refuted rows whose evidence got the one name it lacked in place of the one too many: supported."""
    found: list[Example] = []
    for row in rows:
        if len(found) >= count:
            break
        if row.label != REFUTES or DENIAL.search(row.statement):
            continue
        missing = [
            name
            for name in parses.names(row.statement)
            if name.label in KINDS and not _mentioned(name.text, row.passage)
        ]
        if len(missing) != 1:
            continue
        wanted = missing[0]
        too_many = {
            name.text
            for name in parses.names(row.passage)
            if name.label == wanted.label and not _mentioned(name.text, row.statement)
        }
        if len(too_many) == 1:
            passage = _all(row.passage, too_many.pop(), wanted.text)
            if share_told(row.statement, passage) >= MOSTLY_TOLD:
                found.append(replace(row, passage=passage, label=SUPPORTS))
    return found


def _mentioned(name: str, text: str) -> bool:
    """The name, or any longer word of it."""
    return any(word in text for word in name.split() if len(word) >= _LONG or word.isdigit()) or name in text


def _all(text: str, old: str, new: str) -> str:
    """Every occurrence, and every longer word of the old name alone (a surname) by the last of the new."""
    text = re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _: new, text)
    for word in old.split():
        if len(word) > _LONG and word[0].isupper():
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", lambda _: new.rsplit(maxsplit=1)[-1], text)
    return text
