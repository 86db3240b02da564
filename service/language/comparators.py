"""The words beside a number that say how exact it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from service.domain.quantities import Comparator

_BEFORE = {
    Comparator.MORE_THAN: (
        r"more than", r"greater than", r"over", r"above", r"in excess of", r"upwards? of", r"well over",
        r"just over", r"exceeding", r"exceeded", r"exceeds", r"north of",
    ),
    Comparator.AT_LEAST: (
        r"at least", r"no fewer than", r"no less than", r"not less than", r"a minimum of", r"minimum of",
    ),
    Comparator.LESS_THAN: (r"less than", r"fewer than", r"under", r"below"),
    Comparator.AT_MOST: (
        r"at most", r"up to", r"no more than", r"not more than", r"as many as", r"as much as",
        r"a maximum of", r"maximum of",
    ),
    Comparator.NEARLY: (r"nearly", r"almost", r"close to", r"just under", r"just below", r"approaching"),
    Comparator.ABOUT: (
        r"about", r"around", r"approximately", r"roughly", r"some", r"an estimated", r"estimated", r"circa",
        r"ca\.", r"~", r"or so", r"in the region of", r"more or less",
    ),
    Comparator.EXACTLY: (r"exactly", r"precisely", r"only", r"just", r"a total of", r"total of"),
}  # fmt: skip
_AFTER = {
    Comparator.AT_LEAST: (r"or more", r"or above", r"or over", r"plus", r"\+"),
    Comparator.AT_MOST: (r"or less", r"or fewer", r"or under"),
    Comparator.ABOUT: (r"or so", r"or thereabouts"),
}
_ORDERED = sorted(
    ((phrase, comparator) for comparator, phrases in _BEFORE.items() for phrase in phrases),
    key=lambda item: len(item[0]),
    reverse=True,
)
_BEFORE_PATTERN = re.compile(
    r"(?<!\w)(?P<phrase>"
    + "|".join(phrase.replace(" ", r"\s+") for phrase, _ in _ORDERED)
    + r")\s*(?:the\s+|an?\s+)?$",
    re.IGNORECASE,
)
_AFTER_PATTERN = re.compile(
    r"\s*(?P<phrase>" + "|".join(p.replace(" ", r"\s+") for ps in _AFTER.values() for p in ps) + r")(?!\w)",
    re.IGNORECASE,
)
_REACH = 30  # characters before a number in which its comparator stands


@dataclass(frozen=True, slots=True)
class Beside:
    """A comparator, or None, and where number and comparator together start and end."""

    comparator: Comparator | None
    start: int
    end: int


def before_number(text: str, start: int) -> Beside:
    found = _BEFORE_PATTERN.search(text, max(0, start - _REACH), start)
    if found is None:
        return Beside(None, start, start)
    return Beside(_named(found["phrase"], _BEFORE), found.start(), start)


def after_number(text: str, end: int) -> Beside:
    found = _AFTER_PATTERN.match(text, end)
    if found is None:
        return Beside(None, end, end)
    return Beside(_named(found["phrase"], _AFTER), end, found.end())


def _named(phrase: str, table: dict[Comparator, tuple[str, ...]]) -> Comparator | None:
    words = " ".join(phrase.lower().split())
    for comparator, phrases in table.items():
        if any(re.fullmatch(known, words) for known in phrases):
            return comparator
    return None
