"""From a parsed sentence to its propositions, each with who says it.

The clause that reports ("X told Y that", ", the sources said", "According to X,") is taken off; what is left
is split where two clauses with subjects of their own are coordinated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from service.claims.clauses import indices, subject, trimmed
from service.claims.sayings import Saying, according, saying_of
from service.language.english import Parse, Word

_MIN_WORDS = 4
_CONTRASTS = frozenset({"while", "whereas"})


@dataclass(frozen=True, slots=True)
class Proposition:
    """``words`` of the parse that state it, ``root`` its main verb; ``sayings`` outermost first."""

    root: int
    words: frozenset[int]
    sayings: tuple[Saying, ...]


def propositions(parse: Parse) -> list[Proposition]:
    """In order of the text. A sentence that reports nothing and coordinates nothing is one."""
    found: list[Proposition] = []
    for root in parse.roots():
        found.extend(_read(parse, root.i, indices(parse.subtree(root.i)), ()))
    found = [p for p in found if len([i for i in p.words if parse.words[i].pos != "PUNCT"]) >= _MIN_WORDS]
    return sorted(found, key=lambda p: min(p.words))


def _read(parse: Parse, root: int, words: set[int], sayings: tuple[Saying, ...]) -> Iterator[Proposition]:
    cited = according(parse, root, words)
    if cited is not None:
        yield from _read(parse, root, words - cited.words, (*sayings, cited))
        return
    saying = saying_of(parse, root, words)
    if saying is not None:
        yield from _read(parse, saying.content, words & saying.said, (*sayings, saying))
        yield from _further_sayings(parse, root, words, saying, sayings)
        return
    for other in _coordinated(parse, root, words):
        own = indices(parse.subtree(other.i)) & words
        yield from _read(parse, other.i, own, sayings)
        words = words - own
    kept = trimmed(parse, words)
    if kept:
        yield Proposition(root, frozenset(kept), sayings)


def _further_sayings(
    parse: Parse, root: int, words: set[int], saying: Saying, before: tuple[Saying, ...]
) -> Iterator[Proposition]:
    """For "he said A and added that B": the second verb of saying shares the speaker."""
    for child in parse.children(root):
        if child.dep != "conj" or child.i not in words or child.i in saying.said:
            continue
        own = indices(parse.subtree(child.i)) & words
        further = saying_of(parse, child.i, own, inherited=saying)
        if further is not None:
            yield from _read(parse, further.content, own & further.said, (*before, further))
        elif subject(parse, child.i) is not None:
            yield from _read(parse, child.i, own, before)


def _coordinated(parse: Parse, root: int, words: set[int]) -> list[Word]:
    """Clauses beside the main one, with verb and subject of their own: "A did x, while B did y"."""
    found = []
    for child in parse.children(root):
        if child.i not in words or child.pos not in {"VERB", "AUX"}:
            continue
        whose = subject(parse, child.i)
        if whose is None or whose.dep == "expl" or whose.tag in {"WDT", "WP"}:
            continue
        beside = child.dep == "conj" and _splits(parse, root, child)
        against = child.dep == "advcl" and whose.pos != "PRON" and _contrasts(parse, child)
        if beside or against:
            found.append(child)
    return found


def _splits(parse: Parse, root: int, child: Word) -> bool:
    """Both sides must stand alone: the first needs its own subject, and a question or wish takes no split."""
    return subject(parse, root) is not None and not any(
        word.dep == "mark" and word.lemma.lower() in {"if", "whether", "unless"}
        for word in (*parse.children(root), *parse.children(child.i))
    )


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
