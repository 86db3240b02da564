"""Numbers shared out, acts of others, acts not done, opposites: all words of a claim, and not the claim."""

from __future__ import annotations

import pytest

from service.verdict.rules.asserts import prepared, rule_on_sentences
from tests.unit.verdict.examples import asserted, reading


def found(claim: str, text: str) -> tuple[str, str] | None:
    ruling = rule_on_sentences(prepared(asserted(claim)), reading(text))
    return (ruling.signal.name, ruling.signal.effect) if ruling else None


WORKERS = "The works employ 3,000 people in Orm."


@pytest.mark.parametrize(
    ("claim", "text", "rule", "effect"),
    [
        (WORKERS, "The works employ 3,000 people, a third of them in Orm.", "part_of_it", "neither"),
        (WORKERS, "The works employ 3,000 people in Orm and Pell.", "part_of_it", "neither"),
        (
            WORKERS,
            "The works employ 3,000 people in Orm, 200 of whom are apprentices.",
            "quantities_agree",
            "supports",
        ),
        ("The mayor resigned.", "Calls for the mayor to resign grew louder.", "not_asserted", "neither"),
        ("The mayor resigned.", "The mayor refused to resign.", "denied", "refutes"),
        ("The mayor resigned.", "The mayor was forced to resign.", "says_the_same", "supports"),
        (
            "Ada Moll directed the film Dusk.",
            "Dusk was directed by Ivo Dahl; Ada Moll filmed it.",
            "another_agent",
            "refutes",
        ),
        (
            "Ada Moll directed the film Dusk.",
            "The film Dusk was directed by Ivo Dahl.",
            "another_agent",
            "neither",
        ),
        (
            "Dusk was directed by Ada Moll.",
            "Dusk was directed by Ivo Dahl for Ada Moll.",
            "another_agent",
            "refutes",
        ),
        (
            "Unemployment rose to 8 percent in March.",
            "Unemployment fell to 8 percent in March.",
            "denied",
            "refutes",
        ),
        (
            "Unemployment rose to 8 percent in March.",
            "In March unemployment grew to 8 percent.",
            "quantities_agree",
            "supports",
        ),
        ("Orm sued Pell in 2019.", "Pell sued Orm in 2019.", "roles_swapped", "refutes"),
        ("Orm beat Pell in the final.", "In the final Pell beat Orm.", "roles_swapped", "refutes"),
        (
            "The mill in Orm will close in 2025.",
            "The mill in Pell will close in 2025.",
            "another_place",
            "neither",
        ),
        ("The Orm pier was completed in 2021.", "Work on the Orm pier began in 2021.", "denied", "refutes"),
    ],
)
def test_what_a_sentence_says_of_the_claim(claim: str, text: str, rule: str, effect: str) -> None:
    assert found(claim, text) == (rule, effect)


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("Dusk was directed by Ada Moll.", "Dusk was directed by Moll."),
        ("Ada Moll directed the film Dusk.", "The film Dusk was directed by Ada Moll and Ivo Dahl."),
        (
            "Ada Moll directed the film Dusk.",
            "Ada Moll directed the film Dusk, which was praised by Ivo Dahl.",
        ),
    ],
)
def test_who_did_it_is_no_other_one(claim: str, text: str) -> None:
    ruling = found(claim, text)
    assert ruling is None or ruling[0] != "another_agent"


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("Orm met Pell in the final.", "In the final Pell met Orm."),
        ("Orm sued Pell in 2019.", "In 2019 Orm sued Pell, and Dahl sued Moll."),
        ("Orm and Pell signed the pact.", "Pell and Orm signed the pact."),
    ],
)
def test_what_two_do_together_or_the_same_way_round_is_not_swapped(claim: str, text: str) -> None:
    ruling = found(claim, text)
    assert ruling is None or ruling[0] != "roles_swapped"
