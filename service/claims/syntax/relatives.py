"""Relative clauses that add a fact: ", which they captured last year" says something of its own.

A clause without a comma ("troops who died in operations") only tells which are meant, and stays where it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from service.claims.syntax.clauses import finite, indices, noun_phrase, subject
from service.language.english import Parse
from service.language.words import Word

_MIN_WORDS = 3
_UNNAMED = frozenset({"anonymity", "anonymous", "anonymously", "unnamed", "identify", "name"})
"""Who asked not to be named states nothing about the matter."""
_BELONGING = frozenset({"of", "about", "on", "for", "by", "against"})


@dataclass(frozen=True, slots=True)
class Relative:
    """``clause`` are all its words, ``words`` those that state the fact, without the pronoun.

    The pronoun stands for ``lead`` where it is the subject, for ``moved`` where it is the object.
    """

    root: int
    clause: frozenset[int] = field(repr=False)
    words: frozenset[int] = field(repr=False)
    lead: tuple[int, ...] = ()
    moved: tuple[int, ...] = ()


def adding_relatives(parse: Parse, words: set[int]) -> list[Relative]:
    """Those whose noun and clause lie in ``words``, the outermost first; none inside another."""
    found: list[Relative] = []
    taken: set[int] = set()
    for verb in parse.words:
        if verb.dep != "relcl" or verb.i not in words or verb.i in taken or verb.head not in words:
            continue
        relative = _read(parse, verb, words)
        if relative is not None:
            found.append(relative)
            taken |= relative.clause
    return found


def _read(parse: Parse, verb: Word, words: set[int]) -> Relative | None:
    clause = indices(parse.subtree(verb.i)) & words
    first = min(clause)
    pronoun = parse.words[first]
    if pronoun.lemma.lower() not in {"which", "who"} or not _set_off(parse, first):
        return None
    if any(parse.words[i].lemma.lower() in _UNNAMED for i in clause):
        return None
    below = list(parse.children(verb.i))
    if not finite(verb, below) or any(w.tag == "MD" for w in below):
        return None  # what would have been is no fact of its own
    if not _closed(parse, max(clause), words):
        return None
    own = clause - {first}
    said = [i for i in own if parse.words[i].pos != "PUNCT"]
    if len(said) < _MIN_WORDS or parse.words[verb.head].pos not in {"NOUN", "PROPN"}:
        return None
    if pronoun.lemma.lower() == "which" and not _of_the_noun(parse, verb, first):
        return None
    named = _antecedent(parse, _noun(parse, verb.head, words), first)
    if pronoun.head == verb.i and pronoun.dep in {"nsubj", "nsubjpass"}:
        return Relative(verb.i, frozenset(clause), frozenset(own), lead=named)
    if pronoun.head == verb.i and pronoun.dep == "dobj" and subject(parse, verb.i) is not None:
        return Relative(verb.i, frozenset(clause), frozenset(own), moved=named)
    return None


def _noun(parse: Parse, head: int, words: set[int]) -> int:
    """Of "the film about Adair, which cost …" the film: the parser hangs the clause on the nearest noun."""
    above = parse.words[parse.words[head].head]
    about = parse.words[head].dep == "pobj" and above.lemma.lower() in {"about", "on", "for", "by", "against"}
    whole = parse.words[above.head] if about else parse.words[head]
    return whole.i if whole.pos in {"NOUN", "PROPN"} and whole.i in words else head


def _of_the_noun(parse: Parse, verb: Word, first: int) -> bool:
    """Not of the whole clause, as in ", which is against the rules" and ", which means that …"."""
    noun = parse.words[verb.head]
    next_to_it = first - noun.i <= 2  # noqa: PLR2004 - the comma between them
    if verb.lemma.lower() == "be" and any(
        w.dep == "prep" and w.lemma.lower() not in {"in", "on", "at", "near", "of"}
        for w in parse.children(verb.i)
    ):
        return False
    loose = verb.lemma.lower() in {"be", "mean", "make", "allow", "suggest", "lead", "cause", "show", "prove"}
    return next_to_it and (noun.pos == "PROPN" or not loose)


def _closed(parse: Parse, last: int, words: set[int]) -> bool:
    """Whether nothing follows, or a comma does; else the parser has cut the clause short."""
    behind = min((i for i in words if i > last), default=None)
    return behind is None or parse.words[last].pos == "PUNCT" or parse.words[behind].pos == "PUNCT"


def _set_off(parse: Parse, first: int) -> bool:
    return first > 0 and parse.words[first - 1].text in {",", "–", "—", "--", "("}


def _antecedent(parse: Parse, head: int, before: int) -> tuple[int, ...]:
    """The noun with what stands before it and an "of" after it, up to the relative clause."""
    first, last = noun_phrase(parse, head)
    named = set(range(first, last + 1))
    for child in parse.children(head):
        if child.dep == "prep" and child.lemma.lower() in _BELONGING and head < child.i < before:
            named |= {i for i in indices(parse.subtree(child.i)) if i < before}
    return tuple(sorted(i for i in named if parse.words[i].text not in {",", "("}))
