"""How much a sentence in any language is worth checking, from what needs no words: figures, names, length.

A logistic model with committed, readable coefficients, fitted on English debates
(``training/checkworthiness/any_language.py``). Pure, standard library only; training uses it too.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

FEATURES = ("numbers", "digits", "percent", "money", "names", "length", "question")
_NUMBER = re.compile(r"\d+(?:[.,٫٬'’\u00a0\u202f]\d+)*")
_PERCENT = re.compile(r"[%‰٪％]")
_QUESTION = re.compile(r"[?？؟;՞]\s*[\"'”’»)\]]*\s*$|^\s*¿")
_WIDE = 3  # letters of an alphabet that one ideograph or syllable stands for


class CoefficientsError(Exception):
    """The coefficients do not fit the features."""


@dataclass(frozen=True, slots=True)
class AnyLanguageWorth:
    """``weights`` in the order of ``FEATURES``."""

    weights: tuple[float, ...]
    bias: float

    @classmethod
    def of(cls, coefficients: Mapping[str, float]) -> AnyLanguageWorth:
        """Of a feature's name, or ``bias``, to its coefficient; raises ``CoefficientsError``."""
        if set(coefficients) != {*FEATURES, "bias"}:
            raise CoefficientsError(f"coefficients are for {sorted(coefficients)}, not {sorted(FEATURES)}")
        return cls(tuple(float(coefficients[name]) for name in FEATURES), float(coefficients["bias"]))

    def probability(self, sentence: str) -> float:
        raw = sum(w * x for w, x in zip(self.weights, features(sentence), strict=True)) + self.bias
        return 1 / (1 + math.exp(-raw))


def features(sentence: str) -> tuple[float, ...]:
    """In the order of ``FEATURES``, each in [0, 5] or so however long the sentence."""
    numbers = len(_NUMBER.findall(sentence))
    digits = sum(c.isdecimal() for c in sentence)
    money = any(unicodedata.category(c) == "Sc" for c in sentence)
    letters = sum(_WIDE if unicodedata.east_asian_width(c) in "WF" else 1 for c in sentence if c.isalpha())
    return (
        min(numbers, 4),
        math.log1p(min(digits, 20)),
        float(_PERCENT.search(sentence) is not None),
        float(money),
        min(_names(sentence), 5),
        math.log1p(min(letters, 400)) / 2,
        float(_QUESTION.search(sentence) is not None),
    )


def _names(sentence: str) -> int:
    """Words after the first of two letters or more that begin with a capital."""
    return sum(len(word) > 1 and word[0].isupper() for word in sentence.split()[1:])
