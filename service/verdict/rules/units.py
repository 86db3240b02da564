"""Units in a common measure, so that square miles meet square kilometres and percent never meets a count."""

from __future__ import annotations

import re
from dataclasses import dataclass

COUNT = "count"
PERCENT = "percent"
DURATION = "duration in days"
MONEY = frozenset(
    {"US dollars", "euros", "pounds sterling", "crown", "jpy", "cny", "rub", "inr", "aud", "cad", "hkd"}
)
"""Measures between which no rate is known."""

_BASES: dict[str, tuple[str, float]] = {}
for _dimension, _factors in {
    PERCENT: {"percent": 1.0, "%": 1.0, "per cent": 1.0, "pct": 1.0},
    "length in metres": {
        "m": 1.0, "metre": 1.0, "meter": 1.0, "km": 1e3, "kilometre": 1e3, "kilometer": 1e3, "cm": 0.01,
        "centimetre": 0.01, "centimeter": 0.01, "mm": 1e-3, "millimetre": 1e-3, "millimeter": 1e-3,
        "mile": 1609.344, "mi": 1609.344, "foot": 0.3048, "feet": 0.3048, "ft": 0.3048, "yard": 0.9144,
        "inch": 0.0254, "inche": 0.0254, "nautical mile": 1852.0, "nm": 1852.0,
    },
    "area in square metres": {
        "sq m": 1.0, "square metre": 1.0, "square meter": 1.0, "m2": 1.0, "sq km": 1e6,
        "km2": 1e6, "square kilometre": 1e6,
        "square kilometer": 1e6, "sq mi": 2.589988e6, "square mile": 2.589988e6, "sq mile": 2.589988e6,
        "sq feet": 0.09290304, "sq ft": 0.09290304, "mi2": 2.589988e6,
        "hectare": 1e4, "ha": 1e4, "acre": 4046.856,
    },
    "mass in kilograms": {
        "kg": 1.0, "kilogram": 1.0, "kilo": 1.0, "g": 1e-3, "gram": 1e-3, "tonne": 1e3, "metric ton": 1e3,
        "mt": 1e3, "pound": 0.45359237, "lb": 0.45359237, "mg": 1e-6, "ounce": 0.02834952,
    },
    DURATION: {
        "second": 1 / 86400, "minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.44,
        "year": 365.25, "decade": 3652.5, "century": 36525.0,
    },
    "power in watts": {"w": 1.0, "kw": 1e3, "mw": 1e6, "gw": 1e9, "kilowatt": 1e3,
        "megawatt": 1e6, "gigawatt": 1e9},
    "US dollars": {"usd": 1.0, "us$": 1.0, "$": 1.0, "dollar": 1.0, "us dollar": 1.0},
    "volume in litres": {"litre": 1.0, "liter": 1.0, "gallon": 3.785412, "barrel": 158.98729},
    "speed in km/h": {"km/h": 1.0, "mph": 1.609344},
    "euros": {"eur": 1.0, "€": 1.0, "euro": 1.0},
    "pounds sterling": {"gbp": 1.0, "£": 1.0, "pound sterling": 1.0},
}.items():  # fmt: skip
    for _name, _factor in _factors.items():
        _BASES[_name] = (_dimension, _factor)


@dataclass(frozen=True, slots=True)
class Measure:
    """What a unit measures; a value times ``factor`` plus ``offset`` is in the base of that measure."""

    dimension: str
    factor: float
    offset: float = 0.0


_DEGREES = {
    "°c": Measure("degrees Celsius", 1.0),
    "°f": Measure("degrees Celsius", 5 / 9, -32 * 5 / 9),
}
_POWERS = str.maketrans({"²": "2", "³": "3"})


def measure(unit: str | None) -> Measure:
    """A null unit is a plain count; an unknown unit is a measure of its own."""
    if unit is None:
        return Measure(COUNT, 1.0)
    name = re.sub(r"\s+", " ", unit.strip().lower().translate(_POWERS).replace(".", ""))
    if name in _DEGREES:
        return _DEGREES[name]
    known = _BASES.get(name) or _BASES.get(name.removesuffix("s"))
    return Measure(*known) if known else Measure(name.removesuffix("s"), 1.0)
