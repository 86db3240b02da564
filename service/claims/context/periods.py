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
from service.language.calendar_spans import OPEN_END
from service.language.english import Parse
from service.language.quantities import read_quantities
from service.language.times import FoundTime


@dataclass(frozen=True, slots=True)
class Period:
    """``behind`` is put behind the statement: "(as of 29 January 2016)"."""

    times: tuple[TimeMention, ...]
    behind: tuple[str, ...]
    notes: tuple[Unresolved, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """A proposition of a sentence with the dates found in that sentence."""

    parse: Parse
    proposition: Proposition
    times: Sequence[FoundTime]


class Periods:
    """Of one article, in order: what "many" counts runs over the period counted just before."""

    def __init__(
        self, parses: Sequence[Parse], times: Sequence[Sequence[FoundTime]], said: TimeMention | None
    ) -> None:
        """``said`` is the day of the article."""
        self._event = events.the_event(parses, times)
        self._said = said
        self._counted: tuple[TimeMention, ...] = ()

    def known_start(self, dated: Dated) -> tuple[Edit, ...]:
        """For "since the campaign began", without a date, the date that the article gives elsewhere."""
        start = self._undated_start(dated)
        if start is None or self._event is None:
            return ()
        at = start.last.end
        return (Edit(Span(at, at), f" {self._event.named()}"),)

    def _undated_start(self, dated: Dated) -> events.Start | None:
        if self._event is None:
            return None
        for start in events.starts_in(dated.parse):
            noun = start.noun
            since = any(w.lemma.lower() == "since" for w in dated.parse.words[: noun.i])
            if since and noun.i in dated.proposition.words and noun.lemma.lower() in self._event.lemmas:
                return None if events.is_dated(dated.parse, start, dated.times) else start
        return None

    def of(self, dated: Dated, made: Statement, spoken: TimeMention | None) -> Period:
        """``spoken`` is the day named in the clause that reports it."""
        pieces = pieces_of(dated.parse, dated.proposition)
        own = [
            t.mention
            for t in dated.times
            if t.mention is not spoken and any(p.start <= t.span.start < p.end for p in pieces)
        ]
        said = replace(spoken, role=TimeRole.SAYING) if spoken is not None else self._said
        tense = tense_of(dated.parse, dated.proposition)
        implied = self._implied(dated, made, tense=tense, own=own, said=said)
        own += implied
        notes = self._notes(made, own, said)
        if implied and not self._undated_start(dated):
            behind: str | None = period(implied[0])
        else:
            behind = as_of(tense, tuple(own), said)
        self._counted = tuple(t for t in own if t.role is TimeRole.WINDOW)
        return Period((*own, said) if said is not None else tuple(own), (behind,) if behind else (), notes)

    def _implied(
        self,
        dated: Dated,
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
        counts = self._undated_start(dated) is not None
        goes_on = tense is Tense.PERFECT and not own and events.concerns(self._event, made.text)
        return [events.window(self._event, said)] if counts or goes_on else []

    def _notes(
        self, made: Statement, own: Sequence[TimeMention], said: TimeMention | None
    ) -> tuple[Unresolved, ...]:
        """On durations that do not fit the window the claim names, or the event it is about."""
        lasting = [q for q in read_quantities(made.written) if f"for {q.text}" in made.written]
        windows = [t for t in own if t.role is TimeRole.WINDOW and t.end < OPEN_END]
        if windows:
            return contradictions(lasting, windows[0].start, windows[0].end)
        if self._event is not None and said is not None and events.concerns(self._event, made.text):
            return contradictions(lasting, self._event.began.start, said.end)
        return ()
