"""Whether a proposition can be checked in principle: no question, wish, opinion, forecast or command."""

from __future__ import annotations

from service.claims.syntax.clauses import children_in, finite
from service.claims.syntax.propositions import Proposition, subject_of
from service.domain.claim import Directness, NotCheckableKind
from service.language.english import Parse
from service.language.words import Word

_MODALS = frozenset({"would", "should", "could", "might", "may", "must", "ought"})
_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_FIRST = frozenset({"i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves"})
_PRONOUN_TAGS = frozenset({"PRP", "PRP$"})
"""A mine is no "mine", and the US is not "us"."""
_SECOND = frozenset({"you", "your", "yours", "yourself"})
_OPINIONS = frozenset(
    {"think", "believe", "hope", "feel", "guess", "wish", "want", "like", "love", "hate", "doubt", "suppose"}
)
_JUDGEMENTS = frozenset(
    {
        "wonderful", "terrible", "great", "awful", "beautiful", "ugly", "disgusting", "brilliant", "stupid",
        "amazing", "horrible", "fantastic", "ridiculous", "absurd", "shameful", "outrageous", "disgraceful",
        "tragic", "sad", "lovely", "superb", "pathetic", "unfortunate", "disappointing", "best", "worst",
        "funny",
        "hilarious", "bizarre", "weird", "crazy", "boring", "delightful", "perfect", "nice", "pretty", "dumb",
    }
)  # fmt: skip
_POINTERS = frozenset({"it", "this", "that", "these", "those", "there", "he", "she", "they", "one", "what"})
PRONOUNS = frozenset({"he", "she", "they", "it"})
_PERSONS = frozenset({"he", "she", "they"})


def unless_checkable(parse: Parse, proposition: Proposition) -> NotCheckableKind | None:
    """Why nobody could find out if it holds; None where a fact-checker could. In doubt, None."""
    root = parse.words[proposition.root]
    children = list(children_in(parse, root.i, proposition.words))
    who = subject_of(parse, proposition)
    if _asks(parse, proposition):
        return NotCheckableKind.QUESTION
    if _conditional(parse, proposition, children):
        return NotCheckableKind.HYPOTHETICAL
    if who is None or not (proposition.lead or finite(root, children)):
        bare = root.tag == "VB" and who is None and root.i == min(proposition.words)
        return NotCheckableKind.COMMAND if bare else NotCheckableKind.FRAGMENT
    words = [parse.words[i] for i in (*proposition.lead, *sorted(proposition.words))]
    first = any(w.text.lower() in _FIRST and w.tag in _PRONOUN_TAGS for w in words)
    auxiliaries = {w.lemma.lower() for w in children if w.dep == "aux"} | {
        w.text.lower() for w in children if w.dep == "aux"
    }
    if auxiliaries & _FUTURE or _going_to(root, children) or _expected(root, children):
        return NotCheckableKind.PROMISE if who.text.lower() in {"i", "we"} else NotCheckableKind.PREDICTION
    unable = "could" in auxiliaries and any(w.dep == "neg" for w in children)
    if auxiliaries & _MODALS and not unable:
        wished = auxiliaries & {"should", "must", "ought"}
        return NotCheckableKind.OPINION if wished else NotCheckableKind.HYPOTHETICAL
    if any(w.text.lower() in _SECOND and w.tag in _PRONOUN_TAGS for w in words):
        return NotCheckableKind.OPINION
    if first:
        return None if _tells_of_itself(root, words, proposition) else NotCheckableKind.OPINION
    if _judges(parse, root, children, words):
        return NotCheckableKind.OPINION
    return NotCheckableKind.VAGUE if _empty(parse, proposition, who) else None


def _asks(parse: Parse, proposition: Proposition) -> bool:
    first, last = min(proposition.words), max(proposition.words)
    if any(word.text == "?" for word in parse.words[first : last + 2]):
        return True
    return parse.text.rstrip("\"'”’) »").endswith(("?", "?!", "!?")) and not proposition.sayings


def _conditional(parse: Parse, proposition: Proposition, children: list[Word]) -> bool:
    marked = any(w.dep == "mark" and w.lemma.lower() in {"if", "unless", "whether"} for w in children)
    return marked or parse.words[min(proposition.words)].lemma.lower() in {"if", "unless"}


def _going_to(root: Word, children: list[Word]) -> bool:
    return root.text.lower() == "going" and any(w.dep == "xcomp" for w in children)


def _expected(root: Word, children: list[Word]) -> bool:
    """As in "is expected to cut". That somebody plans to is a fact of today."""
    ahead = root.lemma.lower() in {"expect", "forecast", "predict", "project", "anticipate"}
    passive = any(w.dep == "auxpass" for w in children)
    return ahead and passive and any(w.dep == "xcomp" for w in children)


def _tells_of_itself(root: Word, words: list[Word], proposition: Proposition) -> bool:
    """A speaker's words on himself can be checked only where he is known and counts or names something."""
    if not proposition.sayings or root.lemma.lower() in _OPINIONS:
        return False
    counts = any(w.pos in {"NUM", "PROPN"} for w in words)
    return counts and proposition.sayings[-1].directness is Directness.QUOTED


def _judges(parse: Parse, root: Word, children: list[Word], words: list[Word]) -> bool:
    """Says how good something is and nothing that counts or names: "the film is wonderful"."""
    if root.lemma.lower() not in {"be", "seem", "look", "feel", "sound"} or any(
        w.pos == "NUM" for w in words
    ):
        return False
    return any(
        below.lemma.lower() in _JUDGEMENTS
        for w in children
        if w.dep in {"acomp", "attr"}
        for below in (w, *parse.children(w.i))
        if below.i == w.i or below.dep == "amod"
    )


def _empty(parse: Parse, proposition: Proposition, who: Word) -> bool:
    """Points at something and names or counts nothing, as "this is terrible" does."""
    described = who.lemma.lower() == "one" and any(True for _ in parse.children(who.i))
    if who.dep == "expl" or described or who.lemma.lower() not in _POINTERS - _PERSONS:
        return False
    return not telling(parse, proposition) and (
        who.lemma.lower() != "it" or not any(parse.words[i].pos == "NOUN" for i in proposition.words)
    )


def telling(parse: Parse, proposition: Proposition) -> bool:
    """Whether it names or counts something."""
    return any(
        parse.words[i].pos in {"PROPN", "NUM"}
        for i in (*proposition.words, *proposition.lead, *proposition.moved)
    )
