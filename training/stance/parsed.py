"""Sentences of statements and passages with their syntax, read once for all edits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from service.domain.spans import Span
from service.language.english import English, Parse
from service.language.sentences import split


@dataclass(frozen=True, slots=True)
class Sentence:
    """``parse`` has offsets into the sentence, which begins at ``start`` of its text."""

    start: int
    parse: Parse


@dataclass(frozen=True, slots=True)
class NamePlace:
    """A name at its place in a text; ``opens`` when it stands among the first words of a sentence."""

    span: Span
    label: str
    text: str
    opens: bool


FIRST_WORDS = 3


class Parses:
    """Texts to parsed sentences."""

    def __init__(self, texts: Iterable[str]) -> None:
        english = English()
        distinct = list(dict.fromkeys(texts))
        places = [(text, span) for text in distinct for span in split(text)]
        parses = english.parse_all([text[span.start : span.end] for text, span in places])
        self._sentences: dict[str, list[Sentence]] = {text: [] for text in distinct}
        for (text, span), parse in zip(places, parses, strict=True):
            self._sentences[text].append(Sentence(span.start, parse))

    def sentences(self, text: str) -> list[Sentence]:
        return self._sentences[text]

    def names(self, text: str) -> list[NamePlace]:
        found = []
        for sentence in self._sentences[text]:
            words = sentence.parse.words
            for name in sentence.parse.names:
                span = Span(sentence.start + words[name.first].start, sentence.start + words[name.last].end)
                found.append(
                    NamePlace(span, name.label, text[span.start : span.end], name.first < FIRST_WORDS)
                )
        return found
