"""A judge behind an OpenAI-compatible chat endpoint.

A language model can be talked into things by what it reads (docs/judges.md). So sentences that give
orders are taken out before it reads, evidence is given as data, the stance counts only with a quote that
stands word for word in what was left and has something in common with the statement, and what the model
says of its own confidence is ignored.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

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


class EvidenceRules(Protocol):
    """What may be put before a language model, and what it may rest on."""

    def readable(self, text: str, statement: str) -> str:
        """What of ``text`` may be read: not what is hidden in it, nor what gives orders."""
        ...

    def speaks_of(self, quote: str, statement: str) -> bool:
        """Whether the two have anything in common: an order to a reader mostly has not."""
        ...


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
        rules: EvidenceRules,
    ) -> None:
        self._server = server
        self._model = model
        self._served = served
        self._places = anyio.Semaphore(concurrency)
        self._rules = rules
        sha256 = fingerprint(judge="chat", model=model, served=served, prompt=PROMPT_VERSION, said=SAID)
        self._card = JudgeCard(f"chat {model}", sha256, remote=True)

    @classmethod
    async def open(
        cls, server: JudgeServer, model: str, *, concurrency: int, rules: EvidenceRules
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
        refuse_unless_it_reads(model, _stance(answer, PROBE, rules))
        return cls(server, model, served=answer.model, concurrency=concurrency, rules=rules)

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
            self._rules.readable(pair.passage, pair.statement),
            self._rules.readable(pair.title or "", pair.statement)[:LONGEST_TITLE],
        )
        if not clean.passage.strip():
            return {pair: _STANCES[StanceLabel.NEITHER]}
        answer = await _ask(self._server, self._model, clean)
        if answer.model != self._served:
            raise JudgeFailed("another model answers now; start again", reason=Reason.MISCONFIGURED)
        return {pair: _stance(answer, clean, self._rules)}


async def _ask(server: JudgeServer, model: str, pair: StatementPassage) -> ChatAnswer:
    asked = request_for(model, pair.statement, pair.title or "", pair.passage)
    return answer_of(await server.post("/chat/completions", asked))


def _stance(answer: ChatAnswer, read: StatementPassage, rules: EvidenceRules) -> StanceProbabilities:
    """What is said without a quote from the passage that speaks of the statement counts as ``neither``."""
    rests = decides(answer.quote, read.passage) and rules.speaks_of(answer.quote, read.statement)
    return _STANCES[answer.stance if rests else StanceLabel.NEITHER]
