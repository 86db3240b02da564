"""Which parts of a passage are read against the statement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from service.domain.evidence import Passage
from service.domain.spans import Span
from service.language.sentences import split
from service.verdict.wording import content_stems

MAX_WINDOWS = 16
"""Windows read per case: the judge's time is the price."""
PER_PASSAGE = 3

_NUMBER = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class Window:
    """``text`` stands at ``span`` in the document; ``fit`` in [0, 1] is its overlap with the statement."""

    span: Span
    text: str = field(repr=False)
    fit: float


def windows_of(passage: Passage, statement: str) -> list[Window]:
    """The fittest sentence, it with the one before it, the runner-up: at most ``PER_PASSAGE``."""
    text = passage.text
    if not text.strip():
        return []
    asked = tokens(statement)
    sentences = split(text) or [Span(0, len(text))]
    fits = [fit(text[one.start : one.end], asked) for one in sentences]
    ranked = sorted(range(len(sentences)), key=lambda i: (-fits[i], i))
    best = ranked[0]
    chosen = [sentences[best]]
    if len(sentences) > 1:
        first = max(0, best - 1)
        context = Span(sentences[first].start, sentences[max(best, first + 1)].end)
        chosen.append(context)
        chosen.append(sentences[ranked[1]])
    offset = passage.span.start
    return [
        Window(
            Span(offset + one.start, offset + one.end),
            text[one.start : one.end],
            fit(text[one.start : one.end], asked),
        )
        for one in chosen[:PER_PASSAGE]
    ]


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


def tokens(text: str) -> frozenset[str]:
    """Stems of its meaningful words, and its numbers."""
    return content_stems(text) | {number.strip(".,") for number in _NUMBER.findall(text)}


def fit(text: str, asked: frozenset[str]) -> float:
    """The share of the words and numbers asked for that stand in ``text``."""
    return len(tokens(text) & asked) / len(asked) if asked else 0.0
