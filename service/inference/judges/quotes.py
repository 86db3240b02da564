"""Whether what a model quotes stands in what it read."""

from __future__ import annotations

import re

LEAST_WORDS = 2
LEAST_LETTERS = 6
"""In scripts that do not part words."""

_WORD = re.compile(r"\w+")


def decides(quote: str, passage: str) -> bool:
    """Whether ``quote`` stands in ``passage`` word for word, only white space apart, and says something."""
    wanted, there = " ".join(quote.split()), " ".join(passage.split())
    if wanted == there:
        return bool(wanted)
    words = _WORD.findall(wanted)
    enough = len(words) >= LEAST_WORDS or (not wanted.isascii() and len(wanted) >= LEAST_LETTERS)
    return enough and _stands_whole(wanted, there)


def _stands_whole(wanted: str, there: str) -> bool:
    """Not from the middle of a number or of an ASCII word on."""
    before = r"(?<![A-Za-z0-9])" if wanted[0].isascii() and wanted[0].isalnum() else ""
    after = r"(?![A-Za-z0-9])" if wanted[-1].isascii() and wanted[-1].isalnum() else ""
    return re.search(before + re.escape(wanted) + after, there) is not None
