"""The words of a statement that tell most about what to look for."""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

import re
from dataclasses import dataclass

from service.language.english import English, Parse
from service.language.words import Word

_NAMING = {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"}
_RANK = {
    "EVENT": 0,
    "PERSON": 0,
    "ORG": 0,
    "FAC": 0,
    "WORK_OF_ART": 0,
    "PRODUCT": 0,
    "LAW": 0,
    "GPE": 1,
    "LOC": 1,
}
_TITLES = {
    "president",
    "minister",
    "mr.",
    "mrs.",
    "ms.",
    "dr.",
    "sir",
    "king",
    "queen",
    "prince",
    "general",
    "senator",
}
_NUMERIC = {"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "CARDINAL", "ORDINAL"}
# Verbs and nouns that occur in every report and find nothing.
_EMPTY = frozenset(
    "be have do say tell make take get go come give add know see think want use include report claim"
    " continue start begin become remain seem appear accord according number amount lot part way thing"
    " people time year month week day today yesterday man woman case fact several many other various"
    " nearly total percent cent official source".split()
)


@dataclass(frozen=True, slots=True)
class Keywords:
    """``names`` as written, ``terms`` as lemmas in lower case, ``numbers`` as written; most telling first."""

    names: tuple[str, ...]
    terms: tuple[str, ...]
    numbers: tuple[str, ...]


def keywords(statement: str, english: English) -> Keywords:
    parse = english.parse(statement)
    names, inside = _names(parse)
    return Keywords(names=names, terms=_terms(parse, inside), numbers=_numbers(parse))


def _names(parse: Parse) -> tuple[tuple[str, ...], set[int]]:
    """Entities, and runs of proper nouns the recogniser missed; specific ones before places."""
    ranked: list[tuple[int, int, str]] = []
    inside: set[int] = set()
    for name in parse.names:
        if name.label in _NAMING:
            inside.update(range(name.first, name.last + 1))
            ranked.append((_RANK.get(name.label, 2), name.first, _bare(name.text)))
    dated = {i for name in parse.names if name.label in _NUMERIC for i in range(name.first, name.last + 1)}
    run: list[Word] = []
    for word in (*parse.words, None):
        if word is not None and word.pos == "PROPN" and word.i not in inside and word.i not in dated:
            run.append(word)
        elif run:
            ranked.append((1, run[0].i, _bare(parse.text[run[0].start : run[-1].end])))
            inside.update(other.i for other in run)
            run = []
    ordered = [text for _, _, text in sorted(ranked) if text and text.lower() not in _TITLES]
    return tuple(dict.fromkeys(ordered)), inside


def _terms(parse: Parse, names: set[int]) -> tuple[str, ...]:
    """Nouns before verbs before adjectives; within each, those nearest the root first."""
    dated = {i for name in parse.names if name.label in _NUMERIC for i in range(name.first, name.last + 1)}
    classes = {"NOUN": 0, "VERB": 1, "ADJ": 2}
    ranked = [
        (classes[word.pos], _depth(parse, word), word.i, word.lemma.lower())
        for word in parse.words
        if word.pos in classes
        and word.i not in names
        and word.i not in dated
        and len(word.lemma) > len("of")
        and word.lemma.lower() not in _EMPTY
        and word.text[0].isalpha()
    ]
    return tuple(dict.fromkeys(lemma for *_, lemma in sorted(ranked)))


def _numbers(parse: Parse) -> tuple[str, ...]:
    """Counts before years and days: a count is what a claim stands or falls with."""
    dated = {i for name in parse.names if name.label == "DATE" for i in range(name.first, name.last + 1)}
    written: list[tuple[bool, int, str]] = []
    run: list[Word] = []
    for word in (*parse.words, None):
        if word is not None and word.pos == "NUM" and (not run or run[-1].i == word.i - 1):
            run.append(word)
            continue
        text = parse.text[run[0].start : run[-1].end] if run else ""
        if any(letter.isdigit() for letter in text):
            written.append((run[0].i in dated, run[0].i, text))
        run = [word] if word is not None and word.pos == "NUM" else []
    return tuple(dict.fromkeys(text for _, _, text in sorted(written)))


def _depth(parse: Parse, word: Word) -> int:
    depth = 0
    while word.head != word.i and depth < len(parse.words):
        word, depth = parse.words[word.head], depth + 1
    return depth


def _bare(name: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+|['’]s$", "", name.strip(), flags=re.IGNORECASE).strip()
