"""Evidence that has the words of a claim and says neither it nor its contrary: no rule may be taken in."""

from __future__ import annotations

import pytest

from service.domain.stance import StanceProbabilities
from service.verdict.content import rule_on_documents
from service.verdict.rules.asserts import prepared, rule_on_sentences
from service.verdict.rules.ruling import CONFIRMED, RULED
from service.verdict.windows import Window
from tests.unit.verdict.examples import asserted, passage, reading

OPEN = StanceProbabilities(0.0, 0.0, 1.0)
SIDES = {CONFIRMED: "supports", RULED: "refutes"}


def decided(claim: str, text: str, title: str | None = None) -> str | None:
    """The side a rule takes; null where none does."""
    one = passage(text, title=title)
    (ruling,) = rule_on_documents(asserted(claim), [(one, Window(one.span, text, title), OPEN)])
    return SIDES.get(ruling.stance) if ruling and ruling.stance else None


MEMBER = "Norway is a member of the EU."
INHABITANTS = "Japan has 125 million inhabitants."

NOT_SUPPORTED = [
    (MEMBER, "Norway is a member of the EEA but not of the EU."),
    (MEMBER, "The EU has 27 members; Norway is a close partner."),
    (MEMBER, "Sweden, a neighbour of Norway, is a member of the EU."),
    (MEMBER, "Norway has twice voted against becoming a member of the EU."),
    (MEMBER, "Were Norway a member of the EU, it would pay more."),
    (MEMBER, "Is Norway a member of the EU?"),
    (INHABITANTS, "Japan has 125 cars per 100 inhabitants."),
    (INHABITANTS, "Japan has inhabitants who own 125 million phones."),
    ("Ayr has 40 schools.", "Ayr plans to have 40 schools."),
    ("Ayr has 40 schools.", "In the novel, Ayr has 40 schools."),
    ("Ayr has 40 schools.", "Ayr once had 40 schools."),
    ("Ayr has 40 schools.", "If the merger goes through, Ayr has 40 schools left to feed."),
    ("The Orm pier was opened in 1904.", "The Orm pier was to be opened in 1904."),
    ("Ada Moll is the first woman to win the cup.", "Ada Moll hopes to be the first woman to win the cup."),
    ("Orm is the largest port in Ostland.", "Orm calls itself the largest port in Ostland but one."),
]
NOT_REFUTED = [
    (INHABITANTS, "Japan has 125 cars per 100 inhabitants."),
    (INHABITANTS, "Tokyo, the capital of Japan, has 14 million inhabitants."),
    ("Ayr has 40 schools.", "The suburb of Ayr has 3 schools."),
    ("Ayr has 40 schools.", "In 1890 Ayr had 7 schools."),
    ("The Velm works employ 900 people.", "The owner of the Velm works employs 40 people."),
    ("The flood in Orm destroyed 30 houses.", "The flood in Pell destroyed 8 houses."),
    ("The flood in Orm destroyed 30 houses.", "The flood in Orm could destroy 90 houses."),
    ("Ivo Dahl never signed the charter.", "Ivo Dahl never signed the Orm charter."),
    ("Not all ships of Orm were sold.", "All but three ships of Orm were sold."),
    ("The Orm tower is 90 metres high.", "The Orm tower is 20 metres wide."),
    ("With half of the votes counted Ada Moll had 52 percent.", "Ada Moll had 47 percent of all votes."),
    ("Orm is the busiest port in Ostland.", "Orm is the second-oldest port in Ostland."),
]
ONLY_WITH_CONSENT = [
    ("The Orm pier was opened in 1904.", "The Orm lighthouse beside the pier was opened in 1904."),
    ("Ivo Dahl won 12 races in 1990.", "Ivo Dahl entered 12 races in 1990 and won three."),
    ("Ayr has 40 schools.", "Ayr has 12 schools for the blind."),
    ("Pell sold Orm 40 ships.", "Orm sold Pell 40 ships."),
]


@pytest.mark.parametrize(("claim", "text"), NOT_SUPPORTED)
def test_words_alone_support_nothing(claim: str, text: str) -> None:
    assert decided(claim, text) != "supports"


@pytest.mark.parametrize(("claim", "text"), NOT_REFUTED)
def test_a_difference_in_something_else_refutes_nothing(claim: str, text: str) -> None:
    assert decided(claim, text) != "refutes"


@pytest.mark.parametrize(("claim", "text"), ONLY_WITH_CONSENT)
def test_where_words_are_all_that_is_alike_the_judge_has_to_agree(claim: str, text: str) -> None:
    ruling = rule_on_sentences(prepared(asserted(claim)), reading(text))
    assert ruling is None or not ruling.strict


@pytest.mark.parametrize(
    ("claim", "text", "title", "expected"),
    [
        (MEMBER, "Launch sites of Norway: Andoya\nPartners: European Union", "Space flight", None),
        (INHABITANTS, "Population: 124,800,000", "Japan", "supports"),
        (INHABITANTS, "Population, urban: 92 percent", "Japan", None),
        (INHABITANTS, "Population: 83,000,000", "Germany", None),
    ],
)
def test_a_line_speaks_of_its_page_and_of_its_key(
    claim: str, text: str, title: str, expected: str | None
) -> None:
    assert decided(claim, text, title) == expected
