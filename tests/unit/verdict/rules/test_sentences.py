"""Sentences against claims, kind by kind: what confirms, what refutes, what says nothing."""

from __future__ import annotations

from datetime import date

import pytest

from service.verdict.rules.asserts import prepared, rule_on_sentences
from service.verdict.rules.ruling import CONFIRMED, RULED
from tests.unit.verdict.examples import TROOPS, asserted, reading

SIDES = {CONFIRMED: "supports", RULED: "refutes"}


def ruled(claim: str, text: str, **given: str) -> tuple[str, str] | None:
    """The rule that fired and its side; null for none."""
    ruling = rule_on_sentences(prepared(asserted(claim)), reading(text, **given))
    if ruling is None or ruling.stance is None:
        return None
    return ruling.signal.name, SIDES.get(ruling.stance, "neither")


@pytest.mark.parametrize(
    ("claim", "text", "expected"),
    [
        ("The mill in Dell employs over 90 people.", "The mill in Dell employs 130 people.", "supports"),
        ("The mill in Dell employs over 90 people.", "The mill in Dell employs 55 people.", "refutes"),
        ("Some 40 divers searched Lake Orm.", "Lake Orm was searched by 41 divers.", "supports"),
        ("Some 40 divers searched Lake Orm.", "Lake Orm was searched by 12 divers.", "refutes"),
        ("Pell lies 20 miles from Orm.", "Pell lies 32 km from Orm.", "supports"),
        ("Pell lies 20 miles from Orm.", "Pell lies 20 km from Orm.", "refutes"),
        (
            "The kiln was heated to 100 degrees Celsius.",
            "The kiln was heated to 212 degrees Fahrenheit.",
            "supports",
        ),
        ("The pump moves 60 litres a minute.", "The pump moves 3,600 litres an hour.", "supports"),
        ("The pump moves 60 litres a minute.", "The pump moves 60 litres an hour.", "refutes"),
        (
            "Tuna landings at Orm tripled.",
            "Tuna landings at Orm grew from 20 tonnes to 61 tonnes.",
            "supports",
        ),
        (
            "Tuna landings at Orm tripled.",
            "Tuna landings at Orm grew from 20 tonnes to 25 tonnes.",
            "refutes",
        ),
        (
            "Ten percent of the Orm ballots were spoiled.",
            "Of the 500 Orm ballots, 50 were spoiled.",
            "supports",
        ),
        ("Ayr beat Orm 4-2.", "Ayr beat Orm 3-2.", "refutes"),
        ("The siege of Orm lasted 13 days.", "The siege of Orm lasted 20 days.", "refutes"),
        (
            "Ann Pell was born in Orm, Ostland, in 1930.",
            "Ann Pell was born in Orm, Ostland, in 1932.",
            "refutes",
        ),
    ],
)
def test_numbers_are_compared_by_what_they_allow(claim: str, text: str, expected: str) -> None:
    found = ruled(claim, text)
    assert found is not None
    assert found[1] == expected


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("Orm paid 5 million dollars for the pier.", "Orm paid 4 million euros for the pier."),
        ("In 1990 the port of Orm handled 400 ships.", "In 1994 the port of Orm handled 700 ships."),
        ("The Orm fire injured 30 people in May 1990.", "The Orm fire killed 12 people in May 1990."),
        ("Ayr is the oldest town in Ostland.", "Ayr is one of the oldest towns in Ostland."),
        ("Ayr is the oldest town in Ostland.", "Ayr is the oldest town in the county of Pell in Ostland."),
        ("The mayor of Orm sold the docks.", "The mayor of Orm was accused of having sold the docks."),
    ],
)
def test_of_something_else_nothing_is_said(claim: str, text: str) -> None:
    found = ruled(claim, text)
    assert found is not None
    assert found[1] == "neither"


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("Orm's water is the clearest in 50 years.", "Orm's water is the clearest in 30 years."),
        ("Orm had its worst flood for 50 years.", "Orm had its worst flood for at least 30 years."),
        ("The siege of Orm lasted 13 days.", "The siege of Orm lasted 14 days."),
        ("Sales at Orm rose by 20 percent.", "Sales at Orm rose by 21 percent."),
        ("Ann Pell was born in Orm, Ostland, in 1930.", "Ann Pell sang in Orm, Ostland, in 1975."),
        (
            "Ann Pell was born in Orm, Ostland, in 1930.",
            "In 2007 the Ann Pell Hall was opened in Orm, Ostland.",
        ),
    ],
)
def test_what_is_neither_the_same_nor_in_conflict_is_left_to_the_judge(claim: str, text: str) -> None:
    assert ruled(claim, text) is None


@pytest.mark.parametrize(
    ("claim", "text", "expected"),
    [
        (
            "Orm pier was opened in June 1904.",
            "Orm pier was opened on 4 June 1904.",
            ("dates_agree", "supports"),
        ),
        (
            "Orm pier was opened in June 1904.",
            "Orm pier was opened on 4 July 1911.",
            ("dates_conflict", "refutes"),
        ),
        ("Orm pier was opened before 1905.", "Orm pier was opened in 1903.", ("dates_agree", "supports")),
        ("Orm pier was opened before 1905.", "Orm pier was opened in 1911.", ("dates_conflict", "refutes")),
        ("Orm pier was closed in 1911.", "Orm pier was not closed until 1911.", ("dates_agree", "supports")),
        ("Ayr won the shield in 1904.", "Ayr won the shield in 1911.", None),
        ("Orm pier was opened on 4 June 1904.", "Orm pier was opened in June 1904.", None),
    ],
)
def test_a_day_lies_in_its_month_and_what_happens_once_in_one(
    claim: str, text: str, expected: tuple[str, str] | None
) -> None:
    assert ruled(claim, text) == expected


@pytest.mark.parametrize(
    ("claim", "text", "expected"),
    [
        ("Orm is the third oldest port in Ostland.", "Orm is the fifth oldest port in Ostland.", "refutes"),
        ("Orm is the third oldest port in Ostland.", "Orm is the third-oldest port in Ostland.", "supports"),
        ("Orm is among the oldest ports in Ostland.", "Orm is the oldest port in Ostland.", "supports"),
        ("Orm is one of the four oldest ports.", "Orm is the sixth-oldest port.", "refutes"),
        ("Orm is the richest port in Ostland.", "Orm is the poorest port in Ostland.", "refutes"),
        (
            "Ivo Dahl finished second in the Orm regatta.",
            "Ivo Dahl finished fifth in the Orm regatta.",
            "refutes",
        ),
        ("Pell has the only ferry in Ostland.", "Pell has one of three ferries in Ostland.", "refutes"),
    ],
)
def test_places_in_an_order(claim: str, text: str, expected: str) -> None:
    found = ruled(claim, text)
    assert found is not None
    assert found[1] == expected


@pytest.mark.parametrize(
    ("claim", "text", "expected"),
    [
        ("Ivo Dahl signed the Orm charter.", "Ivo Dahl never signed the Orm charter.", "refutes"),
        ("Ivo Dahl signed the Orm charter.", "Ivo Dahl refused to sign the Orm charter.", "refutes"),
        ("Ivo Dahl never signed the Orm charter.", "Ivo Dahl signed the Orm charter.", "refutes"),
        ("The Orm council approved the charter.", "The Orm council rejected the charter.", "refutes"),
        ("Studies link tar to asthma.", "Studies found no evidence that tar is linked to asthma.", "refutes"),
        ("Tar relieves asthma.", "Tar not only relieves asthma but also gout.", "supports"),
    ],
)
def test_denial_is_of_the_words_it_reaches(claim: str, text: str, expected: str) -> None:
    found = ruled(claim, text)
    assert found is not None
    assert found[1] == expected


def test_a_denial_of_something_else_is_none() -> None:
    text = "Rain did not spoil the Orm regatta, which Ivo Dahl won."
    assert ruled("Ivo Dahl won the Orm regatta.", text) != ("denied", "refutes")


def test_rows_of_cells_are_no_sentences() -> None:
    assert ruled("Orm had 5 teams.", "orm#9 teams#1904\nayr#3 teams#1911") is None


def test_a_number_told_in_another_sentence_is_in_no_conflict() -> None:
    text = "Ada wrote seven novels for children. In all Ada wrote three novels."
    assert ruled("Ada wrote three novels.", text) == ("quantities_agree", "supports")


def test_what_a_claim_leaves_uncompared_is_not_confirmed() -> None:
    assert ruled("Orm was founded only by fishermen.", "Orm was founded by fishermen and monks.") is None


class TestTotalsThatGrow:
    def test_a_later_higher_total_says_nothing(self) -> None:
        text = "By February 2017, 160 Russian servicemen had been killed in Syria."
        assert ruled(TROOPS, text) == ("later_higher_count", "neither")

    def test_nor_does_one_in_a_document_that_came_out_later(self) -> None:
        text = "The campaign has cost the lives of many: 160 Russian troops have been killed in Syria."
        assert ruled(TROOPS, text, published="2017-02-20") == ("later_higher_count", "neither")

    def test_a_later_lower_total_of_the_same_population_refutes(self) -> None:
        text = "Only 20 Russian soldiers had been killed in Syria since September 2015, the ministry said."
        assert ruled(TROOPS, text, published="2016-03-03") == ("later_lower_count", "refutes")

    def test_an_earlier_lower_total_does_not(self) -> None:
        text = "By November 2015, 4 Russian soldiers had been killed in Syria."
        assert ruled(TROOPS, text, published="2015-12-01") == ("earlier_lower_count", "neither")

    def test_an_earlier_higher_total_does(self) -> None:
        text = "By December 2015, 240 Russian soldiers had been killed in Syria since September 2015."
        assert ruled(TROOPS, text, published="2015-12-30") == ("quantities_conflict", "refutes")

    def test_a_later_total_above_a_limit_does_not_confirm_it(self) -> None:
        claim = (
            "More than 100 Russian troops were killed in Syria between 30 September 2015 and 29 January 2016."
        )
        later = "By February 2017, 160 Russian servicemen had been killed in Syria."
        assert ruled(claim, later) == ("later_higher_count", "neither")

    def test_a_part_of_the_period_cannot_have_more_than_the_whole(self) -> None:
        text = "In December 2015, 240 Russian soldiers were killed in Syria."
        assert ruled(TROOPS, text) == ("quantities_conflict", "refutes")


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("109 Russian troops were killed in Syria.", "300 Russian troops were deployed to Qamishli, Syria."),
        ("109 Russian troops were killed in Syria.", "Some 300 civilians were killed in Syria."),
        ("The urban population of France is 20 million people.", "France has 68 million people."),
        ("Ronaldinho did not play 90 matches.", "Ronaldinho played 97 matches."),
        ("Ada wrote many novels.", "Ada wrote seven novels."),
    ],
)
def test_different_things_neither_confirm_nor_refute(claim: str, text: str) -> None:
    found = ruled(claim, text)
    assert found is None or found[1] == "neither"


def test_a_claim_without_a_time_speaks_of_the_day_of_its_article() -> None:
    claim = asserted("France has 68 million people.", known_at=date(1951, 1, 1))
    ruling = rule_on_sentences(prepared(claim), reading("In 1950 France had 42 million people."))
    assert ruling is not None
    assert ruling.signal.name == "quantities_conflict"


class TestSayings:
    CLAIM = "Ivo Dahl said that the Orm charter was void."

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Ivo Dahl told the council that the Orm charter was void.", "supports"),
            ("Ivo Dahl said that the Orm charter was not void.", "refutes"),
            ("Ivo Dahl spoke in Pell. He said that the Orm charter was void.", "supports"),
            ("Rita Moll said that the Orm charter was void.", "neither"),
            ("Rita Moll told the council that the Orm charter was void.", "neither"),
        ],
    )
    def test_are_held_against_the_words_of_their_speaker(self, text: str, expected: str) -> None:
        found = ruled(self.CLAIM, text)
        assert found is not None
        assert found[1] == expected

    def test_what_somebody_says_confirms_no_fact(self) -> None:
        found = ruled("The Orm charter was void.", "Ivo Dahl said that the Orm charter was void.")
        assert found is None


def test_a_total_of_a_part_of_the_place_says_nothing() -> None:
    claim = "By 30 April 1994, 500 cases of cholera had been confirmed in Ostland."
    text = "In the city of Ayr in Ostland, 200 cases of cholera have been confirmed since the outbreak began."
    assert ruled(claim, text, published="1994-05-20") == ("another_thing", "neither")


def test_what_was_won_so_far_cannot_become_less() -> None:
    claim = "By the end of 1994 Ivo Dahl had won 30 regattas."
    text = "Ivo Dahl has won 21 regattas in his whole career."
    assert ruled(claim, text, published="1997-05-20") == ("later_lower_count", "refutes")
