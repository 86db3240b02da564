"""One claim, one proposition."""

from __future__ import annotations

from service.language.english import English
from tests.unit.claims.reading import claims_of, statements_of


def texts(english: English, text: str) -> list[str]:
    return [claim.text for claim in claims_of(english, text)]


def test_verbs_that_share_a_subject_are_two_facts(english: English) -> None:
    text = "The Norland army shelled the port of Adair and captured three villages near Marl."
    assert texts(english, text) == [
        "The Norland army shelled the port of Adair",
        "captured three villages near Marl",
    ]
    assert statements_of(english, text) == [
        "The Norland army shelled the port of Adair.",
        "The Norland army captured three villages near Marl.",
    ]


def test_what_stands_before_the_first_verb_counts_for_the_second(english: English) -> None:
    text = "In March 2015 the court fined the Adair Bank and barred two of its directors."
    first, second = claims_of(english, text)
    assert second.statement.startswith("In March 2015 the court barred two")
    assert [time.start.isoformat() for time in second.times] == ["2015-03-01"]
    assert [q.value for q in first.quantities] == []


def test_participles_share_their_auxiliary(english: English) -> None:
    text = "Mary Olsen was arrested in Adair and charged with fraud on Friday."
    assert statements_of(english, text)[1] == "Mary Olsen was charged with fraud on Friday."


def test_a_list_that_is_one_fact_stays_one(english: English) -> None:
    assert len(texts(english, "Norland troops are deployed in Adair, Marl and Oster.")) == 1
    assert len(texts(english, "The Adair Company bought and sold shares of the Marl Bank in 2014.")) == 1


def test_a_negation_that_reaches_over_both_is_not_split(english: English) -> None:
    assert len(texts(english, "The court did not fine the Adair Bank and bar its directors.")) == 1


def test_a_pair_keeps_its_first_word(english: English) -> None:
    """Without "neither" the claim would say the contrary."""
    (text,) = texts(
        english, "Neither the port of Adair nor the airport of Marl was under attack in May 2015."
    )
    assert text.startswith("Neither ")


def test_a_relative_clause_that_adds_a_fact_is_a_claim(english: English) -> None:
    text = "Norland forces hold half of Marl, which they captured in May 2015."
    assert statements_of(english, text) == [
        "Norland forces hold half of Marl.",
        "Norland forces captured Marl in May 2015.",
    ]


def test_a_relative_clause_in_the_middle_leaves_a_whole_sentence(english: English) -> None:
    text = "Captain Mary Olsen, who was born in Adair, commands the northern fleet of Norland."
    assert statements_of(english, text) == [
        "Captain Mary Olsen commands the northern fleet of Norland.",
        "Captain Mary Olsen was born in Adair.",
    ]


def test_a_clause_that_only_tells_which_stays_inside(english: English) -> None:
    (only,) = texts(english, "Soldiers who served in Adair received 300 medals in 2014.")
    assert only == "Soldiers who served in Adair received 300 medals in 2014"


def test_a_remark_on_the_whole_clause_is_no_fact_about_its_last_noun(english: English) -> None:
    text = "Staff carried the boxes through the school in Adair, which is against the rules."
    assert not any(s.startswith(("Adair is", "The school is")) for s in statements_of(english, text))


def test_a_quotation_keeps_its_closing_mark(english: English) -> None:
    (claim,) = claims_of(
        english, "The Adair Bank called the report of 2014 a “work of pure fiction”, and closed."
    )[:1]
    assert claim.text.count("“") == claim.text.count("”")
