"""When something happened, by claim and by evidence: a day lies within its month, and in no other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from service.domain.times import Interval, TimeMention, TimeRole
from service.verdict.rules.outcome import Facet, Outcome

_LIMIT = re.compile(
    r"\b(?:(?P<until>before|prior to|earlier than|by(?: the)? (?:end|close) of|by(?: the)?|until|"
    r"no later than)"
    r"|(?P<after>after|later than|following|since))\s+(?:\w+\s+){0,3}?$",
    re.IGNORECASE,
)
_NOT_UNTIL = re.compile(r"\b(?:not|never|n[’']t)\b[^.;]*\buntil\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
ONCE = re.compile(
    r"\b(?:born|died|founded|established|released|published|signed|opened|built|completed|premiered|aired|debuted|"
    r"married|launched|formed|incorporated|invented|discovered|collapsed|destroyed|ended|began|begun|started|"
    r"adopted|abolished|elected|appointed|killed|created|introduced|inaugurated|dissolved|closed|sank|crashed|"
    r"burned down|erected|ratified|assassinated|murdered|executed|unveiled|commissioned|issued)\b",
    re.IGNORECASE,
)
"""What happens to one thing once."""
_LONG_AGO, _FAR_AHEAD = date(1, 1, 1), date(9999, 12, 31)


def spoken_of(text: str, times: Sequence[TimeMention]) -> list[Interval]:
    """The days each mention allows: before, by and after open it on one side."""
    return [_limited(text, one) for one in times if one.role is not TimeRole.SAYING]


def _limited(text: str, time: TimeMention) -> Interval:
    at = text.find(time.text)
    if _NOT_UNTIL.search(text, 0, at):
        return Interval(time.start, time.end)
    limit = _LIMIT.search(text, max(0, at - 40), at) if at > 0 and time.role is TimeRole.EVENT else None
    if limit is None:
        return Interval(time.start, time.end)
    if limit["after"]:
        return Interval(time.end, _FAR_AHEAD)
    strict = limit["until"].lower() in {"before", "prior to", "earlier than"}
    return Interval(
        _LONG_AGO, time.start - timedelta(days=1) if strict and time.start > _LONG_AGO else time.end
    )


def compare_dates(
    statement: str, claimed: Sequence[TimeMention], text: str, told: Sequence[TimeMention]
) -> list[Facet]:
    """One facet per date of the claim; the evidence's dates are those of one sentence."""
    given = spoken_of(text, told)
    return [
        _facet(one, mention, given, told)
        for one, mention in zip(
            spoken_of(statement, claimed), [m for m in claimed if m.role is not TimeRole.SAYING], strict=True
        )
    ]


def _facet(
    asked: Interval, mention: TimeMention, given: Sequence[Interval], told: Sequence[TimeMention]
) -> Facet:
    detail = f"claim: {mention.text}; evidence: {', '.join(one.text for one in told) or 'no date'}"
    if not given:
        return Facet("dates_untold", Outcome.UNTOLD, detail)
    if any(asked.contains(one) for one in given):
        return Facet("dates_agree", Outcome.AGREE, detail)
    if any(asked.overlaps(one) for one in given):
        return Facet("dates_untold", Outcome.UNTOLD, detail)
    return Facet("dates_conflict", Outcome.CONFLICT, detail)
