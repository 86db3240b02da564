"""One claim through its stages: look, judge, find captures."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from anyio import to_thread

from clients.transport.deadline import Deadline
from service.domain.article import Draft, VerificationOptions
from service.domain.claim import Attribution, Claim, SayingCheck
from service.domain.evidence import CaptureStatus, Evidence, Gathered, Passage
from service.domain.report import CheckedClaim
from service.domain.stance import REMOTE_JUDGE
from service.evidence.asked import AskedOnce
from service.evidence.gatherer import EvidenceGatherer
from service.evidence.told import tell
from service.verdict.case import Case, Judged
from service.verdict.verdicts import Verdicts
from service.verification.assembly import checked_claim
from service.verification.differences import ArticleSource, Compared

JUDGING_RESERVE = 0.2
"""Share of the time left that searching may not use, so that what was found is judged."""
MAX_RESERVE_S = 3.0


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim with its verdict, and the passages whose captures are due."""

    checked: CheckedClaim
    cited: tuple[Passage, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ClaimCheck:
    """How the claims of one verification are checked; ``scope`` owns what is cached on the way.

    ``judged_outside``: the judge is a server, so that what it is given leaves the process. ``sources`` are
    what the article was written from.
    """

    gatherer: EvidenceGatherer
    verdicts: Verdicts
    draft: Draft = field(repr=False)
    options: VerificationOptions
    deadline: Deadline
    scope: str | None
    judged_outside: bool = False
    sources: tuple[ArticleSource, ...] = field(default=(), repr=False)
    asked: AskedOnce = field(default_factory=AskedOnce, repr=False)

    async def judge(self, claim: Claim) -> JudgedClaim:
        """Looks and judges. Captures come later: a slow archive must not hold back other claims."""
        left = self.deadline.remaining()
        search_until = self.deadline.within(left - min(MAX_RESERVE_S, JUDGING_RESERVE * left))
        gathered = await self.gatherer.gather(
            claim, self.draft, self.options, deadline=search_until, asked=self.asked
        )
        cases = self._cases(claim, gathered)
        if self.judged_outside:
            for case in cases:
                if case.passages:
                    tell(REMOTE_JUDGE, case.statement)
        judged = await self.verdicts.judge(cases, deadline=self.deadline, scope=self.scope)
        checked = checked_claim(
            claim,
            judged[0],
            coverage=gathered.coverage,
            copies=gathered.copies,
            attribution=_checked(claim.attribution, judged[-1]),
            of_source=judged[1] if gathered.of_source else None,
            compared=await to_thread.run_sync(self._compared, claim),
        )
        cited = tuple(weighed.passage for weighed in judged[0].passages)
        return JudgedClaim(checked, cited)

    async def with_captures(self, judgment: JudgedClaim) -> CheckedClaim:
        """The same claim, its evidence with the captures found until the deadline."""
        near = self.options.as_of or (self.draft.published_at.instant() if self.draft.published_at else None)
        captures = await self.gatherer.capture_all(judgment.cited, near=near, deadline=self.deadline)

        def linked(item: Evidence) -> Evidence:
            unknown = item.capture is None or item.capture.status is CaptureStatus.NOT_MEASURED
            found = captures.get(item.url) if item.url and unknown else None
            return replace(item, capture=found) if found else item

        evidence = tuple(linked(item) for item in judgment.checked.evidence)
        return replace(judgment.checked, evidence=evidence)

    def _compared(self, claim: Claim) -> dict[str, Compared]:
        return {source.text_sha256: source.compared(claim) for source in self.sources}

    def _cases(self, claim: Claim, gathered: Gathered) -> list[Case]:
        """The content, then the same against the article's own source, then whether it was said."""
        content = Case(
            statement=claim.undated,
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
                    statement=claim.undated,
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


def _checked(attribution: Attribution | None, judged: Judged) -> Attribution | None:
    if attribution is None:
        return None
    said = judged.judgement
    check = SayingCheck(verdict=said.verdict, confidence=said.confidence, reason=said.reason)
    return replace(attribution, check=check)
