"""What an article has mentioned so far, to tell who "they" are.

A phrase is resolved only where one candidate is left; a wrong name in a statement is worse than a pronoun.
"""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

import re
from dataclasses import dataclass, field

from service.claims.clauses import SUBJECTS, noun_phrase, text_of
from service.language.english import Parse, Word

_PEOPLE = frozenset(
    "source official officer troop soldier fighter force police authority man woman people spokesman"
    " spokeswoman spokesperson minister president leader doctor expert researcher scientist witness"
    " resident activist worker group rebel militant opposition army government committee agency company"
    " firm family parent prosecutor lawyer judge reporter journalist victim student teacher player"
    " member chief director manager analyst investigator".split()
)
INSTITUTIONS = frozenset(
    {
        "company", "firm", "agency", "government", "ministry", "army", "committee", "group", "party",
        "court", "bank", "organization", "organisation", "union", "department", "council", "newspaper",
        "paper", "report", "study", "statement", "website", "site", "university", "hospital",
        "association", "office", "commission", "network",
    }
)  # fmt: skip
"""Heads of speakers that are "it"."""
_DEFINITE = frozenset({"the", "these", "those", "this", "that"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase: ``modified`` when it says more than its head with an article does."""

    text: str = field(repr=False)
    lemma: str
    sentence: int
    plural: bool
    person: bool
    name: bool
    subject: bool
    modified: bool


class Discourse:
    """Mentions of one article in order; filled sentence by sentence."""

    def __init__(self) -> None:
        self._mentions: list[Mention] = []
        self._full_names: dict[str, str] = {}

    def add(self, parse: Parse, sentence: int, speakers: set[int]) -> None:
        """``speakers`` are the words that report: what "many" are among is not who says so."""
        people = {
            i for name in parse.names if name.label == "PERSON" for i in range(name.first, name.last + 1)
        }
        for name in parse.names:
            if name.label == "PERSON" and name.last > name.first:
                self._full_names.setdefault(parse.words[name.last].text, _plain_name(name.text))
        for word in parse.words:
            if word.pos in {"NOUN", "PROPN"} and word.dep not in {"compound", "appos"}:
                self._mentions.append(_mention(parse, word, sentence, people, speakers))

    def full_name(self, name: str) -> str:
        """The longest form in which a person was named so far: "Putin" is "Vladimir Putin"."""
        last = name.rpartition(" ")[2]
        return max(name, self._full_names.get(last, ""), key=len)

    def same_thing(self, phrase: str, lemma: str, sentence: int) -> str | None:
        """What "the troops" are: the nearest earlier fuller mention with that head, if it is not far."""
        for mention in reversed(self._mentions):
            if mention.lemma == lemma and mention.sentence < sentence and mention.modified:
                if sentence - mention.sentence > _REACH:
                    return None
                if mention.text.lower() == phrase.lower():
                    return None
                own = mention.plural or mention.name or re.search(r"['’]s?\s", mention.text)
                return mention.text if own else f"the {mention.text}"
        return None

    def person(self, sentence: int) -> str | None:
        """Whom "he" or "she" names: the only person named in the two sentences before."""
        near = [m for m in self._mentions if m.person and m.name and 0 < sentence - m.sentence <= 2]  # noqa: PLR2004 - two sentences back
        names = {self.full_name(m.text) for m in near}
        return names.pop() if len(names) == 1 else None

    def group(self, sentence: int, *, people: bool) -> str | None:
        """Whom "they" or "many" names: the only plural subject of the sentence before; "they" are people."""
        near = [
            m
            for m in self._mentions
            if m.plural and m.subject and sentence - m.sentence == 1 and (m.person or not people)
        ]
        texts = {m.text for m in near}
        return texts.pop() if len(texts) == 1 else None

    def thing(self, sentence: int) -> str | None:
        """What "it" names: the only named thing among the subjects of the sentence before."""
        near = [m for m in self._mentions if m.subject and not m.plural and sentence - m.sentence == 1]
        if len(near) == 1 and near[0].name and not near[0].person:
            return near[0].text
        return None


_REACH = 6  # sentences


def plural(word: Word) -> bool:
    return word.tag in {"NNS", "NNPS"} or word.lemma.lower() in {"police", "people"}


def definite(parse: Parse, word: Word) -> bool:
    """As "the troops" is, with nothing more."""
    first, last = noun_phrase(parse, word.i)
    return last - first == 1 and parse.words[first].lemma.lower() in _DEFINITE and not _extended(parse, word)


def _extended(parse: Parse, word: Word) -> bool:
    return any(w.dep in {"prep", "relcl", "acl", "appos"} and w.i > word.i for w in parse.children(word.i))


def _mention(parse: Parse, word: Word, sentence: int, people: set[int], speakers: set[int]) -> Mention:
    first, last = noun_phrase(parse, word.i)
    inner = [w for w in parse.words[first : last + 1] if w.pos not in {"DET", "PUNCT", "NUM"}]
    inner = [w for w in inner if w.dep not in {"nummod", "quantmod", "predet"}]
    text = text_of(parse, _without_count(parse, first, last))
    return Mention(
        text=text,
        lemma=word.lemma.lower(),
        sentence=sentence,
        plural=plural(word),
        person=word.i in people or word.lemma.lower() in _PEOPLE,
        name=word.pos == "PROPN" or word.i in people,
        subject=word.dep in SUBJECTS and word.i not in speakers,
        modified=len(inner) > 1 or word.pos == "PROPN",
    )


def _without_count(parse: Parse, first: int, last: int) -> list[Word]:
    """Of "more than a hundred Russian soldiers" only "Russian soldiers", as they are called later."""
    start = first
    for i in range(first, last):
        word = parse.words[i]
        if (
            word.pos in {"DET", "NUM"}
            or word.dep in {"nummod", "quantmod", "predet"}
            or word.tag in {"CD", "PRP$"}
        ):
            start = i + 1
    return list(parse.words[start : last + 1])


def _plain_name(name: str) -> str:
    return name.removesuffix("'s").removesuffix("’s")
