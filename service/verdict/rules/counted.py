"""Whether a number of a sentence counts what a number of the claim counts."""

from __future__ import annotations

import re

from service.domain.quantities import Quantity
from service.verdict.rules.ruling import Placed, Reading
from service.verdict.rules.sentences import Claimed, Told
from service.verdict.rules.units import COUNT, measure
from service.verdict.vocabulary import FATES, HAPPENINGS, QUALIFIERS
from service.verdict.wording import content_stems, names, names_alike, stem, without, words

_QUALIFIERS = frozenset(stem(word) for word in QUALIFIERS)
_HAPPENINGS = frozenset(stem(word) for word in HAPPENINGS)
_FATES = frozenset(stem(word) for word in FATES)
_PERSONS = frozenset({"people"})
"""Who else is killed, hurt or arrested need not be said."""
_PLACED = re.compile(
    r"\b(?:in|at|near|from|off|of|across|throughout)\s+(?:the\s+)?(?:(?:town|city|village|province|district|"
    r"region|county)\s+of\s+)?((?:[A-Z][\w’'-]*\s?)+)"
)

_PART = re.compile(
    r"\b(?i:in|of|from)\s+(?:the\s+)?(?:town|city|village|province|district|region|county|suburb|island)\s+of\s+"
    r"((?:[A-Z][\w’'-]*\s?)+)"
)


def same_thing(claimed: Quantity, placed: Placed, claim: Claimed, told: Told, reading: Reading) -> bool:
    """What is counted, what happened to it, where, and what narrows it down: nothing of it differs."""
    if differs(claimed, placed, claim, told, reading):
        return False
    said, present = content_stems(claim.asserted.statement), told.stems | told.subject
    given, asked = _described(placed.quantity, _label(told)), _described(claimed, None)
    plain = measure(claimed.unit).dimension == COUNT
    if told.record and without(given, said | told.subject):
        return False
    other = not asked or without(asked, given)
    if given and (asked or plain) and without(given, said | _HAPPENINGS) and other:
        return False
    return not (asked and not given and plain and without(asked - _PERSONS, present))


def differs(claimed: Quantity, placed: Placed, claim: Claimed, told: Told, reading: Reading) -> bool:
    """Another thing happened to those counted, elsewhere, or only one side is narrowed down."""
    statement = claim.asserted.statement
    said, present = content_stems(statement), told.stems | told.subject
    before, after = _around(placed, told, reading)
    at = max(0, statement.find(claimed.text))
    happened = _happened(before, f"{placed.quantity.counted or ''} {after}")
    asked_for = _happened(statement[:at], f"{claimed.counted or ''} {statement[at + len(claimed.text) :]}")
    if happened and asked_for and happened != asked_for:
        return True
    given, asked = _described(placed.quantity, _label(told)), _described(claimed, None)
    if (given & _QUALIFIERS) - said or (asked & _QUALIFIERS) - present:
        return True
    return _elsewhere(after, claim) or _part_of_place(told.text, claim)


def contrasts(claimed: Quantity, placed: Placed, claim: Claimed, told: Told, reading: Reading) -> bool:
    """The sentence tells of others: of the wounded beside the killed, of those in one town of the country."""
    statement = claim.asserted.statement
    before, after = _around(placed, told, reading)
    at = max(0, statement.find(claimed.text))
    happened = _happened(before, f"{placed.quantity.counted or ''} {after}")
    asked_for = _happened(statement[:at], f"{claimed.counted or ''} {statement[at + len(claimed.text) :]}")
    elsewhere = _elsewhere(after, claim) or _part_of_place(told.text, claim)
    return elsewhere or bool(happened != asked_for and {happened, asked_for} <= _FATES)


def narrowed(placed: Placed, claim: Claimed, told: Told) -> bool:
    """Whether the sentence counts only some of those the claim counts: men where it says people."""
    said = content_stems(claim.asserted.statement)
    return bool((_described(placed.quantity, _label(told)) & _QUALIFIERS) - said)


def unmentioned(claimed: Quantity, reading: Reading) -> bool:
    """Whether what the claim counts is named nowhere in the passage."""
    asked = _described(claimed, None)
    told = content_stems(f"{reading.title or ''} {reading.text}")
    return bool(asked) and without(asked, told) == asked


def _part_of_place(text: str, claim: Claimed) -> bool:
    """Whether the sentence speaks of "the town of X", and the claim of no X."""
    said = names(claim.asserted.statement)
    parts = [name for place in _PART.findall(text) for name in names(place)]
    return bool(parts) and not any(names_alike(one, other) for one in parts for other in said)


def _label(told: Told) -> str | None:
    return told.text.partition(":")[0] if told.record else None


def _described(quantity: Quantity, label: str | None) -> frozenset[str]:
    """Stems of what is counted, or of the key of its line; the words of the unit are not among them."""
    described = content_stems(label) if label else content_stems(quantity.counted or "")
    return described - content_stems(quantity.unit or "")


def _around(placed: Placed, told: Told, reading: Reading) -> tuple[str, str]:
    """The text before a number, and that after it up to the next number of the sentence."""
    end = told.start + len(told.text)
    nexts = [one.span.start for one in told.quantities if one.span.start > placed.span.start]
    return reading.text[told.start : placed.span.start], reading.text[placed.span.end : min([*nexts, end])]


def _happened(before: str, after: str) -> str | None:
    """The nearest word of what happens to those counted."""
    back = [stem(word) for word in reversed(words(before))]
    ahead = [stem(word) for word in words(after)]
    found = [(i, word) for side in (ahead, back) for i, word in enumerate(side) if word in _HAPPENINGS]
    return min(found)[1] if found else None


def _elsewhere(after: str, claim: Claimed) -> bool:
    """Whether the number is told of a place, and the claim of another."""
    there = [name for place in _PLACED.findall(after) for name in names(place)]
    here = [name for place in _PLACED.findall(claim.asserted.statement) for name in names(place)]
    said = names(claim.asserted.statement)
    return bool(there and here) and not any(names_alike(one, other) for one in there for other in said)
