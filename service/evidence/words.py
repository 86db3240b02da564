"""Words of a text as retrieval and copy detection compare them."""

from __future__ import annotations

import math
import re
from functools import lru_cache

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+")
_MARKUP = re.compile(r"<[^<>]{0,2000}>")
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_STEMMED = re.compile(r"[a-z]{4,}")

_STOPWORDS = """
a about above after again all also an and any are as at be been before being below between both but by can
could did do does during each for from further had has have he her here hers him his how i if in into is it
its itself just may me might more most must my no nor not of off on once only or other our out over own said
same say says she should so some such than that the their them then there these they this those through to
told too under until up very was we were what when where which while who whom why will with would you your
"""
STOPWORDS = frozenset(_STOPWORDS.split())


def content_tokens(text: str) -> list[str]:
    """Words and numbers in order without words that every text has; "4.2 million" is 4200000."""
    found: list[str] = []
    for token in _TOKEN.findall(text):
        lower = token.lower()
        if lower in _SCALES and found and is_number(found[-1]):
            found[-1] = _scaled(found[-1], _SCALES[lower])
        elif lower not in STOPWORDS:
            found.append(fold(token))
    return found


def plain_words(text: str) -> list[str]:
    """Words as written but for case, markup dropped: what a copy keeps."""
    return [token.casefold() for token in _TOKEN.findall(_MARKUP.sub(" ", text))]


def magnitude(number: str) -> int:
    """The power of ten below a number: 68 million and 68,512,806 agree in it."""
    value = float(number) if number.count(".") <= 1 else 0.0
    return math.floor(math.log10(value)) if value > 0 else 0


def is_number(token: str) -> bool:
    return token[:1].isdigit()


def _scaled(number: str, scale: int) -> str:
    return f"{float(number) * scale:.0f}" if number.count(".") <= 1 else number


@lru_cache(maxsize=8192)
def fold(token: str) -> str:
    """One form for the forms of a word: "Russians", "Russian" and "Russia" meet; so do 68,000 and 68000.

    Light on purpose: it only has to bring a sentence up for reading, which is done by others.
    """
    if is_number(token):
        return token.replace(",", "").rstrip(".")
    word = token.casefold()
    if not _STEMMED.fullmatch(word):
        return word
    if word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            word = word[: -len(ending)]
            break
    if word.endswith("ian"):
        word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > 4 else word  # noqa: PLR2004 - "state", "stated"
