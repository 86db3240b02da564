"""Denial: whether a text denies what another says, by the words its denials reach."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from service.verdict.vocabulary import LIGHT, STOP_WORDS
from service.verdict.wording import akin, stem

_NEGATION = re.compile(
    r"\b(?:not|never|none|neither|nor|without|cannot|nobody|nothing)\b|"
    r"\bno\b(?! (?:fewer|less|more))|n[’']t\b",
    re.IGNORECASE,
)
DENIAL = re.compile(
    r"\b(?P<word>not|never|none|neither|nor|without|cannot|nobody|nothing|no(?:[ -]one)?)\b"
    r"(?! (?:fewer|less|more|only|just|later|until|other|to mention|all|every\w*|always|both|enough|"
    r"entirely|completely|necessarily|exactly|quite|yet|alone)\b)"
    r"|n[’']t\b(?! only)"
    r"|\b(?:fail(?:ed|s|ing)?|refus(?:ed|es|ing)|declin(?:ed|es|ing)|neglect(?:ed|s)) to\b|\bunable to\b"
    r"|\b(?:is|has|have|are|was|were) yet to\b|"
    r"\bstop(?:s|ped)? short of\b|\b(?:instead|in place) of\b|\brather than\b"
    r"|\b(?:den(?:y|ied|ies)|rejects?|rejected|ruled out|dismissed)\b(?= (?:that|having|being|any))"
    r"|\b(?:prevented|barred|stopped|kept) (?:[\w’'-]+ ){1,4}from\b|\bfalse(?:ly)?\b|\ba (?:myth|hoax)\b",
    re.IGNORECASE,
)
UNSURPASSED = (
    r"\bno (?:other )?(?P<thing>[\w’' -]{3,40}?) (?:is|was|are|were|has been) "
    r"(?:as (?P<equal>[a-z]+) as|(?:more (?P<more>[a-z]+)|(?P<than>[a-z]+er)) than)\b"
)
"""No lake is larger than this one: a superlative, not a denial."""
_CANCELLED = re.compile(
    r"\b(?:not|never|n[’']t)\b(?: \w+){0,3} without\b|\bnot\b(?: [\w’'-]+){1,9} until\b|\bno longer\b|"
    rf"{UNSURPASSED}",
    re.IGNORECASE,
)
_PARTIAL = re.compile(r"\b(?:all|every\w*|always|as \w+ as|\w+ times|more|than)\b", re.IGNORECASE)
"""After a denial: it may hold of a part, or to a lesser degree."""
_CLAUSE_END = re.compile(r"[.;:!?]|, (?:but|and|which|who|where|although|while|though)\b|\bbut\b|\bexcept\b")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_PASSED = frozenset(
    {
        "evidence",
        "sign",
        "signs",
        "proof",
        "indication",
        "trace",
        "single",
        "make",
        "made",
        "get",
        "got",
        "manage",
    }
)
_REACH = 3
"""Words of meaning after a denial of which one must be the other text's for it to be denied there."""


def negated(text: str) -> bool:
    """Whether a text denies something."""
    return _NEGATION.search(text) is not None


def denials(text: str, about: AbstractSet[str]) -> int:
    """How many denials of ``text`` reach a word whose stem is akin to one of ``about``."""
    cancelled = [match.span() for match in _CANCELLED.finditer(text)]
    return sum(
        any(akin(one, other) for one in reached(text, match.end()) for other in about)
        for match in DENIAL.finditer(text)
        if not any(start <= match.start() < end for start, end in cancelled)
    )


def denied_once(text: str, about: AbstractSet[str]) -> bool:
    """Whether a text has at most one denial, of a whole, and does not say elsewhere what that one denies.

    "Not all were sold" and "it is not that they were not sold" are denials of another kind.
    """
    found = [match for match in _NEGATION.finditer(text) if match.group().lower() != "nor"]
    if len(found) > 1 or any(_PARTIAL.search(text, match.end()) for match in found):
        return False
    denied = {one for match in DENIAL.finditer(text) for one in reached(text, match.end())} & set(about)
    stems = [stem(word) for word in _WORD.findall(text)]
    return all(stems.count(one) <= 1 for one in denied)


def reached(text: str, start: int) -> list[str]:
    """Stems of the first words of meaning from ``start`` on in the clause; light words are passed."""
    stop = _CLAUSE_END.search(text, start)
    reach: list[str] = []
    for word in _WORD.findall(text, start, stop.start() if stop else len(text)):
        lower = word.lower()
        if lower in STOP_WORDS:
            continue
        reach.append(stem(word))
        if lower not in LIGHT and lower not in _PASSED and not lower.endswith("ly"):
            break
    return reach[:_REACH]
