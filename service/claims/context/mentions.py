"""The noun phrases of a sentence with what tells them apart: kind, number, gender, whose and where."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from service.claims.context.nouns import FEMININE, IDLE, INSTITUTIONS, MASCULINE, OWNED, PERSON_NOUNS, TITLES
from service.claims.syntax.clauses import SUBJECTS, noun_phrase, text_of
from service.language.english import Name, Parse
from service.language.words import Word

_ARMED = {"soldier": "troop", "force": "troop", "unit": "troop", "serviceman": "troop", "personnel": "troop"}
_KINDS = {"PERSON": "PERSON", "ORG": "ORGANISATION", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE"}


class Kind(Enum):
    PERSON = auto()
    ORGANISATION = auto()
    PLACE = auto()
    UNKNOWN = auto()
    """A name of nobody knows what: it may be a person's."""
    THING = auto()


class Gender(Enum):
    MASCULINE = auto()
    FEMININE = auto()
    OPEN = auto()

    @staticmethod
    def clash(left: Gender, right: Gender) -> bool:
        return Gender.OPEN not in {left, right} and left is not right


@dataclass(frozen=True, slots=True)
class Mention:
    """``text`` is the phrase without article and count, ``key`` the same with like words made one.

    ``modified`` when it says more than its head with an article does; ``reports``: it is the subject
    of a verb of saying, and no ``subject`` of what is told. ``nation`` whose it is ("Syrian"), ``place``
    where it is ("in Syria"), ``count`` the number written before it, in small letters.
    """

    text: str = field(repr=False)
    lemma: str
    kind: Kind
    named: bool = False
    plural: bool = False
    subject: bool = False
    reports: bool = False
    modified: bool = False
    gender: Gender = Gender.OPEN
    key: str = field(default="", repr=False)
    nation: str | None = None
    place: str | None = field(default=None, repr=False)
    count: str | None = None


def mentions_of(parse: Parse, speakers: set[int]) -> list[Mention]:
    """In order. ``speakers`` are the words that report; they are no subjects of what is told."""
    names = {i: name for name in parse.names for i in range(name.first, name.last + 1)}
    return [
        _mention(parse, word, names.get(word.i), reporting=word.i in speakers)
        for word in parse.words
        if word.pos in {"NOUN", "PROPN"}
        and word.dep != "compound"
        and not _named_beside(parse, word, names)
        and not (word.i in names and names[word.i].label in {"DATE", "TIME", "CARDINAL", "PERCENT", "MONEY"})
    ]


def _leads(parse: Parse, word: Word) -> bool:
    """Whether it is a subject, alone or beside others: "Anna Weiss and Maria Holt"."""
    while word.dep == "conj":
        word = parse.words[word.head]
    return word.dep in SUBJECTS


def _named_beside(parse: Parse, word: Word, names: dict[int, Name]) -> bool:
    """Of "the chairman, Karl Lind," only the name is a mention."""
    return any(
        child.dep == "appos" and child.i in names and names[child.i].label == "PERSON"
        for child in parse.children(word.i)
    )


def _mention(parse: Parse, word: Word, name: Name | None, *, reporting: bool) -> Mention:
    first, last = noun_phrase(parse, word.i)
    text = text_of(parse, parse.words[_after_count(parse, first, last) : last + 1])
    inner = [
        w
        for w in parse.words[first : last + 1]
        if w.pos not in {"DET", "PUNCT", "NUM"} and w.dep not in {"nummod", "quantmod", "predet"}
    ]
    person_name = name is not None and name.label == "PERSON"
    if person_name and name is not None:
        text = bare_name(name.text)
    named = word.pos == "PROPN" or person_name
    opening = parse.words[_after_count(parse, first, last)]
    if opening.i == 0 and opening.pos in {"NOUN", "ADJ", "VERB"} and opening.text.istitle() and name is None:
        text = text[:1].lower() + text[1:]
    beside = word.dep == "conj" and any(
        n.label == "PERSON" and n.first <= word.head <= n.last for n in parse.names
    )
    return Mention(
        text=text,
        lemma=word.lemma.lower(),
        kind=Kind.PERSON if beside and named else _kind(word, name, named=named),
        named=named,
        plural=is_plural(word),
        subject=_leads(parse, word) and not reporting,
        reports=reporting,
        modified=any(w.lemma.lower() not in IDLE for w in inner if w.i != word.i) or named,
        gender=gender_of(parse.words[first : last + 1]),
        key=phrase_key(text, word),
        nation=nation_of(parse, word) if word.lemma.lower() in OWNED else None,
        place=_place(parse, word),
        count=next((w.text.lower() for w in parse.children(word.i) if w.dep == "nummod"), None),
    )


def _kind(word: Word, name: Name | None, *, named: bool) -> Kind:
    lemma = word.lemma.lower()
    if name is not None and name.label in _KINDS:
        return Kind[_KINDS[name.label]]
    if lemma in PERSON_NOUNS:
        return Kind.PERSON
    return Kind.UNKNOWN if named and (name is None or name.label not in {"NORP", "EVENT"}) else Kind.THING


def is_plural(word: Word) -> bool:
    return word.tag in {"NNS", "NNPS"} or word.lemma.lower() in {"police", "people"}


def is_institution(word: Word) -> bool:
    """One that "it" may stand for."""
    return word.lemma.lower() in INSTITUTIONS


def is_title(word: Word) -> bool:
    """Before a last name, and no part of the name: "President", "Mr."."""
    return word.lemma.lower() in TITLES or word.lemma.lower() in PERSON_NOUNS


def is_owned(word: Word) -> bool:
    """A noun such as "regime", which belongs to some country."""
    return word.pos in {"NOUN", "PROPN"} and word.lemma.lower() in OWNED


def definite(parse: Parse, word: Word) -> bool:
    """As "the troops" is, with nothing more."""
    first, last = noun_phrase(parse, word.i)
    extended = any(
        w.i > word.i
        and (w.dep in {"prep", "acl"} or (w.dep in {"relcl", "appos"} and not _set_off(parse, w)))
        for w in parse.children(word.i)
    )
    return last - first == 1 and parse.words[first].lemma.lower() in DEFINITE and not extended


def _set_off(parse: Parse, word: Word) -> bool:
    """Behind a comma, so that it does not tell which one is meant."""
    first = parse.subtree(word.i)[0].i
    return first > 0 and parse.words[first - 1].text == ","


DEFINITE = frozenset({"the", "these", "those", "this", "that"})


def gender_of(words: tuple[Word, ...]) -> Gender:
    lemmas = {word.lemma.lower() for word in words}
    if lemmas & MASCULINE and not lemmas & FEMININE:
        return Gender.MASCULINE
    return Gender.FEMININE if lemmas & FEMININE and not lemmas & MASCULINE else Gender.OPEN


def nation_of(parse: Parse, word: Word) -> str | None:
    """The country's adjective or genitive that stands before a noun: "Syrian", "Norland's"."""
    labels = {i: name.label for name in parse.names for i in range(name.first, name.last + 1)}
    for child in parse.children(word.i):
        if child.i < word.i and child.dep in {"amod", "compound", "nmod"} and labels.get(child.i) == "NORP":
            return child.text
        if child.dep == "poss" and labels.get(child.i) == "GPE":
            return text_of(parse, parse.subtree(child.i))
    return None


def phrase_key(text: str, head: Word) -> str:
    """A phrase in lower case under the common word for its head: soldiers are troops."""
    words = text.lower().split()
    lemma = head.lemma.lower()
    return " ".join([*words[:-1], _ARMED.get(lemma, lemma)])


def again(mention: Mention) -> str:
    """How a statement calls what was mentioned before: "the Afghan soldiers", "Harbour's story", "Olsen"."""
    named = mention.named and mention.kind in {Kind.PERSON, Kind.PLACE}
    bare = named or _WHOSE.match(mention.text) or mention.text.lower().startswith("the ")
    return mention.text if bare else f"the {mention.text}"


_WHOSE = re.compile(r"[A-Z]\S*(?: [A-Z]\S*)*?['’]s? ")


def standing_for(pronoun: str, name: str, gender: Gender) -> Mention:
    """The mention that a resolved pronoun makes, so that the next sentence's "he" finds it."""
    return Mention(
        text=name.removeprefix("the "),
        lemma=pronoun,
        kind=Kind.UNKNOWN if pronoun in {"it", "its"} else Kind.PERSON,
        named=name[:1].isupper(),
        plural=pronoun in {"they", "them", "their"},
        subject=pronoun in {"he", "she", "they", "it"},
        gender=gender,
    )


def bare_name(name: str) -> str:
    return name.removesuffix("'s").removesuffix("’s").removesuffix("’").removesuffix("'")


def without_title(name: str) -> str:
    """Of "Mr. Lin" or "President Mary Lin" the name alone."""
    words = name.split()
    while len(words) > 1 and words[0].lower() in TITLES | PERSON_NOUNS:
        words.pop(0)
    return " ".join(words)


def _place(parse: Parse, word: Word) -> str | None:
    names = {name.last: name for name in parse.names if name.label in {"GPE", "LOC"}}
    for child in parse.children(word.i):
        if child.dep != "prep" or child.lemma.lower() != "in" or child.i < word.i:
            continue
        for place in parse.children(child.i):
            if place.dep == "pobj" and place.i in names:
                return f"{child.text} {text_of(parse, [w for w in parse.subtree(place.i) if w.i <= place.i])}"
    return None


def _after_count(parse: Parse, first: int, last: int) -> int:
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
    return start
