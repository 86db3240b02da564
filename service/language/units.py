"""Units of measure and money, by the words and signs texts use for them."""

from __future__ import annotations

import re

_NAMES = {
    "percent": (
        "percent",
        "per cent",
        "%",
        "pct",
        "Prozent",
        "por ciento",
        "pour cent",
        "per cento",
        "procent",
    ),
    "percentage points": ("percentage points", "percentage point"),
    "USD": ("US dollars", "U.S. dollars", "dollars", "dollar", "bucks"),
    "EUR": ("euros", "euro"),
    "GBP": ("pounds sterling", "sterling"),
    "JPY": ("yen",),
    "CNY": ("yuan", "renminbi"),
    "RUB": ("rubles", "roubles", "ruble", "rouble"),
    "INR": ("rupees", "rupee"),
    "seconds": ("seconds", "second"),
    "minutes": ("minutes", "minute"),
    "hours": ("hours", "hour"),
    "days": ("days", "day"),
    "weeks": ("weeks", "week"),
    "months": ("months", "month"),
    "years": ("years", "year", "year-old", "years-old", "years old"),
    "decades": ("decades", "decade"),
    "km": ("kilometers", "kilometres", "kilometer", "kilometre", "km"),
    "sq km": ("square kilometers", "square kilometres", "sq km", "sq. km", "km²", "km2"),
    "miles": ("miles", "mile", "mi"),
    "sq miles": ("square miles", "square mile", "sq mi"),
    "m": ("meters", "metres", "meter", "metre"),
    "sq m": ("square meters", "square metres", "sq m", "m²"),
    "cm": ("centimeters", "centimetres", "cm"),
    "mm": ("millimeters", "millimetres", "mm"),
    "feet": ("feet", "foot", "ft"),
    "sq feet": ("square feet", "square foot", "sq ft"),
    "inches": ("inches", "inch"),
    "yards": ("yards", "yard"),
    "hectares": ("hectares", "hectare", "ha"),
    "acres": ("acres", "acre"),
    "kg": ("kilograms", "kilogrammes", "kilogram", "kilos", "kilo", "kg"),
    "g": ("grams", "grammes", "gram"),
    "mg": ("milligrams", "mg"),
    "lb": ("lbs", "lb"),
    "tonnes": ("metric tons", "tonnes", "tonne"),
    "tons": ("tons", "ton"),
    "barrels": ("barrels", "barrel"),
    "litres": ("liters", "litres", "liter", "litre"),
    "gallons": ("gallons", "gallon"),
    "mph": ("miles per hour", "mph"),
    "km/h": ("kilometers per hour", "kilometres per hour", "km/h", "kph"),
    "°C": ("degrees celsius", "degrees centigrade", "°C", "ºC"),
    "°F": ("degrees fahrenheit", "°F", "ºF"),
    "degrees": ("degrees", "degree"),
    "W": ("watts",),
    "kW": ("kilowatts", "kW"),
    "MW": ("megawatts", "MW"),
    "GW": ("gigawatts", "GW"),
    "kWh": ("kilowatt-hours", "kilowatt hours", "kWh"),
    "times": ("times", "fold"),
}
UNITS = {word.lower(): name for name, words in _NAMES.items() for word in words}
"""Every spelling, in lower case, with the name a quantity carries."""

CURRENCIES = {
    "us$": "USD", "a$": "AUD", "c$": "CAD", "hk$": "HKD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY",
    "₹": "INR", "₽": "RUB", "usd": "USD", "eur": "EUR", "gbp": "GBP", "rs": "INR", "rs.": "INR",
}  # fmt: skip
"""Signs and codes before a number. "$" alone is read as US dollars."""


def _alternatives(words: dict[str, str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)


AFTER = re.compile(rf"[\s\u00a0-]*(?P<unit>{_alternatives(UNITS)})(?![\w])", re.IGNORECASE)
BEFORE = re.compile(rf"(?<![\w])(?P<currency>{_alternatives(CURRENCIES)})\s?$", re.IGNORECASE)
