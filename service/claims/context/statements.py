"""A proposition in words that need no article around them.

Only what the article says goes in: dates made absolute, names in full, the subject named where one candidate
is left, the day as of which it was said. The rest is listed as unresolved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from service.claims.context.date_words import absolute
from service.claims.context.edits import Edit, apply, sentence
from service.claims.context.references import resolve
from service.claims.context.setting import Setting
from service.claims.syntax.clauses import characters, runs
from service.claims.syntax.propositions import Proposition
from service.domain.claim import Unresolved
from service.domain.spans import Span
from service.language.english import Parse
from service.language.times import FoundTime

_NAMING = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT"})


@dataclass(frozen=True, slots=True)
class Statement:
    """``text`` is a sentence, ``written`` its words before any edit.

    ``inner`` are the same words behind "X said that", where a pronoun may go on standing for X.

    ``edits`` are in the parse. ``among``: its subject is a part of those the sentence before counted.
    """

    text: str = field(repr=False)
    inner: str = field(repr=False)
    written: str = field(repr=False)
    edits: tuple[Edit, ...]
    unresolved: tuple[Unresolved, ...]
    among: bool


def pieces_of(parse: Parse, proposition: Proposition) -> list[Span]:
    """The stretches of the parse that make the statement, in its order."""
    own = set(proposition.words)
    before = [characters(parse, first, last) for first, last in runs(set(proposition.lead))]
    if not proposition.moved:
        return before + [characters(parse, first, last) for first, last in runs(own)]
    verb = {i for i in own if i <= proposition.root}
    moved = [characters(parse, first, last) for first, last in runs(set(proposition.moved))]
    return [
        *before,
        *(characters(parse, first, last) for first, last in runs(verb)),
        *moved,
        *(characters(parse, first, last) for first, last in runs(own - verb)),
    ]


def state(
    parse: Parse,
    proposition: Proposition,
    times: Sequence[FoundTime],
    setting: Setting,
    events: Sequence[Edit] = (),
) -> Statement:
    """``times`` are those found in the parse's text; ``events`` what is known of when its events began."""
    pieces = pieces_of(parse, proposition)
    edits = [
        Edit(found.span, words)
        for found in times
        if any(p.start <= found.span.start and found.span.end <= p.end for p in pieces)
        and (words := absolute(parse.text, found)) is not None
    ]
    edits += events
    references = resolve(parse, proposition, setting)
    edits += [edit for edit in references.edits if not any(edit.touches(other) for other in edits)]
    own = {setting.speaker.short, setting.speaker.short + "'s"} if setting.speaker else set()
    said = sentence(apply(parse.text, pieces, [edit for edit in edits if edit.text not in own]))
    return Statement(
        text=sentence(apply(parse.text, pieces, edits)),
        inner=_inside(parse, proposition, said),
        written=apply(parse.text, pieces, ()),
        edits=tuple(edits),
        unresolved=references.unresolved,
        among=references.among,
    )


def _inside(parse: Parse, proposition: Proposition, text: str) -> str:
    """The statement as it stands after "said that": a capital only where the word has one of its own."""
    if not text:
        return text
    first = parse.words[(*proposition.lead, *sorted(proposition.words))[0]]
    named = any(name.first <= first.i <= name.last and name.label in _NAMING for name in parse.names)
    keeps = (
        first.pos == "PROPN" or (named and first.pos != "NUM") or first.text == "I" or first.text.isupper()
    )
    if keeps or not text.lower().startswith(first.text.lower()):
        return text
    return text[0].lower() + text[1:]
