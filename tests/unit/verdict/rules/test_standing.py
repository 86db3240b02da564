"""Rules that decide whether a passage counts at all."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from service.domain.evidence import Timing
from service.domain.stance import StanceLabel
from service.verdict.rules.attribution import only_reported
from service.verdict.rules.negation import negated
from service.verdict.rules.standing import copy, timing
from service.verdict.rules.subject import other_subject

CUT_OFF = datetime(2016, 2, 1, tzinfo=UTC)
SUPPORTS = StanceLabel.SUPPORTS


@pytest.mark.parametrize(
    ("when", "as_of", "counts"),
    [
        (Timing.AFTER, CUT_OFF, False),
        (Timing.UNKNOWN, CUT_OFF, False),
        (Timing.BEFORE, CUT_OFF, True),
        (Timing.UNKNOWN, None, True),
    ],
)
def test_only_what_was_known_by_the_cut_off_counts(
    when: Timing, as_of: datetime | None, counts: bool
) -> None:
    ruling = timing(when, as_of)
    assert (ruling is None) is counts
    assert ruling is None or ruling.weight == 0.0


def test_copies_do_not_count() -> None:
    assert copy(is_copy=False) is None
    ruling = copy(is_copy=True)
    assert ruling is not None
    assert ruling.weight == 0.0


@pytest.mark.parametrize(
    ("text", "speaker", "reported"),
    [
        ("The Anadolu Agency reported that 109 troops died.", "Anadolu Agency", True),
        ("According to Jane’s, the regime gained 1.3 percent.", "Jane’s Defence Weekly", False),
        ("According to Jane’s Defence Weekly, the regime gained little.", "Jane’s Defence Weekly", True),
        ("Sources close to the regime said 109 died.", "sources close to the regime", True),
        ("The Pentagon said 109 troops died.", "Anadolu Agency", False),
        ("109 troops died near the Anadolu Agency office.", "Anadolu Agency", False),
        ("The Anadolu Agency reported that 109 troops died.", None, False),
    ],
)
def test_its_own_source_saying_it_again_is_no_support(text: str, speaker: str | None, reported: bool) -> None:
    ruling = only_reported(text, speaker, SUPPORTS, saying=False)
    assert (ruling is not None) is reported


def test_a_saying_is_supported_by_the_report_of_it() -> None:
    assert only_reported("The Anadolu Agency said so.", "Anadolu Agency", SUPPORTS, saying=True) is None


def test_a_report_that_refutes_keeps_its_weight() -> None:
    assert (
        only_reported(
            "The Anadolu Agency denied it, it said.", "Anadolu Agency", StanceLabel.REFUTES, saying=False
        )
        is None
    )


@pytest.mark.parametrize(
    ("statement", "window", "title", "other"),
    [
        ("France has 20 million people.", "Population: total: 83,374,591", "Germany", True),
        ("French people number 20 million.", "Population: total: 68,374,591", "France", False),
        ("The Algerian capital is Oran.", "Capital: name: Algiers", "Algeria", False),
        ("France has 20 million people.", "Germany has 83 million people.", "Germany", False),
        ("France has 20 million people.", "Population: total: 83,374,591", None, False),
    ],
)
def test_a_record_speaks_only_of_its_own_page(
    statement: str, window: str, title: str | None, other: bool
) -> None:
    assert (other_subject(statement, window, title) is not None) is other


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("He did not play.", True),
        ("He didn’t play.", True),
        ("No soldier died.", True),
        ("No fewer than 90 died.", False),
        ("He noted it.", False),
    ],
)
def test_denial(text: str, denies: bool) -> None:
    assert negated(text) is denies
