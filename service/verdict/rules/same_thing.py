"""Whether two numbers count the same thing: without that, no comparison of them means anything."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from service.domain.quantities import Quantity
from service.domain.spans import Span
from service.verdict.rules.ruling import Asserted, Placed, Reading
from service.verdict.rules.units import COUNT, measure
from service.verdict.vocabulary import EVENTS, QUALIFIERS
from service.verdict.wording import content_stems, names, names_alike, stem, words

_LABEL = re.compile(r"(?:^|\n|;\s)\s*((?:[^\W\d][\w ,()/-]*:\s*){1,3})[^\n]{0,6}$")
_CLAUSE_END = re.compile(r"[.!?;]\s|\n")
_QUALIFIERS = frozenset(stem(word) for word in QUALIFIERS)


class Match(IntEnum):
    """How sure it is; only ``CLEAR`` lets a rule speak against the model."""

    NONE = 0
    LOOSE = 1
    CLEAR = 2


@dataclass(frozen=True, slots=True)
class Clause:
    """The part of a reading in which a quantity stands; ``label`` is the key of a "key: value" line."""

    before: str
    after: str
    label: str | None

    @property
    def text(self) -> str:
        return f"{self.before} {self.after}"


def clause_of(place: Span, text: str) -> Clause:
    """The sentence or line around a quantity."""
    at, until = place.start, place.end
    starts = [end.end() for end in _CLAUSE_END.finditer(text, 0, at)]
    stop = _CLAUSE_END.search(text, until)
    start = starts[-1] if starts else 0
    label = _LABEL.search(text[:at])
    return Clause(
        text[start:at], text[until : stop.start() if stop else len(text)], label.group(1) if label else None
    )


def match(claimed: Quantity, asserted: Asserted, placed: Placed, reading: Reading) -> Match:
    """Compare what is counted, what happened to it, whose it is, and what narrows it down."""
    evidence = placed.quantity
    if measure(claimed.unit).dimension != measure(evidence.unit).dimension:
        return Match.NONE
    clause = clause_of(placed.span, reading.text)
    at = max(0, asserted.statement.find(claimed.text))
    own = clause_of(Span(at, min(len(asserted.statement), at + len(claimed.text))), asserted.statement)
    said, told = content_stems(asserted.statement), content_stems(f"{clause.text} {evidence.text}")
    title = content_stems(reading.title or "")
    if not _same_event(own, clause) or not _names_fit(claimed, evidence, asserted, reading):
        return Match.NONE
    asked = _description(claimed, None)
    given = _description(evidence, clause.label)
    shared = (asked & told) | (given & said)
    if not shared and measure(claimed.unit).dimension == COUNT:
        return Match.NONE
    if (said & _QUALIFIERS) != ((told | title) & _QUALIFIERS & (said | told)):
        return Match.LOOSE
    described = (asked and given) or (given and clause.label)
    covered = asked <= told | title and given <= said | title
    return Match.CLEAR if described and covered and _about(asserted, reading) else Match.LOOSE


def _description(quantity: Quantity, label: str | None) -> frozenset[str]:
    """Stems of what is counted, or of the key of its line; the words of the unit are not among them."""
    described = content_stems(label) if label else content_stems(quantity.counted or "")
    return described - content_stems(quantity.unit or "")


def _same_event(own: Clause, other: Clause) -> bool:
    """Killed with killed, and deployed with neither killed nor wounded."""
    return _nearest_event(own) == _nearest_event(other)


def _nearest_event(clause: Clause) -> str | None:
    before = [stem(word) for word in reversed(words(clause.before))]
    after = [stem(word) for word in words(clause.after)]
    found = [
        (distance, word) for side in (after, before) for distance, word in enumerate(side) if word in EVENTS
    ]
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _names_fit(claimed: Quantity, evidence: Quantity, asserted: Asserted, reading: Reading) -> bool:
    """Russian soldiers are not Syrian soldiers: names in what is counted must occur on the other side."""
    told = (*names(reading.text), *names(reading.title or ""))
    said = names(asserted.statement)
    return _all_alike(names(claimed.counted or ""), told) and _all_alike(names(evidence.counted or ""), said)


def _all_alike(wanted: tuple[str, ...], present: tuple[str, ...]) -> bool:
    return all(any(names_alike(one, other) for other in present) for one in wanted)


def _about(asserted: Asserted, reading: Reading) -> bool:
    """At least half of the claim's names stand in the window or its title."""
    said = names(asserted.statement)
    told = (*names(reading.text), *names(reading.title or ""))
    present = sum(_all_alike((one,), told) for one in said)
    return 2 * present >= len(said)
