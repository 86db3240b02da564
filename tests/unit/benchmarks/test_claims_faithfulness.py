# ruff: noqa: DTZ001 - datelines have no zone
"""When a statement says all it must, and nothing of its own."""

from __future__ import annotations

from datetime import datetime

import pytest

from benchmarks.claims.faithfulness import Faithful
from benchmarks.claims.marks import MarkedArticle
from benchmarks.claims.wording import named_in, numbers_in, same_name
from service.domain.times import Precision, PublishedAt
from service.language.english import English
from tests.unit.benchmarks.claims import claim, found, mark

FRIDAY = PublishedAt(datetime(2016, 1, 29), Precision.DAY, offset_known=False)
ARTICLE = (
    "More than a hundred Russian soldiers have died in Syria since last September, sources told an agency."
    " Half of Aleppo was taken on January 19. Opposition fighters hold Hama. A weekly of London agrees."
)
MODEL = "More than 100 Russian soldiers died in Syria between September 2015 and 29 January 2016."


@pytest.fixture(scope="module")
def english() -> English:
    return English()


@pytest.fixture(scope="module")
def rule(english: English) -> Faithful:
    return Faithful(MarkedArticle("made up", ARTICLE, FRIDAY, ()), english)


@pytest.mark.parametrize(
    ("statement", "lacking"),
    [
        (MODEL, ()),
        ("A hundred soldiers from Russia died in Syrian towns from September 2015 to 29 January 2016.", ()),
        ("By 2016-01-29, since 3 September 2015, one hundred Russians had died in Syria’s towns.", ()),
        ("More than 100 soldiers died in Syria between September 2015 and 29 January 2016.", ("Russian",)),
        ("Russia lost 100 there between September 2015 and 29 January 2016.", ("Syria",)),
        ("More than 90 Russian soldiers died in Syria from September 2015 to 29 January 2016.", ("100",)),
        ("More than 100 Russian soldiers died in Syria (as of 29 January 2016).", ("September 2015",)),
        ("100 Russian soldiers died in Syria since 2015, by 29 January 2016.", ("September 2015",)),
        ("100 Russian soldiers died in Syria from September 2015 to January 2016.", ("29 January 2016",)),
    ],
)
def test_what_a_statement_lacks(rule: Faithful, statement: str, lacking: tuple[str, ...]) -> None:
    asked = mark(statement=MODEL)
    assert rule.judge(found(asked, claim(statement=statement))).lacking == lacking


def test_the_parts_are_complete_together(rule: Faithful) -> None:
    parts = [
        claim(statement="More than 100 Russian soldiers died since September 2015."),
        claim(statement="The war is in Syria (as of 29 January 2016)."),
    ]
    assert rule.judge(found(mark(statement=MODEL), *parts)).lacking == ()
    assert rule.judge(found(mark(statement=MODEL), parts[0])).lacking == ("Syria", "29 January 2016")


@pytest.mark.parametrize(
    ("statement", "added"),
    [
        (MODEL, ()),
        ("Russia lost more than 100 soldiers in Syria in January 2016.", ()),  # the month of the article
        ("Opposition fighters hold Hama (as of 29 January 2016).", ()),
        ("Opposition fighters hold Hama and Homs.", ("Homs",)),
        ("Putin lost a hundred soldiers.", ("Putin",)),
        ("Hamas holds half of Aleppo.", ("Hamas",)),
        ("More than 120 Russian soldiers died.", ("120",)),
        ("Two hundred Russian soldiers died.", ("Two hundred",)),
        ("Half of Aleppo was taken on 20 January 2016.", ("20 January 2016",)),
        ("Half of Aleppo was taken between 19 January 2016 and March 2016.", ("March 2016",)),
        ("Russian soldiers died in September 2014.", ("September 2014",)),
    ],
)
def test_what_a_statement_adds(rule: Faithful, statement: str, added: tuple[str, ...]) -> None:
    assert rule.judge(found(mark(), claim(statement=statement))).added == added


def test_a_name_put_in_from_elsewhere_in_the_article_is_shown_to_be_judged(rule: Faithful) -> None:
    asked = mark(statement="Opposition fighters hold Hama.")
    judged = rule.judge(found(asked, claim(statement="Opposition fighters of London hold Hama, not Homs.")))
    assert (judged.put_in, judged.added) == (("London",), ("Homs",))


@pytest.mark.parametrize(
    ("need", "statement", "met"),
    [
        ("2012", "In 2012 they met.", True),
        ("2012", "They met on 3 May 2012.", True),
        ("2012", "They met on 3 May 2013.", False),
        ("55.9 billion", "It took in 55,900,000,000 dollars.", True),
        ("55.9 billion", "It took in 55.9 million dollars.", False),
        ("Hewlett-Packard", "H-P plans it.", True),
        ("Hewlett-Packard", "The company plans it.", False),
        ("Afghan", "The Afghans left.", True),
        ("Joint Base Cape Cod", "They came to Cape Cod.", False),
    ],
)
def test_needs(rule: Faithful, need: str, statement: str, met: bool) -> None:
    judged = rule.judge(found(mark(needs=[need]), claim(statement=statement)))
    assert judged.lacking == (() if met else (need,))


def test_an_article_without_a_date_is_read_as_of_the_years_it_names(english: English) -> None:
    text = "They arrived on Sept. 11 for Exercise Steppe 2014. Last year’s was in Germany."
    undated = Faithful(MarkedArticle("undated", text, None, ()), english)

    def added(statement: str) -> tuple[str, ...]:
        return undated.judge(found(mark(), claim(statement=statement))).added

    assert added("They arrived on 11 September 2014.") == ()
    assert added("In 2013 it was in Germany.") == ()
    assert added("They arrived on 11 September 2012.") == ("11 September 2012",)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("russia", "russian"),
        ("russians", "russia"),
        ("syria", "syrian"),
        ("canada", "canadians"),
        ("afghan", "afghanistan"),
        ("germany", "german"),
        ("china", "chinese"),
        ("turkey", "turkish"),
        ("britain", "british"),
        ("french", "france"),
        ("us", "american"),
    ],
)
def test_a_country_and_its_people(left: str, right: str) -> None:
    assert same_name(left, right)
    assert same_name(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [("iran", "iraq"), ("hama", "hamas"), ("austria", "australia"), ("hama", "homs"), ("syria", "serbia")],
)
def test_names_that_are_only_spelt_alike(left: str, right: str) -> None:
    assert not same_name(left, right)


def test_initials_stand_for_a_name_of_several_words() -> None:
    assert named_in("Drug Enforcement Administration", "a DEA programme")
    assert not named_in("Drug Enforcement Administration", "a DIA programme")
    assert not named_in("Russia", "an R programme")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Hundreds left.", [200.0]),
        ("More than a hundred left.", [100.0]),
        ("twenty-five of them", [25.0]),
        ("half of the town", [50.0]),
        ("On 19 January 2016 they left.", []),
        ("One area was lost.", []),
    ],
)
def test_numbers_by_value(text: str, values: list[float]) -> None:
    assert list(numbers_in(text).values()) == values
