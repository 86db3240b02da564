"""What a text mentions without saying that it is so: conditions, plans, allegations, denials, questions."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from service.verdict.rules.negation import reached
from service.verdict.wording import akin

_UNREAL = re.compile(
    r"\b(?:if|whether|unless|alleged(?:ly)?|reportedly|rumou?r(?:s|ed)?|supposedly|purported(?:ly)?|"
    r"accus(?:ed|es|ing|ations?)|den(?:y|ied|ies)(?= (?:that|having|being|any|report|claim|accus|it\b))|"
    r"plan(?:s|ned)?(?= (?:to|for)\b)|proposed|propos(?:es|al)|threaten(?:s|ed)|hop(?:es|ed) to|"
    r"intend(?:s|ed)? to|(?:is|are|was|were) (?:due|expected|set|scheduled|supposed) to|"
    r"could|might|would|suspected|considered)\b",
    re.IGNORECASE,
)


def unreal(text: str, about: AbstractSet[str]) -> frozenset[str]:
    """The words by which a text leaves open something that ``about``, stems of another text, speaks of."""
    return frozenset(
        match.group().lower()
        for match in _UNREAL.finditer(text)
        if any(akin(one, other) for one in reached(text, match.end()) for other in about)
    )
