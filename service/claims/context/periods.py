"""The times of a proposition: those it names, those the article implies, and the day it was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.claims.context import events
from service.claims.context.durations import contradictions
from service.claims.context.edits import Edit
from service.claims.context.scene import Tense, as_of, period, tense_of
from service.claims.context.statements import Statement, pieces_of
from service.claims.syntax.propositions import Proposition
from service.domain.claim import Unresolved
from service.domain.spans import Span
from service.domain.times import TimeMention, TimeRole
from service.language.english import Parse
from service.language.quantities import read_quantities
from service.language.times import FoundTime


@dataclass(frozen=True, slots=True)
class Period:
    """``behind`` is put behind the statement: "(as of 29 January 2016)"."""

    times: tuple[TimeMention, ...]
    behind: tuple[str, ...]
    notes: tuple[Unresolved, ...]


class Periods:
    """Of one article, in order: what "many" counts runs over the period counted just before."""

    def __init__(
        self, parses: Sequence[Parse], times: Sequence[Sequence[FoundTime]], said: TimeMention | None
    ) -> None:
        """``said`` is the day of the article."""
        self._event = events.the_event(parses, times)
        self._found = {id(parse): found for parse, found in zip(parses, times, strict=True)}
        self._said = said
        self._counted: tuple[TimeMention, ...] = ()

    def known_start(
        self, parse: Parse, proposition: Proposition, times: Sequence[FoundTime]
    ) -> tuple[Edit, ...]:
        """For "since the campaign began", without a date, the date that the article gives elsewhere."""
        start = self._undated_start(parse, proposition, times)
        if start is None or self._event is None:
            return ()
        at = start.last.end
        return (Edit(Span(at, at), f" {self._event.named()}"),)

    def _undated_start(
        self, parse: Parse, proposition: Proposition, times: Sequence[FoundTime]
    ) -> events.Start | None:
        if self._event is None:
            return None
        for start in events.starts_in(parse):
            since = any(w.lemma.lower() == "since" for w in parse.words[: start.noun.i])
            if since and start.noun.i in proposition.words and start.noun.lemma.lower() in self._event.lemmas:
                return None if events.is_dated(parse, start, times) else start
        return None

    def of(
        self, parse: Parse, proposition: Proposition, made: Statement, spoken: TimeMention | None
    ) -> Period:
        """``spoken`` is the day named in the clause that reports it."""
        times = self._found[id(parse)]
        pieces = pieces_of(parse, proposition)
        own = [
            t.mention
            for t in times
            if t.mention is not spoken and any(p.start <= t.span.start < p.end for p in pieces)
        ]
        said = replace(spoken, role=TimeRole.SAYING) if spoken is not None else self._said
        tense = tense_of(parse, proposition)
        behind: list[str] = []
        implied = self._implied(parse, proposition, made, tense=tense, own=own, said=said)
        own += implied
        notes = self._notes(made, own, said)
        if implied and not self._undated_start(parse, proposition, times):
            behind = [period(implied[0])]
        else:
            dated = as_of(tense, tuple(own), said)
            behind = [dated] if dated else []
        self._counted = tuple(t for t in own if t.role is TimeRole.WINDOW)
        return Period((*own, said) if said is not None else tuple(own), tuple(behind), notes)

    def _implied(
        self,
        parse: Parse,
        proposition: Proposition,
        made: Statement,
        *,
        tense: Tense,
        own: Sequence[TimeMention],
        said: TimeMention | None,
    ) -> list[TimeMention]:
        """A period the words leave to the article: of those counted before, or since its event began."""
        if made.among and not own:
            return list(self._counted)
        if self._event is None or said is None:
            return []
        counts = self._undated_start(parse, proposition, self._found[id(parse)]) is not None
        goes_on = tense is Tense.PERFECT and not own and events.concerns(self._event, made.text)
        return [events.window(self._event, said)] if counts or goes_on else []

    def _notes(
        self, made: Statement, own: Sequence[TimeMention], said: TimeMention | None
    ) -> tuple[Unresolved, ...]:
        windows = [t for t in own if t.role is TimeRole.WINDOW]
        quantities = read_quantities(made.written)
        if windows:
            return contradictions(quantities, windows[0].start, windows[0].end)
        if self._event is not None and said is not None and events.concerns(self._event, made.text):
            lasting = [q for q in quantities if f"for {q.text}" in made.written]
            return contradictions(lasting, self._event.began.start, said.end)
        return ()
