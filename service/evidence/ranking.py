"""How well a sentence fits a statement, in [0, 1].

BM25 term saturation (Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009,
eq. 3.15) over weighted words, divided by what a short sentence with every word would get.
A bag of words only brings text up for reading; what it says about the statement is judged elsewhere.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from service.evidence.words import content_tokens, is_number

K1 = 1.2
B = 0.4
"""Length counts for little among sentences: the short ones are headings."""
BEST_TERM = (K1 + 1) / (1 + K1 * (1 - B))
NAME_WEIGHT = 2.0
NUMBER_WEIGHT = 1.5
ANY_NUMBER = "#"
"""Stands for "a number at all": a sentence with another number is as telling as one with the same."""
TITLE_SHARE = 0.5
"""What a word in the page's title counts for in each of its sentences, which rarely repeat it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words of a statement with their weights before rarity."""

    weights: Mapping[str, float] = field(repr=False)

    @classmethod
    def of(cls, statement: str, names: Sequence[str]) -> Wanted:
        named = {token for name in names for token in content_tokens(name)}
        weights = {token: NAME_WEIGHT if token in named else 1.0 for token in content_tokens(statement)}
        numbers = [token for token in weights if is_number(token)]
        weights.update(dict.fromkeys(numbers, NUMBER_WEIGHT))
        if numbers:
            weights[ANY_NUMBER] = 1.0
        return cls(weights)


@dataclass(frozen=True, slots=True)
class Bag:
    """A sentence as counted words, with the words of its page's title."""

    counts: Counter[str] = field(repr=False)
    title: frozenset[str] = field(repr=False)
    length: int

    @classmethod
    def of(cls, sentence: str, title: frozenset[str]) -> Bag:
        words = content_tokens(sentence)
        counts = Counter(words)
        counts[ANY_NUMBER] = sum(map(is_number, words))
        return cls(counts, title, len(words))


def scores(wanted: Wanted, bags: Sequence[Bag]) -> list[float]:
    """One score per bag. A sentence that has nothing itself but a title that fits scores 0."""
    mean = sum(bag.length for bag in bags) / len(bags) if bags else 0.0
    weights = _rarity(wanted, bags)
    bound = sum(weights.values()) * BEST_TERM
    return [min(1.0, _gain(weights, bag, mean) / bound) if bound else 0.0 for bag in bags]


def _gain(weights: Mapping[str, float], bag: Bag, mean: float) -> float:
    norm = K1 * (1 - B + B * bag.length / mean) if mean else K1
    own = sum(_term(bag.counts[token], norm) * weight for token, weight in weights.items())
    if not own:
        return 0.0
    lent = (weight for token, weight in weights.items() if token in bag.title and not bag.counts[token])
    return own + sum(lent) * _term(TITLE_SHARE, norm)


def _term(count: float, norm: float) -> float:
    return min(BEST_TERM, count * (K1 + 1) / (count + norm))


def _rarity(wanted: Wanted, bags: Sequence[Bag]) -> dict[str, float]:
    """Weight times smoothed inverse sentence frequency; words that occur nowhere stay in the bound."""
    among = {token: sum(1 for bag in bags if bag.counts[token]) for token in wanted.weights}
    return {
        token: weight * math.log(1 + (len(bags) + 1) / (among[token] + 1))
        for token, weight in wanted.weights.items()
    }
