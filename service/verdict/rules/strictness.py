"""Whether a sentence accounts for everything in a claim, so that a rule on it may decide without the judge.

Looser matches are right about as often as not where the judge says otherwise: the words are there, but of
another subject, in a plan, a question or a film, or beside a number of something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from service.domain.quantities import Quantity
from service.verdict.rules.caution import uncompared, year_stands
from service.verdict.rules.negation import DENIAL
from service.verdict.rules.outcome import Facet
from service.verdict.rules.sayings import Saying, speaking
from service.verdict.rules.sentences import Claimed, Told
from service.verdict.vocabulary import EMPTY, PREPOSITIONS
from service.verdict.wording import akin, content_stems, names, names_alike, stem, without, words

_FORCE = re.compile(
    r"\b(?:if|unless|whether|may|might|could|would|should|shall|will|ought|alleg\w*|reportedly|rumou?r\w*|"
    r"suppos\w*|purport\w*|accus\w*|plan\w*|propos\w*|intend\w*|intent\w*|expect\w*|want\w*|wish\w*|"
    r"hop(?:e|es|ed|ing)|dream\w*|pretend\w*|imagin\w*|seem\w*|appear(?:s|ed)? to|believ\w*|think\w*|thought|"
    r"suspect\w*|consider\w*|try|tries|tried|trying|attempt\w*|about to|wait\w*|far from|ready to|prepar\w*|"
    r"threat\w*|project(?:ed|ions?)|forecast\w*|predict\w*|target\w*|goals? of|aim\w*|due to be|set to|"
    r"scheduled|fiction\w*|novels?|films?|movies?|series|episodes?|stor(?:y|ies)|games?|characters?|plays?|"
    r"myths?|legend\w*|partly|partially|(?:some|parts?|most|many|half|few) of|"
    r"only(?! (?:\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)|"
    r"except|besides|excluding|instead|"
    r"so-called|claim\w*|estimat\w*|former(?:ly)?|once|no longer|used to|like|as if)\b|\?",
    re.IGNORECASE,
)
"""What changes the force of a sentence or narrows it: hedges, wishes, plans, fiction, parts, exceptions."""
_EMPTY = frozenset(stem(word) for word in EMPTY)
_FEW = 2
"""Words of meaning below which a claim has no subject with something said of it."""
_AMONG = 3
"""Words not of the claim that may stand among those of the claim."""
_BESIDE = 2
"""Words beside a claim and its denial in a sentence that says nothing more."""
_PHRASE = 3
"""How far apart two neighbours of the claim may stand in a sentence that keeps their phrase whole."""
_VERB = re.compile(
    r"(?:ed|ing)$|^(?:won|sold|fell|rose|grew|built|lost|made|held|took|sank|came|went|ran|led|met|left|began|"
    r"fought|hit|cut|cost|stood|had)$"
)
_VERBAL = re.compile(rf"s$|{_VERB.pattern}")
_PAST = re.compile(
    r"\b(?:was|were|had|did|ha(?:s|ve) (?:never|not|been)|[a-z]{2,}ed|won|sold|fell|rose|grew|built|lost|"
    r"made|held|took|sank|came|went|ran|led|met|left|began|fought)\b"
)


def accounted(claim: Claimed, one: Told, facets: Sequence[Facet], said: Saying | None) -> bool:
    """Subject, predicate, what is counted, place and time of the claim stand in this one sentence.

    A line of a record has its subject from its title or first line. ``facets`` are what was compared; for a
    denial there need be none.
    """
    statement = claim.asserted.statement
    return (
        len(claim.core) >= _FEW
        and not one.missing
        and (one.record or not one.borrowed)
        and (one.record or not _forced(one.text) - _forced(statement))
        and (said is not None or not speaking(one.text))
        and not uncompared(claim, one) - _sole(facets)
        and not _unsaid(claim, one)
        and not _other_time(claim, one, facets)
        and (one.record or not _described_further(claim, one))
        and (one.record or _same_words(claim, one))
    )


def plainly_denied(claim: Claimed, one: Told) -> bool:
    """Beside the words of the claim and the denial there is next to nothing in the sentence."""
    denying = content_stems(" ".join(match.group() for match in DENIAL.finditer(one.text)))
    return (
        len(one.stems - content_stems(claim.asserted.statement) - one.stems_of_figures - denying) <= _BESIDE
    )


def _forced(text: str) -> frozenset[str]:
    return frozenset(stem(match.group()) for match in _FORCE.finditer(text))


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
    return bool(one.times) and not one.record and _PAST.search(claim.asserted.statement) is None


def _described_further(claim: Claimed, one: Told) -> bool:
    """Whether what is counted is narrowed down: three small boats are not all boats."""
    asked = frozenset[str]().union(*(_counted(quantity) for quantity in claim.asserted.quantities))
    said = content_stems(claim.asserted.statement)
    given = [_counted(placed.quantity) for placed in one.quantities]
    return any(asked & described and without(described, said) for described in given)


def _counted(quantity: Quantity) -> frozenset[str]:
    """Stems of what is counted, without the verb that may follow it."""
    return content_stems(" ".join(word for word in words(quantity.counted or "") if not _VERB.search(word)))


def _same_words(claim: Claimed, one: Told) -> bool:
    """Little else stands among the words of the claim, no other name before them; its phrases are whole."""
    statement = claim.asserted.statement
    told = words(one.text)
    stems = [stem(word) if content_stems(word) else "" for word in told]
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
    foreign = [
        name
        for name in names(" ".join(told[: last + 1]))
        if stem(name) not in figures and not any(names_alike(name, other) for other in ours)
    ]
    if foreign or len(extra) > _AMONG:
        return False
    return _same_roles(statement, one.text) and not _split(claim, stems) and not _headed(claim, one.text)


def _split(claim: Claimed, told: Sequence[str]) -> bool:
    """Whether neighbours in a phrase of the claim stand apart: pink shoes and a ribbon are no pink ribbon."""
    near = {frozenset((root, other)) for i, root in enumerate(told) for other in told[i + 1 : i + _PHRASE]}
    pairs = [
        (one, other)
        for one, other in re.findall(r"\b(?=([a-z]+) ([a-z]+)\b)", claim.asserted.statement)
        if not {one, other} & PREPOSITIONS
    ]
    return any(
        {stem(one), stem(other)} <= claim.core & set(told)
        and not _VERBAL.search(one)
        and not _VERBAL.search(other)
        and frozenset((stem(one), stem(other))) not in near
        for one, other in pairs
    )


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
        and not _VERBAL.search(other)
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
