"""Undated evidence that an archive shows to have stood on its page before the cut-off."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from clients.outcome import NotMeasured, Why
from clients.transport.deadline import Deadline
from service.domain.evidence import AsOfEnforced, Document, Passage, Timing
from service.evidence.fanout import Failure
from service.evidence.words import plain_words

PROOF_S = 8.0
"""How long archives are waited for; what was not proven by then is shown and does not count."""

ReadCaptured: TypeAlias = Callable[[Document, datetime], Awaitable[Document | Failure | None]]
"""A page as it was captured at or before a moment; null where nobody has it so."""


@dataclass(frozen=True, slots=True)
class Proven:
    """The passages in order, and why some captures could not be looked for or read."""

    passages: tuple[Passage, ...]
    failures: tuple[Failure, ...] = ()


async def proven(
    passages: Sequence[Passage], as_of: datetime, read: ReadCaptured, *, deadline: Deadline
) -> Proven:
    """Those whose words stand in a capture at or before ``as_of`` are marked so, with the capture.

    That a page was captured proves nothing of a text that may have come later, so the captured text is read.
    """
    open_ = {p.document.url: p.document for p in passages if p.timing is Timing.UNKNOWN and p.document.url}
    found: dict[str, Document] = {}
    failures: list[Failure] = []
    late = {url for url, document in open_.items() if document.capture is None}

    async def one(url: str, document: Document) -> None:
        captured = await read(document, as_of)
        late.discard(url)
        if isinstance(captured, Document):
            found[url] = captured
        elif captured is not None:
            failures.append(captured)

    try:
        async with asyncio.timeout(deadline.within(PROOF_S).remaining()), asyncio.TaskGroup() as group:
            for url in tuple(late):
                group.create_task(one(url, open_[url]))
    except TimeoutError:
        failures += [NotMeasured(Why.DEADLINE, "a capture was not read in time") for _ in late]
    return Proven(tuple(_marked(passage, found) for passage in passages), tuple(failures))


def _marked(passage: Passage, found: dict[str, Document]) -> Passage:
    captured = found.get(passage.document.url or "")
    if (
        captured is None
        or passage.timing is not Timing.UNKNOWN
        or not _stands_in(passage.text, captured.text)
    ):
        return passage
    document = replace(passage.document, capture=captured.capture, as_of_enforced=AsOfEnforced.CAPTURE)
    return replace(passage, document=document, timing=Timing.BEFORE)


def _stands_in(text: str, page: str) -> bool:
    """Word for word, however it is set."""
    words = plain_words(text)
    return bool(words) and f" {' '.join(words)} " in f" {' '.join(plain_words(page))} "
