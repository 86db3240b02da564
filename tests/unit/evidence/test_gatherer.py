from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.search.protocol import Hit
from clients.transport.deadline import Deadline
from service.domain.article import DocumentRole, Draft, SuppliedDocument, VerificationOptions
from service.domain.evidence import (
    CaptureStatus,
    Coverage,
    Gathered,
    LookOutcome,
    Outbound,
    SourceRole,
    Timing,
)
from service.domain.verdict import Reason
from service.evidence.asked import AskedOnce
from service.evidence.gatherer import EvidenceGatherer, GatheringLimits
from service.evidence.sources import Source
from service.evidence.told import recording
from service.language.english import English
from service.language.keywords import Keywords
from tests.unit.evidence.doubles import DOWN, Archive, Pages, Reader, Search, claim, hit, page, source
from tests.unit.evidence.test_nearcopies import ARTICLE, UNRELATED

pytestmark = pytest.mark.anyio
CLAIM = "About 1,400 people live on the three islands of Skerry."
WIKI = (
    "Skerry is a group of three islands. Skerry has 1,400 people, most of them on the largest of the islands."
)
AS_OF = datetime(2016, 1, 29, tzinfo=UTC)
PLAIN = VerificationOptions()


@pytest.fixture(autouse=True)
def plain_keywords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words by their look: the English pipeline has tests of its own and takes seconds to load."""

    def keywords(statement: str, english: English) -> Keywords:
        names = tuple(re.findall(r"(?<!^)\b[A-Z]\w+", statement))
        return Keywords(
            names, tuple(re.findall(r"\b[a-z]{5,}", statement)), tuple(re.findall(r"\d\S*", statement))
        )

    monkeypatch.setattr("service.evidence.gatherer.keywords", keywords)


def gatherer(
    *sources: Source,
    pages: Pages | None = None,
    archives: tuple[Archive, ...] = (),
    reader: Reader | None = None,
    grace_s: float = 3.0,
) -> EvidenceGatherer:
    return EvidenceGatherer(
        sources,
        archives,
        pages,
        cast("English", None),
        reader or Reader(),
        limits=GatheringLimits(grace_s=grace_s),
    )


async def gather(
    of: EvidenceGatherer,
    options: VerificationOptions = PLAIN,
    *,
    draft: Draft | None = None,
    seconds: float = 5.0,
    asked: AskedOnce | None = None,
) -> Gathered:
    return await of.gather(
        claim(CLAIM),
        draft or Draft(text=ARTICLE),
        options,
        deadline=Deadline.after(seconds),
        asked=asked or AskedOnce(),
    )


def entry(gathered: Gathered, name: str) -> Coverage:
    return next(entry for entry in gathered.coverage if entry.source == name)


async def test_passages_coverage_and_queries_come_back() -> None:
    with recording() as told:
        gathered = await gather(gatherer(source(Search(Ok([hit(WIKI)])))))
    assert "1,400 people" in gathered.passages[0].text
    wiki = entry(gathered, "wiki")
    assert (wiki.outcome, wiki.hits, wiki.role) == (LookOutcome.OK, 1, SourceRole.REQUIRED)
    assert {sent.source for sent in told.all()} == {"wiki"}
    assert all("Skerry" in sent.query for sent in told.all())


async def test_searched_and_found_nothing_is_ok_with_no_hits() -> None:
    wiki = entry(await gather(gatherer(source(Search()))), "wiki")
    assert (wiki.outcome, wiki.hits, wiki.reason) == (LookOutcome.OK, 0, None)


@pytest.mark.parametrize(
    ("outcome", "expected", "reason"),
    [
        *[(NotMeasured(why), LookOutcome.NOT_MEASURED, Reason(why.value)) for why in Why],
        (Misused("bad request"), LookOutcome.MISUSED, Reason.MISCONFIGURED),
        (Ok([], missing=DOWN), LookOutcome.NOT_MEASURED, Reason.SOURCE_DOWN),
    ],
)
async def test_every_sad_outcome_is_typed_and_costs_only_its_source(
    outcome: Outcome[list[Hit]], expected: LookOutcome, reason: Reason
) -> None:
    gathered = await gather(
        gatherer(source(Search(outcome, name="sad")), source(Search(Ok([hit(WIKI)]), name="wiki")))
    )
    sad = entry(gathered, "sad")
    assert (sad.outcome, sad.reason, sad.hits) == (expected, reason, None)
    assert entry(gathered, "wiki").outcome is LookOutcome.OK
    assert gathered.passages


async def test_a_slow_source_is_late_and_the_others_are_not() -> None:
    started = time.monotonic()
    gathered = await gather(
        gatherer(source(Search(seconds=30, name="slow")), source(Search(Ok([hit(WIKI)])))), seconds=0.3
    )
    assert time.monotonic() - started < 1.0
    assert entry(gathered, "slow").reason is Reason.DEADLINE
    assert entry(gathered, "wiki").outcome is LookOutcome.OK
    assert gathered.passages


async def test_best_effort_is_waited_for_a_little_longer_than_what_is_required() -> None:
    slow = source(Search(seconds=30, name="slow"), SourceRole.BEST_EFFORT)
    soon = source(Search(Ok([hit(WIKI)]), name="soon", seconds=0.3), SourceRole.BEST_EFFORT)
    started = time.monotonic()
    with recording() as told:
        gathered = await gather(gatherer(slow, soon, source(Search(seconds=0.2)), grace_s=0.4), seconds=20)
    assert time.monotonic() - started < 10.0
    assert entry(gathered, "slow").reason is Reason.DEADLINE
    assert entry(gathered, "soon").outcome is LookOutcome.OK
    assert entry(gathered, "wiki").outcome is LookOutcome.OK
    assert {sent.source for sent in told.all()} == {"wiki", "soon", "slow"}, "what was sent is said"


async def test_claims_that_ask_the_same_share_one_search() -> None:
    client, asked = Search(Ok([hit(WIKI)])), AskedOnce()
    of = gatherer(source(client))
    both = [await gather(of, asked=asked), await gather(of, asked=asked)]
    assert len({query.text for query in client.asked}) == len(client.asked)
    assert [len(gathered.passages) for gathered in both] == [1, 1]
    await gather(of)
    assert len(client.asked) == 2 * len({query.text for query in client.asked}), "another verification"


async def test_the_article_and_its_near_copies_are_no_evidence() -> None:
    hits = [
        hit(UNRELATED, "https://news.example/ferry", rank=1),
        hit(f"Top story. {ARTICLE} More to read.", "https://copy.example/1", rank=2),
        hit(WIKI, "https://wiki.example/Skerry", rank=3),
    ]
    draft = Draft(text=ARTICLE, url="https://www.news.example/ferry/")
    gathered = await gather(gatherer(source(Search(Ok(hits)))), draft=draft)
    assert gathered.copies == 2
    assert {passage.document.url for passage in gathered.passages} == {"https://wiki.example/Skerry"}


async def test_one_dispatch_on_two_sites_is_one_origin() -> None:
    wire = (
        f"SKERRY (Reuters) - {WIKI} The mayor said more people would come when the new boat arrives in May."
    )
    hits = [hit(wire, "https://one.com/a", rank=1), hit(wire + " More.", "https://two.com/b", rank=2)]
    gathered = await gather(gatherer(source(Search(Ok(hits)))))
    assert len({passage.document.url for passage in gathered.passages}) == 2
    assert {passage.origin for passage in gathered.passages} == {"wire:reuters"}


async def test_one_page_from_two_sources_is_one_document() -> None:
    gathered = await gather(
        gatherer(
            source(Search(Ok([hit("Skerry: … 1,400 people …", whole=False, source="web")]), name="web")),
            source(Search(Ok([hit(WIKI)]))),
        )
    )
    assert {passage.document.source for passage in gathered.passages} == {"wiki"}


async def test_the_pages_of_excerpts_are_read_and_listed() -> None:
    url = "https://a.example/1"
    web = source(Search(Ok([hit("… Skerry …", url, whole=False, source="web")]), name="web"), follow=True)
    with recording() as told:
        gathered = await gather(gatherer(web, pages=Pages({url: Ok(page(WIKI, url))})))
    assert gathered.passages[0].document.whole
    assert Outbound("pages", url) in told.all()


@pytest.mark.parametrize(("names", "each"), [(("web",), 4), (("web", "news"), 2)])
async def test_sources_of_excerpts_share_the_pages_that_are_read(names: tuple[str, ...], each: int) -> None:
    def excerpts(name: str) -> Source:
        hits = [hit("… Skerry …", f"https://{name}.example/{n}", rank=n, whole=False) for n in range(1, 6)]
        return source(Search(Ok(hits), name=name), follow=True)

    pages = Pages()
    await gather(gatherer(*(excerpts(name) for name in names), pages=pages))
    for name in names:
        assert len({url for url in pages.fetched if name in url}) == each


async def test_the_callers_documents_are_a_required_source() -> None:
    document = SuppliedDocument(id="d1", text=WIKI, title="Census")
    gathered = await gather(gatherer(), VerificationOptions(documents=(document,)))
    assert gathered.passages[0].document.source == "documents"
    documents = entry(gathered, "documents")
    assert (documents.role, documents.outcome, documents.hits) == (SourceRole.REQUIRED, LookOutcome.OK, 1)


async def test_the_source_of_the_article_stands_apart_and_is_no_evidence() -> None:
    wire = SuppliedDocument(id="w", text=ARTICLE, role=DocumentRole.SOURCE_OF_ARTICLE)
    gathered = await gather(
        gatherer(source(Search(Ok([hit(ARTICLE)])))), VerificationOptions(documents=(wire,))
    )
    assert gathered.passages == ()
    assert gathered.copies == 1
    assert "1,400 people" in gathered.of_source[0].text
    assert [coverage.source for coverage in gathered.coverage] == ["wiki"]


async def test_a_confidential_draft_reaches_only_allowed_sources_and_no_page_or_archive() -> None:
    denied, archive, pages = Search(name="wiki"), Archive({AS_OF: ""}), Pages()
    own = Search(Ok([hit(WIKI, whole=False, source="own")]), name="own")
    of = gatherer(
        source(denied, follow=True),
        source(own, confidential_ok=True, follow=True),
        pages=pages,
        archives=(archive,),
    )
    with recording() as told:
        gathered = await gather(of, VerificationOptions(confidential=True))
        links = await of.capture_all(gathered.passages, near=AS_OF, deadline=Deadline.after(5))
    assert denied.asked == []
    assert pages.fetched == []
    assert entry(gathered, "wiki").reason is Reason.CONFIDENTIAL
    assert {sent.source for sent in told.all()} == {"own"}
    assert archive.asked == []
    assert {link.status for link in links.values()} == {CaptureStatus.NOT_MEASURED}


async def test_the_cut_off_is_told_to_sources_and_marked_on_passages() -> None:
    client = Search(Ok([hit(WIKI, revised_at=datetime(2015, 1, 1, tzinfo=UTC), enforced=True)]))
    gathered = await gather(gatherer(source(client)), VerificationOptions(as_of=AS_OF))
    assert {query.before for query in client.asked} == {AS_OF}
    assert {passage.timing for passage in gathered.passages} == {Timing.BEFORE}


async def test_captures_of_what_is_cited_are_found() -> None:
    of = gatherer(source(Search(Ok([hit(WIKI)]))), archives=(Archive({AS_OF: ""}),))
    gathered = await gather(of)
    links = await of.capture_all(gathered.passages, near=AS_OF, deadline=Deadline.after(5))
    assert links["https://a.example/1"].status is CaptureStatus.FOUND


async def test_no_draft_text_stands_in_what_is_printed() -> None:
    gathered = await gather(gatherer(source(Search(Ok([hit(WIKI)])))))
    assert "Skerry" not in repr(gathered)
    assert "Skerry" not in repr(Draft(text=ARTICLE))


@pytest.mark.parametrize(
    ("captured", "timing", "gap_days"),
    [
        ({AS_OF - timedelta(days=9): WIKI}, Timing.BEFORE, 9),
        ({AS_OF - timedelta(days=9): "Nothing yet."}, Timing.UNKNOWN, None),
        ({AS_OF + timedelta(days=9): WIKI}, Timing.UNKNOWN, None),
    ],
    ids=["it stood there", "it stood not there yet", "captured later"],
)
async def test_undated_evidence_counts_where_a_capture_shows_that_it_stood_before(
    captured: dict[datetime, str], timing: Timing, gap_days: int | None
) -> None:
    document = SuppliedDocument(id="d1", text=WIKI, url="https://a.example/1")
    options = VerificationOptions(documents=(document,), as_of=AS_OF)
    [found] = (await gather(gatherer(archives=(Archive(captured),)), options)).passages
    assert found.timing is timing
    assert (found.document.capture and found.document.capture.gap_days) == gap_days


async def test_an_archive_that_fails_leaves_it_open_and_says_so() -> None:
    document = SuppliedDocument(id="d1", text=WIKI, url="https://a.example/1")
    options = VerificationOptions(documents=(document,), as_of=AS_OF)
    gathered = await gather(gatherer(archives=(Archive(failure=DOWN),)), options)
    assert [one.timing for one in gathered.passages] == [Timing.UNKNOWN]
    assert entry(gathered, "pages").reason is Reason.SOURCE_DOWN
    without = await gather(gatherer(archives=()), options)
    assert [one.source for one in without.coverage] == ["documents"], "nobody was to be asked"


async def test_no_archive_is_asked_what_a_confidential_draft_rests_on() -> None:
    archive = Archive({AS_OF - timedelta(days=9): WIKI})
    document = SuppliedDocument(id="d1", text=WIKI, url="https://a.example/1")
    options = VerificationOptions(documents=(document,), as_of=AS_OF, confidential=True)
    [found] = (await gather(gatherer(archives=(archive,)), options)).passages
    assert (archive.asked, found.timing) == ([], Timing.UNKNOWN)
