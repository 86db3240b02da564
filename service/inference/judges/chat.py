"""A judge behind an OpenAI-compatible chat endpoint.

A language model can be talked into things by what it reads (docs/judges.md). So sentences that give
orders are taken out before it reads, evidence is given as data, the stance counts only with a quote that
stands word for word in what was left, and what the model says of its own confidence is ignored.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import anyio

from service.domain.stance import (
    JudgeCard,
    JudgeFailed,
    StanceLabel,
    StanceProbabilities,
    StatementPassage,
)
from service.domain.verdict import Reason
from service.inference.judges.chat_answer import ChatAnswer, answer_of
from service.inference.judges.chat_prompt import PROMPT_VERSION, request_for
from service.inference.judges.failures import JudgeRefused, may_pass
from service.inference.judges.fan_out import Read, read_all
from service.inference.judges.identity import PROBE, fingerprint, refuse_unless_it_reads
from service.inference.judges.quotes import decides
from service.inference.judges.server import JudgeServer
from service.inference.stance import LONGEST_TITLE

Readable: TypeAlias = Callable[[str, str], str]
"""What of a text may be read against a statement: not what is hidden in it, nor what gives orders."""

SAID, UNSAID = 0.9, 0.05
"""What a stance is taken for as long as no table of this judge says how often it is right."""
_STANCES = {
    label: StanceProbabilities(**{one.value: SAID if one is label else UNSAID for one in StanceLabel})
    for label in StanceLabel
}


class ChatStanceJudge:
    """Implements ``StanceJudge``, one pair a call. ``judge`` raises ``JudgeFailed``.

    ``served`` is the name the server gave its model at the start: under another one nothing is read.
    """

    def __init__(
        self,
        server: JudgeServer,
        model: str,
        *,
        served: str,
        concurrency: int,
        readable: Readable,
    ) -> None:
        self._server = server
        self._model = model
        self._served = served
        self._places = anyio.Semaphore(concurrency)
        self._readable = readable
        sha256 = fingerprint(judge="chat", model=model, served=served, prompt=PROMPT_VERSION, said=SAID)
        self._card = JudgeCard(f"chat {model}", sha256, remote=True)

    @classmethod
    async def open(
        cls, server: JudgeServer, model: str, *, concurrency: int, readable: Readable
    ) -> ChatStanceJudge:
        """Has one pair read. Raises ``JudgeRefused``, or ``JudgeFailed`` when it may pass."""
        try:
            answer = await _ask(server, model, PROBE)
        except JudgeFailed as failure:
            if may_pass(failure):
                raise
            raise JudgeRefused(
                f"the chat endpoint at SECONDSOURCE_JUDGE_URL does not answer as needed ({failure}): it has "
                f"to offer /chat/completions with response_format json_schema for the model “{model}” "
                "(SECONDSOURCE_JUDGE_MODEL), and may want SECONDSOURCE_JUDGE_API_KEY"
            ) from failure
        refuse_unless_it_reads(model, _stance(answer, PROBE.passage))
        return cls(server, model, served=answer.model, concurrency=concurrency, readable=readable)

    @property
    def card(self) -> JudgeCard:
        return self._card

    async def judge(self, pairs: Sequence[StatementPassage]) -> list[StanceProbabilities]:
        read = await read_all(list(dict.fromkeys(pairs)), self._read, self._places)
        return [read[pair] for pair in pairs]

    async def aclose(self) -> None:
        """Nothing is held: connections belong to the transport."""

    async def _read(self, pair: StatementPassage) -> Read:
        clean = StatementPassage(
            pair.statement,
            self._readable(pair.passage, pair.statement),
            self._readable(pair.title or "", pair.statement)[:LONGEST_TITLE],
        )
        if not clean.passage.strip():
            return {pair: _STANCES[StanceLabel.NEITHER]}
        answer = await _ask(self._server, self._model, clean)
        if answer.model != self._served:
            raise JudgeFailed("another model answers now; start again", reason=Reason.MISCONFIGURED)
        return {pair: _stance(answer, clean.passage)}


async def _ask(server: JudgeServer, model: str, pair: StatementPassage) -> ChatAnswer:
    asked = request_for(model, pair.statement, pair.title or "", pair.passage)
    return answer_of(await server.post("/chat/completions", asked))


def _stance(answer: ChatAnswer, passage: str) -> StanceProbabilities:
    """What is said without a quote from the passage counts as ``neither``."""
    return _STANCES[answer.stance if decides(answer.quote, passage) else StanceLabel.NEITHER]
