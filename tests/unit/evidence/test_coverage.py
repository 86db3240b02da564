from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clients.outcome import Misused, NotMeasured, Why
from service.domain.article import DocumentRole, SuppliedDocument, VerificationOptions
from service.domain.evidence import AsOfEnforced, LookOutcome, SearchPlan, SourceRole
from service.domain.verdict import Reason
from service.evidence.coverage import Look, coverage_of
from service.evidence.fanout import Failure, SourceAnswer
from service.evidence.following import Followed
from tests.unit.evidence.doubles import document, hit

NONE = VerificationOptions()
failures = st.one_of(
    st.sampled_from(Why).map(NotMeasured),
    st.just(Misused("bad request")),
)


def plan_of(*names: str, withheld: tuple[tuple[str, Reason], ...] = ()) -> SearchPlan:
    return SearchPlan((), tuple((name, SourceRole.REQUIRED) for name in names), withheld)


def look(failure: Failure | None = None, followed: Followed | None = None, name: str = "wiki") -> Look:
    return Look(SourceAnswer(source=name, hits=(hit("x"),), failure=failure), followed or Followed())


def test_a_search_that_ran_whole_is_ok() -> None:
    (entry,) = coverage_of(plan_of("wiki"), [look()], NONE, ())
    assert (entry.outcome, entry.reason, entry.hits) == (LookOutcome.OK, None, 1)


@settings(deadline=None)
@given(failures)
def test_a_failed_source_never_looks_like_ok(failure: Failure) -> None:
    (entry,) = coverage_of(plan_of("wiki"), [look(failure)], NONE, ())
    assert entry.outcome is not LookOutcome.OK
    assert entry.reason is not None
    assert entry.hits is None


@settings(deadline=None)
@given(failures)
def test_a_source_of_excerpts_none_of_which_could_be_read_was_not_searched(failure: Failure) -> None:
    followed = Followed((document("x"),), (failure,), ("https://a.example/1",))
    entries = coverage_of(plan_of("web"), [look(None, followed, "web")], NONE, ())
    assert {entry.source: entry.outcome is LookOutcome.OK for entry in entries} == {
        "web": False,
        "pages": False,
    }


def test_pages_not_read_are_told_though_others_were() -> None:
    followed = Followed((), (NotMeasured(Why.DEADLINE),), ("https://a.example/1", "https://a.example/2"))
    web, pages = coverage_of(plan_of("web"), [look(None, followed, "web")], NONE, ())
    assert web.outcome is LookOutcome.OK
    assert (pages.source, pages.role, pages.reason) == ("pages", SourceRole.BEST_EFFORT, Reason.DEADLINE)


def test_withheld_and_unaskable_sources_are_entries_of_their_own() -> None:
    planned = plan_of("wiki", "web", withheld=(("wiki", Reason.CONFIDENTIAL),))
    wiki, web = coverage_of(planned, [], NONE, ())
    assert (wiki.outcome, wiki.reason) == (LookOutcome.NOT_MEASURED, Reason.CONFIDENTIAL)
    assert (web.outcome, web.reason) == (LookOutcome.NOT_MEASURED, Reason.NOT_CHECKABLE)


@pytest.mark.parametrize(
    ("role", "names"),
    [(DocumentRole.EVIDENCE, ["documents"]), (DocumentRole.SOURCE_OF_ARTICLE, [])],
)
def test_the_callers_evidence_is_a_required_source_and_the_wire_copy_is_none(
    role: DocumentRole, names: list[str]
) -> None:
    options = VerificationOptions(documents=(SuppliedDocument(id="d", text="x", role=role),))
    entries = coverage_of(plan_of(), [], options, ())
    assert [entry.source for entry in entries] == names
    assert all(entry.role is SourceRole.REQUIRED for entry in entries)


def test_the_weakest_enforcement_of_the_cut_off_is_told() -> None:
    revision = replace(document("x"), as_of_enforced=AsOfEnforced.REVISION)
    dated = replace(document("x"), as_of_enforced=AsOfEnforced.PUBLISHER_DATE)
    (entry,) = coverage_of(plan_of("wiki"), [look(None, Followed((revision, dated)))], NONE, ())
    assert entry.as_of_enforced is AsOfEnforced.PUBLISHER_DATE
