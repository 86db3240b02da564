"""From the words of a query to names that may be entities: Wikidata finds labels by their beginning only."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile

LONGEST_NAME = 4
"""Words of the longest name looked up."""

_PARTICLES = """
a al and bin da das de del della den der des di do dos du e el for ibn in la le of on the und van von
"""
_INSIDE = frozenset(_PARTICLES.split())
"""Words in lower case that stand inside names: "Bank of England"."""
_EDGES = "\"'`“”‘’«»()[]{}<>,;:!?*~|"


def name_runs(text: str) -> list[list[str]]:
    """Runs of words that look like names, in order; where none does all words that mean something are one.

    A run may hold several names, as it does not show where one ends: "Emmanuel Macron France".
    """
    words = [word for word in (raw.strip(_EDGES) for raw in text.split()) if any(map(str.isalnum, word))]
    runs: list[list[str]] = []
    open_run: list[str] = []
    for word in words:
        if _names(word) or (open_run and (word in _INSIDE or word.isdecimal())):
            open_run.append(word)
        elif open_run:
            runs.append(open_run)
            open_run = []
    runs.append(open_run)
    trimmed = [trimmed for run in runs if (trimmed := _trimmed(run))]
    plain = list(dropwhile(_INSIDE.__contains__, _trimmed(words)))
    return trimmed or ([plain] if plain else [])


def shortened(name: Sequence[str], rest: Sequence[str]) -> tuple[list[str], list[str]]:
    """The next shorter beginning of a name that was not found, and the words left over."""
    shorter = _trimmed(name[:-1])
    return shorter, _started([*name[len(shorter) :], *rest])


def split(run: Sequence[str]) -> tuple[list[str], list[str]]:
    """The longest name a run may begin with, and the words after it."""
    name = _trimmed(run[:LONGEST_NAME])
    return name, _started(run[len(name) :])


def _names(word: str) -> bool:
    """Capitalised, or in a script without case."""
    return word[0].isalpha() and (word[0].isupper() or word[0].upper() == word[0].lower())


def _trimmed(run: Sequence[str]) -> list[str]:
    end = len(run)
    while end and run[end - 1] in _INSIDE:
        end -= 1
    return list(run[:end])


def _started(rest: Sequence[str]) -> list[str]:
    start = 0
    while start < len(rest) and (rest[start] in _INSIDE or rest[start].isdecimal()):
        start += 1
    return list(rest[start:])
