"""Dates and periods in English text, resolved against the day the text was published.

Relative dates ("last September", "on Tuesday") are read only with an anchor that is exact enough.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from service.domain.spans import Span
from service.domain.times import Interval, Precision, PublishedAt, TimeMention, TimeRole
from service.language.calendar_spans import OPEN_END, Days
from service.language.time_forms import FORMS, Form, cues_of
from service.language.time_readings import Setting

_FINENESS = [Precision.YEAR, Precision.MONTH, Precision.DAY, Precision.MINUTE, Precision.SECOND]
_AHEAD = re.compile(
    r"\b(?:will|won['’]t|shall|going to|due|scheduled|expected to|plans? to|planned|upcoming|to be held)\b"
)
# "since last September"; "since Moscow launched a campaign in Syria last September": one clause, few words.
_SINCE = re.compile(r"\bsince\s+(?:[^\s,;.]+\s+){0,12}$", re.IGNORECASE)
_DURING = re.compile(r"\b(?:during|throughout|over|within)\s+(?:the\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|between)\s+(?:the\s+)?$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:and|to|until|till|through|[-–—])\s*(?:the\s+)?", re.IGNORECASE)
_SLASHED = re.compile(r"(?<![\d/.])(?P<first>\d{1,2})[/.](?P<second>\d{1,2})[/.](?:19|20)\d\d(?![\d/])")
_MONTHS = 12
_WRITTEN_OUT = re.compile(r"[a-z]{5,}\.$|\b(?:May|June|July)\.$", re.IGNORECASE)
_REACH = 160  # characters before a date that are looked at


@dataclass(frozen=True, slots=True)
class FoundTime:
    """A mention and where it stands; ``relative``: its year came from the anchor, not from the text.

    ``days`` is what the words themselves name, before "since" or "from … to" made a window of it.
    """

    span: Span
    mention: TimeMention
    relative: bool
    days: Interval


def read_times(text: str, *, anchor: PublishedAt | None) -> tuple[TimeMention, ...]:
    """The dates and periods named in ``text``, in order; an open "since" ends at the anchor's day."""
    return tuple(found.mention for found in find_times(text, anchor=anchor))


def find_times(text: str, *, anchor: PublishedAt | None) -> list[FoundTime]:
    """As ``read_times``, with the place of each mention."""
    return _joined(text, [_in_role(text, found, anchor) for found in _matches(text, anchor)])


def unreadable_dates(text: str) -> dict[Span, str]:
    """Dates that name no day, with why: "03/04/2016" could be two days, 29 February 2015 is none."""
    found: dict[Span, str] = {}
    for match in _SLASHED.finditer(text):
        numbers = {int(match["first"]), int(match["second"])}
        if len(numbers) > 1 and max(numbers) <= _MONTHS:
            found[Span(match.start(), match.end())] = "day and month could be either"
    cues = cues_of(text)
    for form in FORMS:
        if form.whole and form.may_stand(cues):
            for match in form.pattern.finditer(text):
                if match["month"][0].isupper() and form.reading(match, _NO_SETTING) is None:
                    found[Span(match.start(), match.end())] = "there is no such day"
    return found


def _matches(text: str, anchor: PublishedAt | None) -> list[FoundTime]:
    ahead = _AHEAD.search(text) is not None
    setting = (
        Setting(anchor.day(), anchor.precision, ahead)
        if anchor
        else Setting(date(1, 1, 1), Precision.YEAR, ahead)
    )
    taken: list[FoundTime] = []
    cues = cues_of(text)
    unreadable = unreadable_dates(text)
    for form in FORMS:
        if not form.may_stand(cues):
            continue
        for match in form.pattern.finditer(text):
            if match.start() == match.end() or any(
                match.start() < other.end and other.start < match.end()
                for other in (*unreadable, *(found.span for found in taken))
            ):
                continue
            relative = form.needs is not None and not match.groupdict().get("year")
            if relative and not (anchor and _fine_enough(anchor, form)):
                continue
            days = form.reading(match, setting)
            if days is not None:
                taken.append(_found(match, days, relative=relative, window=form.window))
    return sorted(taken, key=lambda found: found.span.start)


def _fine_enough(anchor: PublishedAt, form: Form) -> bool:
    return form.needs is not None and _FINENESS.index(anchor.precision) >= _FINENESS.index(form.needs)


def _found(match: re.Match[str], days: Days, *, relative: bool, window: bool) -> FoundTime:
    # The full stop behind a month written out ends the sentence; behind "Sept." it belongs to the month.
    text = match.group()
    text = text[:-1] if _WRITTEN_OUT.search(text) else text
    mention = TimeMention(
        start=days.interval.start,
        end=days.interval.end,
        precision=days.precision,
        role=TimeRole.WINDOW if window else TimeRole.EVENT,
        text=text,
    )
    return FoundTime(Span(match.start(), match.start() + len(text)), mention, relative, days.interval)


def _in_role(text: str, found: FoundTime, anchor: PublishedAt | None) -> FoundTime:
    before = text[max(0, found.span.start - _REACH) : found.span.start]
    if _SINCE.search(before):
        until = anchor.day() if anchor else OPEN_END
        end = max(until, found.mention.start)
        return replace(found, mention=replace(found.mention, end=end, role=TimeRole.WINDOW))
    if _DURING.search(before):
        return replace(found, mention=replace(found.mention, role=TimeRole.WINDOW))
    return found


def _joined(text: str, found: list[FoundTime]) -> list[FoundTime]:
    """Joins: "from January to March 2015" and "between 2014 and 2015" are one window each."""
    joined: list[FoundTime] = []
    for right in found:
        left = joined[-1] if joined else None
        if left is not None and _TO.fullmatch(text, left.span.end, right.span.start):
            connector = text[left.span.end : right.span.start].split()
            opened = _FROM.search(text, max(0, left.span.start - _REACH), left.span.start) is not None
            if opened or (connector and connector[0].lower() != "and"):
                window = _window(text, left, right)
                if window is not None:
                    joined[-1] = window
                    continue
        joined.append(right)
    return joined


def _window(text: str, left: FoundTime, right: FoundTime) -> FoundTime | None:
    start, end = left.days.start, right.days.end
    if left.relative and not right.relative:
        # The year stands once, at the end: "from November to March 2015".
        year = end.year if (start.month, start.day) <= (end.month, end.day) else end.year - 1
        start = _in_year(start, year)
    if start > end:
        return None
    span = Span(left.span.start, right.span.end)
    mention = TimeMention(
        start=start,
        end=end,
        precision=right.mention.precision,
        role=TimeRole.WINDOW,
        text=text[span.start : span.end],
    )
    return FoundTime(span, mention, left.relative and right.relative, Interval(start, end))


_NO_SETTING = Setting(date(1, 1, 1), Precision.YEAR, ahead=False)


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)
