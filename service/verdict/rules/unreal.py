"""What a text mentions without saying that it is so: conditions, plans, allegations, denials, questions."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from service.verdict.rules.negation import reached
from service.verdict.wording import akin, past, stem, words

_UNREAL = re.compile(
    r"\b(?:if|whether|unless|alleged(?:ly)?|reportedly|rumou?r(?:s|ed)?|supposedly|purported(?:ly)?|"
    r"accus(?:ed|es|ing|ations?)|den(?:y|ied|ies)(?= (?:that|having|being|any|report|claim|accus|it\b))|"
    r"plan(?:s|ned)?(?= (?:to|for)\b)|proposed|propos(?:es|al)|threaten(?:s|ed)|hop(?:es|ed) to|"
    r"intend(?:s|ed)? to|(?:is|are|was|were) (?:due|expected|set|scheduled|supposed) to|"
    r"(?<!that )(?<!which )(?<!who )(?:could|might|would)(?! not\b|n[’']t)|suspected|"
    r"considered(?! (?:a|an|the|as|to be)\b)|no (?:evidence|proof|signs?|indication) (?:that|of|for))\b",
    re.IGNORECASE,
)
_FINDINGS = re.compile(
    r"\b(?:f[io]u?nds?|show\w*|evidenc\w*|stud(?:y|ies)|reviews?|research\w*|link\w*)\b", re.IGNORECASE
)
"""A claim about what was found is denied by finding nothing; any other is left open."""

_ASKED_FOR = re.compile(
    r"\b(?P<cue>call(?:s|ed|ing)?|urg(?:e|es|ed|ing)|demand(?:s|ed|ing)?|press(?:es|ed|ing|ure[ds]?)|"
    r"appeal(?:s|ed)?|want(?:s|ed)?|ask(?:s|ed|ing)?|pledge[ds]?|promise[ds]?|vow(?:s|ed)?|offer(?:s|ed)?)\b"
    r"(?:\W+\w+){0,6}?\W+to $",
    re.IGNORECASE,
)
"""What somebody wants done, up to the verb."""


def asked_for(statement: str, text: str) -> frozenset[str]:
    """Verbs of the past in ``statement`` that ``text`` has as wishes alone: calls for him to resign."""
    found = set()
    for verb in (word for word in words(statement) if word.islower() and past(word)):
        told = [one for one in re.finditer(r"[A-Za-z]+", text) if akin(stem(one[0]), stem(verb))]
        wishes = [_ASKED_FOR.search(text[: one.start()]) for one in told]
        if told and all(wish and wish["cue"].lower() not in statement.lower() for wish in wishes):
            found.add(verb)
    return frozenset(found)


def unreal(text: str, about: AbstractSet[str]) -> frozenset[str]:
    """The words by which a text leaves open something that ``about``, stems of another text, speaks of."""
    found_out = _FINDINGS.search(" ".join(about)) is not None
    return frozenset(
        match.group().lower()
        for match in _UNREAL.finditer(text)
        if not (match.group().lower().startswith("no ") and found_out)
        if any(akin(one, other) for one in reached(text, match.end()) for other in about)
    )
