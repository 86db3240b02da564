"""What the check-worthiness model sees of a sentence. Pure, standard library only; training uses it too.

Word unigrams and bigrams are hashed with CRC-32, which is the same on every machine and in every
process, unlike ``hash()``.
"""

from __future__ import annotations

import math
import re
import zlib

BUCKETS = 1 << 16
"""Hashed features; the dense ones follow them."""
DENSE = (
    "numbers",
    "percent_or_money",
    "capitalised",
    "length",
    "first_person",
    "second_person",
    "question",
    "past_tense",
    "comparison",
    "opinion",
    "future",
    "copula",
)
SIZE = BUCKETS + len(DENSE)

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d[\d.,]*|[%$€£?!]")
_FIRST = {"i", "we", "my", "our", "me", "us", "i'm", "i've", "we've", "we're", "i'll", "we'll"}
_SECOND = {"you", "your", "you're", "you've"}
_COMPARISON = {
    "more",
    "less",
    "most",
    "least",
    "than",
    "highest",
    "lowest",
    "largest",
    "double",
    "fewer",
    "every",
}
_OPINION = {
    "think",
    "believe",
    "should",
    "must",
    "hope",
    "feel",
    "good",
    "bad",
    "great",
    "want",
    "ought",
    "let's",
}
_FUTURE = {"will", "would", "could", "might", "may", "going", "'ll"}
_COPULA = {"is", "are", "was", "were", "has", "have", "had", "been"}


def features(sentence: str) -> tuple[list[int], list[float]]:
    """Indices below ``SIZE``, each once, with values: hashed part of length 1, dense part near [0, 1]."""
    words = [_normal(token) for token in _TOKEN.findall(sentence)]
    grams = {f"1:{word}" for word in words}
    grams |= {f"2:{left} {right}" for left, right in zip(["^", *words], [*words, "$"], strict=True)}
    indices = sorted({zlib.crc32(gram.encode()) % BUCKETS for gram in grams})
    weight = 1 / math.sqrt(len(indices)) if indices else 0.0
    values = [weight] * len(indices)
    for offset, value in enumerate(_dense(sentence, words)):
        if value:
            indices.append(BUCKETS + offset)
            values.append(value)
    return indices, values


def _normal(token: str) -> str:
    """Lower case; digits by their number only, so that "1,200" and "3,400" are one word."""
    return re.sub(r"\d", "0", token.lower().replace("’", "'").rstrip(".,"))


def _dense(sentence: str, words: list[str]) -> list[float]:
    count = max(len(words), 1)
    names = sum(
        word[0].isupper() for word in sentence.split()[1:] if word not in {"I", "I'm", "I've", "I'll"}
    )
    return [
        min(sum(word[0] == "0" for word in words), 4) / 4,
        float(any(word in {"%", "$", "€", "£", "percent", "million", "billion"} for word in words)),
        min(names, 6) / 6,
        min(math.log1p(count) / 4, 1.0),
        _any(words, _FIRST),
        _any(words, _SECOND),
        float("?" in words),
        min(sum(len(word) > len("bed") and word.endswith("ed") for word in words), 3) / 3,
        _any(words, _COMPARISON),
        _any(words, _OPINION),
        _any(words, _FUTURE),
        _any(words, _COPULA),
    ]


def _any(words: list[str], wanted: set[str]) -> float:
    return float(any(word in wanted for word in words))
