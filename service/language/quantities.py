"""Quantities in English text: the number, how exact it is, its unit and what it counts.

Readings that are a choice: "hundreds" is at least 200, "dozens" at least 24 (the plural says two or
more); a share of a whole ("half of Aleppo province", "two in five") is a number of percent; "$" is the
US dollar. Dates, times of day, ordinals, names with numbers ("F-16", "Flight 370") and a bare "one"
are no quantities. Digits are read in any language.
"""
# ruff: noqa: PLR2004 - numerals are made of numbers

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from service.domain.quantities import Comparator, Quantity
from service.domain.spans import Span
from service.domain.times import Interval, Precision, PublishedAt
from service.language import numbers, units
from service.language.comparators import after_number, before_number
from service.language.counted import counted_after, counted_before
from service.language.number_styles import english_digits
from service.language.numbers import Number
from service.language.times import find_times, unreadable_dates

# Dates are no quantities, whatever day they are read on.
_ANY_DAY = PublishedAt(datetime(2000, 1, 1), Precision.SECOND, offset_known=False)  # noqa: DTZ001 - any day will do
_NOT_NUMBERS = re.compile(
    r"\S{1,64}@\S{1,250}|https?://\S{1,2000}|www\.\S{1,2000}|#\d+"
    r"|\+\d{1,3}(?:[ -]?\(?\d{2,5}\)?){2,6}"
    r"|\b\d{1,2}(?:[:.]\d\d){1,2}\s?(?:[ap]\.?m\b\.?)|\b\d{1,2}:\d\d(?::\d\d)?\b|\b\d{1,2}\s?[ap]\.?m\b\.?"
    r"|\b(?!\d{1,3}(?:\.\d{3})+\b)(?:\d{1,6}\.){2,6}\d{1,6}\b"
    r"|(?m:^[ \t]{0,8}\d{1,2}[.)]\s)|\+?\d[\d-]{0,12}-\d{3,5}-\d{3,8}\b"
    r"|\bone\s+(?:another|day)\b|\beach\s+one\b|(?<=\d)\s?[x×]\s?(?=\d)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?<![\w-])(?P<name>[A-Z][\w’'-]*|[Nn]o\.|page|section|chapter)\s$")
_OPENERS = re.compile(
    r"^(?:The|A|An|In|On|At|By|Of|For|From|With|And|But|Or|Some|About|Around|Over|Under|Nearly|Almost|Only|Just|More|Than"
    r"|Another|All|These|Those|Their|His|Her|Its|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|That|As|To"
    r"|Between|Up|Roughly|Approximately|US|Since|Killed|Least|Last|Past|Next|First)$"
)
_CONNECTOR = re.compile(r"\s*(?:and|to|or|[-–—])\s*", re.IGNORECASE)
_OPENED = re.compile(r"\b(?:between|from)\s+(?:US)?[$€£]?$", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:r[io]se|risen|f[ae]ll|fallen|gr[eo]w|grown|increased?|decreased?|dropped|declined|cut|raised|reduced"
    r"|jumped|went|up|down|climbed|slipped|narrowed|widened)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_BASE = re.compile(r"\b(?:per|for every|out of every)\s+$", re.IGNORECASE)
"""What is counted against, as in "48 lines per 100 inhabitants": no count of its own."""
_NOUN = re.compile(r" ([a-z]+)\b")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")  # alone: "en 2015", as it is written in most languages
_REACH = 60  # characters before a number that are looked at


@dataclass(frozen=True, slots=True)
class FoundQuantity:
    """A quantity and the span of its number with comparator, unit and counted noun."""

    span: Span
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class _Piece:
    """A number with its unit, before what is counted is known. ``start`` includes a currency sign."""

    start: int
    end: int
    number: Number
    unit: str | None
    explicit: bool  # the unit stands in the text beside this number


def read_quantities(
    text: str, *, window: Interval | None = None, language: str | None = None
) -> tuple[Quantity, ...]:
    """The quantities of ``text`` in order, each with ``window`` as the period it was counted over.

    In another ``language`` than English what is counted is not read. Text all in capitals is read, and its
    words given, in small letters.
    """
    if language in {None, "en"} and not text.isupper():
        return tuple(found.quantity for found in find_quantities(text, window=window))
    if language in {None, "en"}:
        return tuple(f.quantity for f in find_quantities(text.lower(), window=window))
    found = find_quantities(english_digits(text, language), window=window)
    return tuple(
        replace(f.quantity, counted=None, text=written)
        for f in found
        if not _YEAR.fullmatch(written := text[f.span.start : f.span.end])
    )


def find_quantities(text: str, *, window: Interval | None = None) -> list[FoundQuantity]:
    """As ``read_quantities`` for English, with the place of each."""
    pieces = _pieces(text)
    found: list[FoundQuantity] = []
    i = 0
    pieces = [piece for j, piece in enumerate(pieces) if not _score(text, pieces, j)]
    while i < len(pieces):
        low = pieces[i]
        high = pieces[i + 1] if i + 1 < len(pieces) and _is_range(text, low, pieces[i + 1]) else None
        found.append(_quantity(text, low, high, window))
        i += 2 if high else 1
    return found


def _pieces(text: str) -> list[_Piece]:
    matches = list(numbers.PATTERN.finditer(text))
    if not matches:
        return []
    masked = [match.span() for match in _NOT_NUMBERS.finditer(text)]
    masked += [(time.span.start, time.span.end) for time in find_times(text, anchor=_ANY_DAY)]
    masked += [(span.start, span.end) for span in unreadable_dates(text)]
    pieces: list[_Piece] = []
    for match in matches:
        if any(match.start() < end and start < match.end() for start, end in masked):
            continue
        number = numbers.read(match)
        piece = _piece(text, match, number) if number else None
        if piece is not None:
            pieces.append(piece)
    return pieces


def _piece(text: str, match: re.Match[str], number: Number) -> _Piece | None:
    start, end = match.span()
    currency = units.BEFORE.search(text, max(0, start - 5), start)
    after = units.AFTER.match(text, end)
    unit: str | None = None
    if number.part:
        unit = "percent"
    elif currency:
        start, unit = currency.start(), units.CURRENCIES[currency["currency"].lower()]
        if number.short:
            number = replace(number, value=number.value * numbers.short_scale(number.short), short=None)
    elif number.short == "m":
        unit, number = "m", replace(number, short=None)
    elif number.short:
        number = replace(number, value=number.value * numbers.short_scale(number.short), short=None)
        after = units.AFTER.match(text, end)
    if unit is None and after is not None and not _mid_phrase(text, after):
        unit, end = units.UNITS[" ".join(after["unit"].lower().split())], after.end()
    elif unit is not None and currency and after and units.UNITS.get(after["unit"].lower()) == unit:
        end = after.end()
    if _BASE.search(text[max(0, start - 20) : start]) or (unit is None and _year_of(text, match, end)):
        return None
    glued = unit is None and match["digits"] is not None and text[end : end + 1].isalpha()
    if unit is None and (glued or _bare_one(match, text) or _part_of_name(text, match)):
        return None
    if re.search(r"\bminus\s+$", text[max(0, start - 10) : start], re.IGNORECASE):
        number = replace(number, value=-number.value)
    return _Piece(start, end, number, unit, unit is not None)


def _year_of(text: str, match: re.Match[str], end: int) -> bool:
    """As in "its 2027 forecast": four digits of a year before one thing."""
    noun = _NOUN.match(text, end)
    plural = noun is not None and (noun[1].endswith("s") or noun[1] in {"people", "men", "women", "children"})
    alone = before_number(text, match.start()).comparator is None
    return _YEAR.fullmatch(match.group()) is not None and noun is not None and not plural and alone


def _score(text: str, pieces: list[_Piece], j: int) -> bool:
    """As in "won 3-1", which is a result, not a range."""
    pairs = [pieces[i : i + 2] for i in (j - 1, j) if 0 <= i < len(pieces) - 1]
    return any(
        text[left.end : right.start] in {"-", "–"}
        and left.number.value >= right.number.value
        and not (left.explicit or right.explicit)
        for left, right in pairs
    )


def _mid_phrase(text: str, unit: re.Match[str]) -> bool:
    """In "two second graders" or "30 foot soldiers" a singular that belongs to the next word is no unit."""
    word = unit["unit"].lower()
    return (
        word in {"second", "foot", "times", "degree"}
        and re.match(r"\s+[a-z]+s\b", text[unit.end() :]) is not None
    )


def _bare_one(match: re.Match[str], text: str) -> bool:
    """A "one area", "no one" or "one of them" counts nothing; "at least one soldier" does."""
    if match.group().lower() not in {"one", "zero"}:
        return False
    return before_number(text, match.start()).comparator is None


def _part_of_name(text: str, match: re.Match[str]) -> bool:
    if not match["digits"] or re.search(r"[,.]", match["digits"]):
        return False
    named = _NAMED.search(text, max(0, match.start() - 30), match.start())
    if named is None or _OPENERS.match(named["name"]):
        return False
    before = text[: named.start("name")].rstrip()
    sentence_start = not before or before[-1] in '.!?:"“”\n'
    plural_follows = re.match(
        r"\s+(?:[\w-]+\s+){0,2}?(?:[a-z]{3,}s|people|men|women|children)\b", text[match.end() :]
    )
    placed = re.search(r"\b(?:in|from|near|across)$", before, re.IGNORECASE)  # "In Syria 300 troops"
    counts = sentence_start or placed or len(match["digits"]) > 3
    return not (plural_follows and counts)


def _is_range(text: str, low: _Piece, high: _Piece) -> bool:
    between = text[low.end : high.start]
    if not _CONNECTOR.fullmatch(between) or low.number.vague or high.number.vague:
        return False
    money = text[low.start].isdigit() is False and high.unit is None and high.number.scaled
    if low.explicit and high.unit != low.unit and not money:
        return False
    word, before = between.strip().lower(), text[max(0, low.start - _REACH) : low.start]
    if word == "and":
        opened = re.search(r"\bbetween\s+$", before, re.IGNORECASE) is not None
    elif word == "to":
        opened = not _CHANGE.search(before)
    else:
        opened = True
    scaled = _shared_scale(low, high)
    return opened and scaled < high.number.value


def _shared_scale(low: _Piece, high: _Piece) -> float:
    """As in "4 to 5 million": the scale stands once."""
    value = low.number.value
    if high.number.scaled and not low.number.scaled and value < 1000 <= high.number.value:
        for scale in (1e12, 1e9, 1e6, 1e3):
            if high.number.value >= scale:
                return value * scale
    return value


def _quantity(text: str, low: _Piece, high: _Piece | None, window: Interval | None) -> FoundQuantity:
    last = high or low
    unit = last.unit or low.unit
    opened = _OPENED.search(text, max(0, low.start - _REACH), low.start) if high else None
    before = before_number(text, opened.start() if opened else low.start)
    start, end = (opened.start() if opened and before.comparator is None else before.start), last.end
    after = after_number(text, end)
    end = after.end if after.comparator else end
    comparator = before.comparator or after.comparator
    if comparator is None:
        comparator = Comparator.AT_LEAST if low.number.vague else Comparator.EXACTLY
    counted, end = _counted(text, low, end, unit)
    span = Span(start, end)
    return FoundQuantity(
        span,
        Quantity(
            value=None if high else low.number.value,
            low=_shared_scale(low, high) if high else None,
            high=high.number.value if high else None,
            comparator=comparator,
            unit=unit,
            counted=counted,
            window=window,
            text=text[span.start : span.end],
        ),
    )


def _counted(text: str, piece: _Piece, end: int, unit: str | None) -> tuple[str | None, int]:
    share = unit == "percent"
    if unit is None or share or text[end : end + 4] == " of ":
        found = counted_after(
            text, end, share=(share and not piece.number.ratio) or not (share or unit is None)
        )
        if found:
            return found
    if unit is None or share:
        return counted_before(text, piece.start), end
    return None, end
