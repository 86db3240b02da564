"""How well a sentence fits a statement, in [0, 1].

BM25 term saturation (Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009,
eq. 3.15) over weighted words, divided by what a short sentence with every word would get.
Beside the words stands likeness in meaning, where a model of it is at hand: see ``mixed``.
A ranking only brings text up for reading; what it says about the statement is judged elsewhere.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from service.evidence.words import content_tokens, is_number, magnitude

K1 = 1.2
B = 0.4
"""Length counts for little among sentences: the short ones are headings."""
BEST_TERM = (K1 + 1) / (1 + K1 * (1 - B))
NAME_WEIGHT = 2.0
NUMBER_WEIGHT = 1.5
ANY_NUMBER = "#"
"""Stands for "a number at all", and with digits for one of that magnitude: a sentence with another number may
be more telling than one with the same."""
SIGN_WEIGHT = 0.4
ENOUGH_WORDS = 2
ONE_WORD_SHARE = 0.4
"""A single word in common, often the name, is a weak sign that a sentence is to the point."""
TITLE_SHARE = 0.5
"""What a word in the page's title counts for in each of its sentences, which rarely repeat it."""

MEANING = 0.6
"""What likeness in meaning weighs, in [0, 1]; the words weigh the rest (tuned on dev, docs/quality.md)."""


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
        weights.update(dict.fromkeys(_signs(numbers), SIGN_WEIGHT))
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
        counts.update(_signs(filter(is_number, words)))
        return cls(counts, title, len(words))


def scores(wanted: Wanted, bags: Sequence[Bag]) -> list[float]:
    """One score per bag; 0 for a sentence without a wanted word, though its title fits or a number agrees."""
    mean = sum(bag.length for bag in bags) / len(bags) if bags else 0.0
    weights = _rarity(wanted, bags)
    bound = sum(weights.values()) * BEST_TERM
    return [min(1.0, _gain(weights, bag, mean) / bound) if bound else 0.0 for bag in bags]


def _signs(numbers: Iterable[str]) -> set[str]:
    signs = {f"{ANY_NUMBER}{magnitude(number)}" for number in numbers}
    return signs | {ANY_NUMBER} if signs else signs


def _gain(weights: Mapping[str, float], bag: Bag, mean: float) -> float:
    norm = K1 * (1 - B + B * bag.length / mean) if mean else K1
    own = {token for token in weights if bag.counts[token]}
    lent = {token for token in weights if token in bag.title} - own
    if not any(map(_is_word, own)):
        return 0.0
    gain = sum(_term(bag.counts[token], norm) * weights[token] for token in own)
    gain += sum(_term(TITLE_SHARE, norm) * weights[token] for token in lent)
    shared = sum(map(_is_word, own | lent))
    enough = shared >= min(ENOUGH_WORDS, sum(map(_is_word, weights)))
    return gain if enough else gain * ONE_WORD_SHARE


def _is_word(token: str) -> bool:
    return not is_number(token) and not token.startswith(ANY_NUMBER)


def _term(count: float, norm: float) -> float:
    return min(BEST_TERM, count * (K1 + 1) / (count + norm))


def _rarity(wanted: Wanted, bags: Sequence[Bag]) -> dict[str, float]:
    """Weight times smoothed inverse sentence frequency; words that occur nowhere stay in the bound."""
    among = {token: sum(1 for bag in bags if bag.counts[token]) for token in wanted.weights}
    return {
        token: weight * math.log(1 + (len(bags) + 1) / (among[token] + 1))
        for token, weight in wanted.weights.items()
    }


def mixed(words: Sequence[float], meaning: Sequence[float]) -> list[float]:
    """The scores by words with likeness in meaning, in [-1, 1]; what has no wanted word stays at 0."""
    return [
        (1 - MEANING) * score + MEANING * min(1.0, max(0.0, near)) if score else 0.0
        for score, near in zip(words, meaning, strict=True)
    ]
