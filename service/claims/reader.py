"""From the prose of an English article to candidate claims, sentence by sentence in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from service.claims.checkable import PRONOUNS, checkable, telling
from service.claims.clauses import characters
from service.claims.discourse import Discourse
from service.claims.layout import Sentence
from service.claims.propositions import Proposition, propositions
from service.claims.quotations import Quotations
from service.claims.sayings import Saying
from service.claims.speakers import Speaker, Speakers, attribution
from service.claims.statements import Statement, state
from service.domain.claim import Attribution, Resolution, Unresolved
from service.domain.spans import Span
from service.domain.times import Precision, PublishedAt, TimeMention, TimeRole
from service.language.english import Parse
from service.language.times import FoundTime, find_times


_SOME_DAY = PublishedAt(datetime(2000, 1, 1), Precision.SECOND, offset_known=False)  # noqa: DTZ001


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
    discourse = Discourse()
    speakers = Speakers(discourse)
    quotations = Quotations(sentences, parses)
    found: list[Candidate] = []
    windows: tuple[TimeMention, ...] = ()
    for number, (place, parse) in enumerate(zip(sentences, parses, strict=True)):
        times = find_times(parse.text, anchor=anchor)
        read_propositions = propositions(parse)
        heads = {s.speaker_head for p in read_propositions for s in p.sayings if s.speaker_head is not None}
        for proposition in read_propositions:
            who, saying = _speakers(parse, proposition, number, speakers, quotations)
            if not checkable(parse, quotations.completed(number, proposition)):
                continue
            made = state(
                parse,
                proposition,
                times,
                discourse=discourse,
                speaker=who[-1] if who else None,
                number=number,
            )
            if any(u.text.lower() in PRONOUNS for u in made.unresolved) and not telling(parse, proposition):
                continue
            # "Many" are many of those counted just before, over the same period.
            inherited = windows if made.among else ()
            candidate = _candidate(place, parse, proposition, made, times, who, saying, anchor, inherited)
            found.append(candidate)
            windows = tuple(t for t in candidate.times if t.role is TimeRole.WINDOW)
        discourse.add(parse, number, heads)
    return found


def _speakers(
    parse: Parse, proposition: Proposition, number: int, speakers: Speakers, quotations: Quotations
) -> tuple[list[Speaker], Saying | None]:
    """Of the sayings around a proposition, outermost first; of the quotation it continues, if it has none."""
    if proposition.sayings:
        who = [speakers.identify(parse, saying, number) for saying in proposition.sayings]
        return who, proposition.sayings[-1]
    continued = quotations.continues(number)
    if continued is None:
        return [], None
    other, saying = continued
    return [speakers.identify(other, saying, number)], saying


def _candidate(
    place: Sentence,
    parse: Parse,
    proposition: Proposition,
    made: Statement,
    times: Sequence[FoundTime],
    who: list[Speaker],
    saying: Saying | None,
    anchor: PublishedAt | None,
    inherited: tuple[TimeMention, ...],
) -> Candidate:
    first, last = min(proposition.words), max(proposition.words)
    inside = characters(parse, first, last)
    spoken = _spoken_on(parse, proposition, times)
    said = None
    if who and saying is not None:
        day = _day(spoken.mention) if spoken else None
        said = attribution(who, saying, made.inner, day=day)
    own = [found for found in times if inside.start <= found.span.start < inside.end and found is not spoken]
    mentions = [*(found.mention for found in own), *inherited]
    if spoken is not None:
        mentions.append(_saying_time(spoken.mention))
    shift = place.span.start
    return Candidate(
        span=Span(shift + inside.start, shift + inside.end),
        statement=made.text,
        resolutions=tuple(
            Resolution(
                parse.text[edit.span.start : edit.span.end],
                Span(shift + edit.span.start, shift + edit.span.end),
                edit.text.strip(),
            )
            for edit in made.edits
        ),
        unresolved=(*made.unresolved, *_unnamed(said), *_undated(parse, inside, anchor)),
        attribution=said,
        times=tuple(mentions),
        telling=telling(parse, proposition),
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
