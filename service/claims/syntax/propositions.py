"""From a parsed sentence to its propositions, each with who says it.

The clause that reports ("X told Y that", ", the sources said", "According to X,") is taken off. What is left
is split where a part can be true while another is false: coordinated clauses, coordinated verbs that share
a subject, and relative clauses that add a fact about somebody already named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from service.claims.syntax.clauses import SUBJECTS, children_in, finite, indices, subject, trimmed
from service.claims.syntax.relatives import Relative, adding_relatives
from service.claims.syntax.sayings import Saying, according, saying_of
from service.language.english import Parse
from service.language.words import Word

_MIN_WORDS = 4
_MIN_OWN_WORDS = 2
_CONTRASTS = frozenset({"while", "whereas"})
_CONDITIONS = frozenset({"if", "whether", "unless"})
_INTRANSITIVE = frozenset(
    {
        "die",
        "fall",
        "rise",
        "go",
        "come",
        "arrive",
        "return",
        "become",
        "remain",
        "escape",
        "flee",
        "live",
        "disappear",
    }
)
_COMPLEMENTS = frozenset(
    {"dobj", "attr", "acomp", "prep", "agent", "ccomp", "xcomp", "oprd", "advmod", "npadvmod"}
)


@dataclass(frozen=True, slots=True)
class Proposition:
    """``words`` of the parse that state it, ``root`` its main verb; ``sayings`` outermost first.

    ``lead`` are words it shares with the clause before, the subject of "and protect their gains" among
    them; ``moved`` is the object of ``root`` that stands in front of it, as in "Idlib, which they captured".
    """

    root: int
    words: frozenset[int]
    sayings: tuple[Saying, ...]
    lead: tuple[int, ...] = ()
    moved: tuple[int, ...] = ()


def propositions(parse: Parse) -> list[Proposition]:
    """In order of the text. A sentence that reports nothing and coordinates nothing is one."""
    found: list[Proposition] = []
    for root in parse.roots():
        found.extend(_read(parse, Proposition(root.i, frozenset(indices(parse.subtree(root.i))), ())))
    return sorted((p for p in found if _says_enough(parse, p)), key=lambda p: min(p.words))


def subject_of(parse: Parse, proposition: Proposition) -> Word | None:
    """The subject of its main verb, its own or the one it shares."""
    own = [w for w in children_in(parse, proposition.root, proposition.words) if w.dep in SUBJECTS]
    if own:
        return own[-1] if own[-1].i < proposition.root else own[0]
    inside = set(proposition.lead)
    for i in proposition.lead:
        word = parse.words[i]
        if word.dep in SUBJECTS and word.head not in inside:
            return word
    heads = [i for i in proposition.lead if parse.words[i].head not in inside]
    return parse.words[heads[-1]] if heads else None


def _says_enough(parse: Parse, proposition: Proposition) -> bool:
    own = [i for i in proposition.words if parse.words[i].pos != "PUNCT"]
    return (
        len(own) >= _MIN_OWN_WORDS and len(own) + len(proposition.lead) + len(proposition.moved) >= _MIN_WORDS
    )


def _read(parse: Parse, whole: Proposition) -> Iterator[Proposition]:
    root, words, sayings = whole.root, set(whole.words), whole.sayings
    cited = according(parse, root, words)
    if cited is not None:
        yield from _read(
            parse, replace(whole, words=frozenset(words - cited.words), sayings=(*sayings, cited))
        )
        return
    saying = saying_of(parse, root, words)
    if saying is not None:
        said = frozenset(words & saying.said)
        yield from _read(
            parse, replace(whole, root=saying.content, words=said, sayings=(*sayings, saying), lead=())
        )
        yield from _further_sayings(parse, whole, saying)
        return
    for relative in adding_relatives(parse, words):
        yield from _read(parse, _of_relative(whole, relative))
        words -= _with_commas(parse, relative.clause)
    for other in _coordinated(parse, whole, words):
        own = indices(parse.subtree(other.i)) & words
        shared = subject(parse, other.i) is None
        further = _said_too(parse, whole, other, own) if shared else None
        if further is not None:
            said = frozenset(own & further.said)
            yield from _read(parse, Proposition(further.content, said, (*sayings[:-1], further)))
            words -= own
            continue
        lead = _lead(parse, whole, other) if shared else ()
        yield from _read(parse, replace(whole, root=other.i, words=frozenset(own), lead=lead, moved=()))
        words -= own
    kept = trimmed(parse, words)
    if kept:
        yield replace(whole, words=frozenset(kept))


def _with_commas(parse: Parse, clause: frozenset[int]) -> set[int]:
    """A clause taken out of the middle takes the commas around it along."""
    first, last = min(clause), max(clause)
    around = {i for i in (first - 1, last + 1) if 0 <= i < len(parse.words) and parse.words[i].pos == "PUNCT"}
    return set(clause) | around


def _of_relative(whole: Proposition, relative: Relative) -> Proposition:
    return replace(
        whole, root=relative.root, words=frozenset(relative.words), lead=relative.lead, moved=relative.moved
    )


def _further_sayings(parse: Parse, whole: Proposition, saying: Saying) -> Iterator[Proposition]:
    """For "he said A and added that B": the second verb of saying shares the speaker."""
    for child in children_in(parse, whole.root, whole.words - saying.said):
        if child.dep != "conj":
            continue
        own = indices(parse.subtree(child.i)) & whole.words
        further = saying_of(parse, child.i, own, inherited=saying)
        if further is not None:
            said = frozenset(own & further.said)
            yield from _read(parse, Proposition(further.content, said, (*whole.sayings, further)))
        elif subject(parse, child.i) is not None:
            yield from _read(parse, Proposition(child.i, frozenset(own), whole.sayings))


def _said_too(parse: Parse, whole: Proposition, verb: Word, own: set[int]) -> Saying | None:
    """A second verb of saying, after one ("he said A and said B") or not ("it denied A and said B")."""
    if whole.sayings:
        return saying_of(parse, verb.i, own, inherited=whole.sayings[-1])
    return saying_of(parse, verb.i, own, shared=subject_of(parse, whole))


def _coordinated(parse: Parse, whole: Proposition, words: set[int]) -> list[Word]:
    """Clauses beside the main one: with a subject of their own ("A did x, while B did y") or sharing it."""
    found = []
    for child in children_in(parse, whole.root, words):
        if child.pos not in {"VERB", "AUX"}:
            continue
        whose = subject(parse, child.i)
        if whose is None:
            if child.dep == "conj" and _shares(parse, whole, child, words):
                found.append(child)
            continue
        if whose.dep == "expl" or whose.tag in {"WDT", "WP"}:
            continue
        beside = _beside(parse, child) and _stands_alone(parse, whole, child)
        against = child.dep == "advcl" and whose.pos != "PRON" and _contrasts(parse, child)
        if beside or against:
            found.append(child)
    return found


def _beside(parse: Parse, child: Word) -> bool:
    """Coordinated, or parted by a semicolon."""
    behind = max(w.i for w in parse.subtree(child.i)) + 1
    parted = child.dep == "ccomp" and behind < len(parse.words) and parse.words[behind].text == ";"
    return child.dep == "conj" or parted


def _stands_alone(parse: Parse, whole: Proposition, child: Word) -> bool:
    """Both sides must stand alone: the first needs its own subject, and a question or wish takes no split."""
    has_subject = bool(whole.lead) or subject(parse, whole.root) is not None
    return has_subject and not any(
        word.dep == "mark" and word.lemma.lower() in _CONDITIONS
        for word in (*parse.children(whole.root), *parse.children(child.i))
    )


def _shares(parse: Parse, whole: Proposition, child: Word, words: set[int]) -> bool:
    """Whether a verb without a subject is a second fact on the first one's: "was tried and moved to Oran".

    Both must have something of their own beside the verb: "bought and sold shares" is one fact. A negation
    or a modal reaches over both.
    """
    root = parse.words[whole.root]
    beside = list(children_in(parse, root.i, words))
    who = subject(parse, root.i)
    if not _stands_alone(parse, whole, child) or (who is not None and who.dep == "expl"):
        return False
    if any(w.dep == "neg" or w.tag == "MD" for w in beside):
        return False
    ahead = any(w.tag == "MD" for w in parse.children(child.i))
    joint = [w for w in beside if w.dep in {"cc", "punct"} and w.i < child.i]
    if not joint or joint[-1].lemma.lower() not in {"and", "but", ",", ";"} or joint[-1].i < root.i:
        return False
    own = [w for w in parse.children(child.i) if w.dep in _COMPLEMENTS and w.i > child.i]
    first = [w for w in beside if w.dep in _COMPLEMENTS and root.i < w.i < joint[0].i]
    return bool(own) and bool(first) and (_tensed(parse, child) or ahead or _same_form(parse, root, child))


def _tensed(parse: Parse, verb: Word) -> bool:
    """Whether a verb without a subject has a tense, by itself or an auxiliary of its own."""
    return finite(verb, parse.children(verb.i)) and verb.tag != "VB"


def _same_form(parse: Parse, root: Word, child: Word) -> bool:
    """A participle that shares the auxiliary of the first: "was fined and barred"."""
    return child.tag == root.tag and any(w.dep in {"aux", "auxpass"} for w in parse.children(root.i))


def _passive_too(parse: Parse, root: Word, child: Word) -> bool:
    """Also "was passed and repealed", where the tagger took the second participle for a past tense."""
    passive = any(w.dep == "auxpass" for w in parse.children(root.i))
    transitive = any(w.dep in {"dobj", "attr", "ccomp", "xcomp"} for w in parse.children(child.i))
    return (
        passive
        and child.tag in {"VBD", "VBN"}
        and not transitive
        and child.lemma.lower() not in _INTRANSITIVE
    )


def _lead(parse: Parse, whole: Proposition, child: Word) -> tuple[int, ...]:
    """What stands before the first verb, for the second too: time, place, subject, auxiliaries if shared."""
    root = parse.words[whole.root]
    shared = not _tensed(parse, child) or _passive_too(parse, root, child)
    shared = shared and not any(w.tag == "MD" for w in parse.children(child.i))
    before: set[int] = set()
    for word in children_in(parse, root.i, whole.words):
        if word.i >= root.i or word.dep in {"punct", "cc", "mark", "advmod", "neg"}:
            continue
        if word.dep in {"aux", "auxpass"} and not shared:
            continue
        before |= indices(parse.subtree(word.i)) & whole.words
    for relative in adding_relatives(parse, before):
        before -= relative.clause
    return (*whole.lead, *sorted(trimmed(parse, before)))


def _contrasts(parse: Parse, clause: Word) -> bool:
    """A comma and "while": a contrast, where "while he slept" without one is a time."""
    mark = next(
        (w for w in parse.children(clause.i) if w.dep == "mark" and w.lemma.lower() in _CONTRASTS), None
    )
    if mark is None:
        return False
    if mark.i == 0:
        return True
    return parse.words[mark.i - 1].text in {",", ";", "–", "—"}
