"""One claim through its stages: look, judge, find captures."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from clients.transport.deadline import Deadline
from service.domain.article import Draft, VerificationOptions
from service.domain.claim import Attribution, Claim, SayingCheck
from service.domain.evidence import CaptureLink, Gathered, Outbound
from service.domain.report import CheckedClaim
from service.evidence.gatherer import EvidenceGatherer
from service.verdict.case import Case, Judged
from service.verdict.verdicts import Verdicts
from service.verification.assembly import checked_claim

JUDGING_RESERVE = 0.2
"""Share of the time left that searching may not use, so that what was found is judged."""
MAX_RESERVE_S = 3.0


@dataclass(frozen=True, slots=True)
class ClaimCheck:
    """How the claims of one verification are checked; ``scope`` owns what is cached on the way."""

    gatherer: EvidenceGatherer
    verdicts: Verdicts
    draft: Draft = field(repr=False)
    options: VerificationOptions
    deadline: Deadline
    scope: str | None

    async def run(self, claim: Claim) -> tuple[CheckedClaim, tuple[Outbound, ...]]:
        """The claim with verdict, evidence and coverage, and what left the process for it."""
        left = self.deadline.remaining()
        search_until = self.deadline.within(left - min(MAX_RESERVE_S, JUDGING_RESERVE * left))
        gathered = await self.gatherer.gather(claim, self.draft, self.options, deadline=search_until)
        cases = self._cases(claim, gathered)
        judged = await self.verdicts.judge(cases, deadline=self.deadline, scope=self.scope)
        captures = await self._captures(judged[0])
        of_source = judged[1] if gathered.of_source else None
        checked = checked_claim(
            claim,
            judged[0],
            coverage=gathered.coverage,
            copies=gathered.copies,
            captures=captures,
            attribution=_checked(claim.attribution, judged[-1]),
            of_source=of_source,
        )
        return checked, gathered.outbound

    def _cases(self, claim: Claim, gathered: Gathered) -> list[Case]:
        """The content, then the same against the article's own source, then whether it was said."""
        content = Case(
            statement=claim.statement,
            quantities=claim.quantities,
            times=claim.times,
            passages=gathered.passages,
            coverage=gathered.coverage,
            as_of=self.options.as_of,
            speaker=claim.attribution.speaker if claim.attribution else None,
        )
        cases = [content]
        if gathered.of_source:
            cases.append(
                Case(
                    statement=claim.statement,
                    quantities=claim.quantities,
                    times=claim.times,
                    passages=gathered.of_source,
                    coverage=(),
                    as_of=None,
                )
            )
        if claim.attribution is not None:
            cases.append(
                Case(
                    statement=claim.attribution.statement,
                    quantities=claim.quantities,
                    times=claim.times,
                    passages=gathered.passages,
                    coverage=gathered.coverage,
                    as_of=self.options.as_of,
                    speaker=claim.attribution.speaker,
                    saying=True,
                )
            )
        return cases

    async def _captures(self, judged: Judged) -> dict[str, CaptureLink]:
        near = self.options.as_of or (self.draft.published_at.instant() if self.draft.published_at else None)
        cited = [weighed.passage for weighed in judged.passages]
        return await self.gatherer.capture_all(cited, near=near, deadline=self.deadline)


def _checked(attribution: Attribution | None, judged: Judged) -> Attribution | None:
    if attribution is None:
        return None
    said = judged.judgement
    check = SayingCheck(verdict=said.verdict, confidence=said.confidence, reason=said.reason)
    return replace(attribution, check=check)
