"""A judge from a Hugging Face folder: any three-class model of natural language inference."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from service.domain.stance import JudgeCard, StanceProbabilities, StatementPassage
from service.inference.failures import InferenceError
from service.inference.judges.failures import JudgeRefused
from service.inference.judges.hf_config import CONFIG, HfConfig, read_config
from service.inference.judges.hf_onnx import OnnxClassifier, find_weights, weight_files
from service.inference.judges.hf_tokens import FILE as TOKENIZER
from service.inference.judges.hf_tokens import PairTokens
from service.inference.judges.hf_torch import WEIGHTS, TorchClassifier
from service.inference.judges.hub_folder import find_folder
from service.inference.judges.identity import PROBE, digests, fingerprint, refuse_unless_it_reads
from service.inference.judges.labels import stance_of
from service.inference.judges.pairs import PairOrder, both
from service.inference.sharing import SharedWork
from service.inference.stance import MOST_WAITING


class PairClassifier(Protocol):
    """Reads two texts; one logit per class. Blocking and thread-safe."""

    def logits(self, first: str, second: str) -> tuple[float, ...]: ...


class HfStanceJudge:
    """Implements ``StanceJudge``. Reads each pair alone, in threads; pairs asked twice at once are read once.

    ``judge`` raises ``InferenceBusy``, ``InferenceClosed`` or ``InferenceError``, all ``JudgeFailed``.
    """

    def __init__(
        self, classifier: PairClassifier, config: HfConfig, card: JudgeCard, *, order: PairOrder, threads: int
    ) -> None:
        self._classifier = classifier
        self._config = config
        self._card = card
        self._order = order
        self._work = SharedWork(self.read, threads=threads, most_waiting=MOST_WAITING, name="stance")

    @classmethod
    def load(cls, model: str, *, labels: Sequence[str], order: PairOrder, threads: int) -> HfStanceJudge:
        """``model`` is a folder or a name in the local cache; blocking. Raises ``JudgeRefused``."""
        folder = find_folder(model)
        config = read_config(folder, stated=labels)
        weights = find_weights(folder)
        classifier: PairClassifier
        if weights is not None:
            tokens = PairTokens.load(folder, max_tokens=config.max_tokens, order=order)
            classifier = OnnxClassifier.load(weights, tokens)
            files = weight_files(weights)
        else:
            classifier = TorchClassifier.load(folder, max_tokens=config.max_tokens)
            files = list(folder.glob(WEIGHTS))
        described = [folder / name for name in (CONFIG, TOKENIZER) if (folder / name).is_file()]
        card = JudgeCard(
            name=f"hf {folder.name if Path(model).expanduser() == folder else model} ({config.architecture})",
            sha256=fingerprint(
                judge="hf",
                runtime=type(classifier).__name__,
                files=digests(folder, [*files, *described]),
                labels=config.labels,
                order=order,
                max_tokens=config.max_tokens,
            ),
        )
        judge = cls(classifier, config, card, order=order, threads=threads)
        try:
            refuse_unless_it_reads(card.name, judge.read(PROBE))
        except InferenceError as error:
            raise JudgeRefused(f"{card.name}: {error}") from error
        return judge

    @property
    def card(self) -> JudgeCard:
        return self._card

    async def judge(self, pairs: Sequence[StatementPassage]) -> list[StanceProbabilities]:
        return await self._work.run(pairs)

    async def aclose(self) -> None:
        """Finish the pairs being read; callers still waiting get ``InferenceClosed``."""
        await self._work.aclose()

    def read(self, pair: StatementPassage) -> StanceProbabilities:
        """Blocking. Raises ``InferenceError`` when the model does not answer with three numbers."""
        logits = self._classifier.logits(*both(pair, self._order))
        if len(logits) != len(self._config.labels) or not all(map(math.isfinite, logits)):
            raise InferenceError("the model did not answer with three numbers")
        powers = [math.exp(logit - max(logits)) for logit in logits]
        return stance_of(self._config.labels, [power / sum(powers) for power in powers])
