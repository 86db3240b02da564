"""Numbers written the continental way: "1.234,50" is one thousand and some, "3,5" is three and a half."""

from __future__ import annotations

import re

_DECIMAL_COMMA = frozenset(
    {
        "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "cs", "sk", "sv", "da", "no", "nb", "nn", "fi",
        "hu", "ro", "bg", "hr", "sr", "sl", "lt", "lv", "et", "el", "tr", "id", "ca", "gl", "eu", "is", "vi",
        "be", "sq",
    }
)  # fmt: skip
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w])")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_DECIMAL = re.compile(r"\d+,\d+")
_SWAP = str.maketrans(".,", ",.")


def english_digits(text: str, language: str | None) -> str:
    """``text`` with its numbers as English writes them, character for character as long as before."""
    if language not in _DECIMAL_COMMA:
        return text
    return _NUMBER.sub(lambda number: _swapped(number[0]), text)


def _swapped(number: str) -> str:
    """A number with a point alone is left: "2.3.1" and "29.01" are no thousands."""
    if _GROUPED.fullmatch(number) or _DECIMAL.fullmatch(number):
        return number.translate(_SWAP)
    return number
