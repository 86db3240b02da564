"""Lines "key: value" against claims that say no more than they do."""

from __future__ import annotations

import pytest

from service.verdict.rules.records import rule_on_records
from tests.unit.verdict.examples import asserted, reading

ICELAND = (
    "Population of Iceland: 364,036 (2024 est.)",
    "Coastline of Iceland: 4,970 km",
    "Capital of Iceland: Reykjavik",
    "Independence of Iceland: 1 December 1918 (a state under the Danish Crown); 17 June 1944 (from Denmark)",
)
LANGUAGES = (
    "Languages of Iceland: Icelandic (official), English; less common ones include Danish (in schools)"
)


def rule(claim: str, *lines: str, title: str | None = "Iceland") -> str | None:
    (found,) = rule_on_records(asserted(claim), [reading("\n".join(lines), title=title)])
    return found.signal.name if found else None


@pytest.mark.parametrize(
    ("claim", "line"),
    [
        ("Iceland has a population of about 364,000.", ICELAND[0]),
        ("Iceland has a coastline of 4,970 kilometres.", ICELAND[1]),
        ("Reykjavik is the capital of Iceland.", ICELAND[2]),
        ("The country of Iceland gained complete independence from Denmark in 1944.", ICELAND[3]),
        ("Iceland's capital is Reykjavik.", ICELAND[2]),
        ("The official language of Iceland is Icelandic.", LANGUAGES),
        ("A language of Iceland is Danish.", LANGUAGES),
    ],
)
def test_a_record_that_says_just_the_claim_confirms_it(claim: str, line: str) -> None:
    assert rule(claim, line) == "record_agrees"


def test_two_records_confirm_what_says_both() -> None:
    claim = "Iceland has a population of about 364,000 and a coastline of 4,970 kilometres."
    assert rule(claim, *ICELAND) == "record_agrees"
    assert rule(claim, ICELAND[0]) is None


def test_they_may_stand_in_two_windows_of_one_document() -> None:
    claim = asserted("Iceland has a population of about 364,000 and a coastline of 4,970 kilometres.")
    readings = [reading(line, title="Iceland") for line in ICELAND[:3]]
    found = rule_on_records(claim, readings)
    assert [bool(one) for one in found] == [True, True, False]


@pytest.mark.parametrize(
    ("claim", "line"),
    [
        ("Iceland has a population of about 900,000.", ICELAND[0]),
        ("Iceland has a population of about 364,000 and the best fish.", ICELAND[0]),
        ("Norway has a population of about 364,000.", ICELAND[0]),
        ("Iceland does not have a population of 364,000.", ICELAND[0]),
        ("Iceland had a population of about 364,000 in 1950.", ICELAND[0]),
        ("Iceland covers 364,036 square kilometres.", ICELAND[0]),
        ("Akureyri is the capital of Iceland.", ICELAND[2]),
        ("In 1950 Iceland had a coastline of 4,970 kilometres.", ICELAND[1]),
        ("Reykjavik was the only capital of Iceland.", ICELAND[2]),
        ("The capital of Iceland was Reykjavik in 1944.", ICELAND[2]),
        ("The country gained complete independence from Iceland in 1944.", ICELAND[3]),
        ("The country gained complete independence from Iceland in 1950.", ICELAND[3]),
        ("Danish is the official language of Iceland.", LANGUAGES),
    ],
)
def test_one_that_does_not_say_it_is_silent(claim: str, line: str) -> None:
    assert rule(claim, line) is None


def test_a_record_with_another_date_denies_the_claim() -> None:
    line = "Independence of Kenya: 12 December 1963 (from the UK)"
    assert rule("Kenya declared its independence in 1985.", line, title="Kenya") == "dates_conflict"
    assert rule("Kenya declared its independence in 1963.", line, title="Kenya") == "record_agrees"
    assert rule("The hero of Kenya's independence died in 1978.", line, title="Kenya") is None
    assert rule("Kenya declared its independence before 1985.", line, title="Kenya") is None


def test_without_a_title_nobody_knows_whose_record_it_is() -> None:
    assert rule("Iceland has a coastline of 4,970 kilometres.", "Coastline: 4,970 km", title=None) is None


def test_prose_is_no_record() -> None:
    assert (
        rule("Iceland has a coastline of 4,970 kilometres.", "The coastline is long. It has 4,970 km.")
        is None
    )
