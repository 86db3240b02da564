"""Whether a headline says again what the body says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.domain.spans import Span
from service.language.quantities import read_quantities

_OUTLET = re.compile(r"\s{1,3}(?:[-–—|]|::)\s{1,3}[^-–—|:]{2,40}$")
_ABOUT = re.compile(r"(?:^|[:;–—|-]\s+)(?:how|why|what|when|where|who|which)\b", re.IGNORECASE)
_QUOTES = "\"'“”‘’«» \t"
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
_EMPTY = frozenset(
    {"since", "with", "from", "that", "have", "been", "were", "after", "over", "into", "their", "this"}
)
_FEWEST = 3
"""Content words of a headline that says something."""
_REPEATED = 0.7
"""Share of the headline's content words that a claim, with its sentence, must hold."""


def trimmed(text: str, span: Span) -> Span:
    """The headline without the name of the outlet behind a dash and without quotation marks around it."""
    words = text[span.start : span.end]
    outlet = _OUTLET.search(words)
    start, end = span.start, span.start + (outlet.start() if outlet else len(words))
    while start < end and text[start] in _QUOTES:
        start += 1
    while end > start and text[end - 1] in _QUOTES:
        end -= 1
    return Span(start, end)


def announces(headline: str) -> bool:
    """Whether it says what the article is about and states nothing: "How three towns left oil behind"."""
    return _ABOUT.search(headline) is not None


def repeated(headline: str, statements: Sequence[str]) -> int | None:
    """Which statement the headline repeats: all its numbers and most of its content words; None for none."""
    wanted, numbers = _content(headline), _numbers(headline)
    if len(wanted) < _FEWEST:
        return None
    best: tuple[float, int] | None = None
    for i, statement in enumerate(statements):
        share = len(wanted & _content(statement)) / len(wanted)
        if share >= _REPEATED and (best is None or share > best[0]) and numbers <= _numbers(statement):
            best = (share, i)
    return best[1] if best else None


def _content(text: str) -> set[str]:
    """Beginnings of the longer words: "loses" and "losing" count as one."""
    return {word[:_STEM] for word in _WORD.findall(text.lower()) if word not in _EMPTY}


def _numbers(text: str) -> set[float]:
    return {quantity.value for quantity in read_quantities(text) if quantity.value is not None}
