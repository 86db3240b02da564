from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from clients.outcome import NotMeasured, Why
from clients.transport.deadline import Deadline
from service.domain.evidence import AsOfEnforced, CaptureLink, CaptureStatus, Document, Passage, Timing
from service.domain.spans import Span
from service.evidence.fanout import Failure
from service.evidence.proof import Proven, proven
from tests.unit.evidence.doubles import DOWN, document

pytestmark = pytest.mark.anyio
AS_OF = datetime(2016, 1, 29, tzinfo=UTC)
LINK = CaptureLink(status=CaptureStatus.FOUND, url="https://archive.example/1", captured_at=AS_OF, gap_days=0)
SAID = "Skerry has 1,400 people."
PAGE = f"Welcome. “{SAID}” More."


def passage(
    text: str = SAID, url: str | None = "https://a.example/1", timing: Timing = Timing.UNKNOWN
) -> Passage:
    return Passage(
        document=document(text, url), span=Span(0, len(text)), score=0.5, origin="o", timing=timing
    )


class Captured:
    """What is read of each page, and which were asked for."""

    def __init__(self, read: Document | Failure | None, seconds: float = 0.0) -> None:
        self.read, self.seconds = read, seconds
        self.asked: list[str | None] = []

    async def __call__(self, document: Document, as_of: datetime) -> Document | Failure | None:
        self.asked.append(document.url)
        await asyncio.sleep(self.seconds)
        return self.read


def capture(text: str) -> Document:
    return replace(document(text), capture=LINK, as_of_enforced=AsOfEnforced.CAPTURE)


async def prove(*passages: Passage, captured: Captured, seconds: float = 5.0) -> Proven:
    return await proven(passages, AS_OF, captured, deadline=Deadline.after(seconds))


async def test_words_that_stand_in_a_capture_were_there_before() -> None:
    found = await prove(passage(), captured=Captured(capture(PAGE)))
    [proved] = found.passages
    assert proved.timing is Timing.BEFORE
    assert (proved.document.capture, proved.document.as_of_enforced) == (LINK, AsOfEnforced.CAPTURE)
    assert proved.text == SAID, "the quote is that of the text that was found"
    assert found.failures == ()


@pytest.mark.parametrize(
    "text", ["Skerry has 1,150 people.", "Skerry has 1,400 people and a dog.", "", PAGE[:9]]
)
async def test_a_capture_of_the_page_that_said_otherwise_proves_nothing(text: str) -> None:
    given = passage("Skerry has 1,400 people, a cat.")
    found = await prove(given, captured=Captured(capture(text)))
    assert found == Proven((given,))


@pytest.mark.parametrize(("read", "failures"), [(None, ()), (DOWN, (DOWN,))])
async def test_no_capture_is_no_failure_and_a_failure_is_told(
    read: Failure | None, failures: tuple[Failure, ...]
) -> None:
    assert await prove(passage(), captured=Captured(read)) == Proven((passage(),), failures)


async def test_only_what_is_open_and_has_an_address_is_looked_up_and_each_page_once() -> None:
    captured = Captured(capture(PAGE))
    kept = (
        passage(timing=Timing.AFTER, url="https://b.example/1"),
        passage(timing=Timing.BEFORE, url="https://c.example/1"),
        passage(url=None),
    )
    found = await prove(*kept, passage(), passage(), captured=captured)
    assert captured.asked == ["https://a.example/1"]
    assert found.passages[:3] == kept
    assert [one.timing for one in found.passages[3:]] == [Timing.BEFORE] * 2


async def test_what_is_late_is_a_failure_and_stays_open() -> None:
    found = await prove(passage(), captured=Captured(capture(PAGE), seconds=30), seconds=0.1)
    assert found.passages == (passage(),)
    [failure] = found.failures
    assert isinstance(failure, NotMeasured)
    assert failure.why is Why.DEADLINE
