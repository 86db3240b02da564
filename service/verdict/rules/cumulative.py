"""Totals that can only grow: deaths, arrests, cases since a start.

A later higher total says nothing against an earlier one; a later lower total of the same population does,
and so does a higher total of an earlier day.
"""

from __future__ import annotations

import re
from datetime import timedelta
from enum import StrEnum

from service.domain.times import Interval
from service.verdict.rules.bounds import Comparison
from service.verdict.vocabulary import EVENTS
from service.verdict.wording import content_stems

SAME_START = timedelta(days=31)
"""How far apart the starts of two totals of the same events may be."""

_TOTAL = re.compile(
    r"\b(?:since|so far|to date|in total|total(?:l?ed|s|ing)?|toll|overall|altogether|until|"
    r"by (?:then|now|the end|early|mid|late|\d|january|february|march|april|may|june|july|august|september|"
    r"october|november|december)|ha(?:ve|s|d) (?:been|died|killed|lost)|"
    r"in (?:his|her|its|their) (?:whole |entire )?(?:career|life|lifetime|history)|between .{3,40} and)\b",
    re.IGNORECASE,
)


_DONE = re.compile(
    r"\bha(?:ve|s|d)\s+(?:already\s+|only\s+)?(?:been\s+)?"
    r"(?:won|sold|caught|built|given|made|sent|written|taken|shot|lost|drawn|bought|\w{3,}ed)\b",
    re.IGNORECASE,
)


class Growth(StrEnum):
    """What a difference between two totals means."""

    CONTRADICTS = "contradicts"
    LATER_LOWER = "later_lower_count"
    LATER_HIGHER = "later_higher_count"
    HIGHER_UNDATED = "higher_count_undated"
    EARLIER_LOWER = "earlier_lower_count"
    UNCLEAR = "unclear"


def counts_events(text: str) -> bool:
    """Whether a text counts what happens to people or things, or what has been done, not a state of them."""
    return bool(content_stems(text) & EVENTS) or (is_total(text) and _DONE.search(text) is not None)


def is_total(text: str) -> bool:
    """Whether a text gives a total since some start, not the toll of one event."""
    return _TOTAL.search(text) is not None


def growth(
    comparison: Comparison,
    claimed: Interval | None,
    evidence: Interval | None,
    *,
    published: Interval | None,
    total: bool,
) -> Growth:
    """What the difference means for a claim about ``claimed``.

    ``evidence`` is the time the passage names, else that of its document; ``published`` when the document
    came out; ``total`` whether it gives a total over its period. Without dates nothing contradicts.
    """
    if comparison is Comparison.HIGHER:
        if claimed is None or evidence is None:
            return Growth.HIGHER_UNDATED
        if max(evidence.end, published.end if published else evidence.end) > claimed.end:
            return Growth.LATER_HIGHER
        if published is None:
            return Growth.HIGHER_UNDATED
        return Growth.CONTRADICTS if evidence.start >= claimed.start - SAME_START else Growth.UNCLEAR
    if comparison is not Comparison.LOWER or claimed is None or evidence is None:
        return Growth.UNCLEAR
    if evidence.end < claimed.end:
        return Growth.EARLIER_LOWER
    if not total or evidence.start > claimed.start + SAME_START:
        return Growth.UNCLEAR
    return Growth.LATER_LOWER if evidence.end > claimed.end else Growth.CONTRADICTS
