"""As of when a statement holds: "are deployed" is said of a day, and the statement must name it."""

from __future__ import annotations

from enum import Enum, auto

from service.claims.context.date_words import day_words, month_words
from service.claims.syntax.clauses import children_in
from service.claims.syntax.propositions import Proposition
from service.domain.times import Precision, TimeMention, TimeRole
from service.language.english import Parse


class Tense(Enum):
    PRESENT = auto()
    PERFECT = auto()
    """Up to now: "have been killed"."""
    PAST = auto()


def tense_of(parse: Parse, proposition: Proposition) -> Tense:
    """By the first verb that has a tense, an auxiliary before the verb itself."""
    root = parse.words[proposition.root]
    auxiliaries = [w for w in children_in(parse, root.i, proposition.words) if w.dep in {"aux", "auxpass"}]
    auxiliaries += [parse.words[i] for i in proposition.lead if parse.words[i].dep in {"aux", "auxpass"}]
    first = min(auxiliaries, key=lambda w: w.i, default=root)
    if first.tag == "VBD":
        return Tense.PAST
    perfect = first.i != root.i and first.lemma.lower() == "have"
    return Tense.PERFECT if perfect else Tense.PRESENT


def as_of(tense: Tense, times: tuple[TimeMention, ...], said: TimeMention | None) -> str | None:
    """What is put behind the statement; None where it dates itself or nobody knows when it was said."""
    if said is None:
        return None
    day = _named(said)
    if tense is not Tense.PAST:
        return f"(as of {day})"
    dated = any(time.role is TimeRole.EVENT for time in times)
    return None if dated else f"(by {day})"


def period(window: TimeMention) -> str:
    """A period the article implies, as the statement says it."""
    return f"({day_words(window.start)} to {day_words(window.end)})"


def _named(said: TimeMention) -> str:
    last = said.end
    match said.precision:
        case Precision.YEAR:
            return str(last.year)
        case Precision.MONTH:
            return month_words(last)
        case _:
            return day_words(last)
