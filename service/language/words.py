"""A word of a parsed text."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Word:
    """A token. ``head`` is the index of its head in the same parse, its own index for a root.

    ``pos`` is the Universal Dependencies class, ``tag`` the Penn Treebank tag, ``dep`` the relation to
    the head in spaCy's English scheme.
    """

    i: int
    text: str = field(repr=False)
    start: int
    end: int
    lemma: str = field(repr=False)
    pos: str
    tag: str
    dep: str
    head: int
