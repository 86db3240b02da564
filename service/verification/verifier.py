"""From a draft to a report: extraction once, then each claim through search, judgement and captures."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial

import anyio
from anyio import to_thread

from clients.transport.deadline import Deadline
from clients.transport.scope import cache_scope
from service.claims.extractor import ClaimExtractor
from service.domain.article import Article, Draft, VerificationOptions
from service.domain.claim import Claim, Extraction
from service.domain.evidence import Outbound
from service.domain.ports import ReportStore, StoreGone
from service.domain.report import CheckedClaim, ModelCard, Report, Status
from service.domain.verdict import Reason, VerdictLabel
from service.evidence.gatherer import EvidenceGatherer
from service.evidence.told import recording
from service.verdict.verdicts import Verdicts
from service.verification.assembly import pending, summary
from service.verification.claim_check import ClaimCheck
from service.verification.differences import article_sources
from service.verification.saving import Saving

NO_TIME_TO_READ = "The deadline passed before the claims were found."
ERASING_S = 1.0
CLAIMS_AT_ONCE = 32
"""Claims looked up at the same time. Upstreams have queues and budgets of their own; with few claims at
once, a slow source would keep the others from being judged by what the fast ones have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verifier:
    """The composed stages. ``card`` names the artifacts that judge.

    ``of_confidential`` judges confidential drafts: the same as ``verdicts`` where the judge may read them.
    ``saving`` is given reports that are kept and whose drafts are not private.
    """

    extractor: ClaimExtractor
    gatherer: EvidenceGatherer
    verdicts: Verdicts
    of_confidential: Verdicts
    reports: ReportStore
    saving: Saving
    card: ModelCard

    async def extract(self, draft: Draft, *, max_claims: int) -> Extraction:
        """Claims alone, off the event loop."""
        work = partial(self.extractor.extract, draft, max_claims=max_claims)
        return await to_thread.run_sync(work, abandon_on_cancel=True)

    async def verify(
        self,
        draft: Draft,
        options: VerificationOptions,
        *,
        report_id: str,
        deadline: Deadline,
        retain_s: int,
    ) -> Report:
        """The report as far as it came by ``deadline``; what was not reached says so.

        What is cached for a private draft lives as long as its report, and is erased where none is kept.
        """
        private = options.confidential or bool(options.documents)
        token = cache_scope.set(report_id if private else None)
        report: Report | None = None
        try:
            report = await self._verify(draft, options, report_id, deadline, retain_s)
            return report
        finally:
            cache_scope.reset(token)
            if private and not (report and report.stored):
                await self._erase(report_id)

    async def _erase(self, report_id: str) -> None:
        """Also when cancelled. Without a store what is there ends by itself (``UNTIL_REPORT_S``)."""
        with anyio.move_on_after(ERASING_S, shield=True), suppress(StoreGone):
            await self.reports.erase(report_id)

    async def _verify(
        self, draft: Draft, options: VerificationOptions, report_id: str, deadline: Deadline, retain_s: int
    ) -> Report:
        extraction: Extraction | None = None
        checked: tuple[CheckedClaim, ...] = ()
        outbound: tuple[Outbound, ...] = ()
        with anyio.move_on_after(deadline.remaining()):
            extraction = await self.extract(draft, max_claims=options.max_claims)
        if extraction is None:
            extraction = Extraction(article=_as_sent(draft), claims=(), notes=(NO_TIME_TO_READ,))
        else:
            draft = replace(draft, published_at=draft.published_at or extraction.article.published_at)
            checked, outbound = await self._check(extraction.claims, draft, options, deadline)
        now = datetime.now(UTC)
        report = Report(
            id=report_id,
            status=Status.DONE,
            complete=NO_TIME_TO_READ not in extraction.notes and all(claim.complete for claim in checked),
            stored=retain_s > 0,
            article=extraction.article,
            as_of=options.as_of,
            checked_at=now,
            expires_at=now + timedelta(seconds=retain_s) if retain_s > 0 else None,
            model=self.card,
            outbound=outbound,
            summary=summary(checked),
            claims=checked,
            notes=extraction.notes,
            confidential=options.confidential,
        )
        if not report.stored:
            return report
        kept = report if cache_scope.get() else self.saving.marked(report)
        if not await self.reports.put(kept, retain_s=retain_s):
            return replace(report, stored=False, expires_at=None)
        self.saving.begin(kept)
        return kept

    async def _check(
        self,
        claims: tuple[Claim, ...],
        draft: Draft,
        options: VerificationOptions,
        deadline: Deadline,
    ) -> tuple[tuple[CheckedClaim, ...], tuple[Outbound, ...]]:
        verdicts = self.of_confidential if options.confidential else self.verdicts
        check = ClaimCheck(
            self.gatherer,
            verdicts,
            draft,
            options,
            deadline,
            cache_scope.get(),
            judged_outside=self.card.remote and verdicts is self.verdicts,
            sources=await to_thread.run_sync(article_sources, options.documents, draft.published_at),
        )
        done: dict[str, CheckedClaim] = {}
        places = anyio.Semaphore(CLAIMS_AT_ONCE)

        async def one(claim: Claim) -> None:
            async with places:
                judgment = await check.judge(claim)
            # kept before captures are looked up: an archive that hangs costs the captures, not the verdict
            done[claim.id] = judgment.checked
            done[claim.id] = await check.with_captures(judgment)

        # the most check-worthy first, so that a short deadline is spent on what matters
        to_check = sorted(
            (claim for claim in claims if claim.same_as is None), key=lambda claim: -claim.check_worthiness
        )
        with recording() as told, anyio.move_on_after(deadline.remaining()):
            async with anyio.create_task_group() as tasks:
                for claim in to_check:
                    tasks.start_soon(one, claim)
        for claim in claims:
            if claim.same_as is not None:
                done[claim.id] = pending(claim)
            elif claim.id not in done:
                done[claim.id] = pending(claim, VerdictLabel.NOT_CHECKED, Reason.DEADLINE)
        return tuple(done[claim.id] for claim in claims), told.all()


def _as_sent(draft: Draft) -> Article:
    return Article(
        title=draft.title,
        published_at=draft.published_at,
        language=draft.language,
        sha256=hashlib.sha256(draft.text.encode()).hexdigest(),
    )
