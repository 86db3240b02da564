"""What a verdict means: the contract, held over random evidence and coverage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.evidence import Coverage, LookOutcome, SourceRole
from service.domain.verdict import Probabilities, Reason, VerdictLabel
from service.verdict.decision import PRECEDENCE, Found, decide, missing_reason
from tests.unit.verdict.examples import looked

WEAK = Probabilities(0.2, 0.1, 0.7)
SURE = Probabilities(0.9, 0.02, 0.08)
DOWN = looked(LookOutcome.NOT_MEASURED, reason=Reason.SOURCE_DOWN)
BEST_EFFORT = looked(role=SourceRole.BEST_EFFORT, source="starter")


def found(probabilities: Probabilities = WEAK, **given_: object) -> Found:
    return Found(probabilities=probabilities, floor=0.6, silence=Reason.NO_EVIDENCE, **given_)  # type: ignore[arg-type]


def test_enough_on_one_side_is_a_verdict_with_its_probability() -> None:
    decision = decide(found(SURE), [looked()])
    assert (decision.verdict, decision.reason) == (VerdictLabel.SUPPORTED, None)
    assert decision.confidence == SURE.supported


def test_a_verdict_stands_while_a_required_source_is_missing() -> None:
    assert decide(found(SURE), [DOWN]).verdict is VerdictLabel.SUPPORTED


def test_a_side_on_which_no_origin_stands_cannot_win() -> None:
    decision = decide(found(SURE, standing=frozenset({VerdictLabel.REFUTED})), [looked()])
    assert decision.verdict is VerdictLabel.NOT_ENOUGH_EVIDENCE


def test_below_the_floor_the_service_abstains() -> None:
    decision = decide(found(Probabilities(0.55, 0.1, 0.35)), [looked()])
    assert (decision.verdict, decision.reason) == (VerdictLabel.NOT_ENOUGH_EVIDENCE, Reason.BELOW_FLOOR)
    assert decision.confidence == 0.35


def test_below_the_floor_with_a_required_source_missing_is_not_checked() -> None:
    decision = decide(found(Probabilities(0.55, 0.1, 0.35)), [looked(), DOWN])
    assert (decision.verdict, decision.reason) == (VerdictLabel.NOT_CHECKED, Reason.SOURCE_DOWN)
    assert decision.confidence is None
    assert decision.probabilities is None


def test_silence_is_named() -> None:
    silent = Found(probabilities=WEAK, floor=0.6, silence=Reason.COPIES_ONLY)
    assert decide(silent, [looked()]).reason is Reason.COPIES_ONLY


def test_conflict_has_the_measured_precision_of_its_rule() -> None:
    decision = decide(found(SURE, conflict=True, conflict_precision=0.4), [DOWN])
    assert (decision.verdict, decision.confidence) == (VerdictLabel.CONFLICTING, 0.4)


def test_without_calibration_there_is_a_verdict_and_no_figure() -> None:
    decision = decide(found(SURE, measured=False), [looked()])
    assert (decision.verdict, decision.confidence, decision.probabilities) == (
        VerdictLabel.SUPPORTED,
        None,
        None,
    )


def test_what_was_found_but_not_read_is_no_finding() -> None:
    assert decide(found(unread=Reason.DEADLINE), [looked()]).reason is Reason.DEADLINE


@pytest.mark.parametrize(
    ("coverage", "reason"),
    [
        ([looked()], None),
        ([looked(), looked(LookOutcome.NOT_MEASURED, SourceRole.BEST_EFFORT, Reason.BUDGET)], None),
        ([], Reason.MISCONFIGURED),
        ([BEST_EFFORT], Reason.MISCONFIGURED),
        ([looked(LookOutcome.NOT_MEASURED, SourceRole.BEST_EFFORT, Reason.DEADLINE)], Reason.DEADLINE),
        ([looked(LookOutcome.NOT_MEASURED)], Reason.SOURCE_DOWN),
        ([looked(LookOutcome.MISUSED)], Reason.MISCONFIGURED),
        ([looked(LookOutcome.NOT_MEASURED, reason=Reason.DEADLINE), DOWN], Reason.SOURCE_DOWN),
    ],
)
def test_why_a_look_up_was_incomplete(coverage: list[Coverage], reason: Reason | None) -> None:
    assert missing_reason(coverage) is reason


coverages = st.lists(
    st.builds(
        Coverage,
        source=st.sampled_from(["wiki", "starter", "documents"]),
        role=st.sampled_from(SourceRole),
        outcome=st.sampled_from(LookOutcome),
        reason=st.one_of(st.none(), st.sampled_from(PRECEDENCE)),
    ),
    max_size=5,
)
probabilities = st.tuples(*[st.floats(0.001, 1)] * 3).map(lambda p: Probabilities(*(x / sum(p) for x in p)))
evidence = st.builds(
    Found,
    probabilities=probabilities,
    floor=st.floats(0.34, 0.95),
    silence=st.sampled_from([Reason.NO_EVIDENCE, Reason.COPIES_ONLY, Reason.ONLY_REPORTED]),
    conflict=st.booleans(),
    conflict_precision=st.just(0.5),
    measured=st.booleans(),
    unread=st.sampled_from([None, Reason.DEADLINE]),
    standing=st.frozensets(st.sampled_from([VerdictLabel.SUPPORTED, VerdictLabel.REFUTED])),
)


@given(evidence, coverages)
def test_not_enough_evidence_is_only_said_after_a_complete_look(
    what: Found, coverage: list[Coverage]
) -> None:
    decision = decide(what, coverage)
    if decision.verdict is VerdictLabel.NOT_ENOUGH_EVIDENCE:
        required = [one for one in coverage if one.role is SourceRole.REQUIRED]
        assert required
        assert all(one.outcome is LookOutcome.OK for one in required)
        assert what.unread is None


@given(evidence, coverages, st.data())
def test_cutting_a_source_never_makes_a_finding(
    what: Found, coverage: list[Coverage], data: st.DataObject
) -> None:
    """Either the answer becomes ``not_checked`` or what the evidence supports stays."""
    coverage = [*coverage, looked()]
    cut = data.draw(
        st.integers(0, len(coverage) - 1).filter(lambda i: coverage[i].role is SourceRole.REQUIRED)
    )
    why = data.draw(st.sampled_from(PRECEDENCE))
    fewer = [*coverage[:cut], looked(LookOutcome.NOT_MEASURED, reason=why), *coverage[cut + 1 :]]
    before, after = decide(what, coverage), decide(what, fewer)
    assert after.verdict in {before.verdict, VerdictLabel.NOT_CHECKED}
    assert after.verdict is not VerdictLabel.NOT_ENOUGH_EVIDENCE


@given(evidence, coverages)
def test_confidence_is_the_probability_of_the_verdict(what: Found, coverage: list[Coverage]) -> None:
    decision = decide(what, coverage)
    if decision.verdict is VerdictLabel.NOT_CHECKED or not what.measured:
        assert decision.confidence is None
    elif decision.verdict is not VerdictLabel.CONFLICTING:
        assert decision.confidence == getattr(decision.probabilities, decision.verdict.value)
    assert (decision.reason is None) == (decision.verdict in {VerdictLabel.SUPPORTED, VerdictLabel.REFUTED})
