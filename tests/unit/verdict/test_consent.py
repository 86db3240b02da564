"""What a rule decides stands if it matched strictly or the judge takes its side."""

from __future__ import annotations

import pytest

from service.domain.stance import StanceProbabilities
from service.domain.verdict import Signal
from service.verdict.consent import Consent, decided
from service.verdict.rules.ruling import CONFIRMED, RULED, Ruling, silenced
from tests.unit.verdict.examples import NEITHER, REFUTES, SUPPORTS


def ruling(stance: StanceProbabilities | None, *, strict: bool = False) -> Ruling:
    return Ruling(Signal("a_rule", "", ""), stance, strict=strict)


@pytest.mark.parametrize(
    ("stance", "judged", "consent"),
    [
        (RULED, REFUTES, Consent.AGREES),
        (RULED, NEITHER, Consent.OPEN),
        (RULED, SUPPORTS, Consent.OBJECTS),
        (CONFIRMED, SUPPORTS, Consent.AGREES),
        (CONFIRMED, REFUTES, Consent.OBJECTS),
    ],
)
def test_the_judge_agrees_objects_or_leaves_it_open(
    stance: StanceProbabilities, judged: StanceProbabilities, consent: Consent
) -> None:
    loose, strict = decided(ruling(stance), judged), decided(ruling(stance, strict=True), judged)
    assert loose is not None
    assert strict is not None
    assert loose.consent is strict.consent is consent
    assert loose.stands is (consent is Consent.AGREES)
    assert strict.stands


@pytest.mark.parametrize("one", [None, ruling(None), ruling(silenced())])
def test_a_rule_that_takes_no_side_needs_no_consent(one: Ruling | None) -> None:
    assert decided(one, SUPPORTS) is None


def test_cases_are_counted_by_rule_and_together() -> None:
    found = decided(ruling(RULED, strict=True), SUPPORTS)
    assert found is not None
    assert found.counted_as() == ("a_rule, strict, judge objects", "any rule, strict, judge objects")
