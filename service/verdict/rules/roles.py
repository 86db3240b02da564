"""Who did it to whom: the same names beside the same verb, the other way round."""

from __future__ import annotations

import re
from dataclasses import dataclass

from service.verdict.rules.outcome import Facet, Outcome
from service.verdict.wording import akin, names, names_alike, stem

_NAME = r"[A-Z][\w’'-]*(?:\s+(?:(?:of|the|de|van|von)\s+)*[A-Z][\w’'-]*)*"
_ACT = re.compile(rf"\b(?P<who>{_NAME})\s+(?P<verb>[a-z]{{3,}})\s+(?:the\s+)?(?=(?P<whom>{_NAME}))")
_NO_ACT = re.compile(r"was|were|been|being|is|are|has|had|and|the|who|that|which|with|from|into")
_MUTUAL = re.compile(r"met|married|fought|faced|played|joined|borders|resembles|drew|equals|divorced")
"""What two do to each other."""


@dataclass(frozen=True, slots=True)
class _Act:
    verb: str
    who: tuple[str, ...]
    whom: tuple[str, ...]
    text: str


def roles_swapped(statement: str, text: str) -> list[Facet]:
    """Shell sued Greenpeace beside a claim that Greenpeace sued Shell."""
    told = _acts(text)
    for mine in _acts(statement):
        for theirs in told:
            same = akin(stem(mine.verb), stem(theirs.verb))
            if same and _alike(mine.who, theirs.whom) and _alike(mine.whom, theirs.who):
                return [Facet("roles_swapped", Outcome.CONFLICT, theirs.text)]
    return []


def _acts(text: str) -> list[_Act]:
    return [
        _Act(found["verb"], names(found["who"]), names(found["whom"]), f"{found[0]}{found['whom']}")
        for found in _ACT.finditer(text)
        if not (_NO_ACT.fullmatch(found["verb"]) or _MUTUAL.fullmatch(found["verb"]))
    ]


def _alike(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return any(names_alike(one, other) for one in ours for other in theirs)
