"""When what an article is about began: "since the campaign began" counts from the day it names elsewhere.

Only where the article speaks of one campaign, war or strike with a start; two leave it open.
"""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from service.claims.context.date_words import day_words, month_words
from service.claims.context.mentions import nation_of
from service.claims.syntax.clauses import noun_phrase
from service.domain.times import Interval, Precision, TimeMention, TimeRole
from service.language.english import Parse
from service.language.times import FoundTime
from service.language.words import Word

_EVENTS = frozenset(
    "campaign operation offensive intervention war invasion siege strike airstrike bombing mission outbreak"
    " conflict uprising blockade protest epidemic pandemic crisis lockdown embargo".split()
)
_BEGIN = frozenset("launch begin start commence open initiate".split())
_STARTS = frozenset("start beginning launch outbreak onset outset".split())
_FINENESS = [Precision.YEAR, Precision.MONTH, Precision.DAY]


@dataclass(frozen=True, slots=True)
class Event:
    """``lemmas`` it is called by, ``actors`` whose it is said to be, ``began`` as exactly as is known."""

    lemmas: frozenset[str]
    actors: frozenset[str]
    began: Interval
    precision: Precision
    text: str
    """The date as the article writes it."""

    def named(self) -> str:
        """The start as a statement says it: "on 30 September 2015"."""
        day = self.began.start
        match self.precision:
            case Precision.DAY:
                return f"on {day_words(day)}"
            case Precision.MONTH:
                return f"in {month_words(day)}"
            case _:
                return f"in {day.year}"


@dataclass(frozen=True, slots=True)
class Start:
    """Words that tell of a beginning: ``noun`` is the event, ``last`` the last word of the phrase."""

    noun: Word
    last: Word


def the_event(parses: Sequence[Parse], times: Sequence[Sequence[FoundTime]]) -> Event | None:
    """The one event of the article with a start; two whose starts cannot be the same leave none."""
    merged: Event | None = None
    for parse, found in zip(parses, times, strict=True):
        for start in starts_in(parse):
            when = _date_of(parse, start, found)
            event = _event(parse, start, when) if when is not None else None
            if event is None:
                continue
            if merged is None:
                merged = event
            elif merged.began.overlaps(event.began):
                merged = _merge(merged, event)
            else:
                return None
    if merged is None:
        return None
    lemmas = merged.lemmas
    actors = {
        nation
        for parse in parses
        for word in parse.words
        if word.lemma.lower() in lemmas and (nation := nation_of(parse, word))
    }
    return replace(merged, actors=merged.actors | actors)


def starts_in(parse: Parse) -> Iterator[Start]:
    """As in "launched a military campaign", "Russia's campaign began", "the start of the operation"."""
    for word in parse.words:
        if word.lemma.lower() not in _EVENTS or word.pos not in {"NOUN", "PROPN"}:
            continue
        above = parse.words[word.head]
        if above.lemma.lower() in _BEGIN and word.dep in {"dobj", "nsubj", "nsubjpass"}:
            yield Start(word, max(above, word, key=lambda w: w.i))
        elif word.dep == "pobj" and above.lemma.lower() == "of":
            start = parse.words[above.head]
            if start.lemma.lower() in _STARTS:
                yield Start(word, word)


def is_dated(parse: Parse, start: Start, found: Sequence[FoundTime]) -> bool:
    return _date_of(parse, start, found) is not None


def _date_of(parse: Parse, start: Start, found: Sequence[FoundTime]) -> FoundTime | None:
    """The date that stands in the clause of the beginning: below its verb, or close behind the noun."""
    verb = parse.words[start.noun.head]
    top = verb if verb.lemma.lower() in _BEGIN else parse.words[verb.head]
    below = {w.i for w in parse.subtree(top.i)}
    for time in found:
        words = [w for w in parse.words if time.span.start <= w.start < time.span.end]
        inside = any(w.i in below for w in words)
        behind = words and 0 < words[0].i - start.last.i <= 2  # noqa: PLR2004 - "on" between them
        if inside or behind:
            return time
    return None


def _event(parse: Parse, start: Start, when: FoundTime) -> Event | None:
    days, precision = when.days, when.mention.precision
    if precision not in _FINENESS:
        return None
    verb = parse.words[start.noun.head]
    actors = {nation for nation in (nation_of(parse, start.noun),) if nation}
    for child in parse.children(verb.i):
        if (
            verb.lemma.lower() in _BEGIN
            and child.dep == "nsubj"
            and child.pos == "PROPN"
            and child.i != start.noun.i
        ):
            first, last = noun_phrase(parse, child.i)
            actors.add(parse.text[parse.words[first].start : parse.words[last].end])
    return Event(frozenset({start.noun.lemma.lower()}), frozenset(actors), days, precision, when.mention.text)


def _merge(left: Event, right: Event) -> Event:
    finer = max(left, right, key=lambda e: _FINENESS.index(e.precision))
    return replace(finer, lemmas=left.lemmas | right.lemmas, actors=left.actors | right.actors)


def concerns(event: Event, words: str) -> bool:
    """Whether a text names one of the event's actors: "Russian" is of Russia."""
    stems = {actor.split()[-1].lower().removesuffix("’s").removesuffix("'s")[:5] for actor in event.actors}
    return any(word.lower()[:5] in stems for word in words.split() if word[:1].isupper())


def window(event: Event, until: Interval) -> TimeMention:
    """From the start of the event to the day of the saying."""
    end = max(until.end, event.began.start)
    return TimeMention(
        start=event.began.start, end=end, precision=event.precision, role=TimeRole.WINDOW, text=event.text
    )
