"""Ordinals and superlatives as places in an order: third, the second-largest, one of the three oldest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.verdict.rules.negation import UNSURPASSED
from service.verdict.rules.outcome import Facet, Outcome
from service.verdict.vocabulary import ORDINALS, STOP_WORDS
from service.verdict.wording import akin, names, names_alike, stem

_PLACES = {word: number for number, word in enumerate(ORDINALS, 1)} | {
    "gold": 1,
    "silver": 2,
    "bronze": 3,
    "last": 999,
}
_SMALL = {word: n for n, word in enumerate("two three four five six seven eight nine ten".split(), 2)}  # noqa: SIM905 - a list of words
_NO_SUPERLATIVE = (
    "west|midwest|north-?west|south-?west|interest|forest|rainforest|request|guest|honest|protest|contest|"
    "arrest|invest|suggest|rest|vest|nest|quest|modest|harvest|chest|test|east|north-?east|south-?east|priest|"
    "conquest|manifest|digest|bequest|tempest|behest|budapest|bucharest|everest|ernest|latest"
)
_IRREGULAR = {
    "best": "good",
    "worst": "bad",
    "most": "many",
    "least": "few",
    "farthest": "far",
    "furthest": "far",
}
_OPPOSITES = (
    ("large", "small"), ("high", "low"), ("long", "short"), ("old", "young"), ("old", "new"), ("good", "bad"),
    ("rich", "poor"), ("early", "late"), ("many", "few"), ("heavy", "light"), ("fast", "slow"),
    ("hot", "cold"),
    ("strong", "weak"), ("wide", "narrow"), ("deep", "shallow"), ("warm", "cold"), ("wet", "dry"),
)  # fmt: skip
_OF_SIZE = frozenset({"larg", "large", "populou", "populous", "great", "big", "many"})
"""Degrees that may stand for one another."""
_LAST = r"(?<=the )last(?! (?:year|month|week|day|few|decade|century|night|time|\d))"
_ORDINAL = rf"(?:{'|'.join(ORDINALS)}|{_LAST}|\d{{1,3}}(?:st|nd|rd|th))"
_SUPERLATIVE = (
    rf"(?:(?:most|least)[\s-]+(?!of\b|\w+(?<!u)s\b|people\b)[a-z]+|"
    rf"(?!(?:{_NO_SUPERLATIVE})\b)[a-z]{{2,}}est|worst|best)"
)
_PATTERN = re.compile(
    rf"\b(?:(?P<among>(?:one|some|two|three|several)\s+of|among|amongst)\s+)?"
    rf"(?:(?:the|its|his|her|their|a|an)\s+|(?P<whose>[\w’'-]+[’']s?)\s+)?"
    rf"(?:(?:(?P<count>{'|'.join(_SMALL)}|\d{{1,2}})\s+)?"
    rf"(?:(?P<place>{_ORDINAL})[\s-]+)?(?P<degree>{_SUPERLATIVE})|(?P<bare>{_ORDINAL}))\b"
    rf"(?!\s+(?:half|quarter|time|hand|degree|centur\w+|of\s+all|place\s+in\s+the\s+order)\b)",
    re.IGNORECASE,
)
_TOP = re.compile(r"\btop\s+(?P<count>\d{1,3}|two|three|four|five|ten)\b", re.IGNORECASE)
_UNSURPASSED = re.compile(UNSURPASSED, re.IGNORECASE)
_ONLY = re.compile(
    r"\b(?:(?:the|its|his|her|their)\s+(?:only|sole)|(?:only|just)\s+one)\b(?!\s+(?:to|when|if|by|in|of)\b)",
    re.IGNORECASE,
)
_ONE_OF = re.compile(
    r"\bone of (?:the )?(?P<count>two|three|four|five|six|seven|eight|nine|ten|\d+)\b", re.IGNORECASE
)
_MEDAL = re.compile(
    r"\b(?:won|takes?|took|win|wins) (?:the |a )?(?P<medal>gold|silver|bronze)\b", re.IGNORECASE
)
_SCOPE = re.compile(r"\b(?:in|of)\s+(?:the\s+)?(?:[a-z]+\s+of\s+)?((?:[A-Z][\w’'-]*\s?)+)")
_RANKING = re.compile(
    r"\b(?:finish\w*|came|come|place[ds]?|rank\w*|rated)\s+(?:in\s+)?(?:the\s+)?$", re.IGNORECASE
)
_FOLLOWS = re.compile(r"\s+(?:\w+[\s-]+)?(?P<noun>[^\W\d_]{3,})")


@dataclass(frozen=True, slots=True)
class Rank:
    """Places ``low`` to ``high`` in the order of ``degree`` (null for a bare ordinal) of ``noun``.

    ``among`` is one of the first few, how many is not told.
    """

    text: str
    low: int
    high: int
    degree: str | None
    nouns: tuple[str, ...]
    among: bool = False
    start: int = 0


def ranks(text: str) -> list[Rank]:
    """In order of the text."""
    found = [_rank(text, match) for match in _PATTERN.finditer(text)]
    found.extend(
        Rank(top.group(), 1, _count(top["count"]), None, ("place",), start=top.start())
        for top in _TOP.finditer(text)
    )
    found.extend(_unsurpassed(first) for first in _UNSURPASSED.finditer(text))
    for medal in _MEDAL.finditer(text):
        number = _PLACES[medal["medal"].lower()]
        found.append(Rank(medal.group(), number, number, None, ("place",), start=medal.start()))
    return sorted(found, key=lambda rank: rank.start)


def _unsurpassed(match: re.Match[str]) -> Rank:
    compared = match["equal"] or match["more"] or match["than"].removesuffix("er") + "est"
    degree = _degree(compared) if match["than"] else _one_degree(stem(compared))
    nouns = tuple(stem(word) for word in match["thing"].split() if word.lower() not in STOP_WORDS)
    return Rank(match.group(), 1, 1, degree, nouns, start=match.start())


def _rank(text: str, match: re.Match[str]) -> Rank:
    place = _place(match["place"] or match["bare"]) if match["place"] or match["bare"] else 1
    count = _count(match["count"]) if match["count"] else None
    among = bool(match["among"]) and count is None and match["place"] is None and match["bare"] is None
    high = count if count and not match["place"] else place
    degree = _degree(match["degree"]) if match["degree"] else None
    return Rank(match.group(), min(place, high), high, degree, _nouns(text, match), among, match.start())


def _nouns(text: str, match: re.Match[str]) -> tuple[str, ...]:
    """Stems of the two words that follow; a place taken, as in "finished third", has none."""
    if match["bare"] and _RANKING.search(text[: match.start()]):
        return ("place",)
    after = re.findall(r"[^\W\d_][\w’'-]*", text[match.end() : match.end() + 60].partition(".")[0])
    return tuple(stem(word) for word in after if word.lower() not in STOP_WORDS)[:3]


def _place(word: str) -> int:
    return _PLACES.get(word.lower()) or int(re.sub(r"\D", "", word))


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _SMALL[word.lower()]


def _degree(word: str) -> str:
    lower = re.sub(r"[\s-]+", " ", word.lower())
    if lower.startswith(("most ", "least ")):
        return stem(lower.partition(" ")[2])
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    root = lower.removesuffix("est")
    root = root[:-1] + "y" if root.endswith("i") else root
    if len(root) > 3 and root[-1] == root[-2] and root[-1] in "gtdnbm":  # noqa: PLR2004 - "big", "hot"
        root = root[:-1]
    return _one_degree(stem(root))


def _one_degree(root: str) -> str:
    for pair in _OPPOSITES:
        for word in pair:
            if stem(word) == root or stem(word + "e") == root or stem(root + "e") == stem(word):
                return stem(word)
    return root


def compare_ranks(claimed: Rank, told: Rank) -> Outcome | None:
    """Null when the two are places in different orders, or of different things."""
    if (claimed.degree is None) != (told.degree is None):
        return None
    if claimed.degree != told.degree and not akin(claimed.degree or "", told.degree or ""):
        return _other_order(claimed, told)
    if not _same_noun(claimed, told):
        return None
    if told.among and not claimed.among:
        return Outcome.APART
    if claimed.among:
        return Outcome.AGREE if told.among or told.high <= 3 else None  # noqa: PLR2004 - near the top
    if claimed.low <= told.low and told.high <= claimed.high:
        return Outcome.AGREE
    return Outcome.CONFLICT if told.high < claimed.low or told.low > claimed.high else None


def _other_order(claimed: Rank, told: Rank) -> Outcome | None:
    opposite = any({claimed.degree, told.degree} == {stem(one), stem(other)} for one, other in _OPPOSITES)
    both_first = claimed.high == told.high == 1 and not told.among
    return Outcome.CONFLICT if opposite and both_first and _same_noun(claimed, told) else None


def _same_noun(claimed: Rank, told: Rank) -> bool:
    """A bare ordinal counts the noun right behind it; that of a superlative may stand further off."""
    if not claimed.nouns or not told.nouns:
        return False
    if claimed.degree is None:
        return akin(claimed.nouns[0], told.nouns[0])
    return any(akin(one, other) for one in claimed.nouns for other in told.nouns)


def facets_of_ranks(asked: Sequence[Rank], statement: str, text: str) -> list[Facet]:
    """One facet per place the claim gives, against the places one sentence gives."""
    given = ranks(text)
    return [*(_facet(one, given, statement, text) for one in asked), *_sole(statement, text)]


def _facet(asked: Rank, given: Sequence[Rank], statement: str, text: str) -> Facet:
    compared = [(compare_ranks(asked, one), one) for one in given]
    if (
        compared
        and compared[0][0] is Outcome.AGREE
        and asked.degree
        and _narrower(text[compared[0][1].start :], statement)
    ):
        return Facet("narrower_scope", Outcome.APART, f"claim: {asked.text}; evidence: {given[0].text}")
    for outcome in (Outcome.AGREE, Outcome.APART, Outcome.CONFLICT):
        for found, one in compared:
            if found is outcome:
                return Facet(f"ranks_{outcome}", outcome, f"claim: {asked.text}; evidence: {one.text}")
    others = [one for one in given if _by_another_measure(asked, one)]
    if others:
        detail = f"claim: {asked.text}; evidence: {others[0].text}"
        return Facet("another_order", Outcome.APART, detail)
    return Facet("ranks_untold", Outcome.UNTOLD, f"claim: {asked.text}")


def _by_another_measure(asked: Rank, told: Rank) -> bool:
    """The most visited city need not be the most populous one; the largest may well be."""
    if asked.degree is None or told.degree is None or not _same_noun(asked, told):
        return False
    alike = {asked.degree, told.degree} <= _OF_SIZE
    return not alike and asked.degree != told.degree and not akin(asked.degree, told.degree)


def _sole(statement: str, text: str) -> list[Facet]:
    """The only one of its kind, against one of several."""
    if not _ONLY.search(statement):
        return []
    several = _ONE_OF.search(text)
    if several:
        return [
            Facet("ranks_conflict", Outcome.CONFLICT, f"claim: the only one; evidence: {several.group()}")
        ]
    if _ONLY.search(text):
        return [Facet("ranks_agree", Outcome.AGREE, "the only one")]
    return [Facet("ranks_untold", Outcome.UNTOLD, "the only one")]


def _narrower(after: str, statement: str) -> bool:
    """Whether the order is that of a place within the claim's, named first: "in the province of Y in X"."""
    place, said = _SCOPE.search(after), names(statement)
    if place is None:
        return False
    within = not any(names_alike(one, other) for one in names(place[1]) for other in said)
    return within and any(names_alike(one, other) for one in names(after[place.end() :]) for other in said)
