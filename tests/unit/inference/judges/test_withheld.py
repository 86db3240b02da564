"""Confidential drafts and judges that are servers."""

from __future__ import annotations

import pytest

from service.domain.stance import JudgeCard, JudgeFailed, StatementPassage
from service.domain.verdict import Reason
from service.inference.judges.withheld import WithheldJudge

pytestmark = pytest.mark.anyio


async def test_it_reads_nothing_and_is_known_as_the_judge_it_stands_for() -> None:
    card = JudgeCard("chat m", "0" * 64, remote=True)
    judge = WithheldJudge(card)
    with pytest.raises(JudgeFailed) as failed:
        await judge.judge([StatementPassage("zebra", "quartz")])
    assert (failed.value.reason, dict(failed.value.read)) == (Reason.CONFIDENTIAL, {})
    assert judge.card is card, "stances it read before are found under the same key"
