"""Dates as pages write them to ISO 8601, in the precision in which they are given."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache

from dateparser import DateDataParser  # type: ignore[import-untyped]  # ships no types

EARLIEST_IN_MARKUP = date(1600, 1, 1)
"""Archives put papers of old days on the web and mark their pages with the day they were printed."""
EARLIEST_ELSEWHERE = date(1990, 1, 1)
_MARKUP = re.compile(r"(\d{4})(?:-?(\d\d)(?:-?(\d\d))?)?")
_MOMENT = re.compile(
    r"(\d{4}-?\d\d-?\d\d)[T ](\d\d:?\d\d(?::?\d\d)?)(?:\.\d+)? ?(Z|[+-]\d\d(?::?\d\d)?)?", re.IGNORECASE
)
_TO_THE_SECOND = re.compile(r"T\d\d:?\d\d:?\d\d")
_MILLISECONDS = re.compile(r"1\d{9}(?:\d{3})?")
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_CJK = re.compile(_YEAR + r"\s?[年년]\s?(?P<month>\d{1,2})\s?[月월](?:\s?(?P<day>\d{1,2})\s?[日일])?")
_YMD = re.compile(r"(?<![\d./-])" + _YEAR + r"([./-])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?![\d/-])")
_DMY = re.compile(
    r"(?<![\d./-])(?P<first>\d{1,2})(?P<mark>[./-])\s?(?P<second>\d{1,2})(?P=mark)\s?" + _YEAR + r"(?![\d/-])"
)
_WORDED = re.compile(
    r"(?<!\d)\d{1,2}(?:st|nd|rd|th|er|\.|º|-го)?\s+(?:de\s+|of\s+|d['’])?[^\W\d_]{3,}\.?,?\s+(?:de\s+|del\s+)?(?:19|20)\d\d(?!\d)"
    r"|[^\W\d_]{3,}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d(?!\d)"
    r"|(?<!\d)(?:19|20)\d\d\.?\s+[^\W\d_]{3,}\.?\s+\d{1,2}(?!\d)"
)
_MONTH_ONLY = re.compile(r"[^\W\d_]{3,}\.?\s+(?:de\s+)?(?:19|20)\d\d(?!\d)")
_IN_PATH = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[/_-]?)(?P<month>0[1-9]|1[0-2])(?P=mark)(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
_MONTH_IN_PATH = re.compile(
    r"(?<=[/_-])(?P<year>(?:19|20)\d\d)(?P<mark>[/_-])(?P<month>0?[1-9]|1[0-2])(?=[/._-]|$)(?!\.\d)"
)
_MONTH_FIRST = frozenset({"en", "en-us", ""})
_TWELVE = 12


def from_markup(text: str | None, *, latest: date) -> str | None:
    """A value meant for machines: ISO 8601 in its common spellings, RFC 5322, seconds since 1970."""
    if text is None:
        return None
    value = text.strip()
    if moment := _MOMENT.match(value):
        return _moment(f"{moment[1]}T{moment[2]}{_colon(moment[3])}", latest)
    if parts := _MARKUP.fullmatch(value.replace("/", "-").removesuffix("-00")):
        return _within(tuple(map(int, filter(None, parts.groups()))), EARLIEST_IN_MARKUP, latest)
    if _MILLISECONDS.fullmatch(value):
        return _moment(datetime.fromtimestamp(int(value[:10]), UTC).isoformat(), latest)
    try:
        return _moment(parsedate_to_datetime(value).isoformat(), latest)
    except (TypeError, ValueError, IndexError):
        return from_words(value, language="", latest=latest)


def from_words(text: str, *, language: str, latest: date) -> str | None:
    """The one date that a short text names; ``language`` is that of the page, empty when it does not say.

    Day and month that could change places are no date, unless the language settles them.
    """
    if found := _CJK.search(text) or _YMD.search(text):
        parts = (int(found["year"]), int(found["month"]), *((int(found["day"]),) if found["day"] else ()))
        return _within(parts, EARLIEST_ELSEWHERE, latest)
    if found := _DMY.search(text):
        day, month = int(found["first"]), int(found["second"])
        if found["mark"] == "/" and language.lower() in _MONTH_FIRST and day != month:
            if day <= _TWELVE and month <= _TWELVE:
                return None
            day, month = (month, day) if month > _TWELVE else (day, month)
        return _within((int(found["year"]), month, day), EARLIEST_ELSEWHERE, latest)
    if found := _WORDED.search(text):
        return _parsed(found[0], language, latest, needs=("day", "month", "year"))
    if found := _MONTH_ONLY.search(text):
        return _parsed(found[0], language, latest, needs=("month", "year"))
    return None


def from_path(path: str, *, latest: date) -> str | None:
    """A day, or else a month, in the path of an address."""
    if found := _IN_PATH.search(path):
        return _within(
            (int(found["year"]), int(found["month"]), int(found["day"])), EARLIEST_ELSEWHERE, latest
        )
    if found := _MONTH_IN_PATH.search(path):
        return _within((int(found["year"]), int(found["month"])), EARLIEST_ELSEWHERE, latest)
    return None


def _within(parts: tuple[int, ...], earliest: date, latest: date) -> str | None:
    try:
        first = date(*(*parts, 1, 1)[:3])
    except ValueError:
        return None
    return first.isoformat()[: (4, 7, 10)[len(parts) - 1]] if earliest <= first <= latest else None


def _moment(text: str, latest: date) -> str | None:
    """``latest`` is a day in UTC: a moment a day later may still be on it somewhere."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not EARLIEST_IN_MARKUP <= moment.date() <= latest + timedelta(days=1):
        return None
    return moment.isoformat(timespec="seconds" if _TO_THE_SECOND.search(text) else "minutes")


def _colon(offset: str | None) -> str:
    """``+0100`` and ``+01`` as ``+01:00``."""
    if not offset or offset in "Zz":
        return "+00:00" if offset else ""
    digits = offset[1:].replace(":", "").ljust(4, "0")
    return f"{offset[0]}{digits[:2]}:{digits[2:]}"


def _parsed(text: str, language: str, latest: date, *, needs: tuple[str, ...]) -> str | None:
    found = _reader(language.lower()[:2], needs).get_date_data(text).date_obj
    if found is None:
        return None
    return _within((found.year, found.month, found.day)[: len(needs)], EARLIEST_ELSEWHERE, latest)


@lru_cache(maxsize=8)
def _reader(language: str, needs: tuple[str, ...]) -> DateDataParser:
    options = {"REQUIRE_PARTS": list(needs), "PARSERS": ["absolute-time"], "RETURN_AS_TIMEZONE_AWARE": False}
    try:
        return DateDataParser(languages=[language] if language else None, settings=options)
    except ValueError:  # a language it does not know
        return DateDataParser(languages=None, settings=options)
