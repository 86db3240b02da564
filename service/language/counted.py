"""What a number counts: the noun phrase beside it. By rule and word shape, without a parser.

Evidence passages come in hundreds per claim, so this reads a few words, not a syntax tree.
"""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_][\w’'.&-]*|\d[\w-]*")
_STEP = re.compile(r"\s+(?:(?:other|more|new|additional|further|such)\s+)?")
_OF = re.compile(r"\s+of\s+(?:(?:the|all|its|their|his|her|our|these|those|this|that)\s+)?")
_WHOLE = re.compile(r"\d[\d,.]*\s+")
_OWN = re.compile(r"\s+(?:the|its|their|his|her|all)\s+(?:of\s+)?(?:the\s+)?")
_BEFORE = re.compile(
    r"(?<![\w-])(?P<noun>(?:[A-Za-z][\w-]+\s+)?[a-z][\w-]+)"
    r"(?:\s+(?:in|of)\s+(?:the\s+)?[A-Z][\w-]*(?:\s+[A-Z][\w-]*){0,2})?"
    r"\s+(?:of|at|to|is|was|were|are|reached|hit|stood\s+at|totall?ed)\s+"
    r"(?:(?:more|less|fewer)\s+than\s+|over\s+|about\s+|around\s+|nearly\s+|almost\s+|at\s+least\s+|some\s+)?$"
)
_STOP = frozenset(
    "a an the this that these those and or but nor so yet of in on at by for from to with without"
    " within into onto over under above below between among amid during before after since until till"
    " while when where which who whom whose what why how if as than then because although though despite"
    " is are was were be been being am do does did has have had having will would shall should can could"
    " may might must not no he she it they we you i him her them us me his its their our your my there"
    " here per each every also just only still already now later earlier ago killed died injured wounded"
    " hurt took take takes taken made make makes went go goes said says say told came come comes got get"
    " gets lost won left arrested captured reported according against across around near inside outside"
    " out off up down through throughout along alongside behind beyond toward towards via versus vs away"
    " back again".split()
)
_PLURAL = frozenset(
    "people men women children troops police personnel staff civilians dead wounded injured militants"
    " refugees migrants media data fish sheep aircraft spacecraft feet teeth mice geese lives wives"
    " leaves knives crew cattle species series".split()
)
_MASS_END = re.compile(r"(?:ed|ing|ly)$")
_MOST = 6  # words of a noun phrase that are read


def counted_after(text: str, end: int, *, share: bool) -> tuple[str, int] | None:
    """The noun phrase after a number that ends at ``end``, and where it ends.

    ``share``: the number is a part of a whole, which then follows "of" or a possessive.
    """
    opening = _OF.match(text, end) or (_OWN.match(text, end) if share else None)
    if opening is None:
        if share:
            return None
        opening = _STEP.match(text, end)
    if opening is None:
        return None
    whole = _WHOLE.match(text, opening.end())  # "40 of the 300 passengers"
    words = _phrase(text, whole.end() if whole else opening.end())
    if not words:
        return None
    start, last = words[0].start(), words[-1].end()
    counted = text[start:last].rstrip(".'’")
    return counted, start + len(counted)


def counted_before(text: str, start: int) -> str | None:
    """The noun in "a death toll of 109" or "the population reached 5 million"."""
    found = _BEFORE.search(text, max(0, start - 80), start)
    if found is None:
        return None
    words = [word for word in found["noun"].split() if word.lower() not in _STOP]
    return " ".join(words) or None


def _phrase(text: str, start: int) -> list[re.Match[str]]:
    run: list[re.Match[str]] = []
    here = start
    while len(run) < _MOST:
        word = _WORD.match(text, here)
        if word is None or word.group().lower() in _STOP or word.group()[0].isdigit():
            break
        run.append(word)
        gap = re.compile(r"[ \t\u00a0]+").match(text, word.end())
        if gap is None or word.group().endswith("."):
            break
        here = gap.end()
    last_plural = max(
        (i for i, word in enumerate(run) if _plural(word.group()) and _joins(run, i)), default=None
    )
    if last_plural is not None:
        return run[: last_plural + 1]
    kept: list[re.Match[str]] = []
    for word in run:
        if kept and _MASS_END.search(word.group()) and word.group().islower():
            break
        kept.append(word)
    return kept[:3]


def _joins(run: list[re.Match[str]], i: int) -> bool:
    """Whether the plural at ``i`` belongs to the phrase: the first one, or right after another plural."""
    earlier = [j for j in range(i) if _plural(run[j].group())]
    if not earlier:
        return True
    return all(run[j].group()[0].isupper() for j in earlier) or (
        earlier[-1] == i - 1 and not _verb_like(run, i)
    )


def _verb_like(run: list[re.Match[str]], i: int) -> bool:
    return i == len(run) - 1 and run[i].group().lower().endswith(("ates", "izes", "ises"))


def _plural(word: str) -> bool:
    lower = word.lower()
    return lower in _PLURAL or (
        len(lower) > len("gas") and lower.endswith("s") and not lower.endswith(("ss", "us", "is", "’s", "'s"))
    )
