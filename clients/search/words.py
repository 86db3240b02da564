"""Plain words for search engines: nothing in a query may act as an operator."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clients.search.protocol import SearchLimits

_OPERATORS = frozenset({"AND", "OR", "NOT"})
_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['.][^\W_]+)*")
_UNPRINTABLE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


def one_line(text: str) -> str:
    """Without line ends, control characters and half characters."""
    return _UNPRINTABLE.sub(" ", text).strip()


def plain_words(text: str, limits: SearchLimits) -> str:
    r"""The words of ``text`` without syntax, in order, each once, within the limits; perhaps none.

    CirrusSearch reads ``: " ( ) [ ] { } ~ * ? + - / \ !`` and upper-case AND, OR, NOT as operators; the
    search of a stock MediaWiki reads some of them and matches others literally.
    """
    words: dict[str, str] = {}
    for found in _WORD.findall(text.replace("\u2019", "'")):
        word = found.lower() if found in _OPERATORS else found
        words.setdefault(word.casefold(), word)
    kept: list[str] = []
    length = -1
    for word in list(words.values())[: limits.max_words]:
        length += len(word) + 1
        if length > limits.max_chars:
            break
        kept.append(word)
    return " ".join(kept)


def phrases(words: str, names: Sequence[str]) -> list[str]:
    """The words in order, those that are one name together in one piece."""
    listed = words.split()
    known = [name.split() for name in names]
    pieces: list[str] = []
    while listed:
        name = max((n for n in known if n and listed[: len(n)] == n), key=len, default=listed[:1])
        pieces.append(" ".join(name))
        listed = listed[len(name) :]
    return pieces
