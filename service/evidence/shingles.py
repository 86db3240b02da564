"""How much of one text stands in another: containment of word shingles (Broder 1997).

Exact sets, no hashing tricks: a claim has a few dozen documents at most.
"""

from __future__ import annotations

from collections.abc import Sequence

from service.evidence.words import plain_words

SIZE = 4
"""Words in a shingle: long enough that common phrases of a topic do not make two texts alike."""
READ_CHARS = 60_000
"""What is compared of a text; a copy is recognised by much less."""

ALIKE_SHARE = 0.5
ALIKE_SHINGLES = 12
"""Less than a sentence or two in common is a quotation."""

Shingles = frozenset[tuple[str, ...]]


def shingles(text: str) -> Shingles:
    return of_words(plain_words(text[:READ_CHARS]))


def of_words(words: Sequence[str]) -> Shingles:
    return frozenset(tuple(words[at : at + SIZE]) for at in range(len(words) - SIZE + 1))


def containment(part: Shingles, whole: Shingles) -> float:
    """The share of ``part`` that stands in ``whole``, in [0, 1]; an empty part is in nothing."""
    return len(part & whole) / len(part) if part else 0.0


def alike(left: Shingles, right: Shingles) -> bool:
    """Whether two documents are one text in two places."""
    smaller, larger = sorted((left, right), key=len)
    return len(smaller) >= ALIKE_SHINGLES and containment(smaller, larger) >= ALIKE_SHARE
