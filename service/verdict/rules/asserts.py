"""What a document says of the claim, sentence by sentence, where every word of the claim is spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.verdict import Signal
from service.verdict.rules.another import another_agent, another_place, another_subject
from service.verdict.rules.bounds import Comparison, compare
from service.verdict.rules.caution import digits, force, other_year, plainly_said, uncompared, year_stands
from service.verdict.rules.counted import differs
from service.verdict.rules.dates import ONCE, compare_dates
from service.verdict.rules.figures import compare_figures
from service.verdict.rules.negation import denials, denied_once
from service.verdict.rules.outcome import Facet, Outcome
from service.verdict.rules.parts import part_of_it
from service.verdict.rules.ranks import facets_of_ranks
from service.verdict.rules.roles import roles_swapped
from service.verdict.rules.ruling import CONFIRMED, RULED, Asserted, Reading, Ruling, silenced
from service.verdict.rules.sayings import Saying, saying, speaking, speaks
from service.verdict.rules.sentences import Claimed, Told, claimed, in_cells, told
from service.verdict.rules.strictness import accounted, plainly_denied, split
from service.verdict.rules.units import measure
from service.verdict.rules.unreal import asked_for, unreal
from service.verdict.wording import names, stem

ON_THE_SUBJECT = 0.6
"""The part of them it must speak of for its numbers to be seen to count something else."""
SPOKEN_OF = 0.8
"""The part of the claim's words a sentence must speak of for a conflict in it to refute the claim."""
_COMPOUND = re.compile(
    r",? (?:and|but|while|which|who|whose|where|although|after|before) (?:\w+ ){0,2}\w+(?:ed|s)\b|;"
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A claim as sentences are held against it: of one that somebody ``said`` something, what was said."""

    claim: Claimed
    said: Saying | None


def prepared(asserted: Asserted) -> Prepared:
    """Once for all passages of a case."""
    said = saying(asserted)
    return Prepared(claimed(said.content if said else asserted), said)


def rule_on_sentences(asserted: Prepared, reading: Reading) -> Ruling | None:
    """The first sentence that says the same confirms; failing that, one that says otherwise refutes."""
    claim, said = asserted.claim, asserted.said
    if not claim.core:
        return None
    every = [] if in_cells(reading.text) else told(claim, reading)
    sentences = every
    if said:
        told_by = [one for one in sentences if speaks(said.speaker, one.text, reading.text[: one.start])]
        if not told_by and names(said.speaker) and sentences and _said_by_another(sentences[0]):
            return _silent(Facet("another_speaker", Outcome.APART, sentences[0].text))
        if not told_by and names(said.speaker) and sentences and sentences[0].share >= SPOKEN_OF:
            return _silent(Facet("not_said", Outcome.APART, sentences[0].text))
        sentences = told_by
    found = [
        ruling for one in sentences if (ruling := _rule_on(claim, one, every, reading, said)) is not None
    ]
    for stance in (CONFIRMED, RULED):
        for ruling in found:
            if ruling.stance == stance:
                return ruling
    return found[0] if found else None


def _rule_on(
    claim: Claimed, one: Told, every: Sequence[Told], reading: Reading, said: Saying | None
) -> Ruling | None:
    if one.share < ON_THE_SUBJECT:
        return None
    statement = claim.asserted.statement
    if other_year(statement, reading.title):
        return None
    figures = compare_figures(claim, one, reading)
    facets = [
        *figures,
        *_dates(claim, one, figures),
        *facets_of_ranks(claim.ranks, statement, one.text),
    ]
    if facets and not any(facet.outcome is Outcome.AGREE for facet in facets):
        facets += another_subject(statement, one.text)
    facets += another_place(statement, one.text, f"{reading.title or ''} {reading.text}")
    facets += roles_swapped(statement, one.text)
    if any(facet.outcome is Outcome.AGREE for facet in figures):
        facets += part_of_it(statement, one.text)
    unnamed = _unnamed(claim, one)
    facets += another_agent(statement, one.text, Outcome.APART if unnamed else Outcome.CONFLICT)
    by = {outcome: [facet for facet in facets if facet.outcome is outcome] for outcome in Outcome}
    left_open = unreal(one.text, claim.core) - unreal(statement, claim.core)
    if not said:
        left_open |= asked_for(statement, one.text)
    if left_open and (not said or left_open & {"if", "whether"}) and not one.missing:
        by[Outcome.APART].append(Facet("not_asserted", Outcome.APART, ", ".join(sorted(left_open))))
    if by[Outcome.APART]:
        facet = by[Outcome.APART][0]
        return _silent(facet) if _silences(claim, one, every, reading, facet) else None
    if one.share < SPOKEN_OF or unnamed:
        return None
    if not one.record and force(one.text) - force(statement):
        return None
    of_claim, of_sentence = _denials(claim, one, said)
    if of_claim != of_sentence:
        if by[Outcome.CONFLICT] or not _deniable(claim, one):
            return None
        denied = Facet("denied", Outcome.CONFLICT, one.text)
        return _ruled(denied, strict=plainly_denied(claim, one) and accounted(claim, one, facets, said))
    if by[Outcome.CONFLICT]:
        facet = by[Outcome.CONFLICT][0]
        if of_claim or _two_alike(claim, by[Outcome.UNTOLD]):
            return None
        if not _refutes(claim, one, every, reading, facet):
            return None
        return _ruled(facet, strict=accounted(claim, one, facets, said))
    if one.missing or by[Outcome.UNTOLD] or one.opposed or (not one.record and split(claim, one)):
        return None
    if speaking(one.text) and not said:
        return None
    return _confirmed(
        claim, one, facets, said=said is not None, strict=bool(facets) and accounted(claim, one, facets, said)
    )


def _dates(claim: Claimed, one: Told, figures: Sequence[Facet]) -> list[Facet]:
    """The dates of a claim without numbers: those of a number are its period."""
    if figures or not claim.times:
        return []
    return compare_dates(claim.asserted.statement, claim.times, one.text, one.times)


def _silences(claim: Claimed, one: Told, every: Sequence[Told], reading: Reading, facet: Facet) -> bool:
    """A claim of one fact, of which the sentence itself speaks; no other has its number or denies it."""
    asserted = claim.asserted
    simple = len(asserted.quantities) <= 1 and not _COMPOUND.search(asserted.statement)
    if facet.rule == "another_thing" and any(
        denials(other.text, claim.core) for other in every if other.share >= ON_THE_SUBJECT
    ):
        return False
    return simple and one.own_share >= ON_THE_SUBJECT and not _told_elsewhere(claim, one, every, reading)


def _said_by_another(one: Told) -> bool:
    return one.share >= SPOKEN_OF and speaking(one.text)


def _unnamed(claim: Claimed, one: Told) -> bool:
    """Whether a name of the claim is not spoken of: the sentence may be about another one."""
    return any(stem(name) in one.missing for name in names(claim.asserted.statement))


def _confirmed(
    claim: Claimed, one: Told, facets: Sequence[Facet], *, said: bool, strict: bool
) -> Ruling | None:
    """Only prose that speaks of everything in the claim, and the claim of nothing that is not compared."""
    if not facets and not plainly_said(claim, one, said=said):
        return None
    if (
        not claim.asserted.quantities
        and digits(claim.asserted.statement) - digits(one.text)
        and not claim.times
    ):
        return None
    rule = facets[0].rule if facets else "says_the_same"
    return Ruling(
        Signal(rule, "supports", facets[0].detail if facets else one.text), CONFIRMED, strict=strict
    )


def _refutes(claim: Claimed, one: Told, every: Sequence[Told], reading: Reading, facet: Facet) -> bool:
    if _told_elsewhere(claim, one, every, reading):
        return False
    if facet.rule != "dates_conflict":
        return True
    if year_stands(claim, one):
        return False
    once = ONCE.search(claim.asserted.statement)
    return (
        len(claim.times) == len(one.times) == 1 and once is not None and stem(once.group()) not in one.missing
    )


def _two_alike(claim: Claimed, untold: Sequence[Facet]) -> bool:
    """Whether a second number of the same measure is not told: with half of the votes counted, 52 percent."""
    measures = [measure(one.unit).dimension for one in claim.asserted.quantities]
    return len(measures) > len(set(measures)) and any(one.rule == "quantities_untold" for one in untold)


def _told_elsewhere(claim: Claimed, one: Told, every: Sequence[Told], reading: Reading) -> bool:
    """Whether another sentence has the number, of nothing that differs, or the date that the claim gives."""
    others = [other for other in every if other.start != one.start]
    asked = claim.asserted.quantities
    if not asked:
        dates = [time for other in others for time in other.times if time not in one.times]
        return any(mine.overlaps(time) for mine in claim.times for time in dates)
    return any(
        compare(mine, placed.quantity) is Comparison.AGREE
        and not differs(mine, placed, claim, other, reading)
        for mine in asked
        for other in others
        for placed in other.quantities
    )


def _deniable(claim: Claimed, one: Told) -> bool:
    """One fact, denied as a whole on one side, of which the sentence itself speaks."""
    statement = claim.asserted.statement
    return (
        not one.record
        and one.own_share >= SPOKEN_OF
        and not _COMPOUND.search(statement)
        and not uncompared(claim, one) - {"only"}
        and all(denied_once(text, claim.core) for text in (statement, one.text))
    )


def _denials(claim: Claimed, one: Told, said: Saying | None) -> tuple[bool, bool]:
    """Whether the claim denies what the sentence speaks of, and the sentence what the claim speaks of."""
    own = denials(claim.asserted.statement, claim.core | one.stems) + bool(said and said.denied)
    theirs = denials(one.text, claim.core) + len(one.opposed)
    return own % 2 == 1, theirs % 2 == 1


def _ruled(facet: Facet, *, strict: bool) -> Ruling:
    return Ruling(Signal(facet.rule, "refutes", facet.detail), RULED, strict=strict)


def _silent(facet: Facet) -> Ruling:
    return Ruling(Signal(facet.rule, "neither", facet.detail), stance=silenced())
