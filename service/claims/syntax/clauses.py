"""Phrases of a parsed sentence: subjects, noun phrases, stretches of words. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from service.domain.spans import Span
from service.language.english import Parse
from service.language.words import Word

SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"})
_TENSED = frozenset({"VBD", "VBZ", "VBP"})
_LEFT = frozenset(
    {"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "advmod", "case", "predet", "punct"}
)
_EDGE_PUNCTUATION = frozenset(",;:.-–—!?…)(\"'“”„«»‘’`[]")


def subject(parse: Parse, verb: int) -> Word | None:
    """The subject of a verb of its own; none is inherited."""
    return next((word for word in parse.children(verb) if word.dep in SUBJECTS), None)


def children_in(parse: Parse, i: int, words: Collection[int]) -> Iterator[Word]:
    """The words that hang on ``i`` and belong to the clause."""
    return (word for word in parse.children(i) if word.i in words)


def finite(verb: Word, children: Iterable[Word]) -> bool:
    """Whether a verb with a subject has a tense.

    The tagger often takes "they wait" for an infinitive and "the port reopened" for a participle.
    """
    below = list(children)
    auxiliaries = [w for w in below if w.dep in {"aux", "auxpass"}]
    if any(w.tag in {*_TENSED, "MD"} for w in auxiliaries):
        return True
    if verb.tag == "VBN" and not auxiliaries:
        return any(w.dep == "nsubj" for w in below)
    return verb.tag in _TENSED or (verb.tag in {"VB", "MD"} and not auxiliaries)


def indices(words: Iterable[Word]) -> set[int]:
    return {word.i for word in words}


def noun_phrase(parse: Parse, head: int) -> tuple[int, int]:
    """First and last word of the noun phrase up to its head: "the northeastern al-Hasakah province"."""
    inside = {head}
    frontier = [head]
    while frontier:
        above = frontier.pop()
        for child in parse.children(above):
            if child.dep in _LEFT and child.i < head and child.i not in inside:
                inside.add(child.i)
                frontier.append(child.i)
    first = head
    while first - 1 in inside:
        first -= 1
    while first < head and parse.words[first].pos == "PUNCT":
        first += 1
    return first, head


def runs(words: set[int]) -> list[tuple[int, int]]:
    """Maximal runs of neighbouring words, in order."""
    found: list[tuple[int, int]] = []
    for i in sorted(words):
        if found and found[-1][1] == i - 1:
            found[-1] = (found[-1][0], i)
        else:
            found.append((i, i))
    return found


def characters(parse: Parse, first: int, last: int) -> Span:
    return Span(parse.words[first].start, parse.words[last].end)


def text_of(parse: Parse, words: Iterable[Word]) -> str:
    """The stretch from the first to the last of ``words``, without punctuation at its ends."""
    inside = sorted(indices(words))
    while inside and parse.words[inside[0]].pos in {"PUNCT", "SPACE"}:
        inside.pop(0)
    while inside and parse.words[inside[-1]].pos in {"PUNCT", "SPACE"}:
        inside.pop()
    if not inside:
        return ""
    return parse.text[parse.words[inside[0]].start : parse.words[inside[-1]].end]


def trimmed(parse: Parse, words: set[int]) -> set[int]:
    """``words`` without punctuation, conjunctions and asides ("However,") at the start and the end."""
    kept = sorted(words)
    while kept:
        word = parse.words[kept[0]]
        aside = (
            word.lemma.lower() in _ASIDES and len(kept) > 1 and parse.words[kept[1]].text in {",", "–", "—"}
        )
        joint = word.lemma.lower() in {"that", "while", "whereas"} and word.dep == "mark"
        link = word.pos == "CCONJ" and word.lemma.lower() not in _PAIRED
        if word.pos == "SPACE" or link or joint or aside or set(word.text) <= _EDGE_PUNCTUATION:
            kept.pop(0)
        else:
            break
    while kept:
        word = parse.words[kept[-1]]
        if word.pos in {"SPACE", "CCONJ"} or set(word.text) <= _EDGE_PUNCTUATION:
            kept.pop()
        else:
            break
    return set(kept) | _closing(parse, kept)


_PAIRED = frozenset({"neither", "either", "both", "nor", "not"})
"""Conjunctions that belong to what follows: without "neither" the statement would say the contrary."""
_CLOSES = {"“": "”", "(": ")", "«": "»", "[": "]", "‘": "’", "„": "“", '"': '"', "'": "'"}


def _closing(parse: Parse, kept: list[int]) -> set[int]:
    """The mark that closes a quotation or bracket opened inside, with the comma before it."""
    if not kept:
        return set()
    open_marks: list[str] = []
    for word in parse.words[kept[0] : kept[-1] + 1]:
        if open_marks and word.text == open_marks[-1]:
            open_marks.pop()
        elif word.text in _CLOSES:
            open_marks.append(_CLOSES[word.text])
        elif word.text in _CLOSES.values():
            return set()  # it began inside a quotation that is not its own
    behind = range(kept[-1] + 1, min(len(parse.words), kept[-1] + 3)) if open_marks else range(0)
    for i in behind:
        if parse.words[i].text == open_marks[-1]:
            return set(range(kept[-1] + 1, i + 1))
        if parse.words[i].pos != "PUNCT":
            break
    return set()


_ASIDES = frozenset(
    {
        "also", "however", "meanwhile", "moreover", "furthermore", "nevertheless", "nonetheless", "still",
        "instead", "thus", "therefore", "additionally", "besides", "indeed", "similarly", "finally",
        "likewise", "though", "so", "well", "yes", "no", "now", "then", "unsurprisingly", "surprisingly",
        "unfortunately", "fortunately", "sadly", "of", "course", "certainly", "interestingly",
        "apparently", "ironically", "oddly",
    }
)  # fmt: skip
