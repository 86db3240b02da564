"""The embedded stance judge: a small ONNX cross-encoder on the processor's own cores."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from service.domain.stance import JudgeCard, StanceProbabilities, StatementPassage
from service.inference.artifact import open_artifact
from service.inference.cross_encoder import CrossEncoder
from service.inference.sharing import SharedWork

MOST_WAITING = 4096  # pairs over all callers; about two minutes of work on two cores
LONGEST_TITLE = 100  # characters
_WARM_UP = StatementPassage("Water boils at 100 degrees.", "At sea level water boils at 100 °C.")


class OnnxStanceJudge:
    """Implements ``StanceJudge``. Reads each pair alone, so a pair always gets the same answer.

    Never works in the event loop; callers take turns; equal pairs asked at the same time are read
    once. ``judge`` raises ``InferenceBusy``, ``InferenceClosed`` or ``InferenceError``, all ``JudgeFailed``.
    """

    def __init__(self, encoder: CrossEncoder, card: JudgeCard, *, threads: int) -> None:
        self._encoder = encoder
        self._card = card
        self._work = SharedWork(self._read, threads=threads, most_waiting=MOST_WAITING, name="stance")

    @classmethod
    def load(cls, folder: Path, *, threads: int) -> OnnxStanceJudge:
        """Verify and open the model in ``folder``; blocking, under a second. Raises ``ArtifactError``."""
        artifact = open_artifact(folder)
        encoder = CrossEncoder.load(artifact.weights, artifact.tokenizer, max_tokens=artifact.max_tokens)
        encoder.judge(_WARM_UP.statement, _WARM_UP.passage)
        return cls(encoder, JudgeCard(artifact.name, artifact.sha256), threads=threads)

    @property
    def card(self) -> JudgeCard:
        return self._card

    async def judge(self, pairs: Sequence[StatementPassage]) -> list[StanceProbabilities]:
        return await self._work.run(pairs)

    async def aclose(self) -> None:
        """Finish the pairs being read; callers still waiting get ``InferenceClosed``."""
        await self._work.aclose()

    def _read(self, pair: StatementPassage) -> StanceProbabilities:
        return self._encoder.judge(pair.statement, titled(pair))


def titled(pair: StatementPassage) -> str:
    """The passage under the title of its page, since "it has 5 million inhabitants" is about somebody.

    With titles a dev file had half again as many right answers, and a wrong title made the model abstain
    (training/README.md).
    """
    title = " ".join((pair.title or "").split())[:LONGEST_TITLE]
    if not title or pair.passage.startswith(title):
        return pair.passage
    return f"{title}: {pair.passage}"
