"""Values of Wikidata statements as words.

https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html; numbers and times arrive as strings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from clients.search.words import one_line
from clients.transport.classify import Json

_ID = re.compile(r"[PQ]\d{1,12}")
_UNIT = re.compile(r"https?://[^\s?#]+/entity/(Q\d{1,12})")
_AMOUNT = re.compile(r"[+-]\d{1,30}(?:\.\d{1,30})?")
_TIME = re.compile(r"(?P<sign>[+-])(?P<year>\d{4,6})-(?P<month>\d\d)-(?P<day>\d\d)T\d\d:\d\d:\d\dZ")
_DAY, _MONTH, _YEAR, _DECADE, _CENTURY = 11, 10, 9, 8, 7
_JULIAN = "/Q1985786"
_LAST_YEAR = 9999
_QUARTER = 90
"""Degrees of a quarter of a circle; longitudes on other globes may count to 360."""


@dataclass(frozen=True, slots=True)
class Value:
    """``text``, then the label of ``id``, an item or a unit; either may be missing.

    ``figure`` says whether it is a number or a time, ``since`` when a time begins, null for other values and
    for years that no ``datetime`` holds.
    """

    text: str = ""
    id: str | None = None
    figure: bool = False
    since: datetime | None = None


def entity_id(value: Json) -> str | None:
    """The value when it is the id of an item or a property."""
    return value if isinstance(value, str) and _ID.fullmatch(value) else None


def value_of(snak: Json) -> Value | None:
    """Null for what words cannot tell: identifiers, files, formulas, addresses, unknown and no value."""
    match snak:
        case {
            "snaktype": "value",
            "datavalue": {"type": "wikibase-entityid", "value": {"id": str(item)}},
        } if entity_id(item):
            return Value(id=item)
        case {"snaktype": "value", "datavalue": {"type": "quantity", "value": dict(quantity)}}:
            return _quantity(quantity)
        case {"snaktype": "value", "datavalue": {"type": "time", "value": dict(time)}}:
            return _time(time)
        case {
            "snaktype": "value",
            "datatype": "string",
            "datavalue": {"type": "string", "value": str(text)},
        }:
            return _words(text)
        case {
            "snaktype": "value",
            "datavalue": {"type": "monolingualtext", "value": {"text": str(text)}},
        }:
            return _words(text)
        case {
            "snaktype": "value",
            "datavalue": {
                "type": "globecoordinate",
                "value": {"latitude": float() | int() as latitude, "longitude": float() | int() as longitude},
            },
        } if abs(latitude) <= _QUARTER and abs(longitude) <= 4 * _QUARTER:
            return Value(f"{latitude:.4f}, {longitude:.4f}")
        case _:
            return None


def _words(text: str) -> Value | None:
    return Value(one_line(text)) if one_line(text) else None


def _quantity(quantity: dict[str, Json]) -> Value | None:
    """The amount; its bounds say how exact it is and are left out."""
    match quantity:
        case {"amount": str(amount), "unit": str(unit)} if _AMOUNT.fullmatch(amount):
            measured = _UNIT.fullmatch(unit)
            if measured is None and unit != "1":
                return None
            return Value(f"{Decimal(amount):,f}", measured[1] if measured else None, figure=True)
        case _:
            return None


def _time(time: dict[str, Json]) -> Value | None:
    """As exact as it is known, by its precision; nothing coarser than a century."""
    stamp, precision, calendar = (time.get(name) for name in ("time", "precision", "calendarmodel"))
    found = _TIME.fullmatch(stamp) if isinstance(stamp, str) else None
    if found is None or not isinstance(precision, int):
        return None
    year, month, day = (int(found[part]) for part in ("year", "month", "day"))
    text = _date(year, month, day, precision)
    if text is None:
        return None
    old = found["sign"] == "-"
    julian = isinstance(calendar, str) and calendar.endswith(_JULIAN) and precision >= _MONTH
    text += (" BC" if old else "") + (" (Julian calendar)" if julian else "")
    return Value(text, figure=True, since=None if old else _since(year, month, day, precision))


def _date(year: int, month: int, day: int, precision: int) -> str | None:
    if precision == _DAY and month and day:
        return f"{year:04d}-{month:02d}-{day:02d}"
    if precision == _MONTH and month:
        return f"{year:04d}-{month:02d}"
    if precision == _YEAR:
        return str(year)
    if precision == _DECADE:
        return f"{year // 10 * 10}s"
    if precision == _CENTURY:
        return f"{_ordinal((year + 99) // 100)} century"
    return None


def _since(year: int, month: int, day: int, precision: int) -> datetime | None:
    if precision == _DECADE:
        year = year // 10 * 10
    elif precision == _CENTURY:
        year = (year + 99) // 100 * 100 - 99
    if not 1 <= year <= _LAST_YEAR:
        return None
    try:
        return datetime(
            year, month if precision >= _MONTH else 1, day if precision == _DAY else 1, tzinfo=UTC
        )
    except ValueError:
        return None


def _ordinal(number: int) -> str:
    teen = number % 100 // 10 == 1
    ending = "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
