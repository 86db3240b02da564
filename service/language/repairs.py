"""Mistakes that the parser makes often enough in news to be mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from service.language.words import Word

_SAY = frozenset(
    {"say", "claim", "report", "announce", "confirm", "estimate", "add", "believe", "find", "show"}
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})


def repaired(words: Sequence[Word]) -> tuple[Word, ...]:
    """In "he said a fire had destroyed it" the fire is no object of "said": it is what destroyed."""
    mended = list(words)
    for content in words:
        verb = words[content.head]
        if content.dep != "ccomp" or verb.lemma.lower() not in _SAY:
            continue
        if any(w.head == content.i and w.dep in _SUBJECTS for w in words):
            continue
        between = [w for w in words if w.head == verb.i and w.dep == "dobj" and verb.i < w.i < content.i]
        if len(between) == 1:
            passive = any(w.head == content.i and w.dep == "auxpass" for w in words)
            mended[between[0].i] = replace(
                between[0], head=content.i, dep="nsubjpass" if passive else "nsubj"
            )
    return tuple(mended)
