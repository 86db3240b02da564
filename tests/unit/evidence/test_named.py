from __future__ import annotations

import time

import pytest

from service.evidence.named import named_source, source_called


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Oxfam reported that 109 people died.", "oxfam"),
        ("On Monday Oxfam said 109 had died.", "oxfam"),
        ("109 people died, the charity Oxfam said.", "oxfam"),
        ("In its report, Oxfam said 109 died.", "oxfam"),
        ("Oxfam, which has staff there, said 109 died.", "oxfam"),
        ("A report by Oxfam found that 109 people died.", "oxfam"),
        ("Oxfam’s report says 109 people died.", "oxfam"),
        ("Oxfam figures show 109 deaths.", "oxfam"),
        ("A spokesman for Oxfam said 109 had died.", "oxfam"),
        ("WHO said 109 died.", "who"),
        ("In Aleppo, Doctors Without Borders said 109 died.", "doctors without borders"),
        ("Human Rights Watch puts the number at 109.", "human rights watch"),
        ("109 died, according to the Syrian Network for Human Rights.", "syrian network human rights"),
        (
            "According to data compiled by the UK-based Syrian Observatory for Human Rights, 109 died.",
            "syrian observatory human rights",
        ),
        ("“The number reached 109,” said Fadel Abdul Ghany, head of the network.", "fadel abdul ghany"),
        ("Mr Smith told Reuters that cases fell to 300.", "smith"),
        ("Rwanda's health ministry said 12 had died.", "rwanda health ministry"),
        ("Data from the U.S. Census Bureau show that 300 live there.", "u s census bureau"),
        # news style: what follows is still from who was named
        ("Oxfam said 109 people died. Twenty were children.", "oxfam"),
        ("Oxfam said 109 people died. The group said 20 were children.", "oxfam"),
        ("Oxfam said 109 people died. The claim could not be independently verified.", "oxfam"),
    ],
)
def test_a_passage_that_repeats_one_named_source(text: str, label: str) -> None:
    found = named_source(text)
    assert found is not None
    assert found.label == label


@pytest.mark.parametrize(
    "text",
    [
        "109 people died in January.",
        "Police said 109 people had died.",
        "Police in Derby said 109 people had died.",
        "Officials said 109 people had died.",
        "The charity said 109 died.",
        "The mayor of London said the fare would rise.",
        "The Supreme Court said on Tuesday that the law was void.",
        "The World Health Organization declared a pandemic.",
        "The disease claimed 109 lives in Oxford.",
        "Herman Melville wrote Moby-Dick.",
        "The Senate confirmed Smith as minister.",
        "Oxfam could not be reached. It said nothing.",
        "",
    ],
    ids=lambda text: text[:30] or "nothing",
)
def test_what_names_no_source(text: str) -> None:
    assert named_source(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Oxfam said 109 died. Save the Children said 80 died.",
        "Oxfam said 109 died, but the ministry said 80.",
        "Oxfam said 109 people died. The army said 20.",
        "Figures of the ministry say 80; Oxfam reported 109 deaths.",
        "Hospital records list 109 dead. Oxfam said more would follow.",
        "Oxfam said 109 died, but hospital records contradict this.",
        "Oxfam said 109 died, which this paper has independently verified.",
    ],
    ids=["two named", "one unnamed", "another later", "another first", "own words first", "doubt", "checked"],
)
def test_what_does_more_than_repeat(text: str) -> None:
    assert named_source(text) is None


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Oxfam", "Oxfam International"),
        ("Smith", "Health Minister John Smith"),
        ("SNHR", "the Syrian Network for Human Rights"),
        ("Ministry of Health", "Rwanda's Health Ministry"),
        ("nytimes", "NY Times"),
    ],
)
def test_forms_of_one_name(one: str, two: str) -> None:
    left, right = source_called(one), source_called(two)
    assert left is not None
    assert right is not None
    assert left.same_as(right)
    assert right.same_as(left)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Oxfam", "Save the Children"),
        ("Syria", "Syria Civil Defence"),
        ("John Smith", "Anne Smith"),
        ("Human Rights Watch", "Syrian Network for Human Rights"),
    ],
)
def test_names_of_others(one: str, two: str) -> None:
    left, right = source_called(one), source_called(two)
    assert left is not None
    assert right is not None
    assert not left.same_as(right)


def test_a_person_and_whom_it_speaks_for_are_one_source() -> None:
    head = named_source("Fadel Ghany, head of the Syrian Network for Human Rights, said 109 died.")
    network = named_source("The Syrian Network for Human Rights (SNHR) said 109 died.")
    short = named_source("109 died, according to SNHR.")
    assert head is not None
    assert network is not None
    assert short is not None
    assert head.same_as(network)
    assert network.same_as(short)
    assert head.same_as(short)


@pytest.mark.parametrize(
    ("publisher", "own"),
    [
        ("Human Rights Watch", True),
        ("hrw", True),
        ("Human Rights", True),
        ("watch", False),
        ("Courier", False),
        ("", False),
    ],
)
def test_a_source_s_own_publisher(publisher: str, own: bool) -> None:
    source = source_called("Human Rights Watch")
    assert source is not None
    assert source.is_called(publisher) is own


def test_no_passage_takes_long() -> None:
    started = time.perf_counter()
    for piece in ("Alpha of the Beta ", "AAA ", "according to the report by ", "Oxfam, a b c d, ", "said "):
        named_source(piece * (700 // len(piece)))
    assert time.perf_counter() - started < 0.5
