"""Sentences that share a name with the claim and speak of another thing or another place."""

from __future__ import annotations

import re

from service.verdict.rules.outcome import Facet, Outcome
from service.verdict.vocabulary import FIGURES, STOP_WORDS, THE_THING_ITSELF
from service.verdict.wording import akin, content_stems, names, names_alike, past, stem, verbal, words

_OPENING = re.compile(
    r"^(?P<the>The\s+)?(?P<name>[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*)(?:\s+(?P<head>[a-z]{3,}))?\b"
)
"""What a claim is about: a name, and the noun it goes with."""
_PLACED = re.compile(
    r"\b(?P<head>[a-z]{3,})\s+(?P<where>in|at|near|of)\s+(?:the\s+)?(?P<place>[A-Z][\w’'-]+)"
)
_BY = re.compile(
    r"\b(?P<verb>[a-z]{3,})\s+by\s+(?:the\s+)?(?P<who>[A-Z][\w’'-]*(?:\s+(?:and\s+)?[A-Z][\w’'-]*)*)"
)
"""What was done by somebody with a name."""
_SAME = frozenset(stem(word) for word in FIGURES | THE_THING_ITSELF)
"""Before "of" and a name these are no other thing: the city of X is X, its height is how high it is."""


def another_subject(statement: str, text: str) -> list[Facet]:
    """The roof of the tower beside a claim about the tower; the Halden mill beside the Halden dam."""
    opening = _OPENING.match(statement)
    if opening is None or opening["name"].lower() in STOP_WORDS:
        return []
    name, said = opening["name"], content_stems(statement)
    spans = [match.span() for match in re.finditer(rf"\b{re.escape(name)}\b", text)]
    if len(spans) != 1:
        return []
    (start, end) = spans[0]
    before = re.search(r"\b([a-z]{3,})\s+of\s+(?:the\s+)?$", text[:start])
    owned = re.match(r"[’']s?\s+([a-z]{3,})\b", text[end:])
    for other in (before, owned):
        if other and _foreign(other[1], said):
            return [Facet("another_subject", Outcome.APART, f"{other[1]} of {name}")]
    head = opening["head"]
    if (
        opening["the"]
        and head
        and not verbal(head)
        and head not in STOP_WORDS
        and stem(head) not in content_stems(text)
    ):
        beside = re.match(r"\s+([a-z]{3,})\b", text[end:])
        if beside and not verbal(beside[1]) and _foreign(beside[1], said):
            return [Facet("another_subject", Outcome.APART, f"{name} {beside[1]}")]
    return []


def another_agent(statement: str, text: str, outcome: Outcome) -> list[Facet]:
    """Done by another one than the claim says, which is a fact of the ``outcome`` given."""
    for told in _BY.finditer(text):
        root = stem(told["verb"])
        done = next((word for word in re.finditer(r"[a-z]+", statement) if akin(stem(word[0]), root)), None)
        if done is None or not past(done[0]):
            continue
        by = re.match(r"\s+by\s+(?:the\s+)?", statement[done.end() :])
        if by and not statement[done.end() + by.end() :][:1].isupper():
            continue
        agents = names(statement[done.end() + by.end() :] if by else statement[: done.start()])
        if agents and not any(names_alike(one, other) for one in names(told["who"]) for other in agents):
            return [Facet("another_agent", outcome, told[0])]
    return []


def another_place(statement: str, text: str, whole: str) -> list[Facet]:
    """A flood in another town; ``whole`` is the passage with its title."""
    for asked in _PLACED.finditer(statement):
        if verbal(asked["head"]):
            continue
        for told in _PLACED.finditer(text):
            same = told["where"] == asked["where"] and akin(stem(told["head"]), stem(asked["head"]))
            short = asked["place"].isupper() or told["place"].isupper()  # the UK and the United Kingdom
            if not same or short or told["place"] in words(statement):
                continue
            if not any(names_alike(asked["place"], word) for word in words(whole)):
                return [
                    Facet(
                        "another_place", Outcome.APART, f"claim: {asked['place']}; evidence: {told['place']}"
                    )
                ]
    return []


def _foreign(noun: str, said: frozenset[str]) -> bool:
    """Whether a noun is none of the claim's, nor one that names the thing itself or a measure of it."""
    root = stem(noun)
    return noun not in STOP_WORDS and root not in _SAME and not any(akin(root, word) for word in said)
