"""Whether a sentence accounts for everything in a claim, so that a rule on it may decide without the judge.

Looser matches are right about as often as not where the judge says otherwise: the words are there, but of
another subject, in a plan, a question or a film, or beside a number of something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from service.domain.quantities import Quantity
from service.verdict.rules.bounds import Comparison, compare
from service.verdict.rules.caution import uncompared, year_stands
from service.verdict.rules.negation import DENIAL
from service.verdict.rules.outcome import Facet, Outcome
from service.verdict.rules.sayings import Saying, speaking
from service.verdict.rules.sentences import Claimed, Told
from service.verdict.rules.units import COUNT, measure
from service.verdict.vocabulary import EMPTY, PREPOSITIONS
from service.verdict.wording import (
    akin,
    content_stems,
    meaningful,
    names,
    names_alike,
    past,
    stem,
    verbal,
    without,
    words,
)

_EMPTY = frozenset(stem(word) for word in EMPTY)
_FURTHER = re.compile(
    r"\s*(?:for|of|with|without|under|over|aged|that|who|which|whose)\s+(?:(?:the|a|an|are|is|were|was)\s+)?([a-z]+)"
)
"""What narrows a counted noun from behind: schools for the blind."""
_FEW = 2
"""Words of meaning below which a claim has no subject with something said of it."""
_AMONG = 3
"""Words not of the claim that may stand among those of the claim."""
_BESIDE = 2
"""Words beside a claim and its denial in a sentence that says nothing more."""
_PHRASE = 3
"""How far apart two neighbours of the claim may stand in a sentence that keeps their phrase whole."""
_PLURAL_VERBS = frozenset({"have", "are", "were"})
_PERFECT = re.compile(r"\bha(?:s|ve) (?:never|not|been)\b")


def accounted(claim: Claimed, one: Told, facets: Sequence[Facet], said: Saying | None) -> bool:
    """Subject, predicate, what is counted, place and time of the claim stand in this one sentence.

    A line of a record has its subject from its title or first line. ``facets`` are what was compared; for a
    denial there need be none.
    """
    return (
        len(claim.core) >= _FEW
        and not one.missing
        and (one.record or not one.borrowed)
        and (said is not None or not speaking(one.text))
        and not uncompared(claim, one) - _sole(facets)
        and not _unsaid(claim, one)
        and not _other_time(claim, one, facets)
        and (one.record or not (_described_further(claim, one) or _otherwise_governed(claim, one, facets)))
        and (one.record or _same_words(claim, one))
    )


def plainly_denied(claim: Claimed, one: Told) -> bool:
    """Beside the words of the claim and the denial there is next to nothing in the sentence."""
    denying = content_stems(" ".join(match.group() for match in DENIAL.finditer(one.text)))
    return (
        len(one.stems - content_stems(claim.asserted.statement) - one.stems_of_figures - denying) <= _BESIDE
    )


def _sole(facets: Sequence[Facet]) -> frozenset[str]:
    """The word "only", where places in an order were compared."""
    return frozenset({"only"} if any(facet.rule.startswith("ranks_") for facet in facets) else ())


def _unsaid(claim: Claimed, one: Told) -> frozenset[str]:
    """Words of the claim, those that say little too, of which the sentence does not speak."""
    return without(claim.stems - one.opposed - _EMPTY, one.stems | one.subject)


def _other_time(claim: Claimed, one: Told, facets: Sequence[Facet]) -> bool:
    """A time that only one side names; a claim in the past tense may leave it out."""
    if claim.times:
        if year_stands(claim, one) or any(facet.rule.startswith("dates_") for facet in facets):
            return False
        return not any(mine.overlaps(time) for mine in claim.times for time in one.times)
    if not one.times or one.record or _PERFECT.search(claim.asserted.statement):
        return False
    return not any(past(word) for word in words(claim.asserted.statement))


def _described_further(claim: Claimed, one: Told) -> bool:
    """Whether what is counted is narrowed down: three small boats are not all boats."""
    asked = frozenset[str]().union(*(_counted(quantity) for quantity in claim.asserted.quantities))
    said = content_stems(claim.asserted.statement)
    counted = [placed for placed in one.quantities if asked & _counted(placed.quantity)]
    if any(without(_counted(placed.quantity), said) for placed in counted):
        return True
    after = (one.text[placed.span.end - one.start :] for placed in counted)
    further = [found[1] for text in after if (found := _FURTHER.match(text))]
    return any(content_stems(word) - said for word in further)


def _otherwise_governed(claim: Claimed, one: Told, facets: Sequence[Facet]) -> bool:
    """Whether each count stands behind a verb that is not the claim's: entered 12 races, and won three."""
    asked = [quantity for quantity in claim.asserted.quantities if measure(quantity.unit).dimension == COUNT]
    counts = [placed for placed in one.quantities if measure(placed.quantity.unit).dimension == COUNT]
    if any(facet.outcome is Outcome.AGREE for facet in facets):
        counts = [
            placed
            for placed in counts
            if any(compare(quantity, placed.quantity) is Comparison.AGREE for quantity in asked)
        ]
    said = content_stems(claim.asserted.statement) | _EMPTY
    before = [words(one.text[: placed.span.start - one.start])[-1:] for placed in counts]
    foreign = [any(past(word) and content_stems(word) - said for word in last) for last in before]
    return bool(asked) and bool(foreign) and all(foreign)


def _counted(quantity: Quantity) -> frozenset[str]:
    """Stems of what is counted, without the verb that may follow it."""
    return content_stems(
        " ".join(word for word in words(quantity.counted or "") if not verbal(word) or word.endswith("s"))
    )


def _same_words(claim: Claimed, one: Told) -> bool:
    """Little else stands among the words of the claim, no other name before them; its phrases are whole."""
    statement = claim.asserted.statement
    told = words(one.text)
    stems = stems_in_order(one.text)
    pairs = list(zip(told, stems, strict=True))
    held = [
        next(
            (i for i, (word, root) in enumerate(pairs) if akin(root, asked) or names_alike(word, asked)), None
        )
        for asked in claim.core
    ]
    places = [i for i in held if i is not None]
    if not places:
        return False
    first, last = min(places), max(places)
    said, figures = content_stems(statement), one.stems_of_figures
    extra = {root for root in stems[first : last + 1] if root} - said - figures
    ours = names(statement)
    plural = told[0].endswith("s") and told[1:2] and told[1] in _PLURAL_VERBS  # Librarians have counted them
    foreign = [
        name
        for name in names(" ".join(told[bool(plural) : last + 1]))
        if stem(name) not in figures and not any(names_alike(name, other) for other in ours)
    ]
    if foreign or len(extra) > _AMONG:
        return False
    return _same_roles(statement, one.text) and not split(claim, one) and not _headed(claim, one.text)


def split(claim: Claimed, one: Told) -> bool:
    """Whether neighbours in a phrase of the claim stand apart: pink shoes and a ribbon are no pink ribbon."""
    told = stems_in_order(one.text)
    near = {frozenset((root, other)) for i, root in enumerate(told) for other in told[i + 1 : i + _PHRASE]}
    pairs = [
        (one, other)
        for one, other in re.findall(r"\b(?=([A-Za-z]+) ([a-z]+)\b)", claim.asserted.statement)
        if not {one, other} & PREPOSITIONS
    ]
    return any(
        {stem(one), stem(other)} <= claim.core & set(told)
        and not verbal(other)
        and not (one.islower() and verbal(one))
        and frozenset((stem(one), stem(other))) not in near
        for one, other in pairs
    )


def stems_in_order(text: str) -> list[str]:
    """One for each word, empty for those that carry no meaning."""
    return [stem(word) if meaningful(word) else "" for word in words(text)]


def _headed(claim: Claimed, text: str) -> bool:
    """Whether a word that ends a phrase of the claim belongs to another there: army gear is not the army."""
    last = {
        stem(one)
        for one, other in pairwise([*words(claim.asserted.statement), "."])
        if content_stems(one) and not content_stems(other) and one.islower()
    } & claim.core
    return any(
        stem(one) in last
        and content_stems(other)
        and not verbal(other)
        and stem(other) not in content_stems(claim.asserted.statement)
        for one, other in re.findall(r"\b(?=([a-z]+) ([a-z]+)\b)", text)
    )


def _same_roles(statement: str, text: str) -> bool:
    """Names stand behind the same prepositions, or in the same order."""
    ours, theirs = _roles(statement), _roles(text)
    free = [name for name, before in ours if before is None or (name, before) not in theirs]
    order = [name for name, _ in theirs]
    places = [order.index(name) for name in free if name in order]
    return len(free) <= 1 or places == sorted(places)


def _roles(text: str) -> list[tuple[str, str | None]]:
    """Each name with the preposition it stands behind."""
    found: list[tuple[str, str | None]] = []
    called = set(names(text))
    before: str | None = None
    for word in words(text):
        lower = word.lower()
        if lower in PREPOSITIONS:
            before = lower
        elif word in called:
            found.append((stem(word), before))
        elif lower not in {"the", "a", "an"}:
            before = None
    return found
