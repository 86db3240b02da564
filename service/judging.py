"""Which judge reads, by the settings: part of the composition, beside ``app``."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Protocol, TypeVar, assert_never

import anyio
import structlog
from anyio import to_thread

from clients.transport.transport import Transport
from service.domain.stance import REMOTE_JUDGE, JudgeFailed, StanceJudge
from service.inference.judges.chat import ChatStanceJudge
from service.inference.judges.failures import JudgeRefused
from service.inference.judges.hf import HfStanceJudge
from service.inference.judges.pairs import PairOrder
from service.inference.judges.server import JudgeServer
from service.inference.judges.tei import TeiStanceJudge
from service.inference.judges.withheld import WithheldJudge
from service.inference.stance import OnnxStanceJudge
from service.settings import JudgeKind, Settings
from service.verdict.excerpt import tokens
from service.verdict.shown.readable import readable

FIRST_WAIT_S, LONGEST_WAIT_S = 1.0, 30.0
J = TypeVar("J")
log = structlog.get_logger(__name__)


class OpenJudge(StanceJudge, Protocol):
    async def aclose(self) -> None: ...


async def open_judge(settings: Settings, transport: Transport) -> OpenJudge:
    """The judge that was named, tried on one pair. A server that is down is waited for.

    Raises ``ArtifactError`` or ``JudgeRefused``; why is logged, it never holds a text.
    """
    try:
        return await _opened(settings, transport)
    except JudgeRefused as refused:
        log.error("judge.refused", judge=settings.judge.value, detail=str(refused))  # noqa: TRY400 - the message says it
        raise


def judge_of_confidential(judge: StanceJudge, settings: Settings) -> StanceJudge:
    """The same, unless it is remote and was not allowed to see confidential drafts."""
    if judge.card.remote and REMOTE_JUDGE not in settings.confidential_sources:
        return WithheldJudge(judge.card)
    return judge


async def _opened(settings: Settings, transport: Transport) -> OpenJudge:
    order = PairOrder(settings.judge_pair_order)
    match settings.judge:
        case JudgeKind.EMBEDDED:
            return await _in_thread(
                partial(OnnxStanceJudge.load, settings.stance_folder(), threads=settings.threads)
            )
        case JudgeKind.HF:
            load = partial(HfStanceJudge.load, settings.judge_model or "", labels=settings.judge_labels)
            return await _in_thread(partial(load, order=order, threads=settings.threads))
        case JudgeKind.TEI:
            open_tei = partial(TeiStanceJudge.open, _server(settings, transport), order=order)
            return await _when_there(
                partial(open_tei, labels=settings.judge_labels, concurrency=settings.judge_concurrency)
            )
        case JudgeKind.CHAT:
            open_chat = partial(
                ChatStanceJudge.open, _server(settings, transport), settings.judge_model or ""
            )
            return await _when_there(
                partial(open_chat, concurrency=settings.judge_concurrency, rules=VerdictRules())
            )
        case _:
            assert_never(settings.judge)


def _server(settings: Settings, transport: Transport) -> JudgeServer:
    key = settings.judge_api_key
    return JudgeServer(
        transport,
        settings.judge_url or "",
        key=key.get_secret_value() if key else None,
        timeout_s=settings.judge_timeout_s,
        concurrency=settings.judge_concurrency,
    )


async def _when_there(open_now: Callable[[], Awaitable[J]]) -> J:
    """Tries until the server is there: it may start later than this process."""
    wait_s = FIRST_WAIT_S
    while True:
        try:
            return await open_now()
        except JudgeFailed as failure:
            log.warning("judge.awaited", reason=failure.reason.value, detail=str(failure))
        await anyio.sleep(wait_s)
        wait_s = min(2 * wait_s, LONGEST_WAIT_S)


async def _in_thread(load: Callable[[], J]) -> J:
    return await to_thread.run_sync(load, abandon_on_cancel=True)


class VerdictRules:
    """How the verdict stage reads evidence; implements ``EvidenceRules``."""

    def readable(self, text: str, statement: str) -> str:
        return readable(text, statement).text

    def speaks_of(self, quote: str, statement: str) -> bool:
        return bool(tokens(quote) & tokens(statement))
