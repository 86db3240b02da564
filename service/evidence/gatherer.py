"""Everything one claim needs to be judged: asked for, read, cut into passages, told apart by origin."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from anyio import to_thread

from clients.archive.protocol import ArchiveClient
from clients.pages.protocol import PageClient
from clients.transport.deadline import Deadline
from service.domain.article import Draft, VerificationOptions
from service.domain.claim import Claim
from service.domain.evidence import CaptureLink, Document, Gathered, Passage, PlannedQuery, SourceRole
from service.domain.similarity import Similarity
from service.evidence.asked import AskedOnce
from service.evidence.captures import NOT_MEASURED, CaptureFinder
from service.evidence.coverage import Look, coverage_of
from service.evidence.documents import PageReader, from_supplied
from service.evidence.fanout import ask
from service.evidence.following import PAGES_PER_SOURCE, PageAllowance, PageFollower
from service.evidence.origins import with_named_origins
from service.evidence.patience import Patience
from service.evidence.planning import CALLS_PER_CLAIM, plan
from service.evidence.proof import Proven, proven
from service.evidence.selection import select
from service.evidence.sources import Source
from service.evidence.told import TellingArchive, TellingPages, TellingSearch
from service.evidence.urls import is_public
from service.language.english import English
from service.language.keywords import keywords


@dataclass(frozen=True, slots=True, kw_only=True)
class GatheringLimits:
    """``calls`` to search APIs that are planned for a claim; ``grace_s`` as in ``Patience``."""

    calls: int = CALLS_PER_CLAIM
    grace_s: float = 2.0


_USUAL = GatheringLimits()


@dataclass(frozen=True, slots=True)
class _Search:
    """One claim's search: what all its sources are asked under."""

    draft: Draft = field(repr=False)
    options: VerificationOptions
    allowance: PageAllowance
    deadline: Deadline
    patience: Patience
    asked: AskedOnce


class EvidenceGatherer:
    """Asks ``sources`` about a claim and reads what they point to.

    ``archivable`` says which URLs may be told to the archives.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        archives: Sequence[ArchiveClient],
        pages: PageClient | None,
        english: English,
        reader: PageReader | None,
        *,
        archivable: Callable[[str], bool] = is_public,
        limits: GatheringLimits = _USUAL,
        similarity: Similarity | None = None,
    ) -> None:
        self._sources = tuple(map(_telling, sources))
        self._limits = limits
        archives = [TellingArchive(archive) for archive in archives]
        pages = TellingPages(pages) if pages else None
        self._follower = PageFollower(pages, archives, reader)
        self._captures = CaptureFinder(archives, archivable)
        self._keywords = partial(keywords, english=english)
        self._select = partial(select, similarity=similarity)

    async def gather(
        self,
        claim: Claim,
        draft: Draft,
        options: VerificationOptions,
        *,
        deadline: Deadline,
        asked: AskedOnce,
    ) -> Gathered:
        """What was found by the deadline; what was not is in ``coverage`` with its reason.

        ``asked`` is shared by the claims of a verification.
        """
        words = await to_thread.run_sync(self._keywords, claim.undated)
        published = draft.published_at.day() if draft.published_at else None
        planned = plan(claim, self._sources, options, words, published=published, calls=self._limits.calls)
        queries: dict[str, list[PlannedQuery]] = {}
        for query in planned.queries:
            queries.setdefault(query.source, []).append(query)
        roles = {name: role for name, role in planned.roles if name in queries}
        required = sum(role is SourceRole.REQUIRED for role in roles.values())
        patience = Patience(deadline, grace_s=self._limits.grace_s, required=required)
        followed = sum(source.follow for source in self._sources if source.name in queries)
        pages = PageAllowance() if followed <= 1 else PageAllowance(each=PAGES_PER_SOURCE)
        search = _Search(draft, options, pages, deadline, patience, asked)
        async with asyncio.TaskGroup() as group:
            looking = [
                group.create_task(self._look(source, queries[source.name], roles[source.name], search))
                for source in self._sources
                if source.name in queries
            ]
        looks = [task.result() for task in looking]
        documents = [from_supplied(document, options.as_of) for document in options.documents]
        documents += [document for look in looks for document in look.followed.documents]
        if options.confidential:
            # Which pages were found tells what was looked for, so the archives are not asked for them either.
            documents = [_unasked(document) for document in documents]
        chosen = await to_thread.run_sync(
            partial(self._select, claim.undated, words.names, documents, draft=draft, options=options)
        )
        speaker = claim.attribution.speaker if claim.attribution else None
        passages = await to_thread.run_sync(with_named_origins, chosen.passages, speaker)
        evidence = Proven(passages)
        if options.as_of and not options.confidential:
            read = partial(self._follower.captured, deadline=deadline)
            evidence = await proven(passages, options.as_of, read, deadline=deadline)
        return Gathered(
            passages=evidence.passages,
            of_source=chosen.of_source,
            coverage=coverage_of(planned, looks, options, evidence.passages, unproven=evidence.failures),
            copies=chosen.copies,
        )

    async def capture_all(
        self, passages: Sequence[Passage], *, near: datetime | None, deadline: Deadline
    ) -> dict[str, CaptureLink]:
        """The nearest capture of each page cited, by its URL as the document gives it.

        The date looked for is the page's own publication date, else ``near``, else that of its revision.
        A document that was read from a capture keeps that one. ``not_measured`` is what the archives did not
        tell by the deadline and what they are not asked: addresses on private networks, and pages found for
        a confidential draft.
        """
        return await self._captures.capture_all(passages, near=near, deadline=deadline)

    async def _look(
        self, source: Source, queries: Sequence[PlannedQuery], role: SourceRole, search: _Search
    ) -> Look:
        draft, as_of, limit = search.draft, search.options.as_of, search.patience.limit(role)
        answer = await ask(
            source,
            queries,
            before=as_of,
            language=draft.language or "en",
            deadline=search.deadline,
            limit=limit,
            asked=search.asked,
        )
        # Pages lie outside the sources that the operator marked for confidential drafts.
        reads = source.follow and not search.options.confidential
        followed = await self._follower.follow(
            answer.hits,
            search.allowance if reads else PageAllowance(0),
            as_of=as_of,
            near=draft.published_at.instant() if draft.published_at else None,
            deadline=search.deadline,
            limit=limit,
        )
        search.patience.answered(role)
        return Look(answer, followed)


def _telling(source: Source) -> Source:
    return source if source.local else replace(source, client=TellingSearch(source.client))


def _unasked(document: Document) -> Document:
    return document if document.capture else replace(document, capture=NOT_MEASURED)
