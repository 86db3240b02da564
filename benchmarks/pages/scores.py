"""How near an extracted text and date come to what a reader finds on the page."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime

from benchmarks.pages.corpus import SamplePage

_WORD = re.compile(r"[぀-ヿ㐀-鿿]|[^\W_]+")
"""Japanese and Chinese are written without spaces: there each character counts as a word."""
_DAY_CHARS = len("2016-01-29")


def words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))


def f1(found: str, page: SamplePage) -> float:
    """Harmonic mean of precision and recall over words, each counted as often as it occurs.

    The headline counts for neither side: it is handed on as the title, and extractors differ in repeating it.
    """
    lines = [line for line in found.splitlines() if line.strip() != page.title]
    got, asked = words("\n".join(lines)), words(page.text)
    common = (got & asked).total()
    return 2 * common / (got.total() + asked.total()) if common else 0.0


def leaked(found: str, page: SamplePage) -> tuple[str, ...]:
    """What readers do not see and the text holds."""
    return tuple(phrase for phrase in page.hidden if phrase in found)


def same_day(found: str | None, page: SamplePage) -> bool:
    """The same day; the same month where the page tells no more; none where it tells none."""
    return (found or "")[:_DAY_CHARS] == page.date[:_DAY_CHARS]


def same_moment(found: str | None, page: SamplePage) -> bool:
    """Equal in precision, time of day and offset as well."""
    if not found or not page.date or len(page.date) <= _DAY_CHARS:
        return (found or "") == page.date
    try:
        one, other = datetime.fromisoformat(found), datetime.fromisoformat(page.date)
    except ValueError:
        return False
    return len(found) > _DAY_CHARS and one.utcoffset() == other.utcoffset() and one == other
