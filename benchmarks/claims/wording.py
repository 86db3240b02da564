"""Words, names, numbers and dates of a text, and when two of them are the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from service.domain.times import Interval, Precision, PublishedAt
from service.language import numbers
from service.language.times import find_times

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+|[.’'&-][^\W_]+)*")
_ARTICLES = frozenset({"a", "an", "the"})
ANY_DAY = PublishedAt(datetime(2000, 1, 1), Precision.SECOND, offset_known=False)  # noqa: DTZ001 - any day will do
"""As of when dates are read where only their place counts."""
_BETWEEN = re.compile(r"\s*[-–—]\s*|\s+(?:and|to|until|till|through)\s+(?:the\s+)?", re.IGNORECASE)
# What stands behind the stem that a country, its people and their adjective share.
_ENDING = re.compile("(?:an?|n|ian?|i|ese|ish|e?y|ain|e|ean|istan|land|er|va)?")
_OPENS = '.!?:“"‘'  # what a capital may stand behind without making a name
_STEM = 4  # letters, at least
_PLURAL = re.compile(r"(?<=[^asu])s$")  # of "Afghans", not of "Texas" or "Hamas"
_IRREGULAR = {
    "french": "france",
    "spanish": "spain",
    "dutch": "netherlands",
    "greek": "greece",
    "danish": "denmark",
    "american": "us",
    "america": "us",
    "usa": "us",
}


def bare(word: str) -> str:
    """In lower case, without a possessive ending or dots: "Russia’s" is "russia", "U.S." is "us"."""
    low = word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
    return low if low[:1].isdigit() else low.replace(".", "")


def tokens(text: str) -> list[re.Match[str]]:
    return list(_WORD.finditer(text))


def words(text: str) -> set[str]:
    """The words of ``text`` but articles, bare; of a hyphenated one the parts too."""
    found: set[str] = set()
    for match in tokens(text):
        found.add(bare(match.group()))
        found.update(bare(part) for part in match.group().split("-"))
    return found - _ARTICLES


def heads(text: str, start: int) -> bool:
    """Whether a sentence or a quotation begins there."""
    before = text[:start].rstrip()
    return not before or before[-1] in _OPENS


def always_capital(text: str) -> set[str]:
    """Bare words that have a capital within sentences and are nowhere written without one."""
    inside, low = set(), set()
    for match in tokens(text):
        word = match.group()
        if not word[0].isupper():
            low.add(bare(word))
        elif not heads(text, match.start()):
            inside.add(bare(word))
    return inside - low


def same_name(left: str, right: str) -> bool:
    """Whether two bare words name the same: equal, or of one country ("russia", "russians")."""
    if left == right:
        return True
    left, right = (_PLURAL.sub("", word) for word in (left, right))
    left, right = _IRREGULAR.get(left, left), _IRREGULAR.get(right, right)
    return left == right or any(
        left[:cut] == right[:cut] and _ENDING.fullmatch(left, cut) and _ENDING.fullmatch(right, cut)
        for cut in range(_STEM, min(len(left), len(right)) + 1)
    )


def named_in(name: str, text: str) -> bool:
    """Whether every word of ``name`` stands in ``text``, or its initials do ("H-P" for "Hewlett-Packard")."""
    there = words(text)
    pieces = [bare(part) for match in tokens(name) for part in match.group().split("-")]
    wanted = [piece for piece in pieces if piece not in _ARTICLES]
    if all(any(same_name(one, other) for other in there) for one in wanted):
        return True
    capitals = [part for match in tokens(name) for part in match.group().split("-") if part[:1].isupper()]
    short = "".join(part[0].lower() for part in capitals)
    return len(capitals) > 1 and short in {bare(match.group()).replace("-", "") for match in tokens(text)}


def dates_in(text: str, anchor: PublishedAt | None, *, absolute: bool = False) -> dict[str, Interval]:
    """Each date by its words, with the days the words themselves name; the ends of a window one by one.

    ``absolute`` leaves out those whose year comes from ``anchor``.
    """
    dates: dict[str, Interval] = {}
    for found in find_times(text, anchor=anchor):
        if absolute and found.relative:
            continue
        ends = [part for part in _BETWEEN.split(found.mention.text) if part]
        halves = [half for end in ends for half in find_times(f"in {end}", anchor=anchor)]
        if len(ends) > 1 and len(halves) == len(ends):
            dates.update({half.mention.text: half.days for half in halves})
        else:
            dates[found.mention.text] = found.days
    return dates


def numbers_in(text: str, *, of_dates: bool = False) -> dict[str, float]:
    """Each number by its words: "a hundred" is 100, "half of" 50, "hundreds" 200.

    Those of dates only when asked for.
    """
    times = [] if of_dates else find_times(text, anchor=ANY_DAY)
    dated = [(found.span.start, found.span.end) for found in times]
    values: dict[str, float] = {}
    for match in numbers.PATTERN.finditer(text):
        if match.group().lower() == "one" or _within(match, dated):
            continue
        number = numbers.read(match)
        if number is not None:
            scale = numbers.short_scale(number.short) if number.short else 1.0
            values[match.group()] = number.value * scale
    return values


def _within(match: re.Match[str], spans: Iterable[tuple[int, int]]) -> bool:
    return any(match.start() < end and start < match.end() for start, end in spans)
