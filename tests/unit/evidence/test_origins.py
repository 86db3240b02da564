from __future__ import annotations

from dataclasses import replace

import pytest

from service.evidence.origins import origin_names, wire_cited, wire_of
from tests.unit.evidence.doubles import document
from tests.unit.evidence.test_nearcopies import ARTICLE, UNRELATED


@pytest.mark.parametrize(
    ("text", "wire"),
    [
        ("LONDON, Jan 3 (Reuters) - Something happened.", "reuters"),
        ("Orient Net - AA 2016-01-29 14:58:00\n\nSomething happened.", "anadolu"),
        ("Something happened.\n\nSource: AFP", "afp"),
        ("By Anadolu Agency\n\nSomething happened.", "anadolu"),
        ("PARIS (AP) — Something happened.", "ap"),
        ("The AP course is hard. AA batteries are cheap.", None),
        ("Reuters was founded in 1851 by Paul Julius Reuter.", None),
        ("", None),
    ],
)
def test_a_wire_credit_is_read_at_head_and_foot(text: str, wire: str | None) -> None:
    assert wire_of(text) == wire


@pytest.mark.parametrize(
    ("text", "wire"),
    [
        ("The sources told Anadolu Agency that it rained.", "anadolu"),
        ("It rained, according to Reuters.", "reuters"),
        ("He works for Reuters.", None),
    ],
)
def test_a_passage_names_whom_it_has_it_from(text: str, wire: str | None) -> None:
    assert wire_cited(text) == wire


def test_one_dispatch_on_two_sites_is_one_origin() -> None:
    names = origin_names(
        [
            document(f"SKERRY (Reuters) - {ARTICLE}", "https://one.example.com/a"),
            document(f"{ARTICLE} Our own weather page has more.", "https://other.example.org/b"),
            document(UNRELATED, "https://third.example.net/c"),
        ]
    )
    assert names[0] == names[1] == "wire:reuters"
    assert names[2] == "example.net"


def test_two_dispatches_of_one_agency_are_one_origin() -> None:
    names = origin_names(
        [
            document(f"A (AFP) - {ARTICLE}", "https://one.com/a"),
            document(f"B (AFP) - {UNRELATED}", "https://two.com/b"),
        ]
    )
    assert names == ["wire:afp", "wire:afp"]


def test_pages_of_one_site_are_one_origin_and_of_one_platform_are_not() -> None:
    names = origin_names(
        [
            document(ARTICLE, "https://news.bbc.co.uk/1"),
            document(UNRELATED, "https://www.bbc.co.uk/2"),
            document("Anne writes.", "https://anne.blogspot.com/1"),
            document("Bert writes.", "https://bert.blogspot.com/1"),
        ]
    )
    assert names == ["bbc.co.uk", "bbc.co.uk", "anne.blogspot.com", "bert.blogspot.com"]


def test_without_an_address_publisher_and_text_tell() -> None:
    one, two = document(ARTICLE, None), document(UNRELATED, None)
    assert len(set(origin_names([one, two]))) == 2
    assert origin_names([replace(one, publisher="Almanac"), replace(two, publisher="almanac")]) == [
        "almanac",
        "almanac",
    ]


def test_the_name_does_not_depend_on_the_order() -> None:
    documents = [
        document(ARTICLE, "https://a.com/1"),
        document(ARTICLE, "https://b.com/2"),
        document(UNRELATED, "https://b.com/3"),
    ]
    forwards = origin_names(documents)
    assert forwards == origin_names(documents[::-1])[::-1]
    assert set(forwards) == {"a.com"}


def test_papers_belong_to_their_journals_and_not_to_who_lists_them() -> None:
    one, two = (
        document(ARTICLE, "https://doi.org/10.1038/a1"),
        document(UNRELATED, "https://doi.org/10.1016/b2"),
    )
    listed = document("A trial of masks.", "https://europepmc.org/article/PPR/1")
    assert origin_names([one, two, listed]) == ["doi:10.1038", "doi:10.1016", "europepmc.org"]
    journals = [replace(one, publisher="Nature"), replace(two, publisher="nature")]
    assert origin_names([*journals, replace(listed, publisher="medRxiv")]) == ["nature", "nature", "medrxiv"]


def test_one_paper_in_two_lists_is_one_origin() -> None:
    there = document(ARTICLE, "https://europepmc.org/article/MED/1")
    assert len(set(origin_names([document(ARTICLE, "https://doi.org/10.1038/a1"), there]))) == 1


def test_what_wikipedia_and_wikidata_say_is_said_once() -> None:
    names = origin_names(
        [
            document(ARTICLE, "https://en.wikipedia.org/wiki/Skerry"),
            document(UNRELATED, "https://www.wikidata.org/wiki/Q1"),
        ]
    )
    assert names == ["wikipedia.org", "wikipedia.org"]
