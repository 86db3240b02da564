"""The judge of confidential drafts where the one in use is remote and was not allowed to see them."""

from __future__ import annotations

from collections.abc import Sequence

from service.domain.stance import JudgeCard, JudgeFailed, StanceProbabilities, StatementPassage
from service.domain.verdict import Reason


class WithheldJudge:
    """Implements ``StanceJudge``: reads nothing and says why. What the judge read before is still known."""

    def __init__(self, card: JudgeCard) -> None:
        self._card = card

    @property
    def card(self) -> JudgeCard:
        return self._card

    async def judge(self, pairs: Sequence[StatementPassage]) -> list[StanceProbabilities]:  # noqa: ARG002 - never read
        raise JudgeFailed("confidential: not given to a remote judge", reason=Reason.CONFIDENTIAL)
