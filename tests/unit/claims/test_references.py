"""Statements that stand alone, and what they must not guess."""

from __future__ import annotations

from datetime import date

import pytest

from service.language.english import English
from tests.unit.claims.reading import claims_of, statements_of

DAY = date(2016, 1, 29)


def last(english: English, text: str) -> str:
    return statements_of(english, text)[-1]


def test_the_only_person_before_is_he(english: English) -> None:
    assert last(english, "Minister Karl Lind opened the bridge in Adair. He also visited 12 schools.") == (
        "Karl Lind also visited 12 schools."
    )


def test_two_persons_leave_him_open(english: English) -> None:
    text = "Reporters met Karl Lind and Peter Brand in Adair. He later visited 12 schools."
    claim = claims_of(english, text)[-1]
    assert claim.statement == "He later visited 12 schools."
    assert [u.text for u in claim.unresolved] == ["He"]


def test_of_two_persons_the_subject_just_before(english: English) -> None:
    text = "Karl Lind praised Peter Brand in Adair. He later visited 12 schools."
    assert last(english, text) == "Karl Lind later visited 12 schools."


def test_gender_tells_them_apart(english: English) -> None:
    text = "A spokeswoman met the chairman, Karl Lind. He later visited 12 schools."
    assert "Karl Lind later visited" in last(english, text)


def test_somebody_without_a_name_is_a_candidate(english: English) -> None:
    """He is not the man of two sentences ago when a militant stands between them."""
    text = "Karl Lind spoke in Adair. The video then shows the masked militant. He threatens 12 captives."
    assert "Karl Lind threatens" not in " ".join(statements_of(english, text))


def test_he_in_somebodys_own_words_is_somebody_else(english: English) -> None:
    (claim,) = claims_of(english, "“He has lost 12 ships,” said the captain, Karl Lind.")
    assert claim.attribution is not None
    assert claim.attribution.speaker.endswith("Karl Lind")
    assert claim.statement == "He has lost 12 ships."


def test_a_source_who_only_reports_is_not_he(english: English) -> None:
    text = "A source said the port of Adair was closed in 2015. He had lost 12 ships there."
    assert last(english, text) == "He had lost 12 ships there."


def test_nobody_is_both_he_and_she(english: English) -> None:
    text = "Kim Brand opened the port of Adair. She had lost 12 ships. He had lost 40 ships."
    statements = statements_of(english, text)
    assert statements[1:] == ["Kim Brand had lost 12 ships.", "He had lost 40 ships."]


def test_a_woman_so_called_goes_before_a_name_that_may_be_anyones(english: English) -> None:
    text = "Kim Brand saw his aunt in Adair. She had lost 12 ships."
    assert "Kim Brand had" not in last(english, text)


def test_his_is_bound_to_nobody_where_two_are_near(english: English) -> None:
    text = (
        "Peter Brand was last seen in Adair in 2013. Secretary Karl Lind could not confirm the reports. He"
        " said the ministry has been watching his case since 2013."
    )
    claim = claims_of(english, text)[-1]
    assert "his case" in claim.statement
    assert claim.attribution is not None
    assert claim.attribution.speaker.endswith("Karl Lind")


def test_a_saying_keeps_its_pronoun_and_the_content_names_him(english: English) -> None:
    (claim,) = claims_of(english, "Captain Mary Olsen said she had counted 40 wrecks near Adair.")
    assert claim.statement == "Captain Mary Olsen had counted 40 wrecks near Adair."
    assert claim.attribution is not None
    assert claim.attribution.statement.endswith("said that she had counted 40 wrecks near Adair.")


def test_last_names_are_completed_and_first_names_never_invented(english: English) -> None:
    text = "Minister Karl Lind arrived in Adair on Monday. Lind met 12 mayors, and Mr. Brand left for Marl."
    found = " ".join(statements_of(english, text))
    assert "Karl Lind met 12 mayors" in found
    assert "Mr. Brand left" in found


def test_a_name_that_two_persons_share_is_left_alone(english: English) -> None:
    text = "Karl Lind and his daughter Anna Lind live in Adair. Lind owns 12 ships."
    assert last(english, text) == "Lind owns 12 ships."


def test_the_regime_is_the_one_the_article_names(english: English) -> None:
    text = "Rebels attacked regime forces near Adair. The Syrian regime holds 12 villages there."
    assert statements_of(english, text)[0] == "Rebels attacked Syrian regime forces near Adair."


def test_two_governments_are_not_confused(english: English) -> None:
    text = (
        "The Syrian government met the Turkish government in Adair. The government signed 12 treaties there."
    )
    assert last(english, text) == "The government signed 12 treaties there."


def test_the_company_is_the_only_one_named(english: English) -> None:
    text = "Microsoft Corp. opened an office in Adair. The company hired 300 engineers."
    assert last(english, text) == "Microsoft Corp. hired 300 engineers."


def test_a_vague_phrase_without_antecedent_is_listed(english: English) -> None:
    (claim,) = claims_of(english, "The move cost Adair 12 million dollars.")
    assert [u.text for u in claim.unresolved] == ["The move"]


def test_the_three_are_the_only_three_before(english: English) -> None:
    text = (
        "Police sought three Norland sailors in Adair. The three were seen in Marl. They had left 12 ships."
    )
    assert statements_of(english, text)[1:] == [
        "The three Norland sailors were seen in Marl.",
        "The Norland sailors had left 12 ships.",
    ]


def test_of_two_fuller_phrases_none_is_taken(english: English) -> None:
    text = "The Foley video shows Adair. The Brand video shows Marl. The video lasts 12 minutes."
    assert last(english, text) == "The video lasts 12 minutes."


def test_those_in_a_place_are_said_to_be_there(english: English) -> None:
    text = "Hundreds of Russian troops in Syria guard the port. Russian troops hold 12 villages."
    claim = claims_of(english, text)[-1]
    assert claim.statement == "Russian troops in Syria hold 12 villages."
    assert [(r.text, r.as_) for r in claim.resolutions] == [("", "in Syria")]


@pytest.mark.parametrize(
    "text",
    [
        "Norland won the war. It is unclear what Norland lost in Adair.",
        "Norland won the war. It is prohibited to enter Adair at night.",
        "Norland won the war. It was in Adair that 12 ships sank.",
        "Norland won the war. It emerged that 12 ships sank near Adair.",
    ],
)
def test_it_that_stands_for_a_clause_is_nothing_named(english: English, text: str) -> None:
    assert last(english, text).startswith("It ")


def test_statements_say_as_of_when(english: English) -> None:
    text = (
        "Norland troops are deployed in Adair. Norland troops reached Marl in May 2015. A young captain led"
        " them to Oster."
    )
    assert statements_of(english, text, published=DAY) == [
        "Norland troops are deployed in Adair (as of 29 January 2016).",
        "Norland troops reached Marl in May 2015.",
        "A young captain led the Norland troops to Oster (by 29 January 2016).",
    ]


def test_what_is_looked_up_is_undated(english: English) -> None:
    (claim,) = claims_of(english, "Norland troops are deployed in Adair.", published=DAY)
    assert claim.undated == "Norland troops are deployed in Adair."
