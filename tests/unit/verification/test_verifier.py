from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime

import anyio
import pytest

from clients.transport.deadline import Deadline
from clients.transport.scope import cache_scope
from service.domain.article import DocumentRole, Draft, SuppliedDocument, VerificationOptions
from service.domain.claim import Claim
from service.domain.evidence import CaptureLink, CaptureStatus, Outbound
from service.domain.report import ModelCard, Report
from service.domain.times import Precision, PublishedAt
from service.domain.verdict import Reason, VerdictLabel
from service.evidence.documents import sha256_of
from service.verification.saving import NoSaving, Saving
from service.verification.verifier import CLAIMS_AT_ONCE, Verifier
from tests.unit.verification.doubles import CARD, Extractor, Gatherer, Reports, Verdicts, claim, passage

pytestmark = pytest.mark.anyio
DRAFT = Draft(text="rain")


def verifier(
    *claims: Claim,
    gatherer: Gatherer | None = None,
    verdicts: Verdicts | None = None,
    of_confidential: Verdicts | None = None,
    card: ModelCard = CARD,
    reports: Reports | None = None,
    saving: Saving | None = None,
) -> Verifier:
    judging = verdicts or Verdicts()
    return Verifier(
        extractor=Extractor(claims),  # type: ignore[arg-type]
        gatherer=gatherer or Gatherer(),  # type: ignore[arg-type]
        verdicts=judging,  # type: ignore[arg-type]
        of_confidential=of_confidential or judging,  # type: ignore[arg-type]
        reports=reports or Reports(),
        saving=saving or NoSaving(),
        card=card,
    )


async def verify(
    composed: Verifier,
    seconds: float = 5.0,
    options: VerificationOptions | None = None,
    retain_s: int = 60,
    report_id: str = "r1",
) -> Report:
    return await composed.verify(
        DRAFT,
        options or VerificationOptions(),
        report_id=report_id,
        deadline=Deadline.after(seconds),
        retain_s=retain_s,
    )


async def test_every_claim_comes_out_in_document_order_with_its_evidence() -> None:
    report = await verify(verifier(claim(1, worth=0.1), claim(2, worth=0.9)))
    assert [c.id for c in report.claims] == ["c1", "c2"]
    first = report.claims[0]
    assert first.verdict is VerdictLabel.SUPPORTED
    assert first.evidence[0].quote == "It rained in Lima on 3 May 2020."
    assert (
        first.evidence[0].link == "https://a.example/x#:~:text=It%20rained%20in%20Lima%20on%203%20May%202020."
    )
    assert first.origins.copies == 3, "copies seen while searching and while judging add up"
    assert report.complete
    assert report.stored
    assert report.notes == ("read",)


async def test_the_same_query_for_two_claims_is_listed_once() -> None:
    report = await verify(verifier(claim(1), claim(2)))
    assert [(sent.source, sent.query) for sent in report.outbound] == [("wiki", "rain Lima")]


async def test_what_matters_most_is_looked_up_first() -> None:
    gatherer = Gatherer(seconds=0.01)
    await verify(verifier(*(claim(n, worth=n / 10) for n in range(1, 9)), gatherer=gatherer))
    assert gatherer.asked[:4] == ["c8", "c7", "c6", "c5"]


async def test_evidence_carries_the_capture_that_was_found() -> None:
    capture = CaptureLink(status=CaptureStatus.FOUND, url="https://archive.example/1")
    report = await verify(verifier(claim(1), gatherer=Gatherer(captured=capture)))
    assert report.claims[0].evidence[0].capture == capture


async def test_an_archive_that_hangs_costs_the_captures_and_no_verdict() -> None:
    claims = [claim(n) for n in range(1, CLAIMS_AT_ONCE + 2)]
    report = await verify(verifier(*claims, gatherer=Gatherer(archive_s=30.0)), seconds=0.5)
    assert {checked.verdict for checked in report.claims} == {VerdictLabel.SUPPORTED}
    assert {
        item.capture.status for checked in report.claims for item in checked.evidence if item.capture
    } == {CaptureStatus.NOT_MEASURED}


async def test_a_repeated_claim_is_linked_and_not_judged() -> None:
    gatherer = Gatherer()
    report = await verify(verifier(claim(1, same_as="c2"), claim(2), gatherer=gatherer))
    assert gatherer.asked == ["c2"]
    assert report.claims[0].verdict is None
    assert report.complete


async def test_the_deadline_cuts_off_and_says_so() -> None:
    started = time.monotonic()
    report = await verify(verifier(claim(1), gatherer=Gatherer(seconds=30)), seconds=0.2)
    assert time.monotonic() - started < 0.7
    assert report.claims[0].verdict is VerdictLabel.NOT_CHECKED
    assert report.claims[0].reason is Reason.DEADLINE
    assert not report.complete
    assert report.summary.unchecked == ("c1",)


async def test_no_time_even_to_read_is_an_incomplete_report() -> None:
    report = await verify(verifier(claim(1)), seconds=0.0)
    assert report.claims == ()
    assert not report.complete
    assert len(report.article.sha256) == 64


async def test_a_store_that_is_gone_costs_the_storing_only() -> None:
    report = await verify(verifier(claim(1), reports=Reports(gone=True)))
    assert not report.stored
    assert report.expires_at is None
    assert report.claims[0].verdict is VerdictLabel.SUPPORTED


async def test_the_saying_is_checked_apart_from_the_content() -> None:
    verdicts = Verdicts()
    report = await verify(verifier(claim(1, said_by="Ana"), verdicts=verdicts))
    assert [(case.saying, case.speaker) for case in verdicts.cases] == [(False, "Ana"), (True, "Ana")]
    attribution = report.claims[0].attribution
    assert attribution is not None
    assert attribution.check is not None
    assert attribution.check.verdict is VerdictLabel.SUPPORTED


async def test_the_source_of_the_article_yields_differences_and_no_evidence() -> None:
    text = "It did not rain in Lima on 3 May."
    found = passage(text, "https://wire.example/1")
    wire = replace(found, document=replace(found.document, text_sha256=sha256_of(text)))
    given = SuppliedDocument(id="w", text=text, title="The wire", role=DocumentRole.SOURCE_OF_ARTICLE)
    report = await verify(
        verifier(claim(1), gatherer=Gatherer(of_source=(wire,)), verdicts=Verdicts(refuting=wire)),
        options=VerificationOptions(documents=(given,)),
    )
    assert [d.document for d in report.claims[0].differs_from_source] == ["The wire"]
    assert report.claims[0].verdict is VerdictLabel.SUPPORTED
    assert all(item.url != "https://wire.example/1" for item in report.claims[0].evidence)
    assert report.summary.needs_attention == ("c1",)


async def test_a_page_without_a_capture_looked_up_is_not_measured() -> None:
    report = await verify(verifier(claim(1)))
    capture = report.claims[0].evidence[0].capture
    assert capture is not None
    assert capture.status is CaptureStatus.NOT_MEASURED


@pytest.mark.parametrize(
    ("options", "scope"),
    [
        (VerificationOptions(), None),
        (VerificationOptions(confidential=True), "r1"),
        (VerificationOptions(documents=(SuppliedDocument(id="d", text="t"),)), "r1"),
    ],
)
async def test_private_work_is_cached_under_its_own_id(
    options: VerificationOptions, scope: str | None
) -> None:
    seen: list[str | None] = []

    class Watching(Gatherer):
        async def gather(self, *args: object, **kwargs: object) -> object:  # type: ignore[override]
            seen.append(cache_scope.get())
            return await super().gather(*args, **kwargs)  # type: ignore[arg-type]

    await verify(verifier(claim(1), gatherer=Watching()), options=options)
    assert seen == [scope]
    assert cache_scope.get() is None


PRIVATE = VerificationOptions(confidential=True)


@pytest.mark.parametrize(
    ("options", "retain_s", "erased"),
    [
        (PRIVATE, 60, []),
        (PRIVATE, 0, ["r1"]),
        (VerificationOptions(documents=(SuppliedDocument(id="d", text="t"),)), 0, ["r1"]),
        (VerificationOptions(), 0, []),
    ],
)
async def test_what_was_cached_for_a_private_draft_ends_where_no_report_is_kept(
    options: VerificationOptions, retain_s: int, erased: list[str]
) -> None:
    reports = Reports()
    report = await verify(verifier(claim(1), reports=reports), options=options, retain_s=retain_s)
    assert report.stored is (retain_s > 0)
    assert reports.erased == erased


async def test_a_private_verification_that_is_given_up_leaves_nothing() -> None:
    reports = Reports()
    with anyio.move_on_after(0.05):
        await verify(verifier(claim(1), gatherer=Gatherer(seconds=30), reports=reports), options=PRIVATE)
    assert reports.erased == ["r1"]


async def test_without_a_store_there_is_nothing_to_erase_and_no_error() -> None:
    report = await verify(verifier(claim(1), reports=Reports(gone=True)), options=PRIVATE)
    assert not report.stored


async def test_the_report_says_whether_it_was_confidential() -> None:
    assert (await verify(verifier(claim(1)), options=PRIVATE)).confidential
    assert not (await verify(verifier(claim(1)))).confidential


async def test_what_was_told_is_listed_though_the_deadline_cut_it_off() -> None:
    report = await verify(verifier(claim(1), gatherer=Gatherer(seconds=30)), seconds=0.2)
    assert report.claims[0].reason is Reason.DEADLINE
    assert [(sent.source, sent.query) for sent in report.outbound] == [("wiki", "rain Lima")]


async def test_the_dateline_anchors_captures_when_the_caller_gives_no_date() -> None:
    asked: list[datetime | None] = []

    class Dated(Extractor):
        def extract(self, draft: Draft, *, max_claims: int):  # type: ignore[no-untyped-def] # noqa: ANN202
            found = super().extract(draft, max_claims=max_claims)
            day = PublishedAt(datetime(2016, 1, 29), Precision.DAY, offset_known=False)  # noqa: DTZ001
            return replace(found, article=replace(found.article, published_at=day))

    class Watching(Gatherer):
        async def capture_all(self, passages, *, near, deadline):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
            asked.append(near)
            return {}

    composed = verifier(claim(1), gatherer=Watching())
    composed = Verifier(
        extractor=Dated((claim(1),)),  # type: ignore[arg-type]
        gatherer=composed.gatherer,
        verdicts=composed.verdicts,
        of_confidential=composed.of_confidential,
        reports=composed.reports,
        saving=composed.saving,
        card=CARD,
    )
    await verify(composed)
    assert asked == [datetime(2016, 1, 29, tzinfo=UTC)]


REMOTE = replace(CARD, remote=True)


async def test_what_a_judge_outside_is_asked_is_listed_among_the_outbound_queries() -> None:
    report = await verify(verifier(claim(1), card=REMOTE))
    assert Outbound("judge", claim(1).undated) in report.outbound
    assert "judge" not in {sent.source for sent in (await verify(verifier(claim(1)))).outbound}


async def test_a_confidential_draft_is_judged_by_who_may_read_it() -> None:
    all_else, confidential = Verdicts(), Verdicts()
    composed = verifier(claim(1), verdicts=all_else, of_confidential=confidential, card=REMOTE)
    report = await verify(composed, options=VerificationOptions(confidential=True))
    assert (len(all_else.cases), len(confidential.cases) > 0) == (0, True)
    assert "judge" not in {sent.source for sent in report.outbound}
    await verify(composed)
    assert len(all_else.cases) > 0


async def test_a_judge_that_may_read_confidential_drafts_is_listed_too() -> None:
    report = await verify(verifier(claim(1), card=REMOTE), options=VerificationOptions(confidential=True))
    assert "judge" in {sent.source for sent in report.outbound}
