"""A proposition in words that need no article around them.

Only what the article says goes in: dates made absolute, the subject named where one candidate is left. The
rest is listed as unresolved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.claims.clauses import characters, noun_phrase, runs, subject
from service.claims.date_words import absolute
from service.claims.discourse import Discourse, definite
from service.claims.edits import Edit, apply, sentence
from service.claims.propositions import Proposition
from service.claims.speakers import Speaker
from service.domain.claim import Unresolved
from service.domain.spans import Span
from service.language.english import Parse, Word
from service.language.times import FoundTime

_NAMING = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT"})
_QUANTIFIERS = frozenset(
    {"many", "some", "most", "several", "few", "all", "both", "others", "dozens", "hundreds", "none"}
)


@dataclass(frozen=True, slots=True)
class Statement:
    """``text`` is a sentence, ``inner`` the same words inside one ("that …"); ``edits`` are in the parse."""

    text: str
    inner: str
    edits: tuple[Edit, ...]
    unresolved: tuple[Unresolved, ...]
    among: bool
    """Whether its subject is a part of those the sentence before counted."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known when sentence ``number`` is reached; ``discourse`` holds the sentences before it."""

    number: int
    discourse: Discourse
    speaker: Speaker | None


def state(parse: Parse, proposition: Proposition, times: Sequence[FoundTime], setting: Setting) -> Statement:
    """``times`` are those found in the parse's text."""
    pieces = [characters(parse, first, last) for first, last in runs(set(proposition.words))]
    edits = [
        Edit(found.span, words)
        for found in times
        if any(p.start <= found.span.start and found.span.end <= p.end for p in pieces)
        and (words := absolute(parse.text, found)) is not None
    ]
    unresolved: tuple[Unresolved, ...] = ()
    who = subject(parse, proposition.root)
    if who is not None and who.i in proposition.words:
        named = _named(parse, proposition, who, setting)
        if isinstance(named, Edit):
            edits.append(named)
        elif named is not None:
            unresolved = (named,)
    text = sentence(apply(parse.text, pieces, edits))
    among = any(edit.span.start == edit.span.end for edit in edits)
    return Statement(text, _inside(parse, proposition, text), tuple(edits), unresolved, among)


def _named(parse: Parse, proposition: Proposition, who: Word, setting: Setting) -> Edit | Unresolved | None:
    """What to put for the subject, why nothing can be put, or None where it names itself."""
    word = who.text.lower()
    if who.pos == "NOUN" and definite(parse, who):
        first, last = noun_phrase(parse, who.i)
        phrase = parse.text[parse.words[first].start : parse.words[last].end]
        fuller = setting.discourse.same_thing(phrase, who.lemma.lower(), setting.number)
        return Edit(characters(parse, first, last), fuller) if fuller is not None else None
    if word in _QUANTIFIERS:
        return _part(parse, who, setting)
    if who.pos != "PRON" or who.dep == "expl" or (word == "it" and _impersonal(parse, proposition.root)):
        return None
    if word in {"i", "we"}:
        return Unresolved(who.text, "the speaker's own words")
    if word not in {"he", "she", "they", "it"} or _named_before(parse, proposition, who):
        return None
    name = _antecedent(word, setting)
    if name is None:
        return Unresolved(who.text, "no single candidate in the sentences before")
    return Edit(Span(who.start, who.end), name)


def _part(parse: Parse, who: Word, setting: Setting) -> Edit | Unresolved | None:
    """Here "many" are many of the last group that was the subject."""
    if any(child.dep == "prep" for child in parse.children(who.i)):
        return None
    group = setting.discourse.group(setting.number, people=False)
    if group is None:
        return Unresolved(who.text, "nothing before it says of whom or what")
    return Edit(Span(who.end, who.end), f" of the {_without_article(group)}")


def _antecedent(word: str, setting: Setting) -> str | None:
    """In reported speech the pronoun is the speaker, where it fits; else the one candidate before."""
    if setting.speaker is not None and word in setting.speaker.pronouns:
        return setting.speaker.name
    if word == "they":
        group = setting.discourse.group(setting.number, people=True)
        return f"the {_without_article(group)}" if group and group[0].islower() else group
    discourse = setting.discourse
    return discourse.thing(setting.number) if word == "it" else discourse.person(setting.number)


def _impersonal(parse: Parse, root: int) -> bool:
    """In "it is prohibited to …" and "it emerged that …" the word stands for the clause that follows."""
    return any(
        child.dep in {"advcl", "xcomp", "ccomp", "acl", "csubj"}
        and (
            child.tag == "VBG"
            or any(
                w.lemma.lower() in {"to", "that"} and w.dep in {"aux", "mark"}
                for w in parse.children(child.i)
            )
        )
        for verb in (parse.words[root], *(w for w in parse.children(root) if w.dep in {"acomp", "attr"}))
        for child in parse.children(verb.i)
    )


def _named_before(parse: Parse, proposition: Proposition, who: Word) -> bool:
    """Whether a candidate stands earlier in the proposition itself: "When Lin woke, he …"."""
    return any(parse.words[i].pos == "PROPN" for i in proposition.words if i < who.i)


def _without_article(phrase: str) -> str:
    first, _, rest = phrase.partition(" ")
    return rest if rest and first.lower() in {"the", "a", "an"} else phrase


def _inside(parse: Parse, proposition: Proposition, text: str) -> str:
    """The statement as it stands after "said that": a capital only where the word has one of its own."""
    if not text:
        return text
    first = parse.words[min(proposition.words)]
    named = any(name.first <= first.i <= name.last and name.label in _NAMING for name in parse.names)
    keeps = (
        first.pos == "PROPN" or (named and first.pos != "NUM") or first.text == "I" or first.text.isupper()
    )
    if keeps or not text.lower().startswith(first.text.lower()):
        return text
    return text[0].lower() + text[1:]
