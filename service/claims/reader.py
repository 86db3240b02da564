"""From the prose of an English article to candidate claims, sentence by sentence in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from service.claims.checkable import PRONOUNS, checkable, telling
from service.claims.clauses import characters
from service.claims.discourse import Discourse
from service.claims.edits import Edit
from service.claims.layout import Sentence
from service.claims.propositions import Proposition, propositions
from service.claims.quotations import Quotations
from service.claims.sayings import Saying
from service.claims.speakers import Speaker, Speakers, attribution
from service.claims.statements import Setting, state
from service.domain.claim import Attribution, Resolution, Unresolved
from service.domain.spans import Span
from service.domain.times import Precision, PublishedAt, TimeMention, TimeRole
from service.language.english import Parse
from service.language.times import FoundTime, find_times

_SOME_DAY = PublishedAt(datetime(2000, 1, 1), Precision.SECOND, offset_known=False)  # noqa: DTZ001 - any day will do


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposition with all that is said of it; spans are in the plain text."""

    span: Span
    statement: str
    resolutions: tuple[Resolution, ...]
    unresolved: tuple[Unresolved, ...]
    attribution: Attribution | None
    times: tuple[TimeMention, ...]
    telling: bool
    """Whether it names or counts something."""


def read(
    sentences: Sequence[Sentence], parses: Sequence[Parse], anchor: PublishedAt | None
) -> list[Candidate]:
    """``parses`` are those of the sentences, in the same order."""
    return _Reading(sentences, parses, anchor).candidates()


class _Reading:
    """One pass over an article: what was mentioned, who spoke, over which period was counted."""

    def __init__(
        self, sentences: Sequence[Sentence], parses: Sequence[Parse], anchor: PublishedAt | None
    ) -> None:
        self._sentences = sentences
        self._parses = parses
        self._anchor = anchor
        self._discourse = Discourse()
        self._speakers = Speakers(self._discourse)
        self._quotations = Quotations(sentences, parses)
        self._windows: tuple[TimeMention, ...] = ()

    def candidates(self) -> list[Candidate]:
        found: list[Candidate] = []
        for number, parse in enumerate(self._parses):
            times = find_times(parse.text, anchor=self._anchor)
            stated = propositions(parse)
            for proposition in stated:
                candidate = self._candidate(number, proposition, times)
                if candidate is not None:
                    found.append(candidate)
                    self._windows = tuple(t for t in candidate.times if t.role is TimeRole.WINDOW)
            heads = {s.speaker_head for p in stated for s in p.sayings if s.speaker_head is not None}
            self._discourse.add(parse, number, heads)
        return found

    def _candidate(
        self, number: int, proposition: Proposition, times: Sequence[FoundTime]
    ) -> Candidate | None:
        parse = self._parses[number]
        who, saying = self._who_says(number, proposition)
        if not checkable(parse, self._quotations.completed(number, proposition)):
            return None
        setting = Setting(number, self._discourse, who[-1] if who else None)
        made = state(parse, proposition, times, setting)
        says_something = telling(parse, proposition)
        if any(u.text.lower() in PRONOUNS for u in made.unresolved) and not says_something:
            return None
        inside = characters(parse, min(proposition.words), max(proposition.words))
        spoken = _spoken_on(parse, proposition, times)
        said = None
        if who and saying is not None:
            said = attribution(who, saying, made.inner, day=_day(spoken.mention) if spoken else None)
        shift = self._sentences[number].span.start
        return Candidate(
            span=Span(shift + inside.start, shift + inside.end),
            statement=made.text,
            resolutions=tuple(_resolution(parse, edit, shift) for edit in made.edits),
            unresolved=(*made.unresolved, *_unnamed(said), *_undated(parse, inside, self._anchor)),
            attribution=said,
            times=self._times(times, inside, spoken, among=made.among),
            telling=says_something,
        )

    def _who_says(self, number: int, proposition: Proposition) -> tuple[list[Speaker], Saying | None]:
        """Speakers outermost first; those of the quotation it continues, if it names none itself."""
        if proposition.sayings:
            parse = self._parses[number]
            who = [self._speakers.identify(parse, saying, number) for saying in proposition.sayings]
            return who, proposition.sayings[-1]
        continued = self._quotations.continues(number)
        if continued is None:
            return [], None
        other, saying = continued
        return [self._speakers.identify(other, saying, number)], saying

    def _times(
        self, times: Sequence[FoundTime], inside: Span, spoken: FoundTime | None, *, among: bool
    ) -> tuple[TimeMention, ...]:
        """Those of the proposition, and the day of the saying."""
        mentions = [
            found.mention
            for found in times
            if inside.start <= found.span.start < inside.end and found is not spoken
        ]
        if among:
            # "Many" are many of those counted just before, over the same period.
            mentions += self._windows
        if spoken is not None:
            mentions.append(_saying_time(spoken.mention))
        return tuple(mentions)


def _resolution(parse: Parse, edit: Edit, shift: int) -> Resolution:
    span = edit.span
    return Resolution(
        parse.text[span.start : span.end], Span(shift + span.start, shift + span.end), edit.text.strip()
    )


def _unnamed(said: Attribution | None) -> tuple[Unresolved, ...]:
    if said is None or said.speaker.lower() not in PRONOUNS:
        return ()
    return (Unresolved(said.speaker, "the speaker is not named before"),)


def _undated(parse: Parse, inside: Span, anchor: PublishedAt | None) -> tuple[Unresolved, ...]:
    """Relative dates of an article that says nowhere when it was published."""
    if anchor is not None:
        return ()
    return tuple(
        Unresolved(found.mention.text, "the article's date is not known")
        for found in find_times(parse.text, anchor=_SOME_DAY)
        if found.relative and inside.start <= found.span.start < inside.end
    )


def _spoken_on(parse: Parse, proposition: Proposition, times: Sequence[FoundTime]) -> FoundTime | None:
    """The date that stands in the reporting clause: "On January 19, X said that …"."""
    for saying in proposition.sayings:
        for found in times:
            if any(
                parse.words[i].start <= found.span.start < parse.words[i].end
                for i in saying.words
                if i not in proposition.words
            ):
                return found
    return None


def _saying_time(mention: TimeMention) -> TimeMention:
    return TimeMention(
        start=mention.start,
        end=mention.end,
        precision=mention.precision,
        role=TimeRole.SAYING,
        text=mention.text,
    )


def _day(mention: TimeMention) -> str | None:
    if mention.precision is not Precision.DAY or mention.start != mention.end:
        return None
    return f"{mention.start.day} {mention.start:%B %Y}"
