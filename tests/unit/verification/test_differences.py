from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from service.domain.article import DocumentRole, SuppliedDocument
from service.domain.claim import Claim
from service.domain.times import Precision, PublishedAt
from service.language.quantities import read_quantities
from service.language.times import read_times
from service.verification.differences import ArticleSource, article_sources
from tests.unit.verification.doubles import claim as a_claim

PUBLISHED = PublishedAt(datetime(2016, 1, 29), Precision.DAY, offset_known=False)  # noqa: DTZ001 - a dateline has none
WIRE = """\
LATAKIA, Jan 29 (Example Wire) - At least 109 Russian soldiers have been killed in Syria since September, \
the Syrian Network for Human Rights said on Friday.

The network said 1,423 civilians died in Russian air strikes in Aleppo province.

Defence Minister Sergei Ivanov visited the Hmeimim air base near Latakia on 12 January 2016. He met General \
Pavel Orlov there.

The hospital in Idlib was not damaged in the attack. It has 60 beds and treats 300 patients a week.

The United Nations delivered food to 42,000 people in Madaya this month.
"""


def source(text: str = WIRE) -> ArticleSource:
    document = SuppliedDocument(id="wire-1", text=text, role=DocumentRole.SOURCE_OF_ARTICLE)
    [found] = article_sources([document], PUBLISHED)
    return found


def claim(text: str, statement: str | None = None, *, said_by: str | None = None) -> Claim:
    times = read_times(text, anchor=PUBLISHED)
    made = replace(a_claim(1, said_by=said_by), text=f"<b>{text}</b>", display_text=text)
    return replace(made, statement=statement or text, times=times, quantities=read_quantities(text))


@pytest.mark.parametrize(
    ("text", "draft_has", "source_has"),
    [
        ("1,432 civilians died in Russian air strikes in Aleppo province.", "1,432", "1,423"),
        ("At least 190 Russian soldiers have been killed in Syria since September.", "190", "109"),
        ("More than 200 Russian soldiers have been killed in Syria since September.", "200", "109"),
        ("The hospital in Idlib has 300 beds.", "300", "60"),
        ("At least 90 Russian soldiers have been killed in Syria since September.", "90", "109"),
        ("The United Nations delivered food to 24,000 people in Madaya.", "24,000", "42,000"),
        ("Ivanov visited the Hmeimim air base near Latakia on 21 January 2016.", "21 January", "12 January"),
        ("Ivanov visited the Hmeimim air base near Latakia on 12 February 2016.", "February", "12 January"),
        ("Some 109 Russian soldiers have been killed in Syria since November.", "November", "September"),
        ("Minister Sergei Petrov visited the Hmeimim air base near Latakia.", "Petrov", "Ivanov"),
        ("General Pavel Orlov visited the Hmeimim air base near Latakia.", "Orlov", "Ivanov"),
        ("1,423 civilians died in Russian air strikes in Homs province.", "Homs", "Aleppo"),
    ],
)
def test_what_the_draft_changed_is_told_with_both(text: str, draft_has: str, source_has: str) -> None:
    found = source().compared(claim(text))
    assert [draft_has in one.detail and source_has in one.detail for one in found.differences] == [True]
    assert all(one.quote in WIRE for one in found.differences)
    assert {one.document for one in found.differences} == {"wire-1"}
    assert found.settled


@pytest.mark.parametrize(
    "text",
    [
        "The network said 1,423 civilians died in Russian air strikes in Aleppo province.",
        "The network said 1423 civilians died in Russian air strikes in Aleppo province.",
        "“1\u202f423 civilians died in Russian air strikes” in Aleppo province",
        "1,423 civilians died — in Russian air strikes — in Aleppo province.",
        "Defence Minister Sergei Ivanov visited the Hmeimim air base near Latakia on January 12, 2016.",
    ],
    ids=["same", "no comma", "quotes, thin space", "dashes", "date"],
)
def test_what_is_only_written_otherwise_is_the_same_whatever_is_judged(text: str) -> None:
    found = source().compared(claim(text))
    assert (found.same, found.differences, found.settled) == (True, (), True)


@pytest.mark.parametrize(
    "text",
    [
        "About 1,400 civilians died in Russian air strikes in Aleppo province.",
        "1,400 civilians died in Russian air strikes in Aleppo province.",
        "More than 100 Russian soldiers have been killed in Syria since September.",
        "Dozens of Russian soldiers have been killed in Syria since September.",
        "The hospital in Idlib has sixty beds.",
        "The defence minister visited the Hmeimim air base near Latakia on 12 January 2016.",
        "The Russian Defence Minister Sergei Ivanov visited the Hmeimim air base near Latakia.",
        "The UN delivered food to 42,000 people in Madaya in January 2016.",
        "The United Nations delivered food to 42,000 people in Madaya, 10 percent of those there.",
        "109 Russian soldiers have been killed in Syria since September 2015.",
        "Ivanov visited the Hmeimim air base near Latakia in January.",
    ],
)
def test_what_a_draft_may_write_for_its_source_is_no_difference(text: str) -> None:
    assert source().compared(claim(text)).differences == ()


@pytest.mark.parametrize(
    "text",
    [
        "France sent two frigates to the eastern Mediterranean on 15 January 2016.",
        "Prices of bread rose by 12 percent in Damascus.",
        "",
    ],
)
def test_what_was_added_is_no_difference(text: str) -> None:
    found = source().compared(claim(text))
    assert (found.same, found.differences) == (False, ())


@pytest.mark.parametrize(
    "text",
    [
        "The hospital in Idlib was damaged in the attack.",
        "The United Nations did not deliver food to 42,000 people in Madaya this month.",
    ],
)
def test_denials_are_left_to_who_judges(text: str) -> None:
    found = source().compared(claim(text))
    assert (found.same, found.differences, found.settled) == (False, (), False)


def test_who_does_what_to_whom_is_not_the_same_in_another_order() -> None:
    assert (
        not source("Turkey attacked Syria on Monday.")
        .compared(claim("Syria attacked Turkey on Monday."))
        .same
    )


def test_a_name_that_stands_for_it_is_seen_where_the_sentence_before_says_who() -> None:
    text, statement = "It has 90 beds", "The hospital in Idlib has 90 beds."
    [found] = source().compared(claim(text, statement)).differences
    assert found.quote == "It has 60 beds and treats 300 patients a week."


@pytest.mark.parametrize(
    ("speaker", "differs"),
    [
        ("Oxfam", True),
        ("the Syrian Network for Human Rights", False),
        ("SNHR", False),
        ("the network", False),
        (None, False),
    ],
)
def test_who_said_it(speaker: str | None, differs: bool) -> None:
    text = "At least 109 Russian soldiers have been killed in Syria since September"
    found = source().compared(claim(text, said_by=speaker))
    assert bool(found.differences) is differs
    assert found.same, "what was said is the same"


def test_an_empty_source_is_compared_with_nothing() -> None:
    assert source(" ").compared(claim("1,423 civilians died.")).differences == ()
    evidence = SuppliedDocument(id="e", text=WIRE)
    assert article_sources([evidence], None) == ()
