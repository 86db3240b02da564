"""The passages of fact-checks: one of each, chosen by the claim that was reviewed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from service.domain.evidence import Document, Passage
from service.domain.spans import Span
from service.evidence.dates import timing_of
from service.evidence.origins import origin_names
from service.evidence.passages import LEAST_SCORE
from service.evidence.ranking import Bag, Wanted, scores

RATED_PER_CLAIM = 3
"""Judging one takes two readings."""


def rated_passages(
    statement: str, names: Sequence[str], documents: Sequence[Document], *, as_of: datetime | None
) -> tuple[Passage, ...]:
    """Of documents with a rating the few whose reviewed claim shares most with the statement, best first.

    Each is the word of its site, as its other pages are: that two of them review one claim, or that it names
    a wire service, makes them no copies. One article may review several claims, and be found several times.
    """
    distinct = {(one.url, one.text_sha256): one for one in documents}.values()
    bags = [Bag.of(one.rating.reviewed, frozenset()) for one in distinct if one.rating]
    scored = zip(scores(Wanted.of(statement, names), bags), distinct, strict=True)
    best = sorted((one for one in scored if one[0] >= LEAST_SCORE), key=lambda one: -one[0])
    return tuple(
        Passage(
            document=document,
            span=Span(0, len(document.text)),
            score=round(score, 4),
            origin=_origin(document),
            timing=timing_of(document, as_of),
        )
        for score, document in best[:RATED_PER_CLAIM]
    )


def _origin(document: Document) -> str:
    return origin_names([replace(document, text="")])[0]
