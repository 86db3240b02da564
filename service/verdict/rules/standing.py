"""Whether a passage may count at all: copies, and the knowledge cut-off."""

from __future__ import annotations

from datetime import datetime

from service.domain.evidence import Timing
from service.domain.verdict import Signal
from service.verdict.rules.ruling import Ruling


def timing(when: Timing, as_of: datetime | None) -> Ruling | None:
    """Weight 0 for evidence later than the cut-off and, when there is one, for undated evidence."""
    if when is Timing.AFTER:
        return Ruling(Signal("timing", "weight 0", "published after the cut-off"), weight=0.0)
    if as_of is not None and when is not Timing.BEFORE:
        return Ruling(Signal("timing", "weight 0", "no date or capture at or before the cut-off"), weight=0.0)
    return None


def copy(is_copy: bool) -> Ruling | None:
    """What repeats the article corroborates nothing."""
    if is_copy:
        return Ruling(Signal("copy", "weight 0", "repeats the article"), weight=0.0)
    return None
