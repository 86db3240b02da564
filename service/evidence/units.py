"""A document cut into what may be quoted: sentences, with short labels kept to what they label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.domain.evidence import Document
from service.domain.spans import Span
from service.language.sentences import split

READ_CHARS = 200_000
"""What is read of one document; beyond it pages are lists and archives."""
UNIT_CHARS = 1_200
"""A longer "sentence" is a table or a broken page and is not shown as one quote."""
LABEL_WORDS = 3
"""So few words before a full stop are a label: "France. Population. 68 million" is one statement."""
_LINE = re.compile(r"[^\n]+")
_LABELLED = re.compile(r"[^:\n]{1,100}: \S")
"""A line of a list of values, as Wikidata's statements are: "capital: Berlin"."""


@dataclass(frozen=True, slots=True)
class Unit:
    """``document`` is an index into the documents read."""

    document: int
    span: Span


def units_of(number: int, document: Document) -> list[Unit]:
    text = document.text[:READ_CHARS]
    spans: list[Span] = []
    label: Span | None = None
    for sentence in _sentences(text):
        span = sentence
        if label is not None and "\n" not in text[label.end : sentence.start]:
            span = Span(label.start, sentence.end)
        elif label is not None:
            spans.append(label)
        short = len(text[sentence.start : sentence.end].split()) <= LABEL_WORDS
        label = span if short else None
        if label is None:
            spans.append(span)
    if label is not None:
        spans.append(label)
    kept = (span for span in spans if span.end - span.start <= UNIT_CHARS)
    return [Unit(number, span) for span in kept]


def _sentences(text: str) -> Iterator[Span]:
    """None crosses the end of a line in a list of values, which nothing else would show to be an end."""
    for part in _parts(text):
        for sentence in split(text[part.start : part.end]):
            yield Span(part.start + sentence.start, part.start + sentence.end)


def _parts(text: str) -> Iterator[Span]:
    """Each line that stands next to another labelled one by itself, and what lies between as it is."""
    lines = [(found.start(), found.end()) for found in _LINE.finditer(text)]
    labelled = [_LABELLED.match(text, start, end) is not None for start, end in lines]
    opened = 0
    for at, (start, end) in enumerate(lines):
        beside = labelled[max(0, at - 1) : at] + labelled[at + 1 : at + 2]
        if labelled[at] and any(beside):
            yield Span(opened, start)
            yield Span(start, end)
            opened = end
    yield Span(opened, len(text))
