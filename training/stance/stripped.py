"""Evidence with one phrase taken out: not sufficient when the phrase was the telling one, the same when not.

After the kinds of phrase that the sufficient-facts test sets take out (prepositional phrases, modifiers,
clauses, numbers, dates), on claims of the training files.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.domain.spans import Span
from training.stance.parsed import Parses, Sentence
from training.stance.rows import NEITHER, REFUTES, SUPPORTS, Example, words

PHRASES = frozenset({"prep", "relcl", "acl", "advcl", "appos", "npadvmod", "amod", "nummod", "conj", "attr"})
MOST_OF_SENTENCE = 0.7
_SPACES = re.compile(r"\s+(?=[\s,.;])|(?<=\s)\s+")
_EMPTY = words("the and was are were has had have for with from that this which who his her its their not")


@dataclass(frozen=True, slots=True)
class Phrase:
    """``labels`` are those of the names in it."""

    span: Span
    words: frozenset[str]
    labels: frozenset[str]


def phrases(sentence: Sentence) -> list[Phrase]:
    """Phrases that a sentence can do without, most of them nested in another."""
    parse, found = sentence.parse, []
    for word in parse.words:
        if word.dep not in PHRASES:
            continue
        inside = parse.subtree(word.i)
        first, last = inside[0], inside[-1]
        if len(inside) > MOST_OF_SENTENCE * len(parse.words) or last.i - first.i + 1 != len(inside):
            continue
        text = parse.text[first.start : last.end]
        labels = {name.label for name in parse.names if first.i <= name.first and name.last <= last.i}
        found.append(
            Phrase(
                Span(sentence.start + first.start, sentence.start + last.end),
                frozenset(words(text) - _EMPTY),
                frozenset(labels),
            )
        )
    return found


def stripped(rows: Sequence[Example], parses: Parses, rng: random.Random, count: int) -> list[Example]:
    """Up to ``count`` rows that lost their telling phrase, and half as many that lost another one."""
    lost: list[Example] = []
    kept: list[Example] = []
    for row in rows:
        if len(lost) >= count and len(kept) >= count // 2:
            break
        if row.label == NEITHER:
            continue
        telling, other = _sorted(row, parses)
        if telling and len(lost) < count:
            lost.append(replace(row, passage=_without(row.passage, rng.choice(telling)), label=NEITHER))
        if other and len(kept) < count // 2:
            kept.append(replace(row, passage=_without(row.passage, rng.choice(other))))
    return lost + kept


def _sorted(row: Example, parses: Parses) -> tuple[list[Phrase], list[Phrase]]:
    """Phrases without which the row is not settled, and those it can do without."""
    asked = words(row.statement) - _EMPTY
    claimed = {name.label for name in parses.names(row.statement) if name.text not in row.passage}
    telling, other = [], []
    for sentence in parses.sentences(row.passage):
        for phrase in phrases(sentence):
            rest = words(_without(row.passage, phrase))
            gone = (phrase.words & asked) - rest
            if row.label == SUPPORTS:
                if gone:
                    telling.append(phrase)
                elif not phrase.words & asked:
                    other.append(phrase)
            elif row.label == REFUTES:
                if phrase.labels & claimed and not _named_elsewhere(row, parses, phrase, claimed):
                    telling.append(phrase)
                elif not phrase.labels & claimed and not phrase.words & asked and len(phrase.words) > 0:
                    other.append(phrase)
    return telling, [one for one in other if row.label == SUPPORTS or claimed]


def _named_elsewhere(row: Example, parses: Parses, phrase: Phrase, claimed: set[str]) -> bool:
    """Another name of the same kind is left, against which the statement could be held."""
    return any(
        name.label in claimed & phrase.labels
        and not (phrase.span.start <= name.span.start and name.span.end <= phrase.span.end)
        for name in parses.names(row.passage)
    )


def _without(text: str, phrase: Phrase) -> str:
    return _SPACES.sub("", text[: phrase.span.start] + text[phrase.span.end :]).strip()
