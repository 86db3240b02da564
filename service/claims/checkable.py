"""Whether a proposition can be checked: no wish, no question, no opinion, no forecast."""

from __future__ import annotations

from service.claims.clauses import finite, subject
from service.claims.propositions import Proposition
from service.domain.claim import Directness
from service.language.english import Parse, Word

_MODALS = frozenset(
    {"will", "shall", "would", "should", "could", "might", "may", "must", "ought", "'ll", "wo", "ca"}
)
_FIRST = frozenset({"i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves"})
_SECOND = frozenset({"you", "your", "yours", "yourself"})
_OPINIONS = frozenset(
    {"think", "believe", "hope", "feel", "guess", "wish", "want", "like", "love", "hate", "doubt", "suppose"}
)
_POINTERS = frozenset({"it", "this", "that", "these", "those", "there", "he", "she", "they", "one", "what"})
PRONOUNS = frozenset({"he", "she", "they", "it"})
_PERSONS = frozenset({"he", "she", "they"})


def checkable(parse: Parse, proposition: Proposition) -> bool:
    """Whether a fact-checker could find out if it holds; in doubt, yes."""
    root = parse.words[proposition.root]
    children = list(parse.children(proposition.root))
    who = subject(parse, proposition.root)
    if who is None or not finite(root, children):
        return False
    if parse.text.rstrip("\"'”’) ").endswith("?") and not proposition.sayings:
        return False
    if any(w.dep == "aux" and w.lemma.lower() in _MODALS for w in children) or _going_to(root, children):
        return False
    if any(w.dep == "mark" and w.lemma.lower() in {"if", "unless", "whether"} for w in children):
        return False
    if parse.words[min(proposition.words)].lemma.lower() in {"if", "unless"}:
        return False
    words = [parse.words[i] for i in proposition.words]
    if any(w.lemma.lower() in _SECOND or w.text.lower() in _SECOND for w in words):
        return False
    if any(w.text.lower() in _FIRST for w in words):
        return _first_person(root, words, proposition)
    return not _empty(parse, proposition, who)


def _going_to(root: Word, children: list[Word]) -> bool:
    return root.text.lower() == "going" and any(w.dep == "xcomp" for w in children)


def _first_person(root: Word, words: list[Word], proposition: Proposition) -> bool:
    """A speaker's words on himself can be checked only where he is known and counts or names something."""
    if not proposition.sayings or root.lemma.lower() in _OPINIONS:
        return False
    telling = any(w.pos in {"NUM", "PROPN"} for w in words)
    return telling and proposition.sayings[-1].directness is Directness.QUOTED


def _empty(parse: Parse, proposition: Proposition, who: Word) -> bool:
    """Points at something and names or counts nothing, as "this is terrible" does."""
    if who.dep == "expl" or who.lemma.lower() not in _POINTERS - _PERSONS:
        return False
    return not telling(parse, proposition) and (
        who.lemma.lower() != "it" or not any(parse.words[i].pos == "NOUN" for i in proposition.words)
    )


def telling(parse: Parse, proposition: Proposition) -> bool:
    """Whether it names or counts something beside its subject."""
    return any(parse.words[i].pos in {"PROPN", "NUM"} for i in proposition.words)
