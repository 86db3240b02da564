"""A fact-checker's rating: of the claim it reviewed, and of ours only where that says the same.

The reviewed claim is never read as evidence: a claim said again supports nothing. Judge and rules hold it
against ours, to learn whether one follows from the other (docs/decisions/0014).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from service.domain.evidence import Passage, Rating, WeighedPassage
from service.domain.spans import Span
from service.domain.stance import StanceLabel, StanceProbabilities, StatementPassage
from service.domain.verdict import Signal
from service.language.quantities import read_quantities
from service.language.times import read_times
from service.verdict.case import Case
from service.verdict.pooling import is_copy
from service.verdict.rules import standing
from service.verdict.rules.asserts import prepared, rule_on_sentences
from service.verdict.rules.periods import RECENT
from service.verdict.rules.ratings import stance_of_rating
from service.verdict.rules.ruling import CONFIRMED, Asserted, Reading, Ruling, silenced
from service.verdict.shown.readable import readable
from service.verdict.weighing import Weighed


def compared(case: Case, asserted: Asserted) -> list[StatementPassage]:
    """What the judge must read before the ratings of a case can count."""
    ratings = (passage.document.rating for passage in case.passages)
    return [pair for one in ratings if one is not None for pair in _pairs(case, asserted, one)]


def weigh_ratings(
    case: Case, asserted: Asserted, known: Mapping[StatementPassage, StanceProbabilities]
) -> dict[int, Weighed | None]:
    """The rated passages of a case by their place in it; null where the judge has not read what is needed."""
    found: dict[int, Weighed | None] = {}
    for place, passage in enumerate(case.passages):
        rating = passage.document.rating
        if rating is None:
            continue
        pairs = _pairs(case, asserted, rating)
        judged = [known[pair] for pair in pairs if pair in known]
        read = len(judged) == len(pairs)
        found[place] = _weighed(case, passage, _ruled(case, asserted, rating, judged)) if read else None
    return found


def _pairs(case: Case, asserted: Asserted, rating: Rating) -> tuple[StatementPassage, ...]:
    """Each claim read against the other; empty where the rating cannot count."""
    if _side(rating) is None or _apart(case, asserted, rating):
        return ()
    ours, theirs = case.statement, rating.reviewed
    return StatementPassage(ours, theirs), StatementPassage(theirs, ours)


def _ruled(case: Case, asserted: Asserted, rating: Rating, judged: Sequence[StanceProbabilities]) -> Ruling:
    """Nothing was measured on ratings: they are as sure as the judge is that the claims are the same."""
    said = f"{rating.by or 'a fact-checker'} on “{rating.reviewed}”: {rating.words or 'no rating'}"
    side = _side(rating)
    apart = "takes no side" if side is None else _apart(case, asserted, rating)
    if apart is None and not _same(asserted, rating, judged):
        apart = "another claim"
    if side is None or apart is not None:
        return Ruling(Signal("rated", "weight 0", f"{apart}: {said}"), silenced(), weight=0.0)
    weaker = min(judged, key=lambda one: one.supports)
    if side is StanceLabel.REFUTES:
        weaker = StanceProbabilities(weaker.refutes, weaker.supports, weaker.neither)
    return Ruling(Signal("rated", side.value, said), weaker)


def _weighed(case: Case, passage: Passage, ruling: Ruling) -> Weighed:
    applied = [ruling, standing.copy(is_copy(passage)), standing.timing(passage.timing, case.as_of)]
    weights = [one.weight for one in applied if one and one.weight is not None]
    stance = ruling.stance or silenced()
    weighed = WeighedPassage(
        passage=passage,
        stance=stance.label(),
        probabilities=stance,
        weight=min([1.0, *weights]),
        quote_span=_first_line(passage),
    )
    return Weighed(weighed, tuple(one.signal for one in applied if one))


def _side(rating: Rating) -> StanceLabel | None:
    return stance_of_rating(rating.words) if rating.words else None


def _apart(case: Case, asserted: Asserted, rating: Rating) -> str | None:
    """Why the rating cannot be of our claim, whatever was reviewed; null when it may be.

    A number without a time is one of today: an old rating was of another.
    """
    if case.saying:
        return "of what was said, not of who said it"
    if readable(rating.reviewed, case.statement).text != rating.reviewed:
        return "the claim reviewed has parts that are not to be read"
    undated = bool(asserted.quantities) and not asserted.times
    if undated and rating.at and rating.at.day() < asserted.known_at - RECENT:
        return "of another time"
    return None


def _same(asserted: Asserted, rating: Rating, judged: Sequence[StanceProbabilities]) -> bool:
    """Whether each claim follows from the other: of a wider or a narrower one something else holds."""
    reviewed = Asserted(
        statement=rating.reviewed,
        quantities=read_quantities(rating.reviewed),
        times=read_times(rating.reviewed, anchor=None),
        known_at=asserted.known_at,
    )
    directions = ((asserted, rating.reviewed), (reviewed, asserted.statement))
    return all(
        _follows(claim, text, stance) for (claim, text), stance in zip(directions, judged, strict=True)
    )


def _follows(claim: Asserted, text: str, judged: StanceProbabilities) -> bool:
    """The text says the claim, of the same time: word for word or as a rule finds, and as the judge does."""
    reading = Reading(text=text)
    if not all(any(ours.contains(time) for time in reading.times) for ours in claim.times):
        return False  # the rules on passages let a number without a time agree with one of a year
    if _plain(text) != _plain(claim.statement):
        ruling = rule_on_sentences(prepared(claim), reading)
        if ruling is None or ruling.stance != CONFIRMED:
            return False
    return judged.label() is StanceLabel.SUPPORTS


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".!").casefold()


def _first_line(passage: Passage) -> Span:
    """The line that says how it is rated."""
    start = passage.span.start
    return Span(start, start + len(passage.text.partition("\n")[0].rstrip()))
