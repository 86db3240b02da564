"""When a rule on sentences had better say nothing."""

from __future__ import annotations

import re

from service.verdict.rules.sentences import Claimed, Told
from service.verdict.wording import akin, names, names_alike, stem, words

_UNCOMPARED = re.compile(
    r"\b(?:only|both|same|more|less|fewer|most|every|each|all|than|before|after|until|till|early|late|mid|or|"
    r"between|few|several|many|once|twice|rarely|often|always|mostly|mainly|exclusively|solely|entirely|"
    r"spring|summer|autumn|winter|middle|"
    r"january|february|march|april|june|july|august|september|october|november|december)\b|\d",
    re.IGNORECASE,
)
"""Words of a claim that say how much, how often or when, and that no facet compares."""
_LIMITED = r"(?:\b(?:before|after|by|until|till|between|early|late|mid)\s+(?:(?:the|end|of)\s+){0,3})?"
"""What stands before a date and is compared with it."""
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_FORCE = re.compile(
    r"\b(?:if|unless|whether|may|might|could|would|should|shall|will|ought|alleg\w*|reportedly|rumou?r\w*|"
    r"suppos\w*|purport\w*|accus\w*|plan\w*|propos\w*|intend\w*|intent\w*|expect\w*|want\w*|wish\w*|"
    r"hop(?:e|es|ed|ing)|dream\w*|pretend\w*|imagin\w*|seem\w*|appear(?:s|ed)? to|believ\w*|think\w*|thought|"
    r"suspect\w*|consider\w*|try|tries|tried|trying|attempt\w*|about to|wait\w*|far from|ready to|prepar\w*|"
    r"threat\w*|project(?:ed|ions?)|forecast\w*|predict\w*|target\w*|goals? of|aim\w*|due to be|set to|"
    r"scheduled|fiction\w*|novels?|films?|movies?|series|episodes?|stor(?:y|ies)|games?|characters?|plays?|"
    r"myths?|legend\w*|partly|partially|(?:some|parts?|most|many|half|few) of|except|besides|excluding|"
    r"(?<!not )only(?! (?:\d|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b))|"
    r"instead|so-called|claim\w*|estimat\w*|former(?:ly)?|once|no longer|used to|like|"
    r"as if|(?:is|are|was|were) to|against|but one|call(?:s|ed) (?:itself|himself|herself|themselves))\b|"
    r"^\W*were\b|\?",
    re.IGNORECASE,
)
"""What changes the force of a sentence or narrows it: hedges, wishes, plans, fiction, parts, exceptions."""
_DIGITS = re.compile(r"\d[\d,.]*")


def other_year(statement: str, title: str | None) -> bool:
    """Whether the page is about what has another year in its name than the claim."""
    ours, theirs = set(_YEAR.findall(statement)), set(_YEAR.findall(title or ""))
    return bool(ours and theirs) and not ours & theirs


def plainly_said(claim: Claimed, one: Told, *, said: bool) -> bool:
    """Prose with the words of the claim in their order, and nothing in the claim that is not compared.

    The first name is the claim's, unless it is who ``said`` so.
    """
    if one.record or one.borrowed or _UNCOMPARED.search(claim.asserted.statement):
        return False
    ours, theirs = names(claim.asserted.statement), names(one.text)
    if not said and ours and theirs and not any(names_alike(theirs[0], name) for name in ours):
        return False
    left = iter(stem(word) for word in words(one.text))
    asked = [stem(word) for word in words(claim.asserted.statement) if stem(word) in claim.core]
    return all(
        any(akin(one_asked, word) or names_alike(one_asked, word) for word in left) for one_asked in asked
    )


def uncompared(claim: Claimed, one: Told) -> frozenset[str]:
    """Words of the claim that say how much, how often or when, are not compared and not in the sentence."""
    statement = claim.asserted.statement
    for time in claim.asserted.times:
        statement = re.sub(_LIMITED + re.escape(time.text), " ", statement, flags=re.IGNORECASE)
    compared = [one.text for one in claim.asserted.quantities] + [one.text for one in claim.ranks]
    for text in compared:
        statement = statement.replace(text, " ")
    told = {match.group().lower() for match in _UNCOMPARED.finditer(one.text)}
    return frozenset(match.group().lower() for match in _UNCOMPARED.finditer(statement)) - told


def digits(text: str) -> frozenset[str]:
    """The numbers of a text as they are written there."""
    return frozenset(number.rstrip(".,") for number in _DIGITS.findall(text))


def year_stands(claim: Claimed, one: Told) -> bool:
    """Whether a year of the claim is written in the sentence, whatever was read of its dates."""
    return bool(set(_YEAR.findall(claim.asserted.statement)) & set(_YEAR.findall(one.text)))


def force(text: str) -> frozenset[str]:
    """Stems of the words by which a sentence asserts less, or less plainly, than it seems to."""
    return frozenset(stem(match.group()) for match in _FORCE.finditer(text))
