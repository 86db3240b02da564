"""How the judges named in settings fail, at the start and while they read."""

from __future__ import annotations

from service.domain.stance import JudgeFailed
from service.domain.verdict import Reason

_PASSING = {Reason.SOURCE_DOWN, Reason.RATE_LIMITED, Reason.DEADLINE, Reason.BUDGET}


class JudgeRefused(Exception):  # noqa: N818 - a decision, not an error
    """It cannot serve as configured. The message says what to change, and carries no text of a pair."""


class Unreadable(JudgeFailed):
    """Some of what was asked could not be read; the judge itself is there, and may read the rest."""


def may_pass(failure: JudgeFailed) -> bool:
    """Whether asking again later, with nothing changed, may help."""
    return failure.reason in _PASSING
