"""A judge behind a text-classification server with the ``/predict`` of Text Embeddings Inference.

Contract as in the server's own source (router/src/http/{server,types}.rs, seen 2026-11):
``GET /info`` gives ``model_id``, ``model_sha`` (null for a local folder), ``model_dtype``, ``model_type``
(``{"classifier": {"id2label": {"0": …}, …}}``) and ``max_client_batch_size``. ``POST /predict`` takes
``{"inputs": [[text, text], …], "raw_scores": false, "truncate": true}`` and answers one list per pair,
``[{"score": 0.98, "label": "entailment"}, …]``, highest score first. Errors are
``{"error": …, "error_type": …}``: 413 batch or payload too large, 422 tokenisation, 424 the model failed,
429 overloaded, 503 unhealthy.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import anyio

from clients.transport.classify import Json
from service.domain.stance import JudgeCard, JudgeFailed, StanceProbabilities, StatementPassage
from service.domain.verdict import Reason
from service.inference.judges.failures import JudgeRefused, Unreadable, may_pass
from service.inference.judges.fan_out import Read, read_all
from service.inference.judges.identity import PROBE, refuse_unless_it_reads
from service.inference.judges.pairs import PairOrder, both
from service.inference.judges.server import JudgeServer
from service.inference.judges.tei_answers import TeiModel, model_of, stances_of

LOOK_AGAIN_S = 60.0
"""So often it is asked whether it still serves the model whose stances are kept."""


class TeiStanceJudge:
    """Implements ``StanceJudge``. ``judge`` raises ``JudgeFailed``."""

    def __init__(
        self,
        server: JudgeServer,
        model: TeiModel,
        *,
        order: PairOrder,
        concurrency: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._server = server
        self._model = model
        self._order = order
        self._places = anyio.Semaphore(concurrency)
        self._clock = clock
        self._looked_at = clock()
        self._card = JudgeCard(f"tei {model.name}", model.fingerprint(order), remote=True)

    @classmethod
    async def open(
        cls, server: JudgeServer, *, labels: Sequence[str], order: PairOrder, concurrency: int
    ) -> TeiStanceJudge:
        """Asks what is served and has one pair read. Raises ``JudgeRefused``, or ``JudgeFailed`` for now."""
        try:
            model = model_of(await server.get("/info"), stated=labels)
            judge = cls(server, model, order=order, concurrency=concurrency)
            refuse_unless_it_reads(model.name, (await judge._predict([PROBE]))[PROBE])
        except JudgeFailed as failure:
            if may_pass(failure):
                raise
            raise JudgeRefused(
                f"SECONDSOURCE_JUDGE_URL is no TEI server that can be used ({failure}): the root of a server "
                "with /info and /predict is needed, and SECONDSOURCE_JUDGE_API_KEY if it asks for a key"
            ) from failure
        return judge

    @property
    def card(self) -> JudgeCard:
        return self._card

    async def judge(self, pairs: Sequence[StatementPassage]) -> list[StanceProbabilities]:
        await self._refuse_another_model()
        distinct = list(dict.fromkeys(pairs))
        size = self._model.max_batch
        batches = [distinct[start : start + size] for start in range(0, len(distinct), size)]
        read = await read_all(batches, self._read, self._places)
        return [read[pair] for pair in pairs]

    async def aclose(self) -> None:
        """Nothing is held: connections belong to the transport."""

    async def _read(self, batch: Sequence[StatementPassage]) -> Read:
        """A batch that is refused is read in halves, so that one pair too long does not cost the others."""
        try:
            return await self._predict(batch)
        except Unreadable:
            if len(batch) == 1:
                raise
        middle = len(batch) // 2
        read: dict[StatementPassage, StanceProbabilities] = {}
        refused: Unreadable | None = None
        for part in (batch[:middle], batch[middle:]):
            try:
                read.update(await self._read(part))
            except Unreadable as failure:
                read.update(failure.read)
                refused = failure
        if refused is not None:
            raise Unreadable(str(refused), reason=refused.reason, read=read)
        return read

    async def _predict(self, batch: Sequence[StatementPassage]) -> Read:
        inputs: list[Json] = [list(both(pair, self._order)) for pair in batch]
        answer = await self._server.post(
            "/predict", {"inputs": inputs, "raw_scores": False, "truncate": True}
        )
        return dict(zip(batch, stances_of(answer, self._model, count=len(batch)), strict=True))

    async def _refuse_another_model(self) -> None:
        now = self._clock()
        if now - self._looked_at < LOOK_AGAIN_S:
            return
        try:
            served = model_of(await self._server.get("/info"), stated=self._model.labels)
        except JudgeRefused as refused:
            raise JudgeFailed(str(refused), reason=Reason.MISCONFIGURED) from refused
        if served.fingerprint(self._order) != self._card.sha256:
            raise JudgeFailed("another model is served now; start again", reason=Reason.MISCONFIGURED)
        self._looked_at = now
