"""Which parts of a passage are read against the statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from service.domain.evidence import Passage
from service.domain.spans import Span
from service.verdict.excerpt import excerpt, tokens
from service.verdict.readable import readable

MAX_WINDOWS = 16
"""Windows read per case: the judge's time is the price."""
PER_PASSAGE = 2


@dataclass(frozen=True, slots=True)
class Window:
    """What is read at once: ``text``, condensed from the passage, or one sentence of it.

    ``span`` is the sentence of the document to quote; ``fit`` in [0, 1] the overlap with the statement.
    """

    span: Span
    text: str = field(repr=False)
    fit: float


def windows_of(passage: Passage, statement: str) -> list[Window]:
    """The passage, condensed to what speaks of the statement, and its fittest sentence alone."""
    shown = readable(passage.text, statement)
    if not shown.text.strip():
        return []
    asked = tokens(statement)
    whole = excerpt(shown.text, statement)
    best = max(whole.parts, key=lambda one: fit(shown.text[one.start : one.end], asked))
    given = shown.given(best)
    quoted = Span(passage.span.start + given.start, passage.span.start + given.end)
    sentence = shown.text[best.start : best.end]
    found = [Window(quoted, whole.text, fit(whole.text, asked))]
    if len(whole.parts) > 1:
        found.append(Window(quoted, sentence, fit(sentence, asked)))
    return found


def plan(passages: Sequence[Passage], statement: str, *, limit: int = MAX_WINDOWS) -> list[list[Window]]:
    """Windows per passage: one for each in order of score, then second ones, up to ``limit`` in all.

    A passage beyond the limit gets none.
    """
    offered = [windows_of(passage, statement) for passage in passages]
    order = sorted(range(len(passages)), key=lambda i: -passages[i].score)
    taken: list[list[Window]] = [[] for _ in passages]
    left = limit
    for rank in range(PER_PASSAGE):
        for i in order:
            if left > 0 and len(offered[i]) > rank:
                taken[i].append(offered[i][rank])
                left -= 1
    return taken


def fit(text: str, asked: frozenset[str]) -> float:
    """The share of the words and numbers asked for that stand in ``text``."""
    return len(tokens(text) & asked) / len(asked) if asked else 0.0
