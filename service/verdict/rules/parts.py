"""Numbers that stand for more, or for others too, than the claim says."""

from __future__ import annotations

import re

from service.verdict.rules.outcome import Facet, Outcome
from service.verdict.wording import content_stems, names, names_alike

_OF_THEM = re.compile(r"\bof (?:them|whom|which)\b", re.IGNORECASE)
_JOINED = re.compile(
    r"\b(?:in|across|from|of) (?:the )?(?P<one>[A-Z][\w’'-]+),? and (?:in |the )*(?P<other>[A-Z][\w’'-]+)"
)


def part_of_it(statement: str, text: str) -> list[Facet]:
    """3,000 people, a third of them in Spain; 3,000 in Spain and Portugal: how many in Spain is open."""
    if found := _OF_THEM.search(text):
        before, behind = content_stems(text[: found.start()]), content_stems(text[found.end() :])
        if content_stems(statement) & behind - before:
            return [Facet("part_of_it", Outcome.APART, found[0])]
    asked = names(statement)
    for pair in _JOINED.finditer(text):
        known = [any(names_alike(pair[side], name) for name in asked) for side in ("one", "other")]
        if any(known) and not all(known):
            return [Facet("part_of_it", Outcome.APART, pair[0])]
    return []
