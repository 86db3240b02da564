"""Numbers as English writes them: digits, words, fractions, vague plurals. Pure."""
# ruff: noqa: PLR2004, SIM905 - numerals are made of numbers

from __future__ import annotations

import math
import re
from dataclasses import dataclass

_SMALL = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: number * 10
    for number, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )
}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "lakh": 1e5, "crore": 1e7,
    # Other languages, where the word can be no other. "Billion" is left to English.
    "millionen": 1e6, "milliarden": 1e9, "milliarde": 1e9, "millones": 1e6, "millón": 1e6, "milliard": 1e9,
    "milioni": 1e6, "miliardi": 1e9, "milhões": 1e6, "miljoen": 1e6, "miljard": 1e9, "tausend": 1e3,
}  # fmt: skip
_SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}
_VAGUE = {
    "tens": 20.0,
    "dozens": 24.0,
    "scores": 40.0,
    "hundreds": 200.0,
    "thousands": 2e3,
    "millions": 2e6,
    "billions": 2e9,
}
_PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}

_WORD = "(?:" + "|".join([*_SMALL, *_TENS]) + ")"
_SCALE = "(?:" + "|".join(sorted(_SCALES, key=len, reverse=True)) + ")"
# Thousands by comma, by lakh ("12,34,567"), by space, and by two points or more ("1.234.567").
_DIGITS = (
    r"(?:\d{1,2}(?:,\d{2})+,\d{3}(?![,\d])|\d{1,3}(?:\.\d{3}){2,}(?!\d)"
    r"|\d{1,3}(?:,\d{3})+|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+)(?:\.\d+)?"
)
_SPELLED = (
    rf"(?:(?:an?\s+)?{_SCALE}|{_WORD}|(?:an?\s+)?dozen)"
    rf"(?:(?:\s+and\s+(?={_WORD}\b)(?<=hundred\sand\s|housand\sand\s|million\sand\s)|[\s-]+)(?:{_SCALE}|{_WORD}|dozen))*"
)
_UNIT_AFTER = r"(?!\d)(?!(?:st|nd|rd|th)\b)"

PATTERN = re.compile(
    r"(?<![\w/.,:#])(?<![A-Za-z]-)(?:"
    rf"(?P<vague>(?:{'|'.join(_VAGUE)})(?:\s+of\s+(?:thousands|millions|billions))?)\b"
    rf"|(?P<ratio>(?:{_DIGITS}|{_WORD})\s+(?:in|out\s+of)\s+(?:every\s+)?(?:{_DIGITS}|{_WORD}))\b(?=\s+[a-zA-Z])"
    rf"|(?P<mixed>(?:{_DIGITS}|{_WORD})(?:\s+|-)and(?:\s+|-)an?(?:\s+|-)(?:half|quarter))(?:\s+(?P<mixed_scale>{_SCALE}))?\b"
    rf"|half(?:\s+|-)(?:an?\s+)?(?P<halved>{_SCALE}|dozen)\b"
    rf"|(?P<part>(?:an?|one|two|three|four)[\s-]+(?:third|quarter|fifth|sixth|eighth|tenth)s?|half)\b(?=\s+(?:of|the|its|their|his|her|all)\b)"
    rf"|(?P<digits>[-−+]?{_DIGITS})(?:[\s\u00a0-]*(?P<scale>{_SCALE})s?\b|(?P<short>[kKmM]|mn|[bB]n?|tn)\b)?{_UNIT_AFTER}"
    rf"|(?P<spelled>{_SPELLED})\b"
    r")",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """``part`` marks a share of a whole, ``value`` then in percent, ``ratio`` one of the kind "two in five";
    ``vague`` a plural ("hundreds").

    ``scaled`` says that a scale word stands in the text, ``short`` that only "m", "k" or "b" does.
    """

    value: float
    part: bool = False
    ratio: bool = False
    vague: bool = False
    scaled: bool = False
    short: str | None = None


def read(match: re.Match[str]) -> Number | None:
    """What a match of ``PATTERN`` says; None when the words are no number ("hundred seven hundred")."""
    if match["vague"]:
        words = match["vague"].lower().split()
        times = {"thousands": 1e3, "millions": 1e6, "billions": 1e9}[words[2]] if len(words) > 1 else 1.0
        first = {"tens": 20.0, "hundreds": 200.0, "thousands": 2e3}.get(words[0], _VAGUE[words[0]])
        return Number(first * times, vague=True)
    if match["ratio"]:
        return _ratio(match["ratio"].lower())
    if match["mixed"]:
        words = re.split(r"[\s-]+", match["mixed"].lower())
        whole = _plain(words[0])
        scale = _SCALES[match["mixed_scale"].lower()] if match["mixed_scale"] else 1.0
        return None if whole is None else Number((whole + 1 / _PARTS[words[-1]]) * scale)
    if match["halved"]:
        return Number(_SCALES.get(match["halved"].lower(), 12.0) / 2)
    if match["part"]:
        return _share(match["part"].lower())
    if match["digits"]:
        value = _plain(match["digits"].replace("−", "-"))
        if value is None:
            return None
        if match["scale"]:
            return Number(value * _SCALES[match["scale"].lower()], scaled=True)
        return Number(value, short=match["short"].lower() if match["short"] else None)
    value = spelled(match["spelled"])
    return (
        None
        if value is None
        else Number(value, scaled=re.search(_SCALE, match["spelled"].lower()) is not None)
    )


def short_scale(short: str) -> float:
    return _SHORT_SCALES[short]


def spelled(words: str) -> float | None:
    """The value of a number in words, None when they do not make one."""
    total, group, last = 0.0, 0.0, float("inf")
    for word in re.split(r"[\s-]+", words.lower()):
        if word in {"a", "an", "and"}:
            continue
        if word == "dozen":
            return (group or 1) * 12
        if word in _SCALES:
            scale = _SCALES[word]
            if scale == 100:
                if group >= 20:
                    return None
                group = (group or 1) * 100
            else:
                if total and total < scale:
                    return None
                total, group = total + (group or 1) * scale, 0.0
            last = scale
            continue
        value = _SMALL.get(word, _TENS.get(word, -1))
        if value < 0 or (group % 10 and last != 100) or (last <= 90 and not (value < 10 <= last)):
            return None
        group, last = group + value, float(value)
    return total + group


def _plain(text: str) -> float | None:
    bare = re.sub(r"[, \u00a0\u202f]", "", text)
    bare = bare.replace(".", "") if bare.count(".") > 1 else bare
    try:
        value = float(bare)
    except ValueError:
        return spelled(text)
    return value if math.isfinite(value) else None


def _ratio(text: str) -> Number | None:
    left, right = re.split(r"\s+(?:in|out\s+of)\s+(?:every\s+)?", text, maxsplit=1)
    above, below = _plain(left), _plain(right)
    if above is None or below is None or not 0 < above < below:
        return None
    return Number(100 * above / below, part=True, ratio=True)


def _share(text: str) -> Number:
    words = re.split(r"[\s-]+", text)
    count = 1.0 if len(words) == 1 or words[0] in {"a", "an"} else float(_SMALL[words[0]])
    return Number(100 * count / _PARTS[words[-1].removesuffix("s")], part=True)
