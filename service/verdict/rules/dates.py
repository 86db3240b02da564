"""When something happened, by claim and by evidence: a day lies within its month, and in no other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from service.domain.times import Interval, TimeMention, TimeRole
from service.verdict.rules.outcome import Facet, Outcome

_LIMIT = re.compile(
    r"\b(?:(?P<before>before|prior to|earlier than)\s+(?:\w+\s+){0,3}?"
    r"|(?P<by>by|no later than)\s+(?:(?:the|end|close|of|early|mid|late)\s+){0,4}"
    r"|(?P<after>after|later than|since)\s+(?:\w+\s+){0,3}?)$",
    re.IGNORECASE,
)
_ROUGHLY = re.compile(
    r"\b(?:early|mid|middle|late|beginning|end|spring|summer|autumn|fall|winter)\b(?:[\s-]+(?:of|in|the)){0,3}[\s-]*$",
    re.IGNORECASE,
)
_NOT_UNTIL = re.compile(r"\b(?:not|never|n[’']t)\b[^.;]*\buntil\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_CENTURY = re.compile(r"(?:the )?(?:(?:early|mid|late)[-\s])?\d\d00[’']?s", re.IGNORECASE)
"""Ten years or a hundred."""
_VAGUE = re.compile(r"\d\d00[’']?s|\b(?:spring|summer|autumn|fall|winter)\b", re.IGNORECASE)
"""Ten years or a hundred; a season, which is another in each hemisphere."""
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
    limit = _LIMIT.search(text, max(0, at - 60), at) if at > 0 and time.role is TimeRole.EVENT else None
    if limit is None:
        return Interval(time.start, time.end)
    if limit["after"]:
        return Interval(time.end, _FAR_AHEAD)
    if limit["by"]:
        return Interval(_LONG_AGO, time.end)
    return Interval(_LONG_AGO, max(_LONG_AGO, time.start - timedelta(days=1)))


def compare_dates(
    statement: str, claimed: Sequence[TimeMention], text: str, told: Sequence[TimeMention]
) -> list[Facet]:
    """One facet per date of the claim; the evidence's dates are those of one sentence."""
    given = [one for one in told if not _CENTURY.fullmatch(one.text)]
    intervals = spoken_of(text, given)
    return [
        _facet(one, spoken_of(statement, [one])[0], intervals, given, statement)
        for one in claimed
        if one.role is not TimeRole.SAYING
    ]


def _facet(
    mention: TimeMention,
    asked: Interval,
    given: Sequence[Interval],
    told: Sequence[TimeMention],
    statement: str,
) -> Facet:
    detail = f"claim: {mention.text}; evidence: {', '.join(one.text for one in told) or 'no date'}"
    rough = _ROUGHLY.search(statement[: max(0, statement.find(mention.text))]) or _VAGUE.search(mention.text)
    if any(asked == one for one in given):
        return Facet("dates_agree", Outcome.AGREE, detail)
    if mention.role is TimeRole.EVENT and not rough and any(asked.contains(one) for one in given):
        return Facet("dates_agree", Outcome.AGREE, detail)
    if not given or rough or any(asked.overlaps(one) for one in given):
        return Facet("dates_untold", Outcome.UNTOLD, detail)
    return Facet("dates_conflict", Outcome.CONFLICT, detail)
