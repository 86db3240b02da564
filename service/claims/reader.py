"""From the prose of an English article to candidate claims, sentence by sentence in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from service.claims.context.date_words import day_words
from service.claims.context.discourse import Discourse
from service.claims.context.edits import Edit
from service.claims.context.periods import Dated, Periods
from service.claims.context.quotations import Quotations
from service.claims.context.setting import Setting
from service.claims.context.speakers import Speaker, Speakers, attribution
from service.claims.context.statements import Statement, pieces_of, state
from service.claims.layout import Sentence
from service.claims.syntax.checkable import PRONOUNS, telling, unless_checkable
from service.claims.syntax.clauses import characters
from service.claims.syntax.propositions import Proposition, propositions
from service.claims.syntax.sayings import Saying, spoken_by
from service.domain.claim import Attribution, Directness, NotCheckableKind, Resolution, Unresolved
from service.domain.spans import Span
from service.domain.times import Precision, PublishedAt, TimeMention
from service.language.english import Parse
from service.language.times import FoundTime, find_times, unreadable_dates

_SOME_DAY = PublishedAt(datetime(2000, 1, 1), Precision.SECOND, offset_known=False)  # noqa: DTZ001 - any day will do

_STOP = re.compile(r"(?P<mark>[.!?…])(?P<closing>[\"”’»)]*)$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposition with all that is said of it; spans are in the plain text.

    ``written`` are its words before any was replaced.
    """

    span: Span
    statement: str = field(repr=False)
    written: str = field(repr=False)
    resolutions: tuple[Resolution, ...]
    unresolved: tuple[Unresolved, ...]
    attribution: Attribution | None
    times: tuple[TimeMention, ...]
    telling: bool
    """Whether it names or counts something."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A piece of the plain text that is no claim, and why."""

    span: Span
    kind: NotCheckableKind


@dataclass(frozen=True, slots=True)
class Reading:
    candidates: tuple[Candidate, ...]
    passed: tuple[Passed, ...]


def read(
    sentences: Sequence[Sentence],
    parses: Sequence[Parse],
    anchor: PublishedAt | None,
    said: TimeMention | None,
) -> Reading:
    """``parses`` are those of the sentences, in order; ``said`` is the day the article says it on."""
    return _Reader(sentences, parses, anchor, said).reading()


class _Reader:
    """Two passes over an article: what it mentions, then what each sentence says."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        parses: Sequence[Parse],
        anchor: PublishedAt | None,
        said: TimeMention | None,
    ) -> None:
        self._sentences = sentences
        self._parses = parses
        self._anchor = anchor
        self._times = [find_times(parse.text, anchor=anchor) for parse in parses]
        self._stated = [propositions(parse) for parse in parses]
        reporting = [
            {s.speaker_head for p in stated for s in p.sayings if s.speaker_head is not None}
            for stated in self._stated
        ]
        self._discourse = Discourse(parses, reporting)
        self._speakers = Speakers(self._discourse)
        self._quotations = Quotations(sentences, parses, self._stated)
        self._periods = Periods(parses, self._times, said)

    def reading(self) -> Reading:
        candidates: list[Candidate] = []
        passed: list[Passed] = []
        for number, stated in enumerate(self._stated):
            for proposition in stated:
                made = self._read(number, proposition)
                if isinstance(made, Candidate):
                    candidates.append(made)
                elif made is not None:
                    passed.append(made)
        return Reading(tuple(candidates), tuple(passed))

    def _read(self, number: int, proposition: Proposition) -> Candidate | Passed | None:
        parse = self._parses[number]
        proposition = self._quotations.completed(number, proposition)
        label = self._sentences[number].speaker
        if label is not None and not proposition.sayings:
            spoken = spoken_by(label, proposition.root, proposition.words)
            proposition = replace(proposition, sayings=(spoken,))
        who, saying = self._who_says(number, proposition)
        shift = self._sentences[number].span.start
        inside = characters(parse, min(proposition.words), max(proposition.words))
        place = Span(shift + inside.start, shift + inside.end)
        kind = unless_checkable(parse, proposition)
        if kind is not None:
            return Passed(place, kind)
        quoted = saying is not None and saying.directness is Directness.QUOTED
        setting = Setting(number, self._discourse, who[-1] if who else None, quoted)
        times = self._times[number]
        dated = Dated(parse, proposition, times)
        made = state(parse, proposition, times, setting, self._periods.known_start(dated))
        says_something = telling(parse, proposition)
        if any(u.text.lower() in PRONOUNS for u in made.unresolved) and not says_something:
            return Passed(place, NotCheckableKind.VAGUE)
        spoken_on = _spoken_on(parse, proposition, times)
        period = self._periods.of(dated, made, spoken_on.mention if spoken_on else None)
        said = None
        if who and saying is not None:
            said = attribution(who, saying, made.inner, day=_day(spoken_on.mention) if spoken_on else None)
        ends = Span(place.end, place.end)
        resolutions = [_resolution(parse, edit, shift) for edit in made.edits]
        resolutions += [Resolution("", ends, words) for words in period.behind]
        return Candidate(
            span=place,
            statement=_with(made, period.behind),
            written=made.written,
            resolutions=tuple(resolutions),
            unresolved=(
                *made.unresolved,
                *_unnamed(said),
                *_undated(parse, proposition, self._anchor),
                *period.notes,
            ),
            attribution=said,
            times=period.times,
            telling=says_something,
        )

    def _who_says(self, number: int, proposition: Proposition) -> tuple[list[Speaker], Saying | None]:
        """Speakers outermost first; a saying that the proposition continues stands in another sentence."""
        if not proposition.sayings:
            return [], None
        continued = self._quotations.continues(number)
        parse = continued[0] if continued is not None else self._parses[number]
        who = [self._speakers.identify(parse, saying, number) for saying in proposition.sayings]
        return who, proposition.sayings[-1]


def _with(made: Statement, behind: Sequence[str]) -> str:
    """The statement with what is put before its full stop."""
    if not behind:
        return made.text
    stop = _STOP.search(made.text)
    if stop is None:
        return " ".join([made.text, *behind])
    return " ".join([made.text[: stop.start()] + stop["closing"], *behind]) + stop["mark"]


def _resolution(parse: Parse, edit: Edit, shift: int) -> Resolution:
    span = edit.span
    return Resolution(
        parse.text[span.start : span.end], Span(shift + span.start, shift + span.end), edit.text.strip()
    )


def _unnamed(said: Attribution | None) -> tuple[Unresolved, ...]:
    if said is None or said.speaker.lower() not in PRONOUNS:
        return ()
    return (Unresolved(said.speaker, "the speaker is not named before"),)


def _undated(parse: Parse, proposition: Proposition, anchor: PublishedAt | None) -> tuple[Unresolved, ...]:
    """Dates that could be two, and relative dates of an article that says nowhere when it was published."""
    pieces = pieces_of(parse, proposition)
    either = tuple(
        Unresolved(parse.text[span.start : span.end], why)
        for span, why in unreadable_dates(parse.text).items()
        if any(p.start <= span.start < p.end for p in pieces)
    )
    if anchor is not None:
        return either
    return either + tuple(
        Unresolved(found.mention.text, "the article's date is not known")
        for found in find_times(parse.text, anchor=_SOME_DAY)
        if found.relative and any(p.start <= found.span.start < p.end for p in pieces)
    )


def _spoken_on(parse: Parse, proposition: Proposition, times: Sequence[FoundTime]) -> FoundTime | None:
    """The date that stands in the reporting clause: "On January 19, X said that …"."""
    own = {*proposition.words, *proposition.lead, *proposition.moved}
    for saying in proposition.sayings:
        for found in times:
            if any(parse.words[i].start <= found.span.start < parse.words[i].end for i in saying.words - own):
                return found
    return None


def _day(mention: TimeMention) -> str | None:
    if mention.precision is not Precision.DAY or mention.start != mention.end:
        return None
    return day_words(mention.start)
