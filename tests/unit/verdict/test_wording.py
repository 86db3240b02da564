"""Two names are one name, or they are not: a rule that mixes them up refutes or confirms the wrong thing."""

from __future__ import annotations

import pytest

from service.verdict.wording import names_alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Russia", "Russian"),
        ("Syria", "Syrian"),
        ("Iceland", "Icelandic"),
        ("Germany", "German"),
        ("Turkey", "Turkish"),
        ("China", "Chinese"),
        ("Mexico", "Mexican"),
        ("Lebanon", "Lebanese"),
        ("Denmark", "Danish"),
        ("Oslo", "OSLO"),
    ],
)
def test_derived_forms_meet(one: str, other: str) -> None:
    assert names_alike(one, other)
    assert names_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Niger", "Nigeria"),
        ("Niger", "Nigerian"),
        ("Austria", "Australia"),
        ("Austria", "Australian"),
        ("Iran", "Iraq"),
        ("Slovenia", "Slovakia"),
        ("Mali", "Malawi"),
    ],
)
def test_likenesses_of_spelling_do_not(one: str, other: str) -> None:
    assert not names_alike(one, other)
    assert not names_alike(other, one)
