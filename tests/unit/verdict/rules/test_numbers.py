"""Numbers of a claim against those of a passage: same thing, same time, or no ruling."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from service.domain.times import Interval
from service.verdict.rules.numbers import findings, ruling
from service.verdict.rules.ruling import RULED
from tests.unit.verdict.examples import REFUTES, SUPPORTS, TROOPS, UNSURE, asserted, reading

GAIN = "The government gained only 1.3 percent of land in Syria."


def rules(claim: str, text: str, **given: str) -> set[str]:
    return {one.rule for one in findings(asserted(claim), reading(text, **given))}


@pytest.mark.parametrize(
    ("claim", "text", "expected"),
    [
        (GAIN, "The government in Syria had gained 5 percent of land.", "quantities_conflict"),
        (GAIN, "The government in Syria had gained about 1 percent of land.", "quantities_agree"),
        ("Ada wrote three novels.", "Ada wrote seven novels.", "quantities_conflict"),
    ],
)
def test_the_same_thing_is_compared(claim: str, text: str, expected: str) -> None:
    assert rules(claim, text) == {expected}


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        (GAIN, "The government in Syria had lost 5 percent of its tanks."),
        (GAIN, "The government in Syria had gained 5 villages."),
        ("109 Russian troops were killed in Syria.", "300 Russian troops were deployed to Qamishli, Syria."),
        ("109 Russian troops were killed in Syria.", "Some 300 Syrian troops were killed in Syria."),
        ("109 Russian troops were killed in Syria.", "Some 300 civilians were killed in Syria."),
        ("109 Russian troops were killed in Syria.", "Some 300 Russian troops were wounded in Syria."),
        ("The urban population of France is 20 million people.", "France has 68 million people."),
        ("Ronaldinho did not play 90 matches.", "Ronaldinho played 97 matches."),
        ("Ada wrote many novels.", "Ada wrote seven novels."),
    ],
)
def test_different_things_are_not(claim: str, text: str) -> None:
    assert rules(claim, text) == set()


@pytest.mark.parametrize(
    ("claim", "text", "expected"),
    [
        ("In 1990 France had 56 million people.", "In 2024 France had 68 million people.", set()),
        (
            "In 1990 France had 50 million people.",
            "In 1990 France had 57 million people.",
            {"quantities_conflict"},
        ),
        ("In May 1990 France had 50 million people.", "In June 1990 France had 57 million people.", set()),
        ("France has 68 million people.", "In 1950 France had 42 million people.", set()),
        ("France has 42 million people.", "In 2024 France had 68 million people.", {"quantities_conflict"}),
    ],
)
def test_numbers_conflict_only_within_matching_times(claim: str, text: str, expected: set[str]) -> None:
    assert rules(claim, text) == expected


def test_a_claim_without_a_time_speaks_of_the_day_of_its_article() -> None:
    claim = asserted("France has 68 million people.", known_at=date(1951, 1, 1))
    assert findings(claim, reading("In 1950 France had 42 million people."))[0].rule == "quantities_conflict"


class TestTotalsThatGrow:
    def test_a_later_higher_total_does_not_refute(self) -> None:
        text = "By February 2017, 160 Russian servicemen had been killed in Syria."
        found = findings(asserted(TROOPS), reading(text))
        assert [one.rule for one in found] == ["later_higher_count"]
        ruled = ruling(found, REFUTES, frozenset())
        assert ruled is not None
        assert ruled.stance is not None
        assert ruled.stance.refutes == 0.0
        assert ruled.stance.supports == REFUTES.supports

    def test_nor_does_one_in_a_document_that_came_out_later(self) -> None:
        text = "The campaign has cost the lives of many: 160 Russian troops have been killed in Syria."
        assert rules(TROOPS, text, published="2017-02-20") == {"later_higher_count"}

    def test_nor_does_a_higher_total_of_unknown_date(self) -> None:
        assert rules(TROOPS, "160 Russian troops have been killed in Syria.") == {"higher_count_undated"}

    def test_a_later_lower_total_of_the_same_population_refutes(self) -> None:
        text = "Only 20 Russian soldiers had been killed in Syria since September 2015, the ministry said."
        found = findings(asserted(TROOPS), reading(text, published="2016-03-03"))
        assert [one.rule for one in found] == ["later_lower_count"]
        ruled = ruling(found, SUPPORTS, frozenset())
        assert ruled is not None
        assert ruled.stance == RULED

    def test_a_later_total_above_a_limit_does_not_confirm_it(self) -> None:
        claim = (
            "More than 100 Russian troops were killed in Syria between 30 September 2015 and 29 January 2016."
        )
        later = "By February 2017, 160 Russian servicemen had been killed in Syria."
        assert rules(claim, later) == {"later_higher_count"}
        assert rules(claim, "By 20 January 2016, 109 Russian troops had been killed in Syria.") == {
            "quantities_agree"
        }

    def test_a_later_lower_toll_of_one_event_does_not(self) -> None:
        text = "On 2 March 2016 20 Russian soldiers were killed in Syria in one ambush."
        assert rules(TROOPS, text, published="2016-03-03") == set()

    def test_an_earlier_lower_total_does_not(self) -> None:
        text = "By November 2015, 4 Russian soldiers had been killed in Syria."
        assert rules(TROOPS, text, published="2015-12-01") == {"earlier_lower_count"}

    def test_an_earlier_higher_total_does(self) -> None:
        text = "By December 2015, 240 Russian soldiers had been killed in Syria since September 2015."
        assert rules(TROOPS, text, published="2015-12-30") == {"quantities_conflict"}

    def test_a_total_since_another_start_says_nothing(self) -> None:
        text = "Since 5 February 2016, 20 Russian soldiers have been killed in Syria in total."
        assert rules(TROOPS, text, published="2016-03-03") == set()


def test_what_the_document_confirms_elsewhere_is_no_conflict() -> None:
    claim = asserted("Ada wrote three novels.")
    found = findings(claim, reading("Ada wrote seven novels."))
    assert ruling(found, SUPPORTS, frozenset(claim.quantities)) is None


def test_agreement_leaves_the_stance_to_the_judge() -> None:
    found = findings(asserted("Ada wrote three novels."), reading("Ada wrote three novels in 1990."))
    ruled = ruling(found, UNSURE, frozenset())
    assert ruled is not None
    assert (ruled.signal.name, ruled.stance, ruled.weight) == ("quantities_agree", None, None)


def test_the_window_given_with_a_quantity_is_its_time() -> None:
    claim = asserted("France had 50 million people.")
    narrowed = replace(
        claim,
        quantities=tuple(
            replace(q, window=Interval(date(1990, 1, 1), date(1990, 12, 31))) for q in claim.quantities
        ),
    )
    assert findings(narrowed, reading("In 2024 France had 68 million people.")) == []
