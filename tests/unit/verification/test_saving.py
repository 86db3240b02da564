"""Saving cited pages: which, for whom, and how each ends."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import anyio
import pytest
import structlog

from clients.archive.protocol import Capture
from clients.archive.savepagenow import Saved
from clients.archive.savepagenow_codes import NotSaved, Unsaved
from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from service.domain.article import SuppliedDocument, VerificationOptions
from service.domain.evidence import CaptureLink, CaptureStatus, Outbound
from service.domain.ports import StoreGone
from service.domain.report import Report
from service.domain.times import Precision, PublishedAt
from service.verification import saving
from service.verification.saving import PageSaving
from service.verification.unarchived import unarchived, with_end, with_pending
from tests.unit.store import samples
from tests.unit.verification.doubles import Gatherer, Reports, claim, passage
from tests.unit.verification.test_verifier import verifier, verify

pytestmark = pytest.mark.anyio
URL = str(passage().document.url)
NONE = CaptureLink(status=CaptureStatus.NONE_IN_WINDOW)
CAPTURE = Capture(
    archive="wayback", original=URL, captured_at=datetime(2026, 11, 22, tzinfo=UTC), url=URL, raw_url=URL
)
SAVED: Outcome[Saved | NotSaved] = Ok(Saved(CAPTURE, earlier=False))
FAILED: Outcome[Saved | NotSaved] = Ok(NotSaved(Unsaved.FAILED))
KEYS_REFUSED = NotMeasured(Why.MISCONFIGURED)


@dataclass
class SavePageNow:
    """Answers one outcome after the other, the last one for ever."""

    outcomes: Sequence[Outcome[Saved | NotSaved] | Exception] = (SAVED,)
    seconds: float = 0.0
    asked: list[str] = field(default_factory=list)

    async def __call__(self, url: str) -> Outcome[Saved | NotSaved]:
        self.asked.append(url)
        await anyio.sleep(self.seconds)
        outcome = self.outcomes[min(len(self.asked), len(self.outcomes)) - 1]
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


@dataclass
class World:
    """A job that saves, and what it counted; ``ended`` waits for so many pages."""

    save: SavePageNow = field(default_factory=SavePageNow)
    reports: Reports = field(default_factory=Reports)
    counted: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.job = PageSaving(self.save, self.reports, self._count)
        self._one_more = anyio.Event()
        self._checked = 0

    def _count(self, ended: str) -> None:
        self.counted.append(ended)
        self._one_more.set()

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(self.job.run)
            yield
            tasks.cancel_scope.cancel()

    async def ended(self, pages: int = 1) -> list[str]:
        with anyio.fail_after(5):
            while len(self.counted) < pages:
                self._one_more = anyio.Event()
                await self._one_more.wait()
        return self.counted

    async def check(
        self, options: VerificationOptions | None = None, captured: CaptureLink = NONE, retain_s: int = 60
    ) -> Report:
        composed = verifier(
            claim(1), gatherer=Gatherer(captured=captured), reports=self.reports, saving=self.job
        )
        self._checked += 1
        return await verify(composed, options=options, retain_s=retain_s, report_id=f"r{self._checked}")


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "TRY_AGAIN_S", 0.01)


def captures(report: Report) -> list[CaptureStatus]:
    return [item.capture.status for c in report.claims for item in c.evidence if item.capture]


def told(report: Report) -> list[str]:
    return [sent.query for sent in report.outbound if sent.source == "savepagenow"]


# ---- which pages -------------------------------------------------------------------------------------


async def test_a_page_that_no_archive_has_is_pending_listed_and_saved() -> None:
    world = World()
    async with world.at_work():
        report = await world.check()
        assert await world.ended() == ["saved"]
    assert captures(report) == [CaptureStatus.PENDING]
    assert told(report) == world.save.asked == [URL]
    kept = world.reports.kept[report.id]
    assert [item.capture for c in kept.claims for item in c.evidence] == [
        CaptureLink(status=CaptureStatus.FOUND, url=URL, captured_at=CAPTURE.captured_at)
    ]
    assert replace(kept, claims=report.claims) == report, "nothing else has changed"


@pytest.mark.parametrize(
    "captured",
    [
        CaptureLink(status=CaptureStatus.NOT_MEASURED),
        CaptureLink(status=CaptureStatus.FOUND, url="https://web.archive.org/web/2020/x"),
    ],
)
async def test_a_failure_to_look_and_a_capture_are_no_reason_to_save(captured: CaptureLink) -> None:
    world = World()
    report = await world.check(captured=captured)
    assert captures(report) == [captured.status]
    assert told(report) == []


@pytest.mark.parametrize(
    "options",
    [
        VerificationOptions(confidential=True),
        VerificationOptions(documents=(SuppliedDocument(id="w", text="It rained."),)),
    ],
)
async def test_nothing_is_saved_for_a_private_draft(options: VerificationOptions) -> None:
    world = World()
    report = await world.check(options)
    assert captures(report) == [CaptureStatus.NONE_IN_WINDOW]
    assert told(report) == []
    assert told(await world.check()) == [URL], "of another draft it would be"


@pytest.mark.parametrize("gone", [False, True])
async def test_a_report_that_is_not_kept_has_nothing_saved(gone: bool) -> None:
    world = World(reports=Reports(gone=gone))
    async with world.at_work():
        report = await world.check(retain_s=60 if gone else 0)
        await anyio.sleep(0.05)
    assert not report.stored
    assert captures(report) == [CaptureStatus.NONE_IN_WINDOW]
    assert told(report) == world.save.asked == []


def test_each_public_page_is_named_once() -> None:
    urls = [
        "https://a.example/1",
        "http://10.0.0.1/secret",
        "https://a.example/1",
        None,
        "https://b.example/",
    ]
    items = tuple(replace(samples.evidence(), url=url, capture=NONE) for url in urls)
    report = replace(samples.report(), claims=(replace(samples.claim(), evidence=items),))
    assert unarchived(report) == ("https://a.example/1", "https://b.example/")
    marked = with_pending(report, {"https://a.example/1"})
    assert [status.value for status in captures(marked)] == [
        "pending",
        "none_in_window",
        "pending",
        "none_in_window",
        "none_in_window",
    ]


def test_the_distance_is_that_from_the_date_a_capture_was_looked_for() -> None:
    day = PublishedAt(datetime(2026, 11, 12, tzinfo=UTC), Precision.DAY, offset_known=True)
    items = [replace(samples.evidence(), url=URL, capture=NONE, published_at=at) for at in (day, None)]
    kept = replace(
        samples.report(),
        as_of=datetime(2026, 11, 21, tzinfo=UTC),
        claims=(replace(samples.claim(), evidence=tuple(items)),),
    )
    ended = with_end(with_pending(kept, {URL}), URL, SAVED)
    assert [item.capture.gap_days for item in ended.claims[0].evidence if item.capture] == [10, 1]
    assert with_end(kept, URL, SAVED) == kept, "only what was pending"
    assert with_end(with_pending(kept, {URL}), "https://b.example/", SAVED) == with_pending(kept, {URL})


# ---- how it ends -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcomes", "ended", "tries"),
    [
        ([Ok(Saved(CAPTURE, earlier=True))], "had", 1),
        ([Ok(NotSaved(Unsaved.EXCLUDED))], "excluded", 1),
        ([Ok(NotSaved(Unsaved.UNREACHABLE))], "unreachable", 1),
        ([FAILED, SAVED], "saved", 2),
        ([FAILED], "failed", 2),
        ([Ok(NotSaved(Unsaved.ACCOUNT_LIMIT))], "account_limit", 2),
        ([NotMeasured(Why.RATE_LIMITED, "429", 60.0), SAVED], "saved", 2),
        ([NotMeasured(Why.SOURCE_DOWN)], "source_down", 2),
        ([KEYS_REFUSED], "misconfigured", 1),
        ([Misused("credentials")], "misused", 1),
        ([RuntimeError(URL)], "failed", 1),
    ],
)
async def test_each_end_has_its_word_and_what_may_pass_is_tried_twice(
    outcomes: list[Outcome[Saved | NotSaved] | Exception], ended: str, tries: int
) -> None:
    world = World(SavePageNow(outcomes))
    with structlog.testing.capture_logs() as logged:
        async with world.at_work():
            report = await world.check()
            assert await world.ended() == [ended]
    assert len(world.save.asked) == tries
    found = ended in {"saved", "had"}
    assert captures(world.reports.kept[report.id]) == [
        CaptureStatus.FOUND if found else CaptureStatus.NONE_IN_WINDOW
    ]
    assert URL not in repr(logged)


async def test_a_fault_stops_no_other_page() -> None:
    world = World(SavePageNow([RuntimeError("x"), SAVED]))
    async with world.at_work():
        await world.check()
        await world.ended()
        world.job.begin(
            replace(samples.report("r1"), outbound=(Outbound("savepagenow", "https://b.example/"),))
        )
        assert await world.ended(2) == ["failed", "saved"]


async def test_a_report_that_was_erased_before_its_turn_has_nothing_saved() -> None:
    world = World()
    report = await world.check()
    await world.reports.erase(report.id)
    async with world.at_work():
        assert await world.ended() == ["report_gone"]
        assert world.save.asked == []
        await world.check()
        assert await world.ended(2) == ["report_gone", "saved"]


async def test_a_store_that_is_gone_meanwhile_cannot_say_that_the_report_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def gone(report_id: str) -> Report | None:
        raise StoreGone

    world = World()
    await world.check()
    monkeypatch.setattr(world.reports, "get", gone)
    async with world.at_work():
        assert await world.ended() == ["report_gone"]
    assert world.save.asked == []


@pytest.mark.parametrize(
    ("outcome", "became"),
    [
        (SAVED, CaptureStatus.FOUND),
        (Ok(NotSaved(Unsaved.ALREADY_CAPTURED)), CaptureStatus.NOT_MEASURED),
    ],
)
async def test_what_was_submitted_lately_is_not_submitted_again(
    outcome: Outcome[Saved | NotSaved], became: CaptureStatus
) -> None:
    world = World(SavePageNow([outcome]))
    async with world.at_work():
        await world.check()
        await world.ended()
        again = await world.check()
        assert await world.ended(2) == [world.counted[0], "repeated"]
    assert captures(again) == [CaptureStatus.PENDING]
    assert captures(world.reports.kept[again.id]) == [became]
    assert world.save.asked == [URL]


@pytest.mark.parametrize("outcome", [Ok(NotSaved(Unsaved.EXCLUDED)), RuntimeError("x")])
async def test_what_could_not_be_saved_lately_is_not_said_to_be_pending(
    outcome: Outcome[Saved | NotSaved] | Exception,
) -> None:
    world = World(SavePageNow([outcome]))
    async with world.at_work():
        await world.check()
        await world.ended()
        again = await world.check()
    assert captures(again) == [CaptureStatus.NONE_IN_WINDOW]
    assert world.save.asked == [URL]


async def test_after_a_day_it_may_be_submitted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "NOT_AGAIN_S", 0.0)
    world = World()
    async with world.at_work():
        await world.check()
        await world.ended()
        await world.check()
        assert await world.ended(2) == ["saved", "saved"]


async def test_two_reports_that_wait_for_one_page_have_it_saved_once() -> None:
    world = World()
    for _ in range(2):
        assert captures(await world.check()) == [CaptureStatus.PENDING]
    async with world.at_work():
        assert await world.ended(2) == ["saved", "repeated"]
    assert world.save.asked == [URL]
    assert [captures(kept) for kept in world.reports.kept.values()] == [[CaptureStatus.FOUND]] * 2


async def test_who_waited_for_a_page_of_a_report_that_is_gone_has_it_saved() -> None:
    world = World()
    gone, kept = await world.check(), await world.check()
    await world.reports.erase(gone.id)
    async with world.at_work():
        assert await world.ended(2) == ["report_gone", "saved"]
    assert captures(world.reports.kept[kept.id]) == [CaptureStatus.FOUND]
    assert gone.id not in world.reports.kept


async def test_a_report_erased_while_its_page_is_saved_does_not_come_back() -> None:
    world = World(SavePageNow(seconds=0.1))
    async with world.at_work():
        report = await world.check()
        await anyio.sleep(0.05)
        await world.reports.erase(report.id)
        assert await world.ended() == ["saved"]
    assert world.reports.kept == {}


# ---- bounds ------------------------------------------------------------------------------------------


async def test_no_more_pages_wait_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "QUEUE", 1)
    world = World()
    first = await world.check()
    assert captures(await world.check()) == [CaptureStatus.NONE_IN_WINDOW]
    assert world.counted == []
    world.job.begin(first)
    assert world.counted == ["queue_full"], "others came in between"


async def test_nobody_waits_for_the_archive_and_its_end_is_not_waited_for() -> None:
    world = World(SavePageNow(seconds=30))
    with anyio.fail_after(3), structlog.testing.capture_logs() as logged:
        async with world.at_work():
            kept = await world.check()
            pages = tuple(Outbound("savepagenow", f"https://b.example/{n}") for n in range(5))
            world.job.begin(replace(kept, outbound=pages))
            await anyio.sleep(0.05)
    assert [(line["event"], line["pages"]) for line in logged] == [("saving.dropped", 6)]
