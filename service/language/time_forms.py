"""The forms in which English names dates, each a pattern with the days it covers.

Forms are strict: what none of them describes is not a date. Order is precedence; the first form to
match a piece of text keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from service.domain.times import Precision
from service.language import time_readings as read
from service.language.calendar_spans import MONTHS, SEASONS, WEEKDAYS, Days
from service.language.time_readings import Setting

Reading = Callable[[re.Match[str], Setting], Days | None]


@dataclass(frozen=True, slots=True)
class Form:
    """``needs`` is the precision the anchor must have, unless the match names a year; None: no anchor."""

    pattern: re.Pattern[str]
    needs: Precision | None
    reading: Reading
    window: bool = False
    whole: bool = False
    """Names day, month and year in words."""
    cues: tuple[frozenset[str], ...] = ()
    """It stands in no text that lacks a cue of any of these sets."""

    def may_stand(self, cues: frozenset[str]) -> bool:
        """``cues`` are those of a text (``cues_of``)."""
        return not any(asked.isdisjoint(cues) for asked in self.cues)


DIGIT, DASH = "0", "-"
"""Cues that are no words: that a text has a digit, that it has a hyphen, dash or slash."""
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_DASH = re.compile(r"[-–—/]")


def cues_of(text: str) -> frozenset[str]:
    """Its words in small letters, ``DIGIT``, ``DASH``: one scan for all forms instead of one for each."""
    found = set(_WORD.findall(text.casefold().replace("ı", "i")))
    if _DIGIT.search(text):
        found.add(DIGIT)
    if _DASH.search(text):
        found.add(DASH)
    return frozenset(found)


_DIGITS, _DASHES = frozenset({DIGIT}), frozenset({DASH})
_MONTHS, _SEASONS = frozenset(MONTHS), frozenset(SEASONS)
_NEAR_WORDS = frozenset(
    {"yesterday", "today", "tomorrow", "tonight", "morning", "afternoon", "evening", "night"}
)
_WHICH_WORDS = frozenset({"last", "this", "next", "previous", "following"})
_MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[0-9]|20|21)\d\d)"
_WHICH = r"(?P<which>last|this|next|the previous|the following)"
_COUNT = (
    r"(?P<count>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen"
    r"|twenty|thirty|forty|fifty|sixty|several|few|couple of)"
)
_UNIT = r"(?P<unit>day|week|month|year|decade)s?"


def _form(
    pattern: str,
    needs: Precision | None,
    reading: Reading,
    *cues: frozenset[str],
    window: bool = False,
    whole: bool = False,
) -> Form:
    return Form(re.compile(pattern.replace(" ", r"\s+"), re.IGNORECASE), needs, reading, window, whole, cues)


_BEFORE_YEAR = (
    r"(?:(?<=\bin\s)|(?<=\bsince\s)|(?<=\bby\s)|(?<=\buntil\s)|(?<=\bfrom\s)|(?<=\bduring\s)|(?<=\bof\s)|(?<=\bbefore\s)"
    r"|(?<=\bafter\s)|(?<=\bthroughout\s)|(?<=\bthrough\s)|(?<=\bto\s)|(?<=\band\s)|(?<=\bbetween\s)|(?<=\bearly\s)"
    r"|(?<=\blate\s)|(?<=\bthe\s)|(?<=\bmid-)|(?<=\byear\s)|(?<=\()|(?<=\bits\s)|(?<=\bhis\s)|(?<=\bher\s)|(?<=’s\s)|(?<='s\s)"
    r"|(?<=\ba\s)|(?<=[a-z],\s))"
)
# "of 2000 people" counts; "of 2000 elections" does not occur.
_NOT_COUNTED = (
    r"(?!\s+(?:[a-z]+\s+)?(?:people|men|women|children|troops|soldiers|fighters|civilians|deaths|jobs|homes|cases"
    r"|dollars|euros|pounds|years|months|days|hours|miles|meters|metres|feet|times|square|percent|points|members"
    r"|students|workers|employees|votes|seats|cars|houses|refugees|migrants|victims|police|others)\b)"
    r"(?![\d,.]*\d|\s*(?:%|km|kg|million|billion|percent))"
)

FORMS: tuple[Form, ...] = (
    _form(
        r"\b(?P<year>\d{4})-(?P<number>\d\d)-(?P<day>\d\d)"
        r"(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?\b",
        None,
        read.iso,
        _DIGITS,
        _DASHES,
    ),
    _form(
        r"(?<![\d/])(?P<first>\d{1,2})[/.](?P<second>\d{1,2})[/.]" + _YEAR + r"(?![\d/])",
        None,
        read.slashed,
        _DIGITS,
    ),
    _form(
        rf"\b{_MONTH} {_DAY}(?:\s?[-–—]\s?| or )(?P<last>[0-3]?\d)(?:,? {_YEAR})?\b",
        None,
        read.day_range,
        _DIGITS,
        _MONTHS,
    ),
    _form(
        rf"\b{_DAY}\s?[-–—]\s?(?P<last>[0-3]?\d) {_MONTH}(?: {_YEAR})?\b",
        None,
        read.day_range,
        _DIGITS,
        _MONTHS,
    ),
    _form(rf"\b{_MONTH} {_DAY},? {_YEAR}\b", None, read.full, _DIGITS, _MONTHS, whole=True),
    _form(rf"\b(?:the )?{_DAY}(?: of)? {_MONTH},? {_YEAR}\b", None, read.full, _DIGITS, _MONTHS, whole=True),
    _form(
        rf"\b{_MONTH} {_DAY}\b(?:,? (?:of )?(?P<which>last|this|next) year)?(?![:\d])",
        Precision.DAY,
        read.day_of_year,
        _DIGITS,
        _MONTHS,
    ),
    _form(
        rf"\b(?:the )?{_DAY}(?: of)? {_MONTH}(?![a-z])(?: (?:of )?(?P<which>last|this|next) year)?",
        Precision.DAY,
        read.day_of_year,
        _DIGITS,
        _MONTHS,
    ),
    _form(
        rf"\b(?:(?:early|mid|late)[-\s])?{_MONTH}(?: of)?,? {_YEAR}\b(?!,\d)",
        None,
        read.month_of_year,
        _DIGITS,
        _MONTHS,
    ),
    _form(
        rf"\b(?:(?:early|mid|late)[-\s])?{_MONTH}(?: of)? {_WHICH} year\b",
        Precision.YEAR,
        read.month_of_which_year,
        _MONTHS,
        _WHICH_WORDS,
    ),
    _form(
        rf"\b{_WHICH} year,? in {_MONTH}(?![a-z])",
        Precision.YEAR,
        read.month_of_which_year,
        _MONTHS,
        _WHICH_WORDS,
    ),
    _form(rf"\b{_WHICH} {_MONTH}(?![a-z])", Precision.MONTH, read.which_month, _MONTHS, _WHICH_WORDS),
    _form(
        r"(?:(?<=\bin\s)|(?<=\bsince\s)|(?<=\bby\s)|(?<=\buntil\s)|(?<=\bfrom\s)|(?<=\bof\s)|(?<=\bduring\s)|(?<=\bto\s)"
        r"|(?<=\bearly\s)|(?<=\blate\s)|(?<=\bmid-)|(?<=\bthrough\s))(?P<which>)"
        + _MONTH
        + r"(?!\s+\d|[a-z])",
        Precision.MONTH,
        read.which_month,
        _MONTHS,
    ),
    _form(
        r"\b(?:Q|the (?=\w+ q))(?P<quarter>[1-4]|first|second|third|fourth)(?: quarter)?(?: of)? "
        rf"(?:{_YEAR}|{_WHICH} year)\b",
        Precision.YEAR,
        read.quarter,
        frozenset({"q", "quarter"}),
    ),
    _form(
        rf"\bthe (?P<half>first|second) half of (?:{_YEAR}|{_WHICH} year)\b",
        Precision.YEAR,
        read.half,
        frozenset({"half"}),
    ),
    _form(
        rf"\b(?:{_WHICH} )?(?:the )?(?P<season>spring|summer|autumn|fall|winter)(?: of)? {_YEAR}\b",
        None,
        read.season,
        _SEASONS,
        _DIGITS,
    ),
    _form(
        rf"\b{_WHICH} (?P<season>spring|summer|autumn|fall|winter)(?P<year>)\b",
        Precision.MONTH,
        read.season,
        _SEASONS,
        _WHICH_WORDS,
    ),
    _form(
        r"\b(?:the )?(?:(?:early|mid|late)[-\s])?(?P<decade>(?:1[0-9]|20)\d0)['’]?s\b",
        None,
        read.decade,
        _DIGITS,
        frozenset({"s"}),
    ),
    _form(
        rf"(?<![\d$€£-]){_YEAR}\s?[-–—/]\s?(?P<last>(?:1[0-9]|20)\d\d|\d\d)(?![\d-])",
        None,
        read.years,
        _DIGITS,
        _DASHES,
        window=True,
    ),
    _form(
        r"\b(?P<word>the day before yesterday|yesterday|today|tomorrow|tonight|this morning"
        r"|this afternoon|this evening|last night)\b",
        Precision.DAY,
        read.near_day,
        _NEAR_WORDS,
    ),
    _form(
        rf"\b(?:the )?(?:past|last|previous|preceding) {_COUNT} {_UNIT}\b",
        Precision.DAY,
        read.past,
        frozenset({"past", "last", "previous", "preceding"}),
        window=True,
    ),
    _form(
        r"\bthe (?:past|last) (?P<count>)(?P<unit>week|month|year|decade)\b",
        Precision.DAY,
        read.past,
        frozenset({"past", "last", "previous", "preceding"}),
        window=True,
    ),
    _form(rf"\b{_COUNT} {_UNIT} (?:ago|earlier)\b", Precision.DAY, read.ago, frozenset({"ago", "earlier"})),
    _form(
        r"\b(?P<part>earlier|later) this (?P<unit>week|month|year)\b",
        Precision.DAY,
        read.part_of_unit,
        frozenset({"earlier", "later"}),
    ),
    _form(
        rf"\b{_WHICH} (?P<unit>week|month)\b",
        Precision.MONTH,
        read.which_unit,
        _WHICH_WORDS,
        frozenset({"week", "month"}),
    ),
    _form(
        rf"\b{_WHICH} (?P<unit>year|decade)\b",
        Precision.YEAR,
        read.which_unit,
        _WHICH_WORDS,
        frozenset({"year", "decade"}),
    ),
    _form(
        r"\b(?:(?P<which>last|this|next|the) )?weekend\b", Precision.DAY, read.weekend, frozenset({"weekend"})
    ),
    _form(
        r"(?<!\bevery\s)(?<!\beach\s)\b(?:(?P<which>last|this|next) )?(?P<weekday>"
        + "|".join(WEEKDAYS)
        + r")\b(?: (?:morning|afternoon|evening|night))?",
        Precision.DAY,
        read.weekday,
        frozenset(WEEKDAYS),
    ),
    _form(
        r"(?=[12]\d\d\d)" + _BEFORE_YEAR + r"(?P<year>(?:1[5-9]|20)\d\d)\b" + _NOT_COUNTED,
        None,
        read.year,
        _DIGITS,
    ),
    _form(
        r"(?=1[0-4]\d\d)(?:(?<=\bin\s)|(?<=\bsince\s)|(?<=\buntil\s)|(?<=\bby\s))(?P<year>1[0-4]\d\d)"
        r"(?=$|[.,;:)]| (?:and|when|after|by|at|for|to)\b)",
        None,
        read.year,
        _DIGITS,
    ),
    _form(r"^(?:In )?(?P<year>(?:1[5-9]|20)\d\d)(?=,? [a-z])" + _NOT_COUNTED, None, read.year, _DIGITS),
)
