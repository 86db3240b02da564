"""A record speaks of its own subject, and of no more than its key says."""

from __future__ import annotations

import pytest

from service.domain.stance import StanceLabel
from service.verdict.rules.subject import other_key, other_subject, part_of_subject

POPULATION = "Iceland has a population of about 364,000."


def test_the_number_of_men_does_not_refute_the_population() -> None:
    ruling = part_of_subject(POPULATION, "Population of Iceland, male: 182,268", "Page", StanceLabel.REFUTES)
    assert ruling is not None
    assert ruling.weight == 0.0
    assert ruling.signal.name == "part_of_subject"


@pytest.mark.parametrize(
    ("statement", "record", "label"),
    [
        (POPULATION, "Population of Iceland: 364,036 (2024 est.)", StanceLabel.REFUTES),
        (POPULATION, "Population of Iceland, male: 182,268", StanceLabel.SUPPORTS),
        (
            "The male population of Iceland is 300,000.",
            "Population of Iceland, male: 182,268",
            StanceLabel.REFUTES,
        ),
        (POPULATION, "The male population is 182,268, others said.", StanceLabel.REFUTES),
    ],
)
def test_what_is_no_narrower_than_the_claim_counts(statement: str, record: str, label: StanceLabel) -> None:
    assert part_of_subject(statement, record, "Page", label) is None


def test_a_record_of_another_page_says_nothing() -> None:
    assert other_subject(POPULATION, "Population: 5,000,000", "Norway") is not None
    assert other_subject(POPULATION, "Population: 364,000", "Iceland") is None
    assert other_subject("Iceland's population is about 364,000.", "Population: 364,000", "Iceland") is None


@pytest.mark.parametrize(
    ("statement", "record", "silent"),
    [
        ("Norway is a member of the European Union.", "Launch sites: Kourou; Andøya, Norway", True),
        ("Norway has three launch sites.", "Launch sites: Kourou; Andøya, Norway", False),
        ("Norway joined in 1994.", "Referendum of Norway: 1994", False),
        ("Norway is a member of the European Union.", "Norway keeps its launch sites in Andøya.", False),
        ("Norway", "Launch sites: Andøya, Norway", False),
    ],
)
def test_a_record_that_shares_nothing_but_names_says_nothing(
    statement: str, record: str, silent: bool
) -> None:
    found = other_key(statement, record, "European Union")
    assert (found is not None) is silent
    assert found is None or (found.weight, found.signal.name) == (0.0, "other_key")
    assert other_key(statement, record, None) is None
